"""Turns of phrase in which the press, minutes and notes say who is what where; each a sentence of its own."""

import pytest

from ingest.documents.extract import extract


def held(text: str) -> set[tuple[str, str, str]]:
    return {(p.name, p.role, p.organisation) for p in extract(text) if p.kind in ("function", "membership")}


@pytest.mark.parametrize(
    ("text", "person", "role", "organisation"),
    [
        (
            "Staatssekretärin Bettina Rohde von der Senatsverwaltung für Wirtschaft eröffnete den Abend.",
            "Bettina Rohde",
            "Staatssekretärin",
            "Senatsverwaltung für Wirtschaft",
        ),
        (
            "Ministerialdirektorin Gerda Thiele aus dem Finanzministerium Sachsen sprach.",
            "Gerda Thiele",
            "Ministerialdirektorin",
            "Finanzministerium Sachsen",
        ),
        (
            "Kurt Albers ist seit März 2021 Leiter der Rechtsabteilung bei der Nordglas AG.",
            "Kurt Albers",
            "Leiter der Rechtsabteilung",
            "Nordglas AG",
        ),
        (
            "Seit Mai 2022 ist Petra Voss Geschäftsführerin der Kreishandwerkerschaft Elbe.",
            "Petra Voss",
            "Geschäftsführerin",
            "Kreishandwerkerschaft Elbe",
        ),
        ("Petra Voss wechselt zum 1. Juli von der Nordglas AG zur Südglas GmbH.", "Petra Voss", "", "Südglas GmbH"),
        ("Zum Jahreswechsel wechselt Petra Voss zur Südglas GmbH.", "Petra Voss", "", "Südglas GmbH"),
        (
            "Petra Voss übernimmt im Herbst den Vorsitz des Vereins Blaue Brücke.",
            "Petra Voss",
            "Vorsitz",
            "Verein Blaue Brücke",
        ),
        ("Den Vorsitz des Vereins Blaue Brücke übernimmt Petra Voss.", "Petra Voss", "Vorsitz", "Verein Blaue Brücke"),
        ("Petra Voss wird neue Geschäftsführerin der Südglas GmbH.", "Petra Voss", "Geschäftsführerin", "Südglas GmbH"),
        ("Neue Geschäftsführerin der Südglas GmbH wird Petra Voss.", "Petra Voss", "Geschäftsführerin", "Südglas GmbH"),
        (
            "Neuer Leiter des Referats Energie im Umweltministerium ist Kurt Albers.",
            "Kurt Albers",
            "Leiter des Referats Energie",
            "Umweltministerium",
        ),
        ("Kurt Albers folgt auf Petra Voss als Präsident der IHK Elbe.", "Kurt Albers", "Präsident", "IHK Elbe"),
        (
            "Kurt Albers löst Petra Voss als Vorsitzender des Industrieclubs Elbe ab.",
            "Kurt Albers",
            "Vorsitzender",
            "Industrieclub Elbe",
        ),
        (
            "Prof. Dr. Kurt Albers, Leiter der Hauptabteilung Chemie am Institut für Werkstoffe, warnte.",
            "Kurt Albers",
            "Leiter der Hauptabteilung Chemie",
            "Institut für Werkstoffe",
        ),
        (
            "Kurt Albers leitet die Abteilung Chemie am Institut für Werkstoffe Jena.",
            "Kurt Albers",
            "",
            "Institut für Werkstoffe Jena",
        ),
        ("Für die IHK Elbe sprach Kurt Albers.", "Kurt Albers", "", "IHK Elbe"),
        (
            "Petra Voss, Geschäftsführerin der Südglas GmbH, lobte das Projekt.",
            "Petra Voss",
            "Geschäftsführerin",
            "Südglas GmbH",
        ),
        ("Petra Voss (Südglas GmbH) lobte das Projekt.", "Petra Voss", "", "Südglas GmbH"),
        ("Petra Voss, Südglas GmbH, lobte das Projekt.", "Petra Voss", "", "Südglas GmbH"),
        (
            "Die Sprecherin des Netzwerks Holz Elbe, Petra Voss, lobte das Projekt.",
            "Petra Voss",
            "Sprecherin",
            "Netzwerk Holz Elbe",
        ),
        (
            "Frau Voss arbeitet jetzt beim Landkreis Elbe. Das teilte Petra Voss mit.",
            "Petra Voss",
            "",
            "Landkreis Elbe",
        ),
        ("Kurt Albers arbeitet bei der Südglas GmbH im Einkauf.", "Kurt Albers", "", "Südglas GmbH"),
        ("Kurt Albers ist bei der Südglas GmbH für den Einkauf zuständig.", "Kurt Albers", "", "Südglas GmbH"),
        (
            "Kurt Albers ist Abteilungsleiter Einkauf bei der Südglas GmbH.",
            "Kurt Albers",
            "Abteilungsleiter Einkauf",
            "Südglas GmbH",
        ),
        ("Kurt Albers vertritt die Südglas GmbH im Beirat.", "Kurt Albers", "", "Südglas GmbH"),
        ("Kurt Albers, der die Südglas GmbH leitet, war dabei.", "Kurt Albers", "", "Südglas GmbH"),
        ("Kurt Albers gehört dem Vorstand der Südglas AG an.", "Kurt Albers", "", "Südglas AG"),
        (
            "Kurt Albers hat die Leitung der Stabsstelle Strukturwandel beim Landkreis Elbe übernommen.",
            "Kurt Albers",
            "Leitung der Stabsstelle Strukturwandel",
            "Landkreis Elbe",
        ),
        (
            "Kurt Albers, bisher Referent im Umweltministerium, wird Geschäftsführer der Südglas GmbH.",
            "Kurt Albers",
            "Geschäftsführer",
            "Südglas GmbH",
        ),
        (
            "Der neue Geschäftsführer der Südglas GmbH heißt Kurt Albers.",
            "Kurt Albers",
            "Geschäftsführer",
            "Südglas GmbH",
        ),
        (
            "Kurt Albers wurde zum Geschäftsführer der Südglas GmbH berufen.",
            "Kurt Albers",
            "Geschäftsführer",
            "Südglas GmbH",
        ),
        (
            "Mit Kurt Albers von der Südglas GmbH und Petra Voss vom Umweltministerium diskutierten zwei Fachleute.",
            "Petra Voss",
            "",
            "Umweltministerium",
        ),
        ("Gastgeber war Kurt Albers, Chef der Südglas GmbH.", "Kurt Albers", "Chef", "Südglas GmbH"),
        (
            "Kurt Albers trat die Nachfolge von Petra Voss als Leiter des Amts für Umwelt an.",
            "Kurt Albers",
            "Leiter",
            "Amt für Umwelt",
        ),
        ("Ansprechpartner ist Kurt Albers (Südglas GmbH, Tel. 0123).", "Kurt Albers", "", "Südglas GmbH"),
        ("Kurt Albers, Leiter Vertrieb, Südglas GmbH", "Kurt Albers", "Leiter Vertrieb", "Südglas GmbH"),
        ("Kurt Albers - Geschäftsführer - Südglas GmbH", "Kurt Albers", "Geschäftsführer", "Südglas GmbH"),
        ("Kurt Albers ist seit 2019 bei der IHK Elbe tätig.", "Kurt Albers", "", "IHK Elbe"),
        ("Herr Kurt Albers (IHK Elbe) ist neuer Ansprechpartner.", "Kurt Albers", "", "IHK Elbe"),
        (
            "Laut Kurt Albers vom Verband der Glasindustrie fehlen Leute.",
            "Kurt Albers",
            "",
            "Verband der Glasindustrie",
        ),
        (
            "Die Vizepräsidentin der Hochschule Elbe, Dr. Petra Voss, und Kurt Albers unterschrieben.",
            "Petra Voss",
            "Vizepräsidentin",
            "Hochschule Elbe",
        ),
    ],
)
def test_who_is_what_where(text: str, person: str, role: str, organisation: str) -> None:
    assert (person, role, organisation) in held(text)


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("Kurt Albers ist nicht mehr Geschäftsführer der Südglas GmbH.", "Südglas GmbH"),
        ("Kurt Albers wechselt nicht zur Südglas GmbH.", "Südglas GmbH"),
        ("Petra Voss, zuvor bei der Nordglas AG, kam neu dazu.", "Nordglas AG"),
        ("Petra Voss kommt von der Nordglas AG.", "Nordglas AG"),
    ],
)
def test_who_left_or_does_not_come_is_not_there(text: str, organisation: str) -> None:
    assert organisation not in {o for _, _, o in held(text)}


