"""Whether the event of a list is one that is known under another name: asked before the list makes a second one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.matching.events import Occasion, alike
from graph.model.facts import Record
from graph.model.fold import fold
from graph.model.keys import event_key
from graph.store import Store
from ingest.loading.pipeline import Prepared
from ingest.records.asking import EventQuestion

KnownEvents = Mapping[str, Sequence[Mapping[str, Any]]]  # by day


def events_of(store: Store, files: Iterable[Prepared]) -> KnownEvents:
    """Return by day the known events of the days of lists whose event is guessed: all are asked for at once."""
    found: dict[str, list[dict[str, Any]]] = {}
    for event in store.view().events_on(one.mapped.event_date for one in files if _is_guessed(one)):
        found.setdefault(event["start"][:10], []).append(event)
    return found


def _is_guessed(prepared: Prepared) -> bool:
    mapped = prepared.mapped
    return bool(mapped.event and mapped.event_date and mapped.event_is_guessed)


def refuse_doubles(
    store: Store, prepared: Prepared, before: Sequence[Prepared] = (), events: KnownEvents | None = None
) -> None:
    """Raise where the guessed event of a list looks like a known one, or like that of a file loaded `before`.

    `events` are the known ones where they were asked for before.

    Raises:
        EventQuestion: it does; the user says whether it is the same.
    """
    mapped = prepared.mapped
    if not _is_guessed(prepared):
        return
    same_day = (events_of(store, [prepared]) if events is None else events).get(mapped.event_date, ())
    known = {event_key(n["name"], mapped.event_date): n for n in same_day if n.get("format") != "session"}
    new = Occasion(event_key(mapped.event, mapped.event_date), mapped.event, mapped.event_date)
    if new.key in known:
        return
    guests = _guests(store, {n["id"] for n in known.values()}) if known else {}
    occasions = [Occasion(k, n["name"], mapped.event_date, guests.get(n["id"], ())) for k, n in known.items()]
    occasions += [_of(one) for one in before if one.mapped.event_date == mapped.event_date]
    if any(one.key == new.key for one in occasions):
        return
    if occasions and (found := alike(_of(prepared), occasions)):
        raise EventQuestion(prepared.name, mapped.event, [(one.name, one.day) for one in found])


def _of(prepared: Prepared) -> Occasion:
    """Return the event of a list with those who are on it."""
    mapped = prepared.mapped
    key = event_key(mapped.event, mapped.event_date)
    people = _people(prepared.kept or ()) if mapped.event else ()
    return Occasion(key, mapped.event, mapped.event_date, frozenset(people))


def _people(records: Iterable[Record]) -> Iterable[str]:
    return (fold(entity.name) for record in records for entity in record.entities if entity.label == "Person")


def _guests(store: Store, events: set[str]) -> dict[str, set[str]]:
    """Return the folded names of the people at some events."""
    found: dict[str, set[str]] = {}
    for event, name in store.view().people_at(events):
        found.setdefault(event, set()).add(fold(name))
    return found
