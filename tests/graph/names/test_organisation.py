import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.model.fold import visible
from graph.model.schema import load
from graph.names.organisation import parse_organisation

PIECES = [
    "GmbH",
    "&",
    "Co.",
    "KG",
    "e.V.",
    "(",
    ")",
    "BDI",
    "-",
    "Muster",
    "(AB)",
    "„",
    "vormals",
    "u.",
    "UG",
]


@pytest.mark.parametrize(
    ("text", "core", "legal_form", "abbreviation"),
    [
        ("Bundesverband Deutscher Muster e. V. (BDM)", "bundesverband deutscher muster", "e. V.", "BDM"),
        ("Bundesverband Deutscher Muster (BDM) e.V.", "bundesverband deutscher muster", "e. V.", "BDM"),
        ("Bundesverband Deutscher Muster (BDM e.V.)", "bundesverband deutscher muster", "e. V.", "BDM"),
        ("BDM - Bundesverband Deutscher Muster", "bundesverband deutscher muster", "", "BDM"),
        ("BDM – Bundesverband Deutscher Muster e.V.", "bundesverband deutscher muster", "e. V.", "BDM"),
        ("BDM (Bundesverband Deutscher Muster)", "bundesverband deutscher muster", "", "BDM"),
        ("VDI Verein Deutscher Ingenieure e.V.", "verein deutscher ingenieure", "e. V.", "VDI"),
        ("NABU (Naturschutzbund Deutschland) e.V.", "naturschutzbund deutschland", "e. V.", "NABU"),
        ("BDI e.V.", "bdi", "e. V.", "BDI"),
        ("BDI", "bdi", "", "BDI"),
        ("Bund Deutscher Musterzeichner (bdmz)", "bund deutscher musterzeichner", "", "bdmz"),
        ("Musterverband (Bayern)", "musterverband bayern", "", ""),
        ("Musterhochschule (Fakultät III)", "musterhochschule fakultaet iii", "", ""),
        ("Klinikum Frankfurt (Oder) GmbH", "klinikum frankfurt oder", "GmbH", ""),
        ("Musterverband (NRW)", "musterverband nrw", "", ""),
        ("Bündnis „Zukunft der Industrie“", "buendnis zukunft der industrie", "", ""),
        ("Bündnis »Zukunft der Industrie«", "buendnis zukunft der industrie", "", ""),
        ("Muster Bau GmbH & Co. KG", "muster bau", "GmbH & Co. KG", ""),
        ("Muster Bau GmbH&Co.KG", "muster bau", "GmbH & Co. KG", ""),
        ("Muster Bau GmbH u. Co. KG", "muster bau", "GmbH & Co. KG", ""),
        ("Muster Bau GmbH & Co.", "muster bau", "GmbH & Co. KG", ""),
        ("Muster SE & Co. KGaA", "muster", "SE & Co. KGaA", ""),
        ("Muster UG (haftungsbeschränkt)", "muster", "UG", ""),
        ("Musterwerke gemeinnützige GmbH", "musterwerke", "gGmbH", ""),
        ("Musterwerke gGmbH", "musterwerke", "gGmbH", ""),
        ("Versorgungsgesellschaft mbH", "versorgungsgesellschaft", "GmbH", ""),
        ("Muster AG", "muster", "AG", ""),
        ("Muster Aktiengesellschaft", "muster", "AG", ""),
        ("MUSTERVEREIN E.V.", "musterverein", "e. V.", ""),
        ("Musterverein eingetragener Verein", "musterverein", "e. V.", ""),
        ("Musterkörper K.d.ö.R.", "musterkoerper", "KdöR", ""),
        ("Muster B.V.", "muster", "B.V.", ""),
        ("Muster Ltd", "muster", "Ltd.", ""),
        ("Muster Inc.", "muster", "Inc.", ""),
        ("Muster GmbH (HRB 12345)", "muster", "GmbH", ""),
        ("Muster AG (vormals Beispiel KG)", "muster", "AG", ""),
        ("Muster + Söhne KG", "muster und soehne", "KG", ""),
        ("Verband der Metall- u. Elektroindustrie", "verband der metall und elektroindustrie", "", ""),
        ("AG Musterfilm", "ag musterfilm", "", ""),
        ("„AG Musterfilm“", "ag musterfilm", "", ""),
        ("Muster ag", "muster ag", "", ""),
        ("Verband Allerlei (HansPeter)", "verband allerlei hanspeter", "", ""),
        ("Bauernverband Sachsen (bauer)", "bauernverband sachsen bauer", "", ""),
        ("Bund Deutschland (bd)", "bund deutschland", "", "bd"),
        ("VHS Verein Heimat Stadt", "vhs verein heimat stadt", "", ""),
        ("Ev. Kirche", "ev kirche", "", ""),
        ("Stiftung Muster", "stiftung muster", "", ""),
        ("Musterclub (MCD) Landesgruppe", "musterclub landesgruppe", "", "MCD Landesgruppe"),
    ],
)  # fmt: skip
def test_a_name_comes_apart(text: str, core: str, legal_form: str, abbreviation: str) -> None:
    name = parse_organisation(text)
    assert (name.core, name.legal_form, name.abbreviation) == (core, legal_form, abbreviation)


