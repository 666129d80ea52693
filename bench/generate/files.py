"""The files an office would be given: facts files in JSON, participant lists in CSV, and what is in them."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from bench.generate.documents import Document
from bench.generate.events import Occasion, occasion
from bench.generate.guests import Guest, GuestList, guests
from bench.generate.parts import parts
from bench.generate.plan import Plan
from graph.model.fold import fold

COLUMNS = ("Anrede", "Titel", "Vorname", "Nachname", "Organisation", "Funktion", "E-Mail", "Ort", "Land", "Rolle")
ONE_NAME = ("Name", "Organisation", "Funktion", "E-Mail", "Ort", "Land", "Rolle")
ROLES = {
    "participant": "",
    "speaker": "Vortrag",
    "panellist": "Podium",
    "moderator": "Moderation",
    "host": "Veranstalter",
    "invited": "Eingeladen",
}
FURTHER = 100  # rows of the list that comes after all others
_FURTHER = 7
Echo = Callable[[str], object]


@dataclass(slots=True)
class Counts:
    """What the files state: facts by type, files by kind, names with a slip and no address."""

    facts: Counter[str] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)
    again: int = 0
    slips: int = 0

    def add(self, part: Document | GuestList) -> None:
        """Count one file."""
        if isinstance(part, GuestList):
            self.files["list"] += 1
            self._add_list(part)
            return
        self.files[part.kind] += 1
        self.facts.update(row["type"] for row in part.relationships)
        self.facts["WORKS_FOR"] -= part.again
        self.again += part.again
        self.slips += sum(ref.startswith("s") for ref in part.nodes)

    def _add_list(self, part: GuestList) -> None:
        more = (part.facts - len(part.guests)) // 2
        self.facts.update({"TOOK_PART_IN": len(part.guests), "WORKS_FOR": more, "ACTIVE_IN": more})
        self.slips += part.slips


def write_files(plan: Plan, out: Path, echo: Echo = lambda text: None) -> dict[str, Any]:
    """Write everything into a folder and return what is in it; `manifest.json` says the same."""
    folder = out / "files"
    folder.mkdir(parents=True, exist_ok=True)
    counts = Counts()
    for number, part in enumerate(parts(plan), start=1):
        counts.add(part)
        if isinstance(part, GuestList):
            write_list(folder / list_name(part.event), part, number)
        else:
            write_document(folder / f"{number:05}-{part.kind}.json", part)
        echo(f"{counts.facts.total():,} of {plan.facts:,} facts, {number} files")
    more = further(plan)
    write_list(out / list_name(more.event), more, 0)
    told = manifest(plan, counts, list_name(more.event))
    (out / "manifest.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return told


def manifest(plan: Plan, counts: Counts, more: str) -> dict[str, Any]:
    """Return what was planned and what the files state."""
    return {
        "invented": True,
        "seed": plan.seed,
        "people": plan.people,
        "organisations": plan.organisations,
        "facts": counts.facts.total(),
        "by_type": dict(sorted(counts.facts.items())),
        "stated_again": counts.again,
        "slips": counts.slips,
        "files": dict(sorted(counts.files.items())),
        "further": more,
    }


def write_document(path: Path, document: Document) -> None:
    """Write a facts file."""
    source = {
        "title": document.title,
        "kind": document.kind,
        "publisher": "Musterstelle (erfunden)",
        "date": document.date,
        "confidentiality": "public",
        "invented": True,
    }
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"source": {_json(source)},\n"nodes": [\n')
        file.write(",\n".join(map(_json, document.nodes.values())))
        file.write('\n],\n"relationships": [\n')
        file.write(",\n".join(map(_json, document.relationships)))
        file.write("\n]}\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def list_name(event: Occasion) -> str:
    """Return the name of the file with the participants of an event."""
    return f"Teilnehmerliste {fold(event.name)} {event.day}.csv"


def write_list(path: Path, part: GuestList, number: int) -> None:
    """Write a participant list; each fourth has names in one column, the family name first."""
    one_name = number % 4 == 3
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(ONE_NAME if one_name else COLUMNS)
        writer.writerows((_one_name if one_name else _in_columns)(guest) for guest in part.guests)


def _in_columns(guest: Guest) -> tuple[str, ...]:
    it = guest.written
    return (guest.salutation, it.title, it.given, it.family, *_rest(guest))


def _one_name(guest: Guest) -> tuple[str, ...]:
    it = guest.written
    return (f"{it.family}, {' '.join(filter(None, (it.title, it.given)))}", *_rest(guest))


def _rest(guest: Guest) -> Iterator[str]:
    yield from (guest.organisation, guest.job, guest.written.email, guest.place, guest.land, ROLES[guest.role])


def further(plan: Plan, number: int = 1) -> GuestList:
    """Return one list more, of an event after all others: half known people, half nobody has heard of.

    Another number is another event with other people.
    """
    strangers = replace(plan, seed=plan.seed + 1_000_003 * number)
    event = replace(
        occasion(plan, 10**6), kind="conference", day="2025-06-12", name=f"{number}. Jahrestagung Musterland"
    )
    chance = plan.chance(_FURTHER, number)
    rows = [row for of in (plan, strangers) for row in guests(of, replace(event, guests=_some(of, chance)))]
    return GuestList(event, tuple(rows))


def _some(plan: Plan, chance: Random) -> tuple[tuple[int, str], ...]:
    drawn = chance.sample(range(plan.people), min(FURTHER // 2, plan.people))
    return tuple((number, "participant") for number in drawn)
