"""Groups as JSON and as rows of a list, for the command and the page."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from briefing.exchange.sheets import Line, write_table
from briefing.wording.sentences import Sentences
from cli.options import words
from graph.analysis.groups.account import Seat, Told
from graph.analysis.groups.mixing import Figures, Mixing


def group_json(says: Sentences, group: Told, top: int) -> dict[str, Any]:
    """Return a group with its people and the best new ties in it, so many at most."""
    people = [
        {
            "name": s.person.name,
            "id": s.person.id,
            "organisation": s.person.organisation,
            "kind": s.person.kind,
            "wish": s.wish,
            "new": s.new,
        }
        for s in group.seats
    ]
    ties = [
        {
            "a": t.a.name,
            "b": t.b.name,
            "value": round(t.value, 6),
            "reasons": list(map(says.phrase, t.reasons)),
        }
        for t in group.ties[:top]
    ]
    return {"name": group.name, "people": people, "new_ties": ties}


def figures_json(mixing: Mixing) -> dict[str, Any]:
    """Return what the groups bring, beside the two ways compared."""
    return {
        "figures": _figures(mixing.figures),
        "greedy": _figures(mixing.greedy),
        "random": _figures(mixing.random),
        "times_random": round(mixing.times_random, 4),
        "proven": mixing.proven,
    }


def _figures(found: Figures) -> dict[str, Any]:
    return {
        "value": round(found.value, 4),
        "new": found.new,
        "valuable": found.valuable,
        "wishes": list(found.wishes),
    }


def figures_rows(mixing: Mixing) -> list[list[str]]:
    """Return the figures of ours, of one by one, and at random, as cells."""
    ways = (("ours", mixing.figures), ("greedy", mixing.greedy), ("random", mixing.random))
    return [
        [
            words(f"suggest.way.{name}"),
            f"{f.value:.1f}",
            f"{f.new:.0f}",
            f"{f.valuable:.0f}",
            " / ".join(f"{w:.0f}" for w in f.wishes),
        ]
        for name, f in ways
    ]


def write_seats(groups: Sequence[Told], out: Path) -> None:
    """Write a row for each person with the group, as CSV or workbook by the file's ending.

    Raises:
        UsageError: the file can not be written.
    """
    names = ["suggest.column.group", "analysis.column.name", "analysis.column.organisation"]
    names += [f"suggest.column.{name}" for name in ("kind", "wish", "new")]
    head = [words(name) for name in names]
    lines = [_line(group, seat) for group in groups for seat in group.seats]
    write_table(out, head, lines, words("suggest.column.group"))


def _line(group: Told, seat: Seat) -> Line:
    person = seat.person
    return (group.name, person.name, person.organisation, person.kind, str(seat.wish or ""), str(seat.new))
