"""Who is restricted is named in nothing that is read for others: not in titles and roles, nor in notes and proposals.

What is stored stays as it is, so that lifting a restriction brings everything back. The note of a restriction says by
which words she is found in texts (`graph.privacy.restricting`); nodes of hers are left out where networks are made.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from graph.bookkeeping import PRIVACY
from graph.model.decisions import Decision, kept_nodes
from graph.model.fold import fold
from graph.model.hidden import HIDDEN
from graph.model.ledger import LedgerEntry
from graph.model.proposals import Proposal, State
from graph.names.in_text import NameFinder, words_of
from graph.store.about import is_about
from graph.store.hidden_words import worked_out
from graph.store.view import Moment, View

RESTRICTING = ("restrict", "object")  # what a note of a restriction says was done
_WORDS = ("names", "anchors", "alone")


@dataclass(frozen=True)
class HiddenPeople:
    """Whom nobody may find: the ids of her nodes, and the words by which she is known in texts."""

    ids: frozenset[str]
    names: frozenset[str]
    anchors: frozenset[str]
    alone: frozenset[str]

    @classmethod
    def read(cls, view: View) -> "HiddenPeople | None":
        """Return who is restricted now; None where nobody is."""
        notes = [e for e in view.entries(PRIVACY) if e.body.get("what") in RESTRICTING and _holds(e)]
        if not notes:
            return None
        ids = view.restricted()
        said = {e.id: e.body["hidden"] for e in notes if e.body.get("hidden")}
        words = [*said.values(), *(worked_out(view, ids, said) if len(said) < len(notes) else ())]
        kept = kept_nodes(view.decisions()) if ids else {}
        ids |= {node for node, now in kept.items() if now in ids}  # notes name her as she was called before a merge
        names, anchors, alone = (frozenset(str(w) for one in words for w in one[n]) for n in _WORDS)
        return cls(ids, names - {" ".join(w.folded for w in words_of(one)) for one in ids}, anchors, alone)

    @cached_property
    def _finder(self) -> NameFinder:
        return NameFinder(lambda word: (word in self.anchors, word in self.alone), self.names.__contains__)

    def names_in(self, text: str) -> bool:
        """Return whether a text names her."""
        return self._may_name(text) and self._finder.finds(text)

    def without(self, value: Any) -> Any:
        """Return what was read without her name, in lists, tables and JSON too; ids stay."""
        if isinstance(value, str):
            return self._text(value) if self._may_name(value) else value
        if isinstance(value, list):
            return [self.without(item) for item in value]
        if isinstance(value, tuple):
            return tuple(self.without(item) for item in value)
        return {k: self.without(v) for k, v in value.items()} if isinstance(value, Mapping) else value

    def _text(self, text: str) -> str:
        if text[:1] in "[{" and text[-1:] in "]}":
            try:
                said = json.loads(text)
            except ValueError:
                return self._finder.without(text, HIDDEN)
            found = self.without(said)
            return text if found == said else json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        return self._finder.without(text, HIDDEN)

    def _may_name(self, text: str) -> bool:
        """Return quickly whether a text could: most do not hold one of her words at all."""
        if "%" in text or "\\u" in text:
            return True
        folded = fold(text)
        return any(word in folded for word in self.words)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words by which she is looked for."""
        return tuple(sorted(self.anchors | self.alone))


def seen(view: View) -> View:
    """Return what reads like a view without those who are restricted; the view itself where nobody is."""
    if isinstance(view, SeenView):
        return view
    hidden = HiddenPeople.read(view)
    return SeenView(view, hidden) if hidden else view


class SeenView(View):
    """Reads like another view, without those who are restricted."""

    def __init__(self, inner: View, hidden: HiddenPeople) -> None:
        """Read what `inner` reads."""
        self._inner, self._hidden, self._schema = inner, hidden, inner._schema

    def shown(self, text: str) -> str:
        """Return a text without her name."""
        return str(self._hidden.without(text))

    def touched(self, after: int, until: int) -> frozenset[str] | None:
        """Return what was touched, which is said by ids."""
        return self._inner.touched(after, until)

    def moment(self) -> Moment:
        """Return where the database is now."""
        return self._inner.moment()

    def entries(self, book: str) -> list[LedgerEntry]:
        """Return the entries of a book that are not about her; in others she is not named."""
        found = (e for e in self._inner.entries(book) if not is_about(book, e.id, e.body, self._hidden.ids))
        return [replace(e, body=self._hidden.without(dict(e.body))) for e in found]

    def proposals(self, state: State | None = None) -> list[Proposal]:
        """Return the proposals that say nothing of her, with her name in no sentence."""
        found = (p for p in self._inner.proposals(state) if not any(map(self._hidden.names_in, (p.name, p.payload))))
        return [
            replace(p, sentence=self._hidden.without(p.sentence), source=self._hidden.without(p.source)) for p in found
        ]

    def decisions(self) -> list[Decision]:
        """Return the decisions that are not about her."""
        return [
            replace(d, why=self._hidden.without(d.why), compared=self._hidden.without(d.compared))
            for d in self._inner.decisions()
            if not self._hidden.ids & {d.keep, d.other}
            and not any(map(self._hidden.names_in, (d.keep_name, d.other_name)))
        ]

    def _latest(self, query: str) -> Iterator[dict[str, Any]]:
        return self._inner._latest(query)

    def _values(self, query: str) -> Iterator[list[Any]]:
        return (self._hidden.without(row) for row in self._inner._values(query))

    def _rows(self, query: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        return (self._hidden.without(row) for row in self._inner._rows(query, **parameters))


def _holds(entry: LedgerEntry) -> bool:
    """Return whether a restriction was not lifted, and who it is of not erased."""
    return not entry.body.get("lifted_at") and bool(entry.body.get("person"))
