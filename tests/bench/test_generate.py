"""Invented networks: the same for the same seed, with large and small events, and taken in without a rejected row."""

import json
import random
from collections import Counter
from itertools import islice
from pathlib import Path
from statistics import median

import pytest

from bench.generate import Plan, sizes
from bench.generate.actors import house, human, misspelt
from bench.generate.events import occasion
from bench.generate.files import write_files
from bench.generate.filling import documents, recorded, source_of
from bench.generate.parts import parts
from graph.model.fold import fold
from ingest.loading.pipeline import prepare
from ingest.records import Options


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("two", 5), ("three", 6)):
        write_files(Plan(1_000, seed), tmp_path / name)
    one, two, three = (_bytes(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two
    assert one.keys() & three.keys() >= {"manifest.json", "files/00001-register.json"}
    assert one["files/00001-register.json"] != three["files/00001-register.json"]


def test_every_row_is_taken_and_the_files_state_what_the_manifest_says(tmp_path: Path) -> None:
    told = write_files(Plan(4_000, 3), tmp_path)
    found, lists = Counter[str](), 0
    for path in [*sorted((tmp_path / "files").iterdir()), tmp_path / told["further"]]:
        prepared = prepare(path, Options(invented=True))
        assert (path.name, prepared.row_log.rejected) == (path.name, [])
        assert prepared.source.invented
        is_list = path.suffix == ".csv"
        lists += is_list
        for record in prepared.records() if path.parent.name == "files" else ():
            found.update(fact.type for fact in record.facts)
            mails = [mail for entity in record.entities for mail in entity.values.get("emails", ())]
            assert all(mail.endswith(".example") for mail in mails)
    assert lists > 1
    assert found["TOOK_PART_IN"] == told["by_type"]["TOOK_PART_IN"]
    assert found["MEMBER_OF"] == told["by_type"]["MEMBER_OF"]
    assert sum(told["by_type"].values()) == told["facts"]


@pytest.mark.parametrize(("facts", "actors"), [(1_000, 0), (10_000, 0), (10_000, 5_000), (30_000, 2_000)])
def test_the_planned_number_of_facts_is_stated(facts: int, actors: int) -> None:
    plan = Plan(facts, 1, actors)
    assert sum(part.facts for part in parts(plan)) == pytest.approx(facts, rel=0.002)
    # without slips of the keyboard there are some facts less
    assert sum(document.facts for document in documents(plan)) == pytest.approx(facts, rel=0.02)
    assert plan.people + plan.organisations == (actors or facts // 10)


def test_sizes_are_heavy_tailed_as_those_of_open_data() -> None:
    chance = Plan(100_000).chance(0)
    seats = sorted(sizes.seats(chance) for _ in range(20_000))
    meetings = sorted(sizes.participants(chance, "meeting") for _ in range(20_000))
    assert (median(seats), seats[18_000]) == (2, 6)
    assert 11 <= seats[19_800] <= 16
    assert seats[-1] >= 30
    assert median(meetings) <= 3
    assert meetings[-1] == 151
    plan = Plan(50_000)
    events = [occasion(plan, number) for number in range(3_000)]
    often = Counter(person for event in events for person, _ in event.guests)
    assert max(often.values()) > 8 * median(often.values())
    assert max(len(plan.staff(n)) for n in range(plan.organisations)) > 10 * median(
        len(plan.staff(n)) for n in range(plan.organisations)
    )


def test_any_part_is_made_without_the_others_and_no_two_houses_have_one_name() -> None:
    plan = Plan(2_000_000, 1, 300_000)
    names = {house(plan, number).name for number in range(0, plan.organisations, 3)}
    assert len(names) == plan.organisations // 3
    person = human(plan, 200_000)
    assert person.number in plan.staff(person.house)
    assert sum(len(plan.staff(n)) for n in range(plan.organisations)) == plan.people
    assert [len(part.nodes) > 0 for part in islice(parts(plan), 2)] == [True, True]


def test_a_document_becomes_the_record_its_file_is_read_as(tmp_path: Path) -> None:
    plan = Plan(1_000, 9)
    write_files(plan, tmp_path)
    path = tmp_path / "files" / "00001-register.json"
    read = next(iter(prepare(path, Options()).records()))
    document = next(documents(plan))
    made = recorded(document, source_of(plan, document))
    assert [(f.type, f.start, f.end, f.role) for f in made.facts] == [
        (f.type, f.start, f.end, f.role) for f in read.facts
    ]
    assert [(e.keys, e.name, e.values) for e in made.entities] == [(e.keys, e.name, e.values) for e in read.entities]
    assert json.loads((tmp_path / "manifest.json").read_text())["invented"]


def test_too_few_facts_for_the_actors_are_refused() -> None:
    with pytest.raises(ValueError, match="150 facts"):
        Plan(120, 1, 100)


def test_nobody_without_an_address_shares_name_and_house_with_another() -> None:
    plan = Plan(500_000, 1, 50_000)
    unaddressed = [person for person in (human(plan, number) for number in range(plan.people)) if not person.email]
    assert len({(person.given, person.family, person.house) for person in unaddressed}) == len(unaddressed) > 4_000


def test_a_slip_makes_another_name() -> None:
    chance = random.Random(1)
    slips = {misspelt(chance, "Hart-Au") for _ in range(500)}
    assert len(slips) > 10
    assert "hart au" not in {fold(slip) for slip in slips}