def test_the_full_name_is_the_strongest_key() -> None:
    name = parse_organisation("Bundesverband der Deutschen Industrie e. V. (BDI)")
    assert name.keys == ("org:bundesverband der deutschen industrie", "org:bdi")
    assert parse_organisation("BDI").keys == ("org:bdi",)


def test_all_spellings_of_a_chamber_and_a_union_share_a_key() -> None:
    chambers = [
        "IHK Köln",
        "IHK zu Köln",
        "Industrie- und Handelskammer zu Köln",
        "Industrie- und Handelskammer Köln",
    ]
    assert set.intersection(*(set(parse_organisation(name).keys) for name in chambers))
    unions = ["IG Metall", "Industriegewerkschaft Metall"]
    assert set.intersection(*(set(parse_organisation(name).keys) for name in unions))
    assert not set(parse_organisation("IHK Köln").keys) & set(parse_organisation("IHK Bonn").keys)


@pytest.mark.parametrize("short", ["IHK", "HWK", "VHS", "KMU", "EU", "NRW"])
def test_a_generic_abbreviation_is_no_key_of_a_longer_name(short: str) -> None:
    assert f"org:{short.lower()}" not in parse_organisation(f"Musterverein Allerlei ({short})").keys
    assert parse_organisation(short).keys == (f"org:{short.lower()}",)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bundesministerium für Wirtschaft und Klimaschutz", "ministry"),
        ("BMWK", "ministry"),
        ("Staatskanzlei des Landes Brandenburg", "ministry"),
        ("Senatsverwaltung für Wirtschaft", "ministry"),
        ("IHK Köln", "chamber"),
        ("Handwerkskammer Dresden", "chamber"),
        ("Industrie- und Handelskammer zu Leipzig", "chamber"),
        ("IG Metall", "union"),
        ("IG BCE", "union"),
        ("ver.di", "union"),
        ("Deutscher Gewerkschaftsbund", "union"),
        ("Bundesverband der Deutschen Industrie", "association"),
        ("Deutscher Bauernverband e.V.", "association"),
        ("Verband der Universitäten", "association"),
        ("Technische Universität Dresden", "research"),
        ("TU Dresden", "research"),
        ("Fraunhofer-Institut für Solare Energiesysteme", "research"),
        ("Deutsches Zentrum für Luft- und Raumfahrt e. V. (DLR)", "research"),
        ("Stadt Köln", "municipality"),
        ("Landkreis Görlitz", "municipality"),
        ("Kreis Unna", "municipality"),
        ("Wirtschaftsinitiative Lausitz e.V.", "initiative"),
        ("Bündnis „Zukunft der Industrie“", "initiative"),
        ("Musternetzwerk GmbH", "initiative"),
        ("Wirtschaftsförderung Muster GmbH", "agency"),
        ("Agentur für Arbeit Köln", "agency"),
        ("Muster Zeitung", "media"),
        ("Muster Maschinenbau GmbH", "company"),
        ("Stadt Land Fluss GmbH", "company"),
        ("Allianz SE", "company"),
        ("Verbandsservice GmbH", "company"),
        ("Freunde der Universität Muster", ""),
        ("Kreis der Freunde", ""),
        ("Verkehrsverbund Muster", ""),
        ("Volkshochschule Muster", ""),
        ("Muster und Söhne", ""),
    ],
)
def test_the_name_hints_at_the_kind_or_leaves_it_open(text: str, kind: str) -> None:
    assert parse_organisation(text).kind == kind


@pytest.mark.parametrize("text", ["", "  ", "\N{ZERO WIDTH SPACE}\n"])
def test_a_blank_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="blank"):
        parse_organisation(text)


@given(st.text().filter(lambda text: bool(visible(text))) | st.lists(st.sampled_from(PIECES), min_size=1).map(" ".join))
@example("GmbH")
@example("(e.V.)")
@example("- BDI -")
@example("...")
@example("🙂")
def test_any_text_that_can_be_seen_has_keys_and_a_known_kind(text: str) -> None:
    name = parse_organisation(text)
    assert name.core
    assert name.keys
    assert len(set(name.keys)) == len(name.keys)
    assert name.kind in {"", *load().nodes["Organisation"].kinds}


@given(
    st.sampled_from(["Muster Bau", "Weber & Krause", "Netzwerk Allerlei"]),
    st.sampled_from(["GmbH", "AG", "e. V.", "KG"]),
)
def test_the_legal_form_does_not_change_the_core(name: str, form: str) -> None:
    assert parse_organisation(f"{name} {form}").core == parse_organisation(name).core
    assert parse_organisation(f"{name}, {form}").legal_form == form
