"""Write docs/asvs.md and docs/oscal-component.json out of docs/asvs.yaml: `python -m tools.asvs`.

With `--check` nothing is written; the exit code is 1 where a file is out of date. `--ready` names the requirements not
yet met whose tests and files all exist by now, so that somebody can look; `--settle` then writes them into the source
as met.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml

ROOT = Path(__file__).resolve().parents[1]
SOURCE, PAGE, COMPONENT = (ROOT / f"docs/{name}" for name in ("asvs.yaml", "asvs.md", "oscal-component.json"))
MET, NOT_APPLICABLE, NOT_YET = "met", "not applicable", "not yet met"
STATES = (MET, NOT_YET, NOT_APPLICABLE)
OSCAL_VERSION = "1.1.3"
_NAMESPACE = UUID("6f1d7f0e-3f5c-5d0a-9b35-0c7a5f2b8e41")  # of this program: what is named alike keeps its id
_OWN = "https://akteursnetz.example/ns/oscal"  # of properties that OSCAL has no word for
_IN_OSCAL = {MET: "implemented", NOT_APPLICABLE: "not-applicable", NOT_YET: "planned"}
_TOP = """# Security requirements: OWASP ASVS {version}, level 2

*Written by `python -m tools.asvs` out of `docs/asvs.yaml`; change that. The same as an OSCAL component definition:
[oscal-component.json](oscal-component.json).*

What this program does about each requirement of levels 1 and 2. The numbers are those of the
[standard]({source}), where the requirement itself is read (CC BY-SA 4.0);
the short words here are ours and do not take its place. A requirement is *met* where a test or a file named here
shows it, *not applicable* where there is nothing it could be about, and otherwise *not yet met*, with what is missing.
Nobody from outside has checked this table. What stands behind it: [security](security.md).
"""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement: what is done about it, what shows it, why so; for what is to come, what will show it."""

    id: str
    level: int
    what: str
    state: str
    shown: tuple[str, ...]
    why: str
    part: str
    then: tuple[str, ...]

    @property
    def chapter(self) -> int:
        """The number of its chapter."""
        return int(self.id.partition(".")[0])


def read() -> tuple[Mapping[str, Any], list[Requirement]]:
    """Return what the source says, and its requirements in their order."""
    said: Mapping[str, Any] = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    reasons = said["reasons"]
    found = []
    for number, one in said["requirements"].items():
        why = one.get("why", "")
        shown, then = (tuple(one.get(name, ())) for name in ("shown", "then"))
        found.append(
            Requirement(
                number, one["level"], one["what"], one["state"], shown, reasons.get(why, why), one.get("with", ""), then
            )
        )
    return said, found


def exists(place: str) -> bool:
    """Return whether a file is there, and in it the test that is named."""
    name, _, test = place.partition("::")
    path = ROOT / name
    return path.exists() and (not test or f"def {test}(" in path.read_text(encoding="utf-8"))


def page(said: Mapping[str, Any], found: Sequence[Requirement]) -> str:
    """The page: figures, then a table for each chapter."""
    lines = [_TOP.format(**said["standard"])]
    lines += ["| level | requirements | met | not yet met | not applicable |", "|---|---:|---:|---:|---:|"]
    for level in (1, 2):
        counts = Counter(one.state for one in found if one.level == level)
        lines.append(f"| {level} | {counts.total()} | {' | '.join(str(counts[state]) for state in STATES)} |")
    for number, title in said["chapters"].items():
        of_chapter = [one for one in found if one.chapter == number]
        lines += [
            f"\n## {number} {title}\n",
            "| id | level | what | state | shown by, reason |",
            "|---|---|---|---|---|",
        ]
        lines += [_row(one) for one in of_chapter]
    return "\n".join(lines) + "\n"


def _row(one: Requirement) -> str:
    state = f"**{one.state}**" if one.state == NOT_YET else one.state
    told = " ".join(filter(None, [", ".join(f"`{place}`" for place in one.shown), one.why]))
    cells = [one.id, str(one.level), one.what, state, told]
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def component(said: Mapping[str, Any], found: Sequence[Requirement]) -> dict[str, Any]:
    """The component definition: the program as one piece of software, with what it does about each control."""
    standard, title = said["standard"], "Akteursnetz"
    by_number = {one.id: one for one in found}
    catalogues = [
        _catalogue("asvs", standard, [_asvs(one) for one in found]),
        _catalogue("bsi", said["bsi"], [*_bsi(said["bsi"], by_number)]),
    ]
    resources = [_resource("asvs", standard), _resource("bsi", said["bsi"])]
    return {
        "component-definition": {
            "uuid": _id("definition", str(standard["changed"])),
            "metadata": {
                "title": f"{title}: component definition",
                "last-modified": f"{standard['changed']}T00:00:00Z",
                "version": str(standard["changed"]),
                "oscal-version": OSCAL_VERSION,
                "remarks": "Generated from docs/asvs.yaml; checked by nobody from outside.",
            },
            "components": [
                {
                    "uuid": _id("component", title),
                    "type": "software",
                    "title": title,
                    "description": "A knowledge graph of the people and organisations a public office works with.",
                    "control-implementations": catalogues,
                }
            ],
            "back-matter": {"resources": resources},
        }
    }


