"""People and organisations as they are compared: names, identifiers and everything else that can speak for a match."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from graph.matching.form import LONGEST, Form, PersonForm, person_form, read_form, read_organisation
from graph.model.claims import source_of
from graph.model.fold import fold, visible
from graph.model.keys import OWN_SCHEMES, is_personal, normal_email
from graph.names.person import PersonName, parse_person
from graph.network import Network, Node

LABELS = ("Person", "Organisation")
_MOST_NAMES = 6  # spellings of one actor that are compared


@dataclass(frozen=True, slots=True)
class ToldFunction:
    """A function somebody holds, as it is written, and the sources that name it."""

    shown: str
    sources: frozenset[str]


@dataclass(frozen=True)
class ComparedActor:
    """A node with its names in comparable form, its identifiers, and the nodes around it by what they are.

    `functions` are under an organisation and the folded words.
    """

    node: Node
    forms: tuple[Form, ...]
    ids: frozenset[str]
    emails: frozenset[str]
    places: frozenset[str]
    organisations: frozenset[str]
    events: frozenset[str]
    lists: frozenset[str]
    linked: frozenset[str]
    functions: Mapping[tuple[str, str], ToldFunction] = field(default_factory=dict)

    @cached_property
    def name(self) -> PersonName:
        """Return the person's name, taken apart."""
        return parse_person(self.node.display)

    @cached_property
    def registers(self) -> frozenset[str]:
        """Return the registers that the identifiers are of."""
        return frozenset(value.partition(":")[0] for value in self.ids)

    @cached_property
    def domains(self) -> frozenset[str]:
        """Return the domains of the e-mail addresses and of the website."""
        return domains_of(self.node, self.emails)


def domains_of(node: Node, emails: Iterable[str]) -> frozenset[str]:
    """Return the domains of the e-mail addresses and of the website of a node."""
    site = fold(str(node.fields.get("website", ""))).removeprefix("https").removeprefix("http").strip()
    houses = {address.rpartition("@")[2] for address in emails}
    return frozenset(houses | ({site.removeprefix("www ")} if site else set()))


def own_emails(node: Node) -> frozenset[str]:
    """Return the addresses of a node that can stand for one person."""
    written = (normal_email(str(value)) for value in _values(node, "emails"))
    return frozenset(address for address in written if address and is_personal(address))


def ids_of(node: Node) -> frozenset[str]:
    """Return the numbers of a node in registers."""
    ids = {str(value) for value in _values(node, "external_ids")}
    return frozenset(ids | {key for key in node.keys if key.partition(":")[0] not in OWN_SCHEMES})


def read_actor(
    network: Network,
    node: Node,
    wholes: dict[str, tuple[str, ...]] | None = None,
    forms: tuple[Form, ...] | None = None,
) -> ComparedActor:
    """Return one person or organisation of a network as it is compared.

    `wholes` keeps the events that sessions belong to, for who reads many; `forms` are its names where they are known.
    """
    known = {} if wholes is None else wholes
    around: dict[str, set[str]] = {label: set() for label in ("Organisation", "Event", "Region")}
    lists, linked, functions = set[str](), set[str](), dict[tuple[str, str], ToldFunction]()
    for relation in network.around(node.id):
        other = network.nodes[relation.other(node.id)]
        around.setdefault(other.label, set()).add(other.id)
        if other.label == "Organisation" and fold(relation.role):
            functions[other.id, fold(relation.role)] = ToldFunction(
                relation.role, frozenset(map(source_of, relation.evidence))
            )
        if other.label == "Event":
            lists |= {f"{other.id} {source_of(item)}" for item in relation.evidence}
            if other.id not in known:
                known[other.id] = tuple(_whole_events(network, other.id))
            around["Event"].update(known[other.id])
        if other.label == node.label:
            linked.add(other.id)
    place = fold(str(node.fields.get("place", "")))
    return ComparedActor(
        node,
        forms or forms_of(node),
        ids_of(node),
        own_emails(node),
        frozenset({place} if place else around["Region"]),
        frozenset(around["Organisation"]),
        frozenset(around["Event"]),
        frozenset(lists),
        frozenset(linked),
        functions,
    )


def _whole_events(network: Network, event: str) -> Iterator[str]:
    """Yield the event a session belongs to; events of a series are no sessions of it, and yield nothing.

    The key of a session ends with that of its event.
    """
    for whole in network.wholes(event):
        ends = tuple(f"@{key.removeprefix('event:')}" for key in network.nodes[whole].keys)
        if any(key.startswith("event:") and key.endswith(ends) for key in network.nodes[event].keys):
            yield whole


def _values(node: Node, field: str) -> Sequence[object]:
    value = node.fields.get(field, ())
    return [value] if isinstance(value, str) else list(value)


def forms_of(node: Node) -> tuple[Form, ...]:
    """Return the names of a person or organisation in comparable form."""
    return tuple(_forms(node))


def _forms(node: Node) -> Iterator[Form]:
    more = "variants" if node.label == "Person" else "aliases"
    names = [node.name, *map(str, _values(node, more)), *map(str, _values(node, "short_name"))]
    for name in list(dict.fromkeys(filter(fold, names)))[:_MOST_NAMES]:
        if node.label == "Person":
            yield Form(fold(name), "person", _person(node, name), letters=fold(name).replace(" ", ""))
        else:
            found = read_form(name)
            own = (
                found.organisation
                if found.organisation and visible(name)[:LONGEST] == name
                else read_organisation(name)
            )
            yield replace(found, reading="organisation", person=None, organisation=own)


def _person(node: Node, name: str) -> PersonForm:
    given, family = str(node.fields.get("given_name", "")), str(node.fields.get("family_name", ""))
    if name == node.name and given and family:
        parsed = parse_person(node.name)
        return person_form(PersonName(given, family, generation=parsed.generation))
    return person_form(parse_person(name))


@dataclass(frozen=True, slots=True)
class Rarity:
    """How frequent given names and family names are among the people, in the form in which they are compared."""

    given: Counter[str]
    family: Counter[str]
    people: int

    def expected(self, given: str, family: str) -> float:
        """Return how many people of a name to expect by chance, given and family name being independent."""
        return self.given[given] * self.family[family] / max(1, self.people) if given else 0.0
