"""Organisations of an entry: the registered one, and those it names."""

import re

from graph.model.facts import Entity, Value
from graph.model.fold import fold
from graph.names.stand_ins import is_no_organisation
from ingest.sources.lobbyregister.access import Fields, below, items, text
from ingest.sources.lobbyregister.aliases import FileNames
from ingest.sources.lobbyregister.codes import codes
from ingest.sources.lobbyregister.draft import REGISTER, Draft, filled

LONGEST_NAME = 1_000
_LONGEST_FORM = 60  # characters of a legal form somebody typed; more is a description
_REFERENCE = re.compile(r"/suche/(R\d{6})\b")


def register_key(number: str) -> str:
    """Return the key of a register number."""
    return f"{REGISTER}{number}"


def referred_number(fields: Fields) -> str:
    """Return the register number a reference leads to, "" where it leads nowhere."""
    found = _REFERENCE.search(text(fields, "referenceDetailsPageUrl"))
    return found[1] if found else ""


class Organisations:
    """Makes the organisations of one file, each with all keys that its names lead to."""

    def __init__(self, names: FileNames) -> None:
        self.names = names

    def registered(self, identity: Fields, activity: str, number: str, place: str) -> Entity:
        """Return the organisation an entry is about; it has a name."""
        name = text(identity, "name")
        values = self._values(name) | self._details(identity)
        values["external_ids"] = (register_key(number),)
        values["kind"] = self._kind(name, activity)
        return Entity("Organisation", (register_key(number), *self.names.keys(name)), name, place, filled(values))

    def mention(self, name: str, draft: Draft, part: str, number: str = "") -> Entity | None:
        """Return an organisation named in passing, None where the name says nothing."""
        if not fold(name) or len(name) > LONGEST_NAME or is_no_organisation(name):
            return None
        keys = self.names.keys(name)
        if number:
            keys = (register_key(number), *keys)
        values = self._values(name)
        return draft.add(Entity("Organisation", keys, name, draft.at(part), filled(values), in_passing=True))

    def ministry(self, name: str, short: str, draft: Draft, part: str) -> Entity | None:
        """Return a ministry named with its abbreviation."""
        return self.mention(ministry_name(name, short), draft, part)

    def client(self, fields: Fields, draft: Draft, part: str) -> Entity | None:
        """Return an organisation given with its details, or by reference to its own entry."""
        name = text(fields, "name")
        if not name:
            return self.mention(text(fields, "referenceName"), draft, part, referred_number(fields))
        if len(name) > LONGEST_NAME or not fold(name):
            return None
        values = self._values(name) | self._details(fields)
        return draft.add(Entity("Organisation", self.names.keys(name), name, draft.at(part), filled(values)))

    def _values(self, name: str) -> dict[str, Value]:
        parsed = self.names.parse(name)
        return {"kind": parsed.kind, "legal_form": parsed.legal_form, "short_name": self.names.short(name)}

    def _details(self, fields: Fields) -> dict[str, Value]:
        """Return what an entry says of an organisation beside its name."""
        sites = (text(site, "website") for _, site in items(fields, "contactDetails", "websites"))
        details: dict[str, Value] = {
            "legal_form": self._legal_form(fields),
            "place": text(below(fields, "address"), "city"),
            "website": next(filter(None, sites), ""),
        }
        return filled(details)

    def _legal_form(self, fields: Fields) -> str:
        """Return the legal form of the name, which is the more precise one, that of the code, or the typed one."""
        own = self.names.parse(text(fields, "name")).legal_form
        form = below(fields, "legalForm")
        typed = text(form, "legalFormText")
        if own:
            return own
        return codes().legal_forms.get(text(form, "code"), "") or (typed if len(typed) <= _LONGEST_FORM else "")

    def _kind(self, name: str, activity: str) -> str:
        told = self.names.parse(name).kind
        return told if told in codes().more_telling else codes().kinds.get(activity, told)


def ministry_name(name: str, short: str) -> str:
    """Return a ministry's name with its abbreviation behind it."""
    return f"{name} ({short})" if short and short not in name else name