def _catalogue(name: str, said: Mapping[str, Any], requirements: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "uuid": _id("implementation", name),
        "source": f"#{_id('catalogue', name)}",
        "description": f"{said['title']} {said['version']}",
        "implemented-requirements": list(requirements),
    }


def _resource(name: str, said: Mapping[str, Any]) -> dict[str, Any]:
    title = f"{said['title']} {said['version']}"
    return {"uuid": _id("catalogue", name), "title": title, "rlinks": [{"href": said["source"]}]}


def _asvs(one: Requirement) -> dict[str, Any]:
    control = f"V{one.id}"
    return _implemented("asvs", control, one, {"props": [*_status(one), _property("asvs-level", str(one.level))]})


def _bsi(said: Mapping[str, Any], by_number: Mapping[str, Requirement]) -> Iterator[dict[str, Any]]:
    """A control of the BSI is as far met as the least met of the requirements it is mapped to."""
    for control, numbers in said["controls"].items():
        mapped = [by_number[number] for number in numbers]
        worst = max(mapped, key=lambda one: (one.state == NOT_YET, one.state == MET))
        shown = {place: None for one in mapped for place in one.shown}
        joined = Requirement(
            control, 2, "; ".join(one.what for one in mapped), worst.state, tuple(shown), worst.why, "", ()
        )
        remarks = f"Mapped by us to ASVS {', '.join(numbers)}."
        yield _implemented("bsi", control, joined, {"props": _status(joined), "remarks": remarks})


def _implemented(catalogue: str, control: str, one: Requirement, more: Mapping[str, Any]) -> dict[str, Any]:
    told = f"{one.what}. {one.why}".strip()
    links = [{"href": f"../{place.partition('::')[0]}", "rel": "reference", "text": place} for place in one.shown]
    found = {"uuid": _id(catalogue, control), "control-id": control, "description": told, **more}
    return {**found, "links": links} if links else found


def _status(one: Requirement) -> list[dict[str, str]]:
    return [_property("implementation-status", _IN_OSCAL[one.state])]


def _property(name: str, value: str) -> dict[str, str]:
    return {"name": name, "ns": _OWN, "value": value}


def _id(*names: str) -> str:
    return str(uuid5(_NAMESPACE, "\n".join(names)))


def settle(ready: Sequence[Requirement]) -> None:
    """Write requirements into the source as met, shown by what was to show them."""
    text = SOURCE.read_text(encoding="utf-8")
    for one in ready:
        shown = ", ".join(f'"{place}"' for place in dict.fromkeys((*one.shown, *one.then)))
        line = f'  {one.id}: {{level: {one.level}, what: "{one.what}", state: met, shown: [{shown}]}}'
        text = re.sub(rf"^  {re.escape(one.id)}: .*$", lambda _, line=line: line, text, count=1, flags=re.MULTILINE)
    SOURCE.write_text(text, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write both files, or say whether they are up to date, or what could be looked at again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 where a file is out of date")
    parser.add_argument("--ready", action="store_true", help="write nothing; name what could be met by now")
    parser.add_argument("--settle", action="store_true", help="write those as met, and both files")
    chosen = parser.parse_args(arguments)
    said, found = read()
    ready = [one for one in found if one.state == NOT_YET and one.then and all(map(exists, one.then))]
    if chosen.settle:
        settle(ready)
        said, found = read()
    if chosen.ready:
        sys.stdout.write("".join(f"{one.id} ({one.part}): {', '.join(one.then)}\n" for one in ready))
        return 0
    written = json.dumps(component(said, found), ensure_ascii=False, indent=1) + "\n"
    texts = {PAGE: page(said, found), COMPONENT: written}
    old = [path for path, text in texts.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in old:
        if chosen.check:
            sys.stderr.write(f"docs/{path.name} is out of date: python -m tools.asvs\n")
        else:
            path.write_text(texts[path], encoding="utf-8")
    return int(chosen.check and bool(old))


if __name__ == "__main__":
    sys.exit(main())
