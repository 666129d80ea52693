"""Why the office may keep what a source says of people: legal basis and purpose, of the office, or of the source."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.access.acts import act
from graph.model.ledger import LedgerEntry
from graph.store import Curator
from graph.store.view import View

BOOK = "privacy_basis"
OFFICE = "office"  # under what the default stands


@dataclass(frozen=True, slots=True)
class Basis:
    """On what law the keeping rests, and what it is for."""

    basis: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Bases:
    """The basis of each source that has its own, and that of the office."""

    by_source: Mapping[str, Basis] = field(default_factory=dict)

    @classmethod
    def read(cls, view: View) -> "Bases":
        """Return what the ledger has."""
        return cls(
            {e.id: Basis(**{n: str(e.body.get(n, "")) for n in ("basis", "purpose")}) for e in view.entries(BOOK)}
        )

    @property
    def of_office(self) -> Basis:
        """The default, empty where none was set."""
        return self.by_source.get(OFFICE, Basis())

    def of(self, source_id: str) -> Basis:
        """Return the basis of a source; what it does not say itself is that of the office."""
        own, default = self.by_source.get(source_id, Basis()), self.of_office
        return Basis(own.basis or default.basis, own.purpose or default.purpose)


@act("protect")
def set_basis(curator: Curator, basis: Basis, who: str, source_id: str = OFFICE) -> None:
    """Note the basis of a source, or of the office."""
    curator.note([LedgerEntry(BOOK, source_id, who, body={"basis": basis.basis, "purpose": basis.purpose})])
