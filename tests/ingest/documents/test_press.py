"""The extraction on invented press texts, against what a careful reader finds in them, and its laws on any text."""

from collections import Counter
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.fold import fold
from ingest.documents.extract import extract

TEXTS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("press.yaml").read_text(encoding="utf-8"))


def shares(found: Counter[Any], wanted: Counter[Any]) -> tuple[float, float]:
    """Precision and recall."""
    right = sum((found & wanted).values())
    return right / max(sum(found.values()), 1), right / max(sum(wanted.values()), 1)


def test_nine_of_ten_persons_are_right_and_eight_of_ten_are_found() -> None:
    found: Counter[Any] = Counter()
    wanted: Counter[Any] = Counter()
    for text in TEXTS:
        # Who comes again by the family name alone is the same person.
        whole = {p.name for p in extract(text["text"]) if p.kind == "person" and " " in p.name}
        found.update((text["name"], name) for name in whole)
        wanted.update((text["name"], name) for name in text["persons"])
    right, recalled = shares(found, wanted)
    assert right >= 0.9
    assert recalled >= 0.8


def test_seven_of_ten_functions_have_the_right_organisation() -> None:
    known = {(t["name"], fold(p), fold(role), fold(o)) for t in TEXTS for p, role, o in t["held"]}
    found = {
        (t["name"], fold(p.name), fold(p.role), fold(p.organisation))
        for t in TEXTS
        for p in extract(t["text"])
        if p.kind in {"function", "membership"}
    }
    assert len(known & found) / len(known) >= 0.7


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


def test_an_empty_text_says_nothing() -> None:
    assert extract("") == []
    assert extract(" \n ") == []
