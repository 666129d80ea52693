"""What is typed, held against the schema: each value in its normal form, or a sentence that says what to do."""

import re
from collections.abc import Mapping
from dataclasses import replace

from graph.curation.entry import CERTAINTIES, WAYS, Entry, FactChange, NewNode, Provenance, StatedFact, ValueChange
from graph.curation.entry_error import EntryError
from graph.errors import UsageError
from graph.model.dates import first_day, last_day, parse_date
from graph.model.facts import Value
from graph.model.fold import fold, visible
from graph.model.keys import OWN_SCHEMES, normal_email
from graph.model.schema import FieldType, NodeType, RelationshipType, load
from graph.network import Network

LONGEST_NAME, LONGEST_VALUE, LONGEST_NOTE = 300, 500, 4000
_NUMBER = re.compile(r"[0-9]{1,9}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?![0-9])")  # "werk.example:8080" has none
_EXTERNAL = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*:\S.*")


def checked(entry: Entry, network: Network) -> Entry:
    """Return an entry with every value in its normal form.

    Raises:
        EntryError: the first thing that does not fit.
    """
    nodes = tuple(map(_node, entry.nodes))
    labels = {node.ref: node.label for node in nodes}
    fact = _Facts(network, labels).checked
    for node_id in entry.about:
        _label(network, node_id)
    changes = tuple(_change(network, change) for change in entry.changes)
    done = replace(
        entry,
        provenance=_provenance(entry.provenance),
        nodes=nodes,
        facts=tuple(map(fact, entry.facts)),
        values=tuple(_value_change(network, change) for change in entry.values),
        changes=changes,
        note=text("note", entry.note, LONGEST_NOTE),
        reason=text("reason", entry.reason, LONGEST_VALUE),
    )
    if not any((done.nodes, done.facts, done.values, done.changes, done.note)):
        raise EntryError("entry_empty")
    return done


def text(field: str, value: str, longest: int = LONGEST_VALUE) -> str:
    """Return text without signs one does not see; lines stay lines in a note.

    Raises:
        EntryError: it is too long.
    """
    lines = [visible(line) for line in value.splitlines()] if field == "note" else [visible(value)]
    shown = "\n".join(lines).strip()
    if len(shown) > longest:
        raise EntryError("entry_too_long", field=field, length=len(shown), longest=longest)
    return shown


def day(field: str, value: str) -> str:
    """Return a date in its normal form, "" for none.

    Raises:
        EntryError: it can not be read.
    """
    try:
        return parse_date(visible(value)) if visible(value) else ""
    except ValueError as error:
        raise EntryError("entry_no_date", field=field, value=value[:60]) from error


def value_of(label: str, field: str, value: str) -> str:
    """Return a value of a field in its normal form.

    Raises:
        EntryError: the type has no such field, or the value does not fit.
    """
    kind = load().nodes[label]
    if field == "name":
        return _name(value)
    if field not in kind.fields:
        raise EntryError("entry_field", field=field, known=", ".join(("name", *kind.fields)))
    return _value(kind, field, kind.fields[field], text(field, value))


def _value(kind: NodeType, field: str, definition: FieldType, shown: str) -> str:
    if not shown or definition.date:
        return day(field, shown)
    if field == "emails":
        return normal_email(shown) or _refuse("entry_email", field, shown)
    if field == "external_ids":
        scheme, _, number = shown.partition(":")
        if not _EXTERNAL.fullmatch(shown) or scheme.lower() in OWN_SCHEMES:
            _refuse("entry_external_id", field, shown)
        return f"{scheme.lower()}:{number.strip()}"
    if definition.number and not _NUMBER.fullmatch(shown):
        _refuse("entry_number", field, shown)
    if field == "website" and _SCHEME.match(shown) and not shown.lower().startswith(("http://", "https://")):
        _refuse("entry_website", field, shown)
    choices = tuple(kind.kinds) if field == kind.kind_field else definition.values
    if choices:
        words = {fold(word): name for name, said in kind.kinds.items() for word in (name, said.de, said.en)}
        chosen = words.get(fold(shown), shown) if field == kind.kind_field else shown
        if chosen not in choices:
            raise EntryError("entry_choice", field=field, value=shown[:60], known=", ".join(choices))
        return chosen
    return shown


def _refuse(key: str, field: str, value: str) -> str:
    raise EntryError(key, field=field, value=value[:60])


def _name(value: str) -> str:
    shown = text("name", value, LONGEST_NAME)
    if not fold(shown):
        raise EntryError("entry_no_name", field="name")
    return shown


