"""German names in a sentence: article, ending of what stands before, one or many; none where it is unsure."""

import pytest

from briefing.wording.articles import declined, in_region, number_of, of_node
from tests.briefing.documents.little_network import node


@pytest.mark.parametrize(
    ("name", "dative"),
    [
        ("Umweltbundesamt", "dem Umweltbundesamt"),
        ("Bundesrat", "dem Bundesrat"),
        ("Wikimedia Deutschland e. V.", "Wikimedia Deutschland e. V."),
        ("Ingolstadt", "Ingolstadt"),
        ("Landeshauptstadt Dresden", "der Landeshauptstadt Dresden"),
        ("Stadt Grubenheide", "der Stadt Grubenheide"),
        ("Grüner Wasserstoff GmbH", "der Grüner Wasserstoff GmbH"),
        ("Deutsche Bahn AG", "der Deutschen Bahn AG"),
        ("Deutscher Gewerkschaftsbund", "dem Deutschen Gewerkschaftsbund"),
        ("BDI Initiative energieeffiziente Gebäude", "der BDI Initiative energieeffiziente Gebäude"),
        ("BDI", "dem BDI"),
        ("BDI e.V.", "dem BDI e.V."),
        ("DGB Jugendtreff", "DGB Jugendtreff"),
        ("ZDF Verwaltungsrat", "dem ZDF Verwaltungsrat"),
        ("IG Metall", "der IG Metall"),
        ("TU Berlin", "der TU Berlin"),
        ("SPD", "der SPD"),
        ("Rheinisches Revier", "dem Rheinischen Revier"),
        ("Stadtwerke Musterhausen", "den Stadtwerken Musterhausen"),
        ("Gesamtverband der Versicherer", "dem Gesamtverband der Versicherer"),
    ],
)
def test_a_name_in_the_dative(name: str, dative: str) -> None:
    assert declined(name, "dative") == dative


def test_a_short_name_in_capitals_has_the_article_of_the_full_one() -> None:
    full = node("m", "Organisation", "Ministerium für Infrastruktur und Landesplanung", short_name="MfI Brandenburg")
    assert full.short == "MfI Brandenburg"
    assert of_node(full, "dative", "de", short=True) == "dem MfI Brandenburg"
    assert of_node(full, "dative", "en", short=True) == "MfI Brandenburg"


def test_works_are_many_and_a_chamber_is_one() -> None:
    works, chamber = (node("a", "Organisation", name) for name in ("Stadtwerke Musterhausen", "Handwerkskammer"))
    assert (number_of(works, "de"), number_of(works, "en"), number_of(chamber, "de")) == (2, 1, 1)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Landkreis Görlitz", "im Landkreis Görlitz"),
        ("Erzgebirgskreis", "im Erzgebirgskreis"),
        ("Stadt Cottbus", "in der Stadt Cottbus"),
        ("Lausitzer Revier", "im Lausitzer Revier"),
        ("Metropolregion Rhein-Neckar", "in der Metropolregion Rhein-Neckar"),
        ("Lausitz", "in der Region Lausitz"),
        ("Nordseeküste", "in der Region Nordseeküste"),
    ],
)
def test_in_a_region(name: str, said: str) -> None:
    assert in_region(name, "de") == said
