"""Einschätzung: the grid of interest and influence, entered by hand; matrices of kinds, topics and regions."""

from dashboard.pages.ratings.grid import draw_grid
from dashboard.pages.ratings.matrices import draw_matrix
from dashboard.parts import design
from dashboard.parts.frame import Context
from dashboard.parts.view_choice import choose_view
from graph.analysis.matrices import SORTS

VIEWS = ("grid", *SORTS)


def draw_page(context: Context) -> None:
    """Draw the page."""
    words = context.words
    view = choose_view(words("ratings_view"), "ratings_view", VIEWS, lambda v: words(f"ratings_view_{v}"))
    design.done()
    for sort in SORTS:
        if view == sort:
            draw_matrix(context, sort)
            return
    draw_grid(context)
