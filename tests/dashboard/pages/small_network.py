"""A small network drawn by hand, as the pages show it.

    Jürgen Müller --WORKS_FOR (Referent)--> Amt --ACTIVE_IN--> Harz --PART_OF--> Sachsen
    Anna Weiß -----WORKS_FOR--------------> Werk --DEALS_WITH--> Wasserstoff
    both --TOOK_PART_IN--> Treffen (16 March 2021, part of Tagung, active in Sachsen); Müller also in Tagung
    Amt --MEMBER_OF (2015 to 2018)--> Bund

Werk and Anna are invented, all else is real.
"""

import json
from collections.abc import Callable
from dataclasses import replace

from briefing.wording.language import Words
from briefing.wording.sentences import Sentences
from dashboard.parts.frame import Context
from dashboard.state.current import Data
from graph.model.fold import search_text
from graph.model.schema import load
from graph.network import Network, Node, Relation

REAL, INVENTED = "src-1", "invented-2"


def _node(node_id: str, label: str, name: str, **fields: object) -> Node:
    schema = load().nodes[label]
    invented = node_id in ("anna", "werk")
    source = INVENTED if invented else REAL
    claims = [json.dumps(["name", name, f"key:{node_id}", f"{source}#row 7"], ensure_ascii=False)]
    return Node(
        node_id,
        label,
        name,
        kind=str(fields.get(schema.kind_field, "")),
        fields=fields,
        keys=(f"key:{node_id}",),
        claims=tuple(claims),
        search_text=search_text(name, str(fields.get("short_name", ""))),
        invented=invented,
    )


def _fact(type_: str, start: str, end: str, **rest: str) -> Relation:
    source = INVENTED if {start, end} & {"anna", "werk"} else REAL
    return Relation(f"{type_}-{start}-{end}", type_, start, end, evidence=(f"{source}#row 7",), **rest)


def small_network(rename: Callable[[str], str] = lambda name: name) -> Network:
    nodes = [
        _node("mueller", "Person", "Jürgen Müller", title="Dr."),
        _node("anna", "Person", "Anna Weiß"),
        _node("amt", "Organisation", "Amt für Industrie", kind="agency", short_name="AfI"),
        _node("werk", "Organisation", "Werk Nord GmbH", kind="company"),
        _node("bund", "Organisation", "Bund der Werke", kind="association"),
        _node("treffen", "Event", "Treffen", format="meeting", start="2021-03-16"),
        _node("tagung", "Event", "Tagung", format="conference", start="2021-03-16"),
        _node("wasserstoff", "Topic", "Wasserstoff"),
        _node("harz", "Region", "Harz"),
        _node("sachsen", "Region", "Sachsen"),
        Node(REAL, "Source", "Bericht", "report", {"kind": "report", "date": "2021-03-20", "publisher": "Amt"}),
        Node(INVENTED, "Source", "Beispiel", "list", {"kind": "list", "date": "2022-01-01"}, invented=True),
    ]
    facts = [
        _fact("WORKS_FOR", "mueller", "amt", role="Referent", valid_from="2019"),
        _fact("WORKS_FOR", "anna", "werk"),
        _fact("MEMBER_OF", "amt", "bund", valid_from="2015", valid_to="2018"),
        _fact("ACTIVE_IN", "amt", "harz"),
        _fact("PART_OF", "harz", "sachsen"),
        _fact("DEALS_WITH", "werk", "wasserstoff"),
        _fact("TOOK_PART_IN", "mueller", "treffen", role="speaker"),
        _fact("TOOK_PART_IN", "anna", "treffen", role="participant"),
        _fact("TOOK_PART_IN", "mueller", "tagung", role="participant"),
        _fact("PART_OF", "treffen", "tagung"),
        _fact("ACTIVE_IN", "tagung", "sachsen"),
    ]
    named = {n.id: replace(n, name=rename(n.name)) for n in nodes}
    return Network(load(), named, facts, 1)


def data_of(network: Network) -> Data:
    positions = {node_id: (float(i), float(i % 3)) for i, node_id in enumerate(network.nodes)}
    return Data(network, positions)


def context_of(network: Network, language: str = "de") -> Context:
    says = Sentences(network, "en" if language == "en" else "de")
    return Context(data_of(network), Words(language), says)
