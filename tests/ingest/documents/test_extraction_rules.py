"""Single rules of the extraction, each on a sentence of its own."""

import pytest

from graph.errors import UsageError
from ingest.documents.attach import held_in, signs_of
from ingest.documents.days import days_in
from ingest.documents.extract import extract
from ingest.documents.gazetteer import EMPTY, Gazetteer
from ingest.documents.mentions import ORGANISATION, PERSON, Mention
from ingest.documents.ministries import ministry_of
from ingest.documents.models import finder, mentions
from ingest.documents.organisations import normal_name
from ingest.documents.proposal import FIELDS, TextProposal
from ingest.documents.tokens import Sentence, sentences_of

Held = tuple[str, str, str]


def held(text: str, date: str = "2021-03-16") -> set[Held]:
    kinds = {"function", "membership"}
    return {(p.name, p.role, p.organisation) for p in extract(text, date=date) if p.kind in kinds}


def named(text: str, kind: str) -> list[str]:
    return [p.name for p in extract(text) if p.kind == kind]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Dr. Anna Kern, Abteilungsleiterin Industriepolitik im Bundeswirtschaftsministerium, eröffnete die Tagung.",
            ("Anna Kern", "Abteilungsleiterin Industriepolitik", "Bundesministerium für Wirtschaft und Energie"),
        ),
        ("Das sagte BDI-Präsident Udo Kern am Montag.", ("Udo Kern", "Präsident", "BDI")),
        ("Der IG-Metall-Vorsitzende Udo Kern sprach.", ("Udo Kern", "Vorsitzender", "IG Metall")),
        ("Udo Kern (DIHK) sprach als Erster.", ("Udo Kern", "", "DIHK")),
        ("Udo Kern vom Verband Chemie Nord widersprach.", ("Udo Kern", "", "Verband Chemie Nord")),
        (
            "Die Vorsitzende des Vereins Industriekultur Nord, Anna Kern, dankte allen.",
            ("Anna Kern", "Vorsitzende", "Verein Industriekultur Nord"),
        ),
        (
            "Anna Kern, Sprecherin der Initiative „Zukunft Stahl“, zog Bilanz.",
            ("Anna Kern", "Sprecherin", "Initiative „Zukunft Stahl“"),
        ),
        (
            "Die Beispiel Werke GmbH hat Anna Kern zur Geschäftsführerin bestellt.",
            ("Anna Kern", "Geschäftsführerin", "Beispiel Werke GmbH"),
        ),
        (
            "Der Wirtschaftsminister des Landes Brandenburg, Udo Kern, gratulierte.",
            ("Udo Kern", "Wirtschaftsminister", "Wirtschaftsministerium Brandenburg"),
        ),
        (
            "Anna Kern ist Geschäftsführerin der Beispiel Werke GmbH.",
            ("Anna Kern", "Geschäftsführerin", "Beispiel Werke GmbH"),
        ),
    ],
)
def test_a_function_reaches_its_person_and_its_organisation(text: str, wanted: Held) -> None:
    assert wanted in held(text)


def test_both_of_an_enumeration_hold_the_function_each_belongs_to_an_own_house() -> None:
    found = held(
        "Anna Kern (BDI) und Udo Lang (IG Metall), Vorsitzende des Bündnisses „Zukunft Stahl“, begrüßten alle."
    )
    assert found == {
        ("Anna Kern", "", "BDI"),
        ("Udo Lang", "", "IG Metall"),
        ("Anna Kern", "Vorsitzende", "Bündnis „Zukunft Stahl“"),
        ("Udo Lang", "Vorsitzender", "Bündnis „Zukunft Stahl“"),
    }


def test_of_two_people_only_the_one_beside_a_singular_holds_the_function() -> None:
    found = held("Auf dem Podium saßen Udo Lang und Anna Kern, Leiterin der Beispiel Werke GmbH.")
    assert found == {("Anna Kern", "Leiterin", "Beispiel Werke GmbH")}


def test_an_abbreviation_the_text_defines_stands_for_the_full_name() -> None:
    text = "Der Bundesverband Beispiele e. V. (BVB) tagt in Ulm.\nBVB-Präsidentin Anna Kern leitete die Sitzung."
    assert ("Anna Kern", "Präsidentin", "Bundesverband Beispiele e. V.") in held(text)


def test_who_comes_again_by_the_family_name_is_the_same_person() -> None:
    text = "Dr. Anna Kern sprach zuerst. „Wir bleiben“, sagte Kern. Kerns Rede war kurz."
    assert named(text, "person") == ["Anna Kern"] * 3
    spans = [text[p.start : p.end] for p in extract(text) if p.kind == "person"]
    assert spans == ["Dr. Anna Kern", "Kern", "Kerns"]


def test_two_of_one_family_name_are_not_mixed_up() -> None:
    text = "Anna Kern und Udo Kern sprachen. Dann ging Kern."
    assert set(named(text, "person")) <= {"Anna Kern", "Udo Kern", "Kern"}


