"""Named views and stories of the map, read and written for the pages."""

from collections.abc import Iterable
from datetime import UTC, datetime

from dashboard.state import current as store
from dashboard.state import findings
from graph.account import me
from graph.views import named
from graph.views.named import NamedView, Story


def views() -> dict[str, NamedView]:
    """Return all named views by id, the latest first; none for who sees only a part of the network."""
    return named.read_views(findings.notes())


def stories() -> dict[str, Story]:
    """Return all stories by id."""
    return named.read_stories(findings.notes())


def keep(view: NamedView) -> NamedView:
    """Keep a view.

    Raises:
        UsageError: it has no title, or names too many actors.
    """
    return named.keep_view(store.database().curator(), view, me(), _now(), views().values())


def keep_story(title: str, steps: Iterable[tuple[str, str]]) -> Story:
    """Keep a story.

    Raises:
        UsageError: it has no title or no step.
    """
    return named.keep_story(store.database().curator(), title, steps, me(), _now(), stories().values())


def forget(view_id: str) -> None:
    """Delete a view."""
    named.forget(store.database().curator(), named.BOOK, view_id)


def forget_story(story_id: str) -> None:
    """Delete a story; its views stay."""
    named.forget(store.database().curator(), named.STORIES, story_id)


def takes_place_of(title: str) -> bool:
    """Return whether a view of this title would take the place of one that the reader has kept."""
    return bool(named.same(views().values(), title, me()))


def now() -> str:
    """Return this moment as precisely as the data say when they were loaded."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _now() -> str:
    return datetime.now(UTC).isoformat()
