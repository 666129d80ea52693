"""LittleSis: exports of entities and relationships beside each other."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.store import Store
from graph.store.consistency import check
from ingest.loading.pipeline import load, prepare
from ingest.records import Options
from ingest.sources import kind_of
from tests.support.said import entity, notes, ties

Put = Callable[[str, str | bytes], Path]
ENTITIES = """id,name,blurb,primary_ext,website,start_date
101,Anna Lang,knows all,Person,,
102,Werk Nord GmbH,,Org,https://werk.example,1990-00-00
103,Haus der Ideen,,Org,,
104,Bo Kern,,Person,,
"""
RELATIONSHIPS = """id,entity1_id,entity2_id,category_id,description1,description2,start_date,end_date,is_current,amount
1,101,102,1,Director,,2015-04-01,2019-01-01,false,
2,104,103,3,Member,,,,,
3,102,103,5,,,2020-01-01,,,5000
4,101,104,8,,,,,,
5,103,102,11,,,,,,
6,101,104,4,Mother,,,,,
7,101,103,2,Student,,,,,
"""


def test_relationships_by_category(put: Put, store: Store) -> None:
    paths = [put("littlesis_entities.csv", ENTITIES), put("littlesis_relationships.csv", RELATIONSHIPS)]
    assert [kind_of(path).name for path in paths] == ["littlesis", "littlesis"]
    prepared, other = (prepare(path, Options()) for path in paths)
    assert prepared.source.id == other.source.id
    assert ties(prepared) == {
        ("WORKS_FOR", "Anna Lang", "Werk Nord GmbH", "Director", "2015-04-01", "2019-01-01"),
        ("MEMBER_OF", "Bo Kern", "Haus der Ideen", "Member", "", ""),
        ("FUNDS", "Werk Nord GmbH", "Haus der Ideen", "", "2020-01-01", ""),
        ("KNOWS", "Anna Lang", "Bo Kern", "", "", ""),
        ("PART_OF", "Haus der Ideen", "Werk Nord GmbH", "", "", ""),
    }
    assert entity(prepared, "Anna Lang").keys == ("littlesis:101", "name:anna lang@werk nord")
    assert {
        ("note_no_counterpart_tie", "4 (Person, Person)", 1),
        ("note_no_counterpart_tie", "2 (Person, Organisation)", 1),
    } <= notes(prepared)
    load(store, prepared)
    assert not load(store, other).changes.any
    assert list(check(store.view(), store.schema)) == []


def test_relationships_alone_are_refused(put: Put) -> None:
    with pytest.raises(InputError) as caught:
        prepare(put("relationships.csv", RELATIONSHIPS), Options())
    assert (caught.value.key, caught.value.value) == ("nodes_file_missing", "entities.csv")