@pytest.mark.parametrize(
    ("name", "date", "full"),
    [
        ("BMWi", "2012-01-01", "Bundesministerium für Wirtschaft und Technologie"),
        ("BMWi", "2021-03-16", "Bundesministerium für Wirtschaft und Energie"),
        ("Bundeswirtschaftsministeriums", "2023-01-01", "Bundesministerium für Wirtschaft und Klimaschutz"),
        ("Bundeswirtschaftsminister", "2026-01-01", "Bundesministerium für Wirtschaft und Energie"),
        ("Bundesforschungsministerin", "2024-02-07", "Bundesministerium für Bildung und Forschung"),
        ("Rathaus", "2024-02-07", ""),
    ],
)
def test_a_ministry_has_the_name_of_its_time(name: str, date: str, full: str) -> None:
    assert ministry_of(name, date) == full


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Verbandes Chemie Nord", "Verband Chemie Nord"),
        ("Deutschen Gewerkschaftsbundes", "Deutscher Gewerkschaftsbund"),
        ("Technischen Universität Bergau", "Technische Universität Bergau"),
        ("Bergischen Industrienetzes", "Bergisches Industrienetz"),
        ("Bündnisses „Zukunft Stahl“", "Bündnis „Zukunft Stahl“"),
        ("Essener Werke AG", "Essener Werke AG"),
        ("Wirtschaftsministeriums des Landes Brandenburg", "Wirtschaftsministerium Brandenburg"),
    ],
)
def test_a_genitive_becomes_a_nominative(shown: str, name: str) -> None:
    assert normal_name(shown) == name


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("am 16. März 2021", ["2021-03-16"]),
        ("am 16.03.2021 um 10 Uhr", ["2021-03-16"]),
        ("vom 3. und 4. Mai 2022", ["2022-05-03"]),
        ("Ende März", ["2021-03"]),
        ("im Mai 2022", ["2022-05"]),
        ("am 31. Februar 2021", []),
        ("um 10.15 Uhr", []),
    ],
)
def test_dates_keep_the_precision_of_the_text(text: str, dates: list[str]) -> None:
    assert [day.date for day in days_in(text, Sentence(1, 0, len(text)), "2021")] == dates


def test_a_date_without_any_year_is_left_out() -> None:
    assert days_in("am 3. Mai", Sentence(1, 0, 9)) == []


def test_an_event_is_named_with_its_title_and_its_day() -> None:
    text = "Am 12. Mai 2022 fand die Fachkonferenz „Wasserstoff vor Ort“ statt, die Anna Kern eröffnete."
    found = extract(text)
    assert [(p.name, p.date) for p in found if p.kind == "event"] == [
        ("Fachkonferenz „Wasserstoff vor Ort“", "2022-05-12")
    ]
    joined = [(p.name, p.event) for p in found if p.kind == "participation"]
    assert joined == [("Anna Kern", "Fachkonferenz „Wasserstoff vor Ort“")]


@pytest.mark.parametrize(
    "text",
    [
        "Prof. Dr. Kern kam um 10.15 Uhr. Er ging.",
        "Das kostet ca. 3 Mio. Euro. Mehr nicht.",
        "Am 3. Mai kam er. Dann nicht.",
    ],
)
def test_a_dot_that_ends_no_sentence(text: str) -> None:
    assert len(sentences_of(text)) == 2


def test_a_proposal_shows_exactly_the_agreed_fields() -> None:
    proposal = TextProposal("person", "Anna Kern", "Anna Kern sprach.", 10, 19, 0.9, number=3, offset=10)
    assert tuple(proposal.shown()) == FIELDS
    assert proposal.place == "sentence 3, 10-19"


def test_names_of_the_graph_are_found_where_nothing_else_tells_them() -> None:
    text = "gestern sprach kurz Yrsa Quelbo für die Tannwerke"
    known = Gazetteer(persons={"Yrsa Quelbo": "Yrsa Quelbo"}, organisations={"Tannwerke": "Tannwerke Ulm eG"})
    found = {(p.kind, p.name) for p in extract(text, known)}
    assert {("person", "Yrsa Quelbo"), ("organisation", "Tannwerke Ulm eG")} <= found
    assert {("person", "Yrsa Quelbo"), ("organisation", "Tannwerke Ulm eG")} - {
        (p.kind, p.name) for p in extract(text, EMPTY)
    }


def test_markup_and_cypher_in_a_text_are_only_text() -> None:
    text = "Anna Kern <img src=x onerror=alert(1)> sprach. Robby' WITH true as x MATCH (s) DETACH DELETE s //"
    assert all(text[p.start : p.end] for p in extract(text))


def test_a_pattern_says_nothing_about_names_it_does_not_touch() -> None:
    text = "Anna Kern kam. Die Werk GmbH auch."
    people = [Mention(PERSON, 0, 9, 0.9, "Anna Kern"), Mention(ORGANISATION, 19, 28, 0.9, "Werk GmbH")]
    assert held_in(signs_of(text, Sentence(1, 0, len(text)), people, [])) == []


@pytest.mark.parametrize("wanted", ["spacy", "spacy:", "word2vec:x", "spacy:de_core_news_lg", "gliner:ordner"])
def test_a_model_that_is_not_there_is_one_sentence(wanted: str) -> None:
    with pytest.raises(UsageError) as caught:
        finder(wanted)
    assert wanted in caught.value.message("de")


def test_no_model_asked_for_is_the_one_the_program_brings() -> None:
    assert finder("") is None
    assert finder("crf") is None


def test_spans_of_other_models_become_mentions_without_overlap() -> None:
    spans = [(0, 9, "PER", 0.9), (5, 12, "ORG", 0.8), (20, 24, "MISC", 0.9), (30, 34, "LOC", 0.7)]
    assert [(m.sort, m.start, m.end) for m in mentions(spans)] == [("PER", 0, 9), ("LOC", 30, 34)]


def test_a_finder_of_the_user_replaces_the_model() -> None:
    text = "xyz Quelbo kam"
    found = extract(text, finder=lambda *_: [Mention(PERSON, 4, 10, 0.85)])
    assert [(p.kind, p.name, p.start, p.end) for p in found] == [("person", "Quelbo", 4, 10)]


def test_adjectives_are_no_places() -> None:
    text = "Die bayerischen und die deutschen Betriebe trafen sich mit sächsischen Fachleuten in Jena."
    assert {p.name for p in extract(text) if p.kind == "place"} <= {"Jena"}
