"""Who changed what, as sentences: what was entered by hand, merges, loads."""

from collections.abc import Iterator, Mapping
from typing import Any

from briefing.wording.sentences.wording import Wording
from graph.curation.entry import Entry, FactChange, NewNode, StatedFact, ValueChange
from graph.curation.entry_error import field_word
from graph.curation.entry_history import PastChange
from graph.model.schema import load


def past_sentences(says: Wording, past: PastChange) -> list[str]:
    """Return what was done, each part as a sentence."""
    if past.entry is None:
        return [says.say(f"past_{past.kind}", name=past.title)]
    return list(_entered(says, past.entry, past.names))


def _entered(says: Wording, entry: Entry, names: Mapping[str, str]) -> Iterator[str]:
    new = {node.ref: node.name for node in entry.nodes}
    named = {**names, **new}
    for node in entry.nodes:
        yield _made(says, node)
    for value in entry.values:
        yield _value(says, value, named)
    for change in entry.changes:
        yield _change(says, change, named)
    for fact in entry.facts:
        yield _fact(says, fact, named)
    if entry.note and entry.note != "–":
        yield says.say("past_note", text=entry.note)
    if entry.reason:
        yield says.say("past_reason", text=entry.reason)


def _made(says: Wording, node: NewNode) -> str:
    kind = says.text(load().nodes[node.label].display)
    values = "; ".join(f"{field_word(name, says.language)}: {_shown(value)}" for name, value in node.values.items())
    return says.say("past_made_with" if values else "past_made", kind=kind, name=node.name, values=values)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _value(says: Wording, value: ValueChange, names: Mapping[str, str]) -> str:
    field, name = field_word(value.field, says.language), names.get(value.node, value.node)
    if value.wrong:
        return says.say("past_value_wrong", name=name, field=field, wrong=value.wrong, value=value.value or "–")
    return says.say("past_value", name=name, field=field, value=value.value or "–", seen=value.seen or "–")


def _change(says: Wording, change: FactChange, names: Mapping[str, str]) -> str:
    said = _fact(says, change.fact, names)
    if change.ended:
        return says.say("past_ended", fact=said, day=says.date(change.ended))
    if change.instead:
        return says.say("past_changed", fact=said, instead=_fact(says, change.instead, names))
    return says.say("past_wrong", fact=said)


def _fact(says: Wording, fact: StatedFact, names: Mapping[str, str]) -> str:
    kind = load().relationships[fact.type]
    known = kind.roles.get(fact.role)
    role = f" ({says.text(known.display) if known else fact.role})" if fact.role else ""
    ends = [names.get(end, end) for end in (fact.start, fact.end)]
    times = [says.date(day) for day in (fact.valid_from, fact.valid_to)]
    when = ""
    if any(times):
        when = f", {says.say('between' if all(times) else 'since' if times[0] else 'until', a=times[0], b=times[1])}"
    return f"{ends[0]} {says.text(kind.display)} {ends[1]}{role}{when}"
