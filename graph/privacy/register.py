"""The entry of the register of processing activities (Art. 30 DSGVO), out of what the database and the settings say."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from graph.model.claims import Claims
from graph.privacy.bases import Bases
from graph.privacy.erasures import erased
from graph.privacy.retention import RetentionRule, read_rules
from graph.settings import Settings
from graph.store import Store
from graph.store.export import EXPORTS


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What Art. 30 (1) asks for, as far as the program knows it; the rest the office fills in."""

    as_of: str
    controller: str
    basis: str
    purpose: str
    people: int
    fields: Mapping[str, int]  # how many people have each field
    facts: Mapping[str, int]  # relationships that people stand in, by type
    sources: Mapping[str, int]  # sources with people, by kind
    own_bases: Mapping[str, tuple[str, str]]  # title of a source to its own basis and purpose
    without_basis: int  # sources with people for which nothing is set
    recipients: Mapping[str, int]  # to whom exports and briefings went
    retention: tuple[RetentionRule, ...]
    restricted: int
    erased: int
    engine: str


def register_entry(store: Store, settings: Settings, today: date) -> RegisterEntry:
    """Return the entry as of today.

    Raises:
        UsageError: the retention rules or the book of erasures can not be read.
    """
    view = store.view()
    people = [n for n in view.nodes("Person") if not n.get("retired_at")]
    said = {s for n in people for s in Claims.parse(n["claims"]).sources()}
    sources = {str(n["id"]): n for n in view.nodes("Source") if n["id"] in said}
    bases = Bases.read(view)
    office = bases.of_office
    own = {str(s["name"]): (b.basis, b.purpose) for i, s in sources.items() if (b := bases.by_source.get(i))}
    fields = Counter(name for n in people for name in store.schema.nodes["Person"].fields if n.get(name))
    return RegisterEntry(
        today.isoformat(),
        settings.office,
        office.basis,
        office.purpose,
        len(people),
        dict(sorted(fields.items())),
        {name: n for name in sorted(store.schema.relationships) if (n := _facts_of_people(store, name))},
        dict(sorted(Counter(str(s.get("kind") or "other") for s in sources.values()).items())),
        own,
        sum(not bases.of(source).basis for source in sources),
        dict(sorted(Counter(str(e.body.get("for") or "–") for e in view.entries(EXPORTS)).items())),
        read_rules(settings).rules,
        sum(bool(n.get("restricted")) for n in people),
        len(erased(store)),
        store.engine,
    )


def _facts_of_people(store: Store, name: str) -> int:
    kind, label = store.schema.relationships[name], store.schema.label_of
    if "Person" not in (*kind.start, *kind.end):
        return 0
    return sum("Person" in (label(row["start"]), label(row["end"])) for row in store.view().facts(name))