def test_a_successor_holds_the_function_and_not_who_held_it() -> None:
    for text in (
        "Kurt Albers folgt auf Petra Voss als Präsident der IHK Elbe.",
        "Kurt Albers löst Petra Voss als Präsident der IHK Elbe ab.",
        "Kurt Albers tritt die Nachfolge von Petra Voss als Präsident der IHK Elbe an.",
    ):
        assert held(text) == {("Kurt Albers", "Präsident", "IHK Elbe")}


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("Eva Kern ist seit Januar 2023 Leiterin der Südglas GmbH.", "2023-01", ""),
        ("Eva Kern ist seit 2019 Leiterin der Südglas GmbH.", "2019", ""),
        ("Eva Kern übernimmt zum 1. Juli 2024 die Leitung der Südglas GmbH.", "2024-07-01", ""),
        ("Eva Kern war bis 2020 Leiterin der Südglas GmbH.", "", "2020"),
        ("Eva Kern ist Leiterin der Südglas GmbH.", "", ""),
    ],
)
def test_since_when_and_until_when_a_function_is_held(text: str, since: str, until: str) -> None:
    assert [(p.date, p.until) for p in extract(text) if p.kind == "function"] == [(since, until)]


@pytest.mark.parametrize(
    "text",
    [
        "Es sprach Eva Kern. Sie ist Leiterin der Südglas GmbH.",
        "Es sprach Eva Kern. Die 44-Jährige ist Leiterin der Südglas GmbH.",
        "Es sprach Eva Kern. Die promovierte Chemikerin ist Leiterin der Südglas GmbH.",
        "Viele Grüße\nEva Kern\nLeiterin der Südglas GmbH",
    ],
)
def test_who_is_meant_by_a_pronoun_a_description_or_a_signature(text: str) -> None:
    assert ("Eva Kern", "Leiterin", "Südglas GmbH") in held(text)


def test_a_pronoun_that_may_mean_two_means_nobody() -> None:
    assert held("Eva Kern und Anna Roth sprachen. Sie ist Leiterin der Südglas GmbH.") == set()
    assert held("Es sprach Udo Kern. Sie ist Leiterin der Südglas GmbH.") == set()


def test_a_given_name_that_ends_like_a_function_is_a_name() -> None:
    assert "Murat Kern" in {
        p.name for p in extract("Auf dem Podium saßen Murat Kern und Eva Roth.") if p.kind == "person"
    }


def test_saints_are_no_persons() -> None:
    assert not [p for p in extract("Die Gemeinde St. Gallus lädt ein, auch Sankt Peter.") if p.kind == "person"]
