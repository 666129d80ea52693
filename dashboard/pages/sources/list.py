"""The list of sources: those that state facts, those that were withdrawn, and documents with proposals alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from dashboard.state.by_itself import BY_ITSELF
from graph.columns.overall import Overall
from graph.model.facts import is_invented
from graph.model.fold import fold
from graph.model.proposals import Proposal
from graph.network import Network, Relation


@dataclass(frozen=True, slots=True)
class Listed:
    """One source with what hangs on it."""

    id: str
    title: str
    kind: str = ""
    publisher: str = ""
    date: str = ""
    file: str = ""
    url: str = ""
    confidentiality: str = ""
    recorded_at: str = ""
    recorded_by: str = ""
    withdrawn_at: str = ""
    withdrawn_by: str = ""
    replaced_by: str = ""
    is_stored: bool = True
    facts: Sequence[Relation] = field(default_factory=tuple)
    proposals: Sequence[Proposal] = field(default_factory=tuple)

    @property
    def invented(self) -> bool:
        """Whether the source is named as invented."""
        return is_invented(self.id)

    @property
    def waiting(self) -> int:
        """How many of its proposals wait for a decision."""
        return sum(p.state == "open" for p in self.proposals)


_TEXTS = (
    "kind", "publisher", "date", "file", "url", "confidentiality",
    "recorded_at", "recorded_by", "withdrawn_at", "withdrawn_by", "replaced_by",
)  # fmt: skip


def list_sources(network: Network, stored: Iterable[Mapping[str, Any]], proposals: Iterable[Proposal]) -> list[Listed]:
    """Return all sources, the latest first; before them the documents of which nothing is accepted yet."""
    _, said = facts_of(network)
    of_document: dict[str, list[Proposal]] = {}
    for p in proposals:
        of_document.setdefault(p.source_id, []).append(p)
    found = [
        Listed(
            row["id"],
            row["name"],
            **_texts(row),
            facts=said.get(row["id"], ()),
            proposals=of_document.pop(row["id"], ()),
        )
        for row in stored
        if not row.get("unfinished")
    ]
    for source_id, some in of_document.items():
        d = some[0].document
        fields = (d.title, d.kind, d.publisher, d.date, d.file, d.url, d.confidentiality)
        found.append(Listed(source_id, *fields, recorded_by=d.recorded_by, is_stored=False, proposals=some))
    return sorted(found, key=lambda s: (not s.is_stored, s.recorded_at), reverse=True)


def _texts(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: str(row.get(name) or "") for name in _TEXTS}


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs=BY_ITSELF)
def facts_of(network: Network) -> tuple[Network, Mapping[str, Sequence[Relation]]]:
    """Return the facts each source states, and the network they are of: kept, so that its id is of no other one."""
    return network, Overall(network).stated()


def narrowed(sources: Iterable[Listed], typed: str, kind: str, *, with_withdrawn: bool) -> list[Listed]:
    """Return the sources whose title, publisher or file hold what was typed, of a kind, without withdrawn ones."""
    wanted = fold(typed)
    return [
        s
        for s in sources
        if (with_withdrawn or not s.withdrawn_at)
        and kind in ("", s.kind)
        and wanted in fold(f"{s.title} {s.publisher} {s.file} {s.id}")
    ]
