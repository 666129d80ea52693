"""Whether the event of a list is one that is known under another name: asked before the list makes a second one."""

from collections.abc import Iterable, Sequence

from graph.matching.events import Occasion, alike
from graph.model.facts import Record
from graph.model.fold import fold
from graph.model.keys import event_key
from graph.store import Store
from ingest.loading.pipeline import Prepared
from ingest.records.asking import EventQuestion


def refuse_doubles(store: Store, prepared: Prepared, before: Sequence[Prepared] = ()) -> None:
    """Raise where the guessed event of a list looks like a known one, or like that of a file loaded `before`.

    Raises:
        EventQuestion: it does; the user says whether it is the same.
    """
    mapped = prepared.mapped
    if not (mapped.event and mapped.event_date and mapped.event_is_guessed):
        return
    same_day = [n for n in store.view().events_on(mapped.event_date) if n["start"][:10] == mapped.event_date]
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
