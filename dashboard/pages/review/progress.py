"""How far the search for pairs is, in words."""

from dashboard.parts.frame import Context
from dashboard.parts.time_left import time_left
from dashboard.parts.working import draw_working
from dashboard.state import pair_search
from dashboard.state.background import Working


def draw(context: Context) -> None:
    """Draw how many pairs are compared and how long the rest takes, as long as it goes on."""
    draw_working(context, lambda: pair_search.working(context.network), lambda now: said(context, now))


def said(context: Context, now: Working) -> str:
    """Return in a sentence how far the search is."""
    words = context.words
    if not now.total:
        return words("review_progress_reading")
    told = words("review_progress", done=words.number(now.done), total=words.number(now.total))
    if now.seconds < 0:
        return told
    return f"{told} {words('left_about', left=time_left(words, now.seconds))} {words('review_progress_help')}"
