"""How suggestions come true on real dated meetings, against four other methods on the same candidates.

python -m bench.suggestions ../shared/data
python -m bench.suggestions ../shared/data --only mep --until 2020-12-31
python -m bench.suggestions . --file boards.csv --until 2013-12-31

All after a date is hidden. A candidate is a pair of actors known by then who have not met and whom a way over one or
two others connects; it comes true when both are at one event afterwards. "across" looks at pairs of a member of
parliament and somebody else alone: two members never meet in these data, as each row names one.
"""

import argparse
import csv
import gzip
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.suggestions.evaluate import FIRST, OURS, Evaluation, evaluate, times_best
from graph.analysis.suggestions.meeting_file import read_meetings as read_file
from graph.analysis.suggestions.meetings import Meetings
from graph.model.dates import first_day, parse_date
from graph.model.fold import fold

CUTS = {
    "mep": ("2019-12-31", "2020-03-31", "2020-06-30", "2020-09-30", "2020-12-31", "2021-03-31", "2021-06-30"),
    "talkshows": ("2023-02-28", "2023-06-30", "2023-10-31", "2024-02-15"),
}
_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(r"\d{7,13}-\d\d")
_SEPARATOR = re.compile(r"[,;\n|•](?![^()]*\))")
_MEMBER = "mep "


@dataclass(frozen=True, slots=True)
class Record:
    """One event as read: its day, who was there, what it was about."""

    day: date
    actors: tuple[str, ...]
    topics: tuple[str, ...] = ()


def read_meetings(path: Path) -> Iterator[Record]:
    """Yield the meetings of members of the European Parliament; names are folded, numbers and brackets left out."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day, month, year = (int(part) for part in row["date"].split("-"))
            others = {fold(_NUMBER.sub("", _BRACKETS.sub("", name))) for name in _SEPARATOR.split(row["lobbyists"])}
            topics = {*re.findall(r"[A-Z]{3,4}", row["committees"]), fold(row["dossier"])}
            actors = (_MEMBER + row["epid"], *sorted(others - {""}))
            yield Record(date(year, month, day), actors, tuple(sorted(topics - {""})))


def read_talkshows(path: Path) -> Iterator[Record]:
    """Yield the episodes that have a date."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            guests = {fold(name) for name in _BRACKETS.sub("", row["guests"]).split(",")}
            if day := _day(row["date"]):
                yield Record(day, tuple(sorted(guests - {""})))


def _day(text: str) -> date | None:
    try:
        return first_day(parse_date(text))
    except ValueError:
        return None


def topics_until(records: Sequence[Record], meetings: Meetings, day: date) -> csr_array:
    """Return how often each actor was at something about each topic by a day."""
    place = {name: i for i, name in enumerate(meetings.actors)}
    names = {name: i for i, name in enumerate(sorted({t for r in records for t in r.topics}))}
    rows = [(place[a], names[t]) for r in records if r.day <= day for a in r.actors for t in r.topics]
    a, t = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    return csr_array((np.ones(len(a)), (a, t)), shape=(len(place), max(len(names), 1)))


def measured(records: Sequence[Record], cut: date, *, across: bool = False) -> Evaluation:
    """Return how the suggestions of a day came true."""
    meetings = Meetings.of((r.day, r.actors) for r in records)
    members = np.array([name.startswith(_MEMBER) for name in meetings.actors], dtype=np.bool_)
    return evaluate(meetings, cut, topics_until(records, meetings, cut), allowed=members if across else None)


def table(title: str, found: Sequence[Evaluation]) -> Iterator[str]:
    """Yield the lines of a table: for each cut the shares that came true, ours beside the best of the others."""
    yield f"\n## {title}\n"
    methods = list(found[0].hits)
    yield f"| until | candidates | met later | first | {' | '.join(methods)} | times the best |"
    yield "|---|---:|---:|---:|" + "---:|" * (len(methods) + 1)
    for e in found:
        for k, first in enumerate(e.first):
            best = e.share(e.best_baseline(k), k)
            times = f"{e.share(OURS, k) / best:.2f}" if best else "-"
            shares = " | ".join(f"{e.share(m, k):.4f}" for m in methods)
            yield f"| {e.until} | {e.candidates} | {e.reachable} of {e.new} | {first} | {shares} | {times} |"
    for k, first in enumerate(FIRST):
        mean = {m: float(np.mean([e.share(m, k) for e in found])) for m in methods}
        shares = " | ".join(f"{v:.4f}" for v in mean.values())
        times = times_best(found, k)
        said = f"{times[0]:.2f} ({times[1]:.2f} to {times[2]:.2f})" if times else "-"
        yield f"| mean | | | {first} | {shares} | {said} |"


def main(given: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.suggestions", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with mep_meetings and talkshows")
    parser.add_argument("--only", choices=tuple(CUTS))
    parser.add_argument("--until", action="append", help="cut dates in place of those that are set")
    parser.add_argument("--file", action="append", default=[], metavar="FILE.csv", help="more meetings: date,names")
    chosen = parser.parse_args(given)
    read = {
        "mep": lambda: read_meetings(chosen.folder / "mep_meetings" / "meetings.csv.gz"),
        "talkshows": lambda: read_talkshows(chosen.folder / "talkshows" / "appearances.csv"),
    }
    for name in () if chosen.file else [chosen.only] if chosen.only else CUTS:
        records = list(read[name]())
        cuts = [date.fromisoformat(text) for text in chosen.until or CUTS[name]]
        for across in (False, True) if name == "mep" else (False,):
            found = [measured(records, cut, across=across) for cut in cuts]
            title = f"{name}, across" if across else name
            sys.stdout.write("\n".join(table(title, found)) + "\n")
    for name in chosen.file if chosen.until else []:
        meetings = read_file(Path(name))
        found = [evaluate(meetings, date.fromisoformat(text)) for text in chosen.until]
        sys.stdout.write("\n".join(table(Path(name).stem, found)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