def _node(node: NewNode) -> NewNode:
    labels = [label for label in load().nodes if label != "Source"]
    if node.label not in labels:
        raise EntryError("entry_type", field="type", value=node.label[:60], known=", ".join(labels))
    name = _name(node.name)
    values: dict[str, Value] = {}
    for field, said in node.values.items():
        found = [value_of(node.label, field, one) for one in ((said,) if isinstance(said, str) else said)]
        if kept := tuple(filter(None, found)):
            values[field] = kept if load().nodes[node.label].fields[field].list else kept[0]
    for begin, end in (("start", "end"), ("founded", "dissolved")):
        _ordered(end, str(values.get(begin, "")), str(values.get(end, "")))
    return NewNode(node.ref, node.label, name, values)


def _ordered(field: str, begin: str, until: str) -> None:
    if begin and until and last_day(until) < first_day(begin):
        raise EntryError("entry_dates_swapped", field=field, value=until, start=begin)


def _provenance(said: Provenance) -> Provenance:
    for field, value, known in (("way", said.way, ("", *WAYS)), ("certainty", said.certainty, CERTAINTIES)):
        if value not in known:
            raise EntryError("entry_choice", field=field, value=value[:60], known=", ".join(filter(None, known)))
    found = day("day", said.day)
    if not found:
        raise EntryError("entry_no_day", field="day")
    return replace(
        said, day=found, said_by=text("said_by", said.said_by, LONGEST_NAME), title=text("title", said.title)
    )


def _label(network: Network, node_id: str) -> str:
    node = network.nodes.get(node_id)
    if node is None or node.label == "Source":
        raise UsageError("no_such_node", name=node_id)
    return node.label


class _Facts:
    """Checks facts between nodes of a network and new ones."""

    def __init__(self, network: Network, new: Mapping[str, str]) -> None:
        self.network, self.new = network, new

    def checked(self, fact: StatedFact) -> StatedFact:
        kind = load().relationships.get(fact.type)
        if kind is None:
            known = ", ".join(load().relationships)
            raise EntryError("entry_type", field="type", value=fact.type[:60], known=known)
        ends = [self.new.get(end) or _label(self.network, end) for end in (fact.start, fact.end)]
        if not kind.allows(*ends):
            known = ", ".join(f"{s} -> {e}" for s, e in kind.ends())
            raise EntryError("entry_ends", type=fact.type, start=ends[0], end=ends[1], known=known)
        if fact.start == fact.end:
            raise EntryError("entry_itself", type=fact.type)
        return timed(kind, fact)


def timed(kind: RelationshipType, fact: StatedFact) -> StatedFact:
    """Return a fact with role and dates in their normal form.

    Raises:
        EntryError: there is no such role, a date can not be read, or it ends before it begins.
    """
    role = kind.find_role(text("role", fact.role, LONGEST_NAME))
    if role is None:
        raise EntryError("entry_choice", field="role", value=fact.role[:60], known=", ".join(kind.roles))
    begin, until = day("valid_from", fact.valid_from), day("valid_to", fact.valid_to)
    _ordered("valid_to", begin, until)
    return replace(fact, role=role, valid_from=begin, valid_to=until)


def _value_change(network: Network, change: ValueChange) -> ValueChange:
    label = _label(network, change.node)
    definition = load().nodes[label].fields.get(change.field)
    is_list = bool(definition and definition.list)
    if change.field == "name" and not visible(change.value):
        raise EntryError("entry_no_name", field="name")
    value = value_of(label, change.field, change.value)
    wrong = text(change.field, change.wrong) if is_list else ""
    if is_list and not (value or wrong):
        raise EntryError("entry_empty")
    return replace(change, value=value, wrong=wrong)


def _change(network: Network, change: FactChange) -> FactChange:
    kind = load().relationships.get(change.fact.type)
    if kind is None:
        raise UsageError("no_such_fact")
    ended = day("ended", change.ended)
    if ended and change.fact.valid_from:
        _ordered("ended", change.fact.valid_from, ended)
    instead = replace(change.fact, valid_to=ended) if ended else change.instead
    instead = _Facts(network, {}).checked(instead) if instead else None
    if instead == change.fact:
        raise EntryError("entry_empty")
    if instead and (instead.type, {instead.start, instead.end}) != (
        change.fact.type, {change.fact.start, change.fact.end},
    ):  # fmt: skip
        raise EntryError("entry_other_ends")
    return replace(change, instead=instead, ended=ended)
