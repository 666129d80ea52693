"""Who is invited to a calendar entry: names, addresses, roles."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.model.fold import fold, visible
from graph.model.keys import is_personal, normal_email
from graph.names.stand_ins import is_no_organisation
from ingest.sources.calendar.words import words
from ingest.tables.display import split_display
from ingest.tables.name_cell import names_no_one
from ingest.tables.names import is_device, is_no_person, is_nobody

_THINGS = frozenset({"ROOM", "RESOURCE", "GROUP"})
_OF_A_CALENDAR = re.compile(
    r"@(?:group|resource|import)\.calendar\.google\.com$|^unknownorganizer@|^noreply@|^no-reply@"
)
_PLAIN_NAME = re.compile(
    r"([a-zäöüß]{2,}(?:-[a-zäöüß]{2,})*)[._]((?:(?:von|van|de|zu)[._])?[a-zäöüß]{2,}(?:-[a-zäöüß]{2,})*)"
)


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody in a calendar entry: a name ("" where none is to be had), an organisation beside it, an address."""

    name: str
    organisation: str
    email: str
    role: str


def role_of(parameters: Mapping[str, Any]) -> str:
    """Return the role an ATTENDEE has, "" where they are not there: declined, delegated, or a room.

    >>> role_of({"PARTSTAT": "ACCEPTED"}), role_of({}), role_of({"PARTSTAT": "DECLINED"})
    ('participant', 'invited', '')
    """
    status, role, kind = (_first(parameters, name).upper() for name in ("PARTSTAT", "ROLE", "CUTYPE"))
    if kind in _THINGS or status in ("DECLINED", "DELEGATED"):
        return ""
    if role == "CHAIR":
        return "moderator"
    return "participant" if status in ("ACCEPTED", "COMPLETED", "IN-PROCESS") else "invited"


def group_in(parameters: Mapping[str, Any]) -> str:
    """Return the name of a list of people that is invited as one, "" where the address is none."""
    return visible(_first(parameters, "CN")) if _first(parameters, "CUTYPE").upper() == "GROUP" else ""


def invited(address: str, parameters: Mapping[str, Any], role: str) -> Invited | None:
    """Return who is meant by an address with its parameters, None for a calendar or nothing at all."""
    text = address.strip().lower()
    email = normal_email(text) or normal_email(_first(parameters, "EMAIL")) or ""
    shown = visible(_first(parameters, "CN")).strip("\"' ")
    if _OF_A_CALENDAR.search(email) or not (email or shown):
        return None
    name, organisation = split_display(shown, with_brackets=True) if shown else ("", "")
    organisation = "" if is_no_organisation(organisation) else organisation
    if normal_email(name.strip("<>")) or not fold(name):
        return Invited(name_in(email), "", email, role)
    return Invited(name, organisation, email, role)


def is_person_name(name: str) -> bool:
    """Return whether a text can be the name of a person."""
    if is_nobody(name) or is_no_person(name) or is_device(name) or names_no_one(name) or len(name.split()) > 10:
        return False
    return not re.search(r"[@\d]|://", name)


def name_in(email: str) -> str:
    """Return the name in an address that is plainly one, else "".

    >>> name_in("anna.lang@werk.example"), name_in("karl.von.berg@werk.example"), name_in("team.nord@werk.example")
    ('Anna Lang', 'Karl von Berg', '')
    """
    found = _PLAIN_NAME.fullmatch(email.partition("@")[0])
    if not found or not is_personal(email):
        return ""
    named = re.split(r"[._]", found[0])
    if any(fold(part) in words()["no_names"] for word in named for part in word.split("-")):
        return ""
    return " ".join(word if word in ("von", "van", "de", "zu") else _capital(word) for word in named)


def _capital(word: str) -> str:
    return "-".join(part.capitalize() for part in word.split("-"))


def _first(parameters: Mapping[str, Any], name: str) -> str:
    value = parameters.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value or "")
