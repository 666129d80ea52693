"""What speaks against an entry while it is typed: nothing is refused for it, but somebody has to say why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from rapidfuzz import fuzz, process

from graph.curation.entry import Entry, NewNode, StatedFact
from graph.model.dates import first_day, last_day
from graph.model.fold import fold
from graph.model.schema import BELONGS
from graph.names.organisation import parse_organisation
from graph.names.person import parse_person
from graph.network import Network, Node, Relation

Kind = Literal["similar", "namesake", "before_founding", "after_end", "not_at_event", "future", "two_heads", "stated"]
_ALIKE = 86.0  # per cent of letters in common, in any order of words
_MOST, _LOOKED_AT = 5, 200


@dataclass(frozen=True, slots=True)
class Doubt:
    """What does not fit: its kind, the nodes it is about, and values to name in the sentence."""

    kind: Kind
    about: tuple[str, ...] = ()
    said: str = ""
    known: str = ""


def doubts(entry: Entry, network: Network, today: date) -> list[Doubt]:
    """Return all that speaks against a checked entry, each once."""
    new = {node.ref: node for node in entry.nodes}
    stated = [*entry.facts, *(c.instead for c in entry.changes if c.instead)]
    corrected = {(c.fact.type, c.fact.start, c.fact.end) for c in entry.changes}
    found = [
        Doubt("similar", tuple(n.id for n in alike), node.name)
        for node in entry.nodes
        if (alike := like(network, node.label, node.name))
    ]
    ends = [end for fact in stated for end in (fact.start, fact.end)]
    chosen = [network.nodes[end] for end in dict.fromkeys([*ends, *entry.about]) if end in network.nodes]
    found += [Doubt("namesake", (n.id, *twins), n.name) for n in chosen if (twins := _namesakes(network, n))]
    for fact in stated:
        found += _times(network, new, fact, today)
        if (fact.type, fact.start, fact.end) not in corrected:
            found += _stated(network, fact)
        found += _heads(network, fact, corrected)
    return list(dict.fromkeys(found))


def like(network: Network, label: str, name: str, limit: int = _MOST) -> list[Node]:
    """Return the nodes of a type that a name may mean as well, the likest first."""
    wanted = _core(label, name)
    if not wanted:
        return []
    spelled = [(text, node) for node in network.nodes.values() if node.label == label for text in _spellings(node)]
    near = process.extract(
        wanted, [fold(text) for text, _ in spelled], scorer=fuzz.token_set_ratio, score_cutoff=_ALIKE, limit=_LOOKED_AT
    )
    found: dict[str, float] = {}
    for _, _, index in near:
        text, node = spelled[index]
        score = fuzz.token_sort_ratio(wanted, _core(label, text))
        if score >= _ALIKE:
            found[node.id] = max(score, found.get(node.id, 0.0))
    return [network.nodes[i] for i in sorted(found, key=lambda i: (-found[i], network.nodes[i].name, i))[:limit]]


def _spellings(node: Node) -> list[str]:
    more = [*map(str, node.fields.get("aliases", ())), str(node.fields.get("short_name", ""))]
    return [node.name, *filter(None, more)]


def _core(label: str, name: str) -> str:
    """Return what of a name is compared: a person without titles, an organisation without its legal form."""
    shown = fold(name)
    if not shown:
        return ""
    if label == "Person":
        return parse_person(name).key
    return parse_organisation(name).core if label == "Organisation" else shown


def _namesakes(network: Network, node: Node) -> list[str]:
    name = fold(node.name)
    return [n.id for n in network.nodes.values() if n.label == node.label and n.id != node.id and fold(n.name) == name]


def _times(network: Network, new: dict[str, NewNode], fact: StatedFact, today: date) -> Iterator[Doubt]:
    begin, until = fact.valid_from, fact.valid_to
    if begin and first_day(begin) > today:
        yield Doubt("future", (), begin)
    for end in (fact.start, fact.end):
        said = new[end].values if end in new else network.nodes[end].fields
        founded, over = str(said.get("founded", "")), str(said.get("dissolved", ""))
        about = (end,) if end in network.nodes else ()
        if founded and begin and last_day(begin) < first_day(founded):
            yield Doubt("before_founding", about, begin, founded)
        if over and (until or begin) and first_day(until or begin) > last_day(over):
            yield Doubt("after_end", about, until or begin, over)
        held, ends = str(said.get("start", "")), str(said.get("end", "") or said.get("start", ""))
        if fact.type == "TOOK_PART_IN" and held and begin and _is_outside(begin, held, ends):
            yield Doubt("not_at_event", about, begin, held)


def _is_outside(day: str, begin: str, until: str) -> bool:
    return last_day(day) < first_day(begin) or first_day(day) > last_day(until)


def _stated(network: Network, fact: StatedFact) -> Iterator[Doubt]:
    """Yield a doubt where the same is known with another time: the same person twice in the same role."""
    for known in _between(network, fact):
        same_time = (known.valid_from, known.valid_to) == (fact.valid_from, fact.valid_to)
        if known.role == fact.role and not same_time and _together(known, fact):
            times = " – ".join(filter(None, (known.valid_from, known.valid_to)))
            yield Doubt("stated", (fact.start, fact.end), fact.role, times)


def _between(network: Network, fact: StatedFact) -> list[Relation]:
    if fact.start not in network.nodes:
        return []
    ends = {fact.start, fact.end}
    return [r for r in network.around(fact.start) if r.type == fact.type and {r.start, r.end} == ends]


def _heads(network: Network, fact: StatedFact, corrected: Iterable[tuple[str, str, str]]) -> Iterator[Doubt]:
    """Yield a doubt where somebody else holds an office at the time that a house has one holder of."""
    office = sole_office(fact.role)
    if fact.type not in BELONGS or not office or fact.end not in network.nodes:
        return
    left_out = set(corrected)
    for known in network.around(fact.end):
        if known.type not in BELONGS or known.end != fact.end or known.start == fact.start:
            continue
        if (known.type, known.start, known.end) in left_out or sole_office(known.role) != office:
            continue
        if _together(known, fact):
            yield Doubt("two_heads", (known.start, fact.end), fact.role, known.role)


def _together(known: Relation, fact: StatedFact) -> bool:
    """Return whether two times may overlap; where a side is open, they may."""
    over = known.valid_to and fact.valid_from and last_day(known.valid_to) <= first_day(fact.valid_from)
    before = fact.valid_to and known.valid_from and last_day(fact.valid_to) <= first_day(known.valid_from)
    return not (over or before)


def sole_office(role: str) -> str:
    """Return the word for an office of which a house has one holder, "" where a role is none.

    >>> sole_office("Hauptgeschäftsführerin"), sole_office("stellvertretende Vorsitzende")
    ('hauptgeschäftsführ', '')
    """
    said, rules = role.lower(), _sole_roles()
    if any(word in said for word in rules["not"]):
        return ""
    return next((word for word in rules["roles"] if word in said), "")


@cache
def _sole_roles() -> dict[str, list[str]]:
    found: dict[str, list[str]] = yaml.safe_load(
        files("graph.curation").joinpath("sole_roles.yaml").read_text(encoding="utf-8")
    )
    return found
