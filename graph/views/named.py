"""Named views of the map: what was asked, what was done to it, and a note; kept in the ledger, for all colleagues.

Actors stand in a view by their ids alone, each as a text or the name of an entry, so that whoever looks through the
store for a person finds her there, and an erasure takes her out: see `graph/privacy/traces.py`.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any, Self

from graph.errors import UsageError
from graph.model.facts import digest
from graph.model.ledger import LedgerEntry
from graph.store.curator import Curator
from graph.store.view import View
from graph.views.sent import asked_of, camera_of, state_of

BOOK, STORIES = "map_view", "map_story"
LONGEST_TITLE, LONGEST_NOTE = 120, 600
_MOST = 5_000  # actors that a view may name
_ENDS = ("tie", "dot_tie")
_LISTS = ("hidden", "selection", "open", "dot_hidden", "dot_selection", *_ENDS)
_TABLES = ("pins", "folded", "dot_pins")
_DAY = len("2026-01-31")


@dataclass(frozen=True, slots=True)
class NamedView:
    """A view under a name.

    `asked` are the choices of the page by their names in its address; `state` and `camera` are what the browser says
    of the map. `frozen` is the moment (or the day, at its end) as of which the network is shown, "" for a live view;
    `version` the data version in which it was made.
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
    def moment(self) -> datetime | None:
        """As of when the network is shown, None for a live view.

        Raises:
            ValueError: it is none.
        """
        if len(self.frozen) == _DAY:
            return datetime.combine(date.fromisoformat(self.frozen), time.max, UTC)
        found = datetime.fromisoformat(self.frozen) if self.frozen else None
        return found.replace(tzinfo=UTC) if found and not found.tzinfo else found

    @property
    def actors(self) -> frozenset[str]:
        """All actors that it names."""
        lists = (self.state.get(name) or () for name in _LISTS)
        tables = (self.state.get(name) or {} for name in _TABLES)
        return frozenset(str(i) for some in (*lists, *tables) for i in some)

    def seen(self, known: Container[str]) -> "NamedView":
        """Return the view without actors that are gone, or that somebody may not see."""
        state = dict(self.state)
        for name in state.keys() & {*_LISTS}:
            state[name] = [i for i in state[name] or () if i in known]
        for name in state.keys() & {*_TABLES}:
            state[name] = {i: value for i, value in (state[name] or {}).items() if i in known}
        if sum(len(state.get(name, ())) for name in _ENDS) != 2:
            state["tie"] = None
            state.pop("dot_tie", None)
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


def keep_view(curator: Curator, view: NamedView, who: str, moment: str, known: Iterable[NamedView] = ()) -> NamedView:
    """Keep a view and return it with its id; one of the same title by the same person takes the place of the earlier.

    `known` are those there are. Of what a browser sent is kept only what a view can hold, see `graph.views.sent`.

    Raises:
        UsageError: it has no title, one that is too long, or names more actors than a view may.
        ValueError: it is frozen at what is no moment.
    """
    title, note = _said(view.title, LONGEST_TITLE), " ".join(view.note.split())[:LONGEST_NOTE]
    entry_id = view.id or same(known, title, who) or f"v{digest(title, who, moment)}"
    _ = view.moment
    kept = replace(
        view,
        id=entry_id,
        title=title,
        note=note,
        state=state_of(view.state),
        camera=camera_of(view.camera),
        asked=asked_of(view.asked),
    )
    if len(kept.actors) > _MOST:
        raise UsageError("view_too_large", most=_MOST)
    curator.note([kept.entry(who)])
    return kept


def keep_story(
    curator: Curator,
    title: str,
    steps: Iterable[tuple[str, str]],
    who: str,
    moment: str,
    known: Iterable[Story] = (),
) -> Story:
    """Keep a story and return it; one of the same title by the same person takes the place of the earlier.

    Raises:
        UsageError: it has no title, or no step.
    """
    found = tuple((view, " ".join(said.split())[:LONGEST_NOTE]) for view, said in steps)
    if not found:
        raise UsageError("story_without_steps")
    title = _said(title, LONGEST_TITLE)
    story = Story(same(known, title, who) or f"s{digest(title, who, moment)}", title, found)
    body = {"title": story.title, "steps": [list(step) for step in found]}
    curator.note([LedgerEntry(STORIES, story.id, who, body=body)])
    return story


def forget(curator: Curator, book: str, entry_id: str) -> None:
    """Delete a view or a story."""
    curator.strike(book, [entry_id])


def same(known: Iterable[NamedView | Story], title: str, who: str) -> str:
    """Return the id of what somebody has kept under a title already, "" for none."""
    wanted = " ".join(title.split())
    return next((one.id for one in known if (one.title, one.who) == (wanted, who)), "")


def _said(text: str, longest: int) -> str:
    found = " ".join(text.split())
    if not found or len(found) > longest:
        raise UsageError("view_title", most=longest)
    return found
