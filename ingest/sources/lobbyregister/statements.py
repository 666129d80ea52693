"""Statements sent to ministries and to the Bundestag: each sending is an event with its day."""

import re
from collections.abc import Iterator, Mapping, Sequence

from graph.model.facts import Entity
from graph.model.fold import fold
from graph.model.keys import event_key
from ingest.sources.lobbyregister.access import Fields, date_of, items, text
from ingest.sources.lobbyregister.codes import codes
from ingest.sources.lobbyregister.draft import Draft, filled
from ingest.sources.lobbyregister.organisations import LONGEST_NAME, Organisations

_NUMBER = re.compile(r"(SG\d{6,})")


def add_statements(
    entry: Fields, sender: Entity, organisations: Organisations, topics: Mapping[str, Sequence[Entity]], draft: Draft
) -> Iterator[str]:
    """Add the statements of an entry, dealing with the topics of their projects; yield parts without a day."""
    for number, said in items(entry, "statements", "statements"):
        for group, sent in items(said, "recipientGroups"):
            part = f"statements {number}, recipientGroups {group}"
            day = date_of(sent, "sendingDate")
            if not day:
                yield part
                continue
            event = draft.add(_event(said, sender, day, draft.at(part)))
            draft.say("TOOK_PART_IN", sender, event, part, "sender")
            for name in recipients(sent):
                if recipient := organisations.mention(name, draft, part):
                    draft.say("TOOK_PART_IN", recipient, event, part, "recipient")
            for topic in topics.get(text(said, "regulatoryProjectNumber"), ()):
                draft.say("DEALS_WITH", event, topic, part)


def recipients(sent: Fields) -> list[str]:
    """Return the names of recipients: ministries, else the government as a whole; parts of the Bundestag are it."""
    parliament, house = codes().bundestag
    government, whole = codes().government
    said = [(text(recipient, "code"), text(recipient, "de")) for _, recipient in items(sent, "recipients")]
    named = any(code.startswith(f"{government}|") for code, _ in said)
    names: dict[str, None] = {}
    for code, name in said:
        if code.partition("|")[0] == parliament:
            names[house] = None
        elif code != government:
            names[name] = None
        elif not named:
            names[whole] = None
    return list(names)


def _event(said: Fields, sender: Entity, day: str, place: str) -> Entity:
    """Return a sending as an event; its key is the number of the statement and the day."""
    title = text(said, "regulatoryProjectTitle")[:LONGEST_NAME]
    shown = str(sender.values.get("short_name") or sender.name)
    name = f"Stellungnahme von {shown}: {title}" if fold(title) else f"Stellungnahme von {shown}"
    number = _NUMBER.search(text(said, "pdfUrl"))
    if number:
        key = f"lobbyregister-statement:{number[1]}/{day}"
    else:
        key = event_key(f"{sender.key} {text(said, 'regulatoryProjectNumber') or title}", day)
    return Entity("Event", (key,), name, place, filled({"format": "statement", "start": day}))
