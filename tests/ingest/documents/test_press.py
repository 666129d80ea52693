"""The extraction on invented press texts, against what a careful reader finds in them, and its laws on any text."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.fold import fold
from ingest.documents.extract import extract


def texts_of(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return found


TEXTS = [*texts_of("press.yaml"), *texts_of("press_more.yaml")]
UNSEEN = texts_of("press_unseen.yaml")
MANNERS = texts_of("press_manners.yaml")
MANNERS_UNSEEN = texts_of("press_manners_unseen.yaml")


def shares(found: Counter[Any], wanted: Counter[Any]) -> tuple[float, float]:
    """Precision and recall."""
    right = sum((found & wanted).values())
    return right / max(sum(found.values()), 1), right / max(sum(wanted.values()), 1)


def persons(texts: list[dict[str, Any]]) -> tuple[float, float]:
    """Precision and recall of the people; who comes again by the family name alone is the same person."""
    found: Counter[Any] = Counter()
    wanted: Counter[Any] = Counter()
    for text in texts:
        whole = {p.name for p in extract(text["text"]) if p.kind == "person" and " " in p.name}
        found.update((text["name"], name) for name in whole)
        wanted.update((text["name"], name) for name in text["persons"])
    return shares(found, wanted)


@pytest.mark.parametrize(
    "texts", [TEXTS, UNSEEN, MANNERS, MANNERS_UNSEEN], ids=["press", "unseen", "manners", "other half"]
)
def test_nine_of_ten_persons_are_right_and_eight_of_ten_are_found(texts: list[dict[str, Any]]) -> None:
    right, recalled = persons(texts)
    assert right >= 0.9
    assert recalled >= 0.8


def right_functions(texts: list[dict[str, Any]]) -> float:
    """The share of the functions and memberships that are found with the right organisation."""
    known = {(t["name"], fold(p), fold(role), fold(o)) for t in texts for p, role, o in t["held"]}
    found = {
        (t["name"], fold(p.name), fold(p.role), fold(p.organisation))
        for t in texts
        for p in extract(t["text"])
        if p.kind in {"function", "membership"}
    }
    return len(known & found) / len(known)


@pytest.mark.parametrize("texts", [TEXTS, MANNERS, MANNERS_UNSEEN], ids=["press", "manners", "other half"])
def test_seven_of_ten_functions_have_the_right_organisation(texts: list[dict[str, Any]]) -> None:
    assert right_functions(texts) >= 0.7


def test_who_knows_whom_is_found_and_nothing_is_made_up() -> None:
    texts = [*TEXTS, *UNSEEN, *MANNERS, *MANNERS_UNSEEN]
    wanted = {(t["name"], frozenset(pair)) for t in texts for pair in t.get("known", ())}
    found = {
        (t["name"], frozenset((p.name, p.other))) for t in texts for p in extract(t["text"]) if p.kind == "acquaintance"
    }
    assert found <= wanted
    assert len(found) >= 0.7 * len(wanted)


def test_six_of_ten_functions_are_right_in_texts_no_rule_was_made_for() -> None:
    assert right_functions(UNSEEN) >= 0.6


@pytest.mark.parametrize(
    ("text", "person", "role", "organisation"),
    [
        (
            "Der Verband Glas Nord e. V. tagte. Dessen Vorsitzende Eva Kern sprach.",
            "Eva Kern",
            "Vorsitzende",
            "Glas Nord",
        ),
        ("Es kam Eva Kern, die bei der Glaswerk Nord GmbH forscht.", "Eva Kern", "", "Glaswerk Nord GmbH"),
        ("Für die Glaswerk Nord GmbH sprach Direktorin Eva Kern.", "Eva Kern", "Direktorin", "Glaswerk Nord GmbH"),
        (
            "Die Glaswerk Nord GmbH, vertreten durch Prokuristin Eva Kern.",
            "Eva Kern",
            "Prokuristin",
            "Glaswerk Nord GmbH",
        ),
        ("Eva Kern, Glaswerk Nord GmbH (Leiterin)", "Eva Kern", "Leiterin", "Glaswerk Nord GmbH"),
    ],
)
def test_who_is_what_where_in_the_turns_of_phrase_of_the_press(
    text: str, person: str, role: str, organisation: str
) -> None:
    held = [(p.name, p.role) for p in extract(text) if organisation in p.organisation and p.kind != "person"]
    assert (person, role) in held


def test_of_two_companies_in_the_sentence_before_none_is_led_by_who_follows() -> None:
    text = "Die Glaswerk Nord GmbH und die Glaswerk Süd GmbH bauen. Geschäftsführerin Eva Kern freut sich."
    assert [p.organisation for p in extract(text) if p.kind == "function"] == [""]
    alone = "Die Glaswerk Nord GmbH baut. Geschäftsführerin Eva Kern freut sich."
    assert [p.organisation for p in extract(alone) if p.kind == "function"] == ["Glaswerk Nord GmbH"]


def test_each_proposal_has_its_sentence_and_its_place() -> None:
    for text in TEXTS:
        for proposal in extract(text["text"]):
            mention = text["text"][proposal.start : proposal.end]
            assert mention
            assert " ".join(mention.split()) in proposal.sentence
            assert 0 < proposal.confidence <= 1


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(st.sampled_from("ABab äÖß.,;:()„“\"'-–\n\t0123456789<>{}`$\\GmbHDr ") | st.characters(), max_size=300)
)
def test_any_text_gives_places_inside_it(text: str) -> None:
    for proposal in extract(text):
        assert 0 <= proposal.start < proposal.end <= len(text)


def test_half_a_pair_of_signs_keeps_every_place_where_it_is() -> None:
    text = "Frau \ud800 Dr. Anna Muster, Leiterin der Werk Nord GmbH, sprach in Jena."
    people = [p for p in extract(text) if p.kind == "person"]
    assert next(text[p.start : p.end] for p in people).endswith("Anna Muster")


def test_an_empty_text_says_nothing() -> None:
    assert extract("") == []
    assert extract(" \n ") == []
