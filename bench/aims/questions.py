"""Gaps, duplicates, suggestions: everything at first, and after a list of 100 rows; others beside them."""

import os
import shutil
import sys
import time
from collections.abc import Iterator

from bench import matching
from bench.aims.place import Site
from bench.aims.results import Row, of
from bench.generate.files import further, list_name, write_list
from bench.names import make_names

GAPS, PAIRS, SUGGEST = "gaps", "pairs", "suggest"
MOST_NAMES = 20_000


def gaps(site: Site) -> Iterator[Row]:
    """Ask all questions, again, and after one list more."""
    forget(site)
    first, used = site.asked("gaps", "--top", "20")
    found = {asked["question"]: len(asked["findings"]) for asked in first["questions"]}
    yield of(used, "all questions, first", group=GAPS, checked=f"findings {found}")
    again, used = site.asked("gaps", "--top", "20")
    same = [one["id"] for asked in again["questions"] for one in asked["findings"]]
    assert same == [one["id"] for asked in first["questions"] for one in asked["findings"]], "other findings"
    yield of(used, "all questions, again", group=GAPS, checked="the same findings")
    load_one_more(site, 1)
    after, used = site.asked("gaps", "--top", "20")
    kept = [one["id"] for asked in after["questions"] for one in asked["findings"]]
    forget(site)
    anew, _ = site.asked("gaps", "--top", "20")
    fresh = [one["id"] for asked in anew["questions"] for one in asked["findings"]]
    assert kept == fresh, "after a list, other findings than from scratch"
    yield of(used, "all questions, after a list of 100 rows", group=GAPS, checked="the same as from scratch")


def load_one_more(site: Site, number: int) -> None:
    """Load a list of 100 rows that nobody loaded before."""
    part = further(site.plan, int(time.time()) % 10**6 + number)
    path = site.folder / list_name(part.event)
    write_list(path, part, 0)
    try:
        site.asked("ingest", str(path), "--invented", "--new-event")
    finally:
        path.unlink()


def forget(site: Site) -> None:
    """Remove what the program keeps between processes, the data apart."""
    for path in site.data.iterdir() if site.data.exists() else ():
        if path.is_dir() and path.name not in ("engine", "log", "logs"):
            shutil.rmtree(path, ignore_errors=True)


def pairs(site: Site) -> Iterator[Row]:
    """Seek the first pair, and all pairs."""
    forget(site)
    answer, used = site.asked("duplicates", "--top", "100000")
    found, planted = len(answer["pairs"]), site.manifest["slips"]
    assert planted == 0 or found > planted * 0.3, f"{found} pairs, {planted} slips were planted"
    yield of(used, "all pairs", group=PAIRS, checked=f"{found} pairs, {planted} slips planted", units=found)
    answer, used = site.asked("duplicates", "--top", "1")
    yield of(used, "the first pair", group=PAIRS, checked=f"{len(answer['pairs'])} pair")
    yield from _matching(site)


def _matching(site: Site) -> Iterator[Row]:
    """Group as many names as there are people: ours, rapidfuzz's full comparison, splink where it is installed."""
    count = min(site.plan.people, MOST_NAMES)
    names, meant = make_names(count)
    notes: list[str] = []
    for measured in matching.every_way(names, meant, os.environ.get("SPLINK_PYTHON", sys.executable), notes):
        yield Row(
            PAIRS,
            f"{count:,} names grouped",
            "" if measured.way == "akteursnetz match" else measured.way,
            seconds=round(measured.seconds, 3),
            checked="" if measured.scaled else f"precision {measured.precision:.3f}, recall {measured.recall:.3f}",
            note="scaled up from a part" if measured.scaled else "",
            units=count,
        )
    for note in notes:
        yield Row(PAIRS, f"{count:,} names grouped", "splink", note=note)


def suggest(site: Site) -> Iterator[Row]:
    """Ask who of all people should get to know whom."""
    answer, used = site.asked("suggest", "introductions", "--persons", "--top", "50")
    found = answer if isinstance(answer, list) else next(v for v in answer.values() if isinstance(v, list))
    assert found, "nobody should meet anybody"
    yield of(used, "introductions of people", group=SUGGEST, checked=f"{len(found)} suggestions")
