"""vCard 3.0: the people a briefing names, each a card."""

from pathlib import Path

from vobject import vCard
from vobject.base import Component
from vobject.vcard import Name

from dashboard.briefing.document import Briefing, Contact
from dashboard.briefing.renderers import RenderOptions


def render(briefing: Briefing, out: Path, *, template: Path | None = None, options: RenderOptions) -> None:
    """Write the contacts; what the audience may not see of them is not there."""
    with out.open("w", encoding="utf-8", newline="") as file:
        file.writelines(_card(contact).serialize() for contact in briefing.contacts)


def _card(contact: Contact) -> Component:
    card: Component = vCard()
    card.add("uid").value = contact.id
    card.add("fn").value = _line(contact.name)
    family = contact.family_name or contact.name
    card.add("n").value = Name(family=_line(family), given=_line(contact.given_name), prefix=_line(contact.title))
    if contact.organisation:
        card.add("org").value = [_line(contact.organisation)]
    if contact.role:
        card.add("title").value = _line(contact.role)
    for address in contact.emails:
        card.add("email").value = _line(address)
    return card


def _line(text: str) -> str:
    """Return text without what would begin a new line, and with it a new property."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
