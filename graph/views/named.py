"""Named views of the map: what was asked, what was done to it, and a note; kept in the ledger, for all colleagues.

Actors stand in a view by their ids alone, each as a text or the name of an entry, so that whoever looks through the
store for a person finds her there, and an erasure takes her out: see `graph/privacy/traces.py`.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Self

from graph.errors import UsageError
from graph.model.facts import digest
from graph.model.ledger import LedgerEntry
from graph.store.curator import Curator
from graph.store.view import View

BOOK, STORIES = "map_view", "map_story"
LONGEST_TITLE, LONGEST_NOTE = 120, 600
_MOST = 5_000  # actors that one list of a view may name
_LISTS = ("hidden", "selection", "tie")
_TABLES = ("pins", "folded")


@dataclass(frozen=True, slots=True)
class NamedView:
    """A view under a name.

    `asked` are the choices of the page by their names in its address; `state` and `camera` are what the browser says
    of the map. `frozen` is the day at whose end the network is shown, "" for a live view; `version` the data version
    in which it was made.
    """

    id: str
    title: str
    note: str = ""
    version: int = 0
    frozen: str = ""
    asked: Mapping[str, Sequence[str]] = field(default_factory=dict)
    state: Mapping[str, Any] = field(default_factory=dict)
    camera: Mapping[str, float] = field(default_factory=dict)
    who: str = ""
    at: str = ""

    @classmethod
    def parse(cls, entry: LedgerEntry) -> Self:
        """Return what an entry of the ledger says."""
        known = {name: value for name, value in entry.body.items() if name in _BODY}
        return cls(id=entry.id, who=entry.who, at=entry.at, **known)

    def entry(self, who: str) -> LedgerEntry:
        """Return what is written into the ledger."""
        return LedgerEntry(BOOK, self.id, who, body={name: asdict(self)[name] for name in _BODY})

    @property
    def actors(self) -> frozenset[str]:
        """All actors that it names."""
        lists = (self.state.get(name) or () for name in _LISTS)
        tables = (self.state.get(name) or {} for name in _TABLES)
        return frozenset(str(i) for some in (*lists, *tables) for i in some)

    def seen(self, known: Container[str]) -> "NamedView":
        """Return the view without actors that are gone, or that somebody may not see."""
        state = dict(self.state)
        for name in _LISTS:
            state[name] = [i for i in state.get(name) or () if i in known]
        for name in _TABLES:
            state[name] = {i: value for i, value in (state.get(name) or {}).items() if i in known}
        if len(state["tie"]) != 2:
            state["tie"] = None
        return replace(self, state=state)


_BODY = ("title", "note", "version", "frozen", "asked", "state", "camera")


@dataclass(frozen=True, slots=True)
class Story:
    """Views in an order, each with a sentence, to be presented."""

    id: str
    title: str
    steps: tuple[tuple[str, str], ...]
    who: str = ""
    at: str = ""

    @classmethod
    def parse(cls, entry: LedgerEntry) -> Self:
        """Return what an entry of the ledger says."""
        steps = tuple((str(view), str(said)) for view, said in entry.body.get("steps", ()))
        return cls(entry.id, str(entry.body.get("title", "")), steps, entry.who, entry.at)


def read_views(view: View) -> dict[str, NamedView]:
    """Return all named views by id, the latest first."""
    found = sorted(view.entries(BOOK), key=lambda e: (e.at, e.id), reverse=True)
    return {entry.id: NamedView.parse(entry) for entry in found}


def read_stories(view: View) -> dict[str, Story]:
    """Return all stories by id, the latest first."""
    found = sorted(view.entries(STORIES), key=lambda e: (e.at, e.id), reverse=True)
    return {entry.id: Story.parse(entry) for entry in found}


def keep_view(curator: Curator, view: NamedView, who: str, moment: str) -> NamedView:
    """Keep a view and return it with its id; one of the same title by the same person takes the place of the earlier.

    Raises:
        UsageError: it has no title, one that is too long, or names more actors than a view may.
    """
    title, note = _said(view.title, LONGEST_TITLE), " ".join(view.note.split())[:LONGEST_NOTE]
    if len(view.actors) > _MOST:
        raise UsageError("view_too_large", most=_MOST)
    if view.frozen:
        date.fromisoformat(view.frozen)
    kept = replace(
        view, id=view.id or f"v{digest(title, who, moment)}", title=title, note=note, state=_clean(view.state)
    )
    curator.note([kept.entry(who)])
    return kept


def keep_story(curator: Curator, title: str, steps: Iterable[tuple[str, str]], who: str, moment: str) -> Story:
    """Keep a story and return it.

    Raises:
        UsageError: it has no title, or no step.
    """
    found = tuple((view, " ".join(said.split())[:LONGEST_NOTE]) for view, said in steps)
    if not found:
        raise UsageError("story_without_steps")
    story = Story(f"s{digest(title, who, moment)}", _said(title, LONGEST_TITLE), found)
    body = {"title": story.title, "steps": [list(step) for step in found]}
    curator.note([LedgerEntry(STORIES, story.id, who, body=body)])
    return story


def forget(curator: Curator, book: str, entry_id: str) -> None:
    """Delete a view or a story."""
    curator.strike(book, [entry_id])


def _said(text: str, longest: int) -> str:
    found = " ".join(text.split())
    if not found or len(found) > longest:
        raise UsageError("view_title", most=longest)
    return found


def _clean(state: Mapping[str, Any]) -> dict[str, Any]:
    """Return of what a browser sent only what a state has, so that nothing else is kept."""
    lists = {name: [str(i) for i in state.get(name) or ()] for name in (*_LISTS, "off")}
    tables = {name: {str(i): list(value) for i, value in (state.get(name) or {}).items()} for name in _TABLES}
    words = {name: str(state[name]) for name in ("colour", "size", "place") if name in state}
    rest = {name: state[name] for name in ("outlines", "until", "strength") if name in state}
    return {**lists, **tables, **words, **rest, "tie": lists["tie"] or None}
