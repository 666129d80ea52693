"""vCard 3.0: the people a briefing names, each a card."""

from pathlib import Path

from vobject import vCard
from vobject.base import Component
from vobject.vcard import Name

from briefing.documents.document import Briefing, NamedContact
from briefing.renderers import RenderOptions
from briefing.renderers.text import one_line


def render(briefing: Briefing, out: Path, *, template: Path | None = None, options: RenderOptions) -> None:
    """Write the contacts; what the audience may not see of them is not there."""
    with out.open("w", encoding="utf-8", newline="") as file:
        file.writelines(_card(contact).serialize() for contact in briefing.contacts)


def _card(contact: NamedContact) -> Component:
    card: Component = vCard()
    card.add("uid").value = contact.id
    card.add("fn").value = one_line(contact.name)
    family = contact.family_name or contact.name
    card.add("n").value = Name(
        family=one_line(family), given=one_line(contact.given_name), prefix=one_line(contact.title)
    )
    if contact.organisation:
        card.add("org").value = [one_line(contact.organisation)]
    if contact.role:
        card.add("title").value = one_line(contact.role)
    for address in contact.emails:
        card.add("email").value = one_line(address)
    return card
