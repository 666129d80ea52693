"""A facts file while it is written: every node named once, every fact stated once, and how many facts are new."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from bench.generate.actors import house, human
from bench.generate.plan import Plan

Row = dict[str, Any]


@dataclass(slots=True)
class Document:
    """Title, kind and day of a source, nodes by ref, relationships; `entries` are the houses whose staff it states."""

    title: str
    kind: str
    date: str
    entries: range = range(0)
    nodes: dict[str, Row] = field(default_factory=dict)
    relationships: list[Row] = field(default_factory=list)
    stated: set[tuple[str, str, str]] = field(default_factory=set)
    again: int = 0

    @property
    def facts(self) -> int:
        """Return how many facts no other file states."""
        return len(self.relationships) - self.again

    def node(self, ref: str, type_: str, name: str, **values: object) -> str:
        """Name a node, once, and return its ref."""
        if ref not in self.nodes:
            said = {key: value for key, value in values.items() if value}
            self.nodes[ref] = {"ref": ref, "type": type_, "name": name, **said}
        return ref

    def state(self, type_: str, start: str, end: str, *, again: bool = False, **values: str) -> None:
        """State a relationship, once in this file; `again` where the register says it too."""
        if (type_, start, end) not in self.stated and start != end:
            self.stated.add((type_, start, end))
            self.again += again
            said = {key: value for key, value in values.items() if value}
            self.relationships.append({"type": type_, "from": start, "to": end, **said})

    def cut(self, most: int) -> int:
        """Leave out the last facts where there are more than `most`, and return how many are new."""
        more = max(self.facts - max(most, 0), 0)
        kept = deque[Row]()
        for row in reversed(self.relationships):
            if more and row["type"] != "WORKS_FOR":  # who has no address is known by her house
                more -= 1
            else:
                kept.appendleft(row)
        self.relationships = list(kept)
        return self.facts


def name_house(plan: Plan, document: Document, number: int) -> str:
    """Name an organisation in a document and return its ref."""
    ref = f"o{number}"
    if ref in document.nodes:
        return ref
    it = house(plan, number)
    return document.node(
        ref,
        "Organisation",
        it.name,
        kind=it.kind,
        legal_form=it.legal_form,
        place=it.place,
        founded=str(it.founded),
        website=f"https://haus-{number}.example",
        external_ids=[it.register_number],
    )


def name_person(plan: Plan, document: Document, number: int) -> str:
    """Name a person in a document and return the ref; without an address the house as well."""
    ref = f"p{number}"
    if ref not in document.nodes:
        it = human(plan, number)
        document.node(ref, "Person", it.name, emails=[it.email] if it.email else [])
        if not it.email:
            employer, again = name_house(plan, document, it.house), it.house not in document.entries
            document.state("WORKS_FOR", ref, employer, again=again, role=it.job)
    return ref
