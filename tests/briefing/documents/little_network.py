"""A little network of a briefing, written down by hand, with claims and sources of every confidentiality.

    Anna Weiß ---WORKS_FOR (Leiterin, since 2019)--> Werk Nord <--WORKS_FOR (Referent)--- Ben Grün
    Carla Roth --WORKS_FOR (Referentin)------------> Amt
    Anna, Carla and Ben --TOOK_PART_IN--> Treffen (16 March 2021)
    Anna and Carla --TOOK_PART_IN--> Klausur (10 May 2022)
    Werk Nord --COOPERATES_WITH--> Amt; Werk Nord, Amt --DEALS_WITH--> Wasserstoff; Werk Nord --ACTIVE_IN--> Harz
    Dora Blau: alone. Nur Intern GmbH --MEMBER_OF--> Werk Nord: an internal source alone says so.

`report` is public, `list` for partners, `talk` internal and `old` says nothing of it. Ben's employer is known from the
list, the second meeting and Anna's e-mail from the talk.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from briefing.documents.request import Request
from graph.model.fold import search_text
from graph.model.schema import load
from graph.network import Network, Node, Relation

DAY = date(2022, 12, 31)
SOURCES = {"report": "public", "list": "partners", "talk": "internal", "old": ""}
SECRET = "Geheim4711"


def node(
    node_id: str,
    label: str,
    name: str,
    sources: Iterable[str] = ("report",),
    said: Mapping[str, tuple[str, str]] | None = None,
    **fields: object,
) -> Node:
    """Return a node named by some sources; `said` are more claims: a field to its value and source."""
    kind = load().nodes[label]
    claims = [["name", name, f"key:{node_id}", *(f"src-{s}#row 7" for s in sources)]]
    for field, value in fields.items():
        values = value if isinstance(value, list) else [value]
        claims += [[field, v, f"key:{node_id}", *(f"src-{s}#row 7" for s in sources)] for v in values]
    for field, (value, source) in (said or {}).items():
        claims.append([field, value, f"key:{node_id}", f"src-{source}#row 7"])
        fields[field] = [value] if kind.fields[field].list else value
    return Node(
        node_id,
        label,
        name,
        str(fields.get(kind.kind_field, "")),
        fields,
        (f"key:{node_id}",),
        tuple(json.dumps(claim, ensure_ascii=False) for claim in claims),
        search_text(name),
    )


def fact(type_: str, start: str, end: str, *sources: str, **more: str) -> Relation:
    evidence = tuple(f"src-{s}#row 7" for s in sources or ("report",))
    return Relation(f"{type_} {start} {end}", type_, start, end, evidence=evidence, **more)


def source(name: str, level: str) -> Node:
    fields: dict[str, Any] = {"kind": "report", "date": "2022-06-01", "publisher": "Amt"}
    if level:
        fields["confidentiality"] = level
    return Node(f"src-{name}", "Source", f"Quelle {name}", "report", fields)


def nodes() -> list[Node]:
    return [
        node(
            "anna",
            "Person",
            "Anna Weiß",
            given_name="Anna",
            family_name="Weiß",
            said={"emails": (f"{SECRET}@w.example", "talk")},
        ),
        node("ben", "Person", "Ben Grün", ("list",)),
        node("carla", "Person", "Carla Roth", title="Dr."),
        node("dora", "Person", "Dora Blau"),
        node("werk", "Organisation", "Werk Nord GmbH", kind="company", place="Goslar"),
        node("amt", "Organisation", "Amt für Industrie", kind="ministry", short_name="AfI"),
        node("nur", "Organisation", f"Nur Intern {SECRET} GmbH", ("talk",), kind="company"),
        node("treffen", "Event", "Treffen", format="meeting", start="2021-03-16", place="Berlin"),
        node("klausur", "Event", f"Klausur {SECRET}", ("talk",), format="meeting", start="2022-05-10"),
        node("wasserstoff", "Topic", "Wasserstoff"),
        node("harz", "Region", "Harz"),
        *(source(name, level) for name, level in SOURCES.items()),
    ]


def facts() -> list[Relation]:
    return [
        fact("WORKS_FOR", "anna", "werk", "report", "talk", role="Leiterin", valid_from="2019"),
        fact("WORKS_FOR", "ben", "werk", "list", role="Referent"),
        fact("WORKS_FOR", "carla", "amt", role="Referentin"),
        fact("TOOK_PART_IN", "anna", "treffen", role="speaker"),
        fact("TOOK_PART_IN", "carla", "treffen", role="participant"),
        fact("TOOK_PART_IN", "ben", "treffen", "list", role="participant"),
        fact("TOOK_PART_IN", "anna", "klausur", "talk"),
        fact("TOOK_PART_IN", "carla", "klausur", "talk"),
        fact("COOPERATES_WITH", "amt", "werk", role="Pilot"),
        fact("MEMBER_OF", "nur", "werk", "talk", role=f"Rolle {SECRET}"),
        fact("DEALS_WITH", "werk", "wasserstoff", "old", "report"),
        fact("DEALS_WITH", "amt", "wasserstoff", "old"),
        fact("ACTIVE_IN", "werk", "harz"),
    ]


def little_network(more_nodes: Iterable[Node] = (), more_facts: Iterable[Relation] = ()) -> Network:
    built = {n.id: n for n in [*nodes(), *more_nodes]}
    return Network(load(), built, [*facts(), *more_facts], 3)


def asked(*subjects: str, **more: Any) -> Request:
    return Request(subjects, more.pop("as_of", DAY), **more)
