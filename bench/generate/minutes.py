"""The minutes of an event: who was there in what role, who hosted it, what it was about, who spoke in which session."""

from bench.generate.documents import Document, name_house, name_person
from bench.generate.events import Occasion, topic_name
from bench.generate.plan import Plan


def minute(plan: Plan, document: Document, event: Occasion) -> None:
    """State everything about an event."""
    ref = name_event(document, event)
    document.state("TOOK_PART_IN", name_house(plan, document, event.host), ref, role="host")
    land = document.node(f"r{event.land}", "Region", event.land)
    document.state("ACTIVE_IN", ref, land)
    for topic in event.topics:
        document.state("DEALS_WITH", ref, document.node(f"t{topic}", "Topic", topic_name(topic)))
    for person, role in event.guests:
        document.state("TOOK_PART_IN", name_person(plan, document, person), ref, role=role)
    for number, speakers in enumerate(event.sessions, start=1):
        session = document.node(
            f"{ref}.{number}", "Event", f"Programmpunkt {number}", format="session", start=event.day
        )
        document.state("PART_OF", session, ref)
        for person in speakers:
            document.state("TOOK_PART_IN", name_person(plan, document, person), session, role="speaker")


def name_event(document: Document, event: Occasion) -> str:
    """Name an event in a document and return its ref."""
    return document.node(
        f"e{event.number}",
        "Event",
        event.name,
        format=event.kind,
        start=event.day,
        place=event.place,
        attendance=str(len(event.guests)),
    )
