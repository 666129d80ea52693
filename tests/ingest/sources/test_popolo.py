"""Popolo: persons, organizations, memberships, posts, areas and events."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputError
from graph.store import Store
from graph.store.consistency import check
from ingest.loading.pipeline import load, prepare
from ingest.records import Options
from ingest.sources import kind_of
from tests.support.said import entity, nodes, notes, ties

Put = Callable[[str, str | bytes], Path]
PARLIAMENT: dict[str, Any] = {
    "persons": [
        {
            "id": "0f5f3b1c-0000-4000-8000-000000000001", "name": "Anna Lang", "honorific_prefix": "Dr.",
            "email": "a.lang@landtag.example", "other_names": [{"name": "Anna Lang-Weiß"}], "birth_date": "1970-01-01",
            "identifiers": [{"scheme": "wikidata", "identifier": "Q123"},
                            {"scheme": "mail", "identifier": "x@y.example"}],
            "memberships": [{"organization_id": "fr", "role": "Vorsitzende", "start_date": "2019"}],
        },
        {"id": "2", "name": "Bo Kern"},
    ],
    "organizations": [
        {"id": "lt", "name": "Landtag Nord", "classification": "legislature", "founding_date": "1947-05-01"},
        {"id": "fr", "name": "Fraktion der Mitte", "classification": "faction", "parent_id": "lt"},
    ],
    "memberships": [
        {
            "person_id": "2", "organization_id": "lt", "on_behalf_of_id": "fr", "post_id": "p1", "area_id": "a1",
            "start_date": "2017-10-24", "end_date": "2021-10-26",
        },
        {"person_id": "2"},
    ],
    "posts": [{"id": "p1", "label": "Abgeordneter", "organization_id": "lt"}],
    "areas": [{"id": "a1", "name": "Bremen", "classification": "constituency"}],
    "events": [
        {"id": "e1", "name": "17. Wahlperiode", "classification": "legislative period"},
        {"id": "e2", "name": "Anhörung Energie", "classification": "hearing", "start_date": "2021-03-16",
         "organization_id": "lt", "attendees": [{"id": "2"}]},
    ],
    "motions": [{"id": "m1"}, {"id": "m2"}],
    "meta": {"source": "test"},
}  # fmt: skip


def test_a_parliament_as_counted_by_hand(put: Put, store: Store) -> None:
    path = put("landtag.json", json.dumps(PARLIAMENT))
    assert kind_of(path).name == "popolo"
    prepared = prepare(path, Options())
    assert nodes(prepared) == {
        ("Person", "Anna Lang"), ("Person", "Bo Kern"), ("Organisation", "Landtag Nord"),
        ("Organisation", "Fraktion der Mitte"), ("Region", "Bremen"), ("Event", "Anhörung Energie"),
    }  # fmt: skip
    assert ties(prepared) == {
        ("MEMBER_OF", "Anna Lang", "Fraktion der Mitte", "Vorsitzende", "2019", ""),
        ("MEMBER_OF", "Bo Kern", "Landtag Nord", "Abgeordneter", "2017-10-24", "2021-10-26"),
        ("MEMBER_OF", "Bo Kern", "Fraktion der Mitte", "", "2017-10-24", "2021-10-26"),
        ("ACTIVE_IN", "Bo Kern", "Bremen", "", "2017-10-24", "2021-10-26"),
        ("PART_OF", "Fraktion der Mitte", "Landtag Nord", "", "", ""),
        ("TOOK_PART_IN", "Bo Kern", "Anhörung Energie", "participant", "", ""),
        ("TOOK_PART_IN", "Landtag Nord", "Anhörung Energie", "host", "", ""),
    }
    anna = entity(prepared, "Anna Lang")
    assert anna.keys[:3] == (
        "wikidata:Q123",
        "popolo:0f5f3b1c-0000-4000-8000-000000000001",
        "mail:a.lang@landtag.example",
    )
    assert (anna.values["title"], anna.values["variants"]) == ("Dr.", ("Anna Lang-Weiß",))
    assert entity(prepared, "Bo Kern").keys[0].startswith("name:bo kern@")  # "2" means nothing elsewhere
    assert entity(prepared, "Landtag Nord").values["founded"] == "1947-05-01"
    (error,) = prepared.row_log.rejected
    assert (error.key, error.value) == ("missing_field", "organization_id")
    assert {
        ("note_unread_part", "motions", 2),
        ("note_unread_part", "events: legislative period", 1),
        ("note_no_kind", "constituency", 1),
    } >= {note for note in notes(prepared) if note[0] != "note_unused_fields"}
    load(store, prepared)
    assert not load(store, prepare(path, Options())).changes.any
    assert list(check(store.view(), store.schema)) == []


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ('{"persons": [], "organizations": [], "memberships": []}', "not_a_network"),
        ('{"persons": [{"id": 1, "name": ""}], "memberships": [{}]}', "too_many_rejected"),
        ('{"persons": [5], "memberships": []}', "missing_field"),
        ('{"persons": [{"id": "1"', "bad_json"),
        ("[]", "not_a_network"),
    ],
)
def test_what_is_no_popolo_is_refused(put: Put, content: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        prepare(put("x.json", content), Options(kind="popolo"))
    assert caught.value.key == key
