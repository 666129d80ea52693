"""Who is restricted is named in nothing that is read for others: not in titles and roles, nor in notes and proposals.

What is stored stays as it is, so that lifting a restriction brings everything back. The note of a restriction says by
which words she is found in texts (`graph.privacy.restricting`); nodes of hers are left out where networks are made.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from graph.model.decisions import Decision
from graph.model.fold import fold
from graph.model.ledger import LedgerEntry
from graph.model.proposals import Proposal, State
from graph.names.in_text import NameFinder
from graph.store.view import Moment, View

BOOK = "privacy"
HIDDEN = "[eingeschränkt]"  # stands where her name stood; the database is kept in German
# Books of notes that are about somebody: a note is read by nobody while she is restricted, and goes with her.
ABOUT_SOMEBODY = (
    *("care", "due", "finding", "finding_history", "introduction", "introduction_history"),
    *("promise", "promise_history"),
)
_ALL_ABOUT = ("actors", "people", "subjects")


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
        said = [e.body["hidden"] for e in view.entries(BOOK) if e.body.get("hidden") and not e.body.get("lifted_at")]
        if not said:
            return None
        ids = view.restricted()
        parts = (frozenset(map(str, (t for one in said for t in one[n]))) for n in ("names", "anchors", "alone"))
        return cls(ids, *parts)

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
                return json.dumps(self.without(json.loads(text)), ensure_ascii=False, separators=(",", ":"))
            except ValueError:
                pass
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

    def touched(self, after: int, until: int) -> frozenset[str] | None:
        """Return what was touched, which is said by ids."""
        return self._inner.touched(after, until)

    def moment(self) -> Moment:
        """Return where the database is now."""
        return self._inner.moment()

    def entries(self, book: str) -> list[LedgerEntry]:
        """Return the entries of a book that are not about her; in others she is not named."""
        found = (e for e in self._inner.entries(book) if not self._is_about_her(e))
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

    def _is_about_her(self, entry: LedgerEntry) -> bool:
        if any(one in entry.id for one in self._hidden.ids):
            return True
        if entry.book in ABOUT_SOMEBODY and _mentions(entry.body, self._hidden.ids):
            return True
        about = [entry.body[name] for name in _ALL_ABOUT if isinstance(entry.body.get(name), list)]
        return any(some and {*map(str, some)} <= self._hidden.ids for some in about)

    def _latest(self, query: str) -> Iterator[dict[str, Any]]:
        return self._inner._latest(query)

    def _values(self, query: str) -> Iterator[list[Any]]:
        return (self._hidden.without(row) for row in self._inner._values(query))

    def _rows(self, query: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        return (self._hidden.without(row) for row in self._inner._rows(query, **parameters))


def _mentions(value: object, ids: Collection[str]) -> bool:
    if isinstance(value, str):
        return any(one in value for one in ids)
    if isinstance(value, list | tuple):
        return any(_mentions(one, ids) for one in value)
    return isinstance(value, Mapping) and any(_mentions(one, ids) for one in (*value, *value.values()))
