"""The grid of interest and influence, and the form by which somebody rates an organisation."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.parts import choices, design, navigation, tables
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, items, text
from dashboard.state import ratings as state
from dashboard.state.known import most_known
from graph.access import person
from graph.curation.ratings import LEVELS, Rating
from graph.errors import AkteursnetzError
from graph.model.fold import fold

_CHOSEN = "ratings_organisation"
_MOST_IN_CELL = 12
Ratings = Mapping[str, Sequence[Rating]]


def draw_grid(context: Context) -> None:
    """Draw the grid, the form, and everything that was ever said."""
    words, found = context.words, state.ratings(context.data)
    draw(element("p", text(words("ratings_help")), css="an-small"))
    with st.container(key="beside_ratings"):
        left, right = st.columns([1.9, 1], gap="large")
    with left:
        draw(_grid(context, found))
        draw(design.scrolls_sideways(words))
        if not found:
            notice(words("ratings_none"))
    with right:
        if person().may("enter"):
            _form(context, found)
    _table(context, found)


def _grid(context: Context, found: Ratings) -> str:
    words = context.words
    head = [element("td"), *(element("th", text(words(f"ratings_interest_{i}")), scope="col") for i in LEVELS)]
    rows = [element("tr", *head)]
    for influence in reversed(LEVELS):
        cells = [element("th", text(words(f"ratings_influence_{influence}")), scope="row")]
        cells += [element("td", _cell(context, found, interest, influence)) for interest in LEVELS]
        rows.append(element("tr", *cells))
    caption = element("caption", text(words("ratings_caption")))
    table = element("table", caption, element("tbody", *rows), css="an-grid")
    return element("div", table, css="an-wide", tabindex="0", role="region", aria_label=words("ratings_caption"))


def _cell(context: Context, found: Ratings, interest: int, influence: int) -> str:
    here = [i for i, said in found.items() if (said[0].interest, said[0].influence) == (interest, influence)]
    nodes = sorted((context.network.nodes[i] for i in here), key=lambda node: fold(node.name))
    links = [
        element("a", text(node.display), href=navigation.href("actor", actor=node.id), target="_self")
        for node in nodes[:_MOST_IN_CELL]
    ]
    if len(nodes) > _MOST_IN_CELL:
        links.append(text(context.words("card_more", n=len(nodes) - _MOST_IN_CELL)))
    return items(links) if links else element("span", text("–"), css="an-quiet")


def _form(context: Context, found: Ratings) -> None:
    words, network = context.words, context.network
    options = [node.id for node in network.by_label("Organisation")]
    if choices.get(_CHOSEN) not in options:
        known = most_known(network, "Organisation")
        first = next((node.id for node in known if node.id not in found), options[0] if options else None)
        choices.put(_CHOSEN, first)
    draw(element("h2", text(words("ratings_rate")), css="an-section"))
    chosen = st.selectbox(
        words("ratings_organisation"),
        options,
        format_func=lambda i: network.nodes[i].display,
        key=choices.field(_CHOSEN),
        filter_mode="contains",
    )
    last = next(iter(found.get(str(chosen), ())), None)
    with st.form(f"ratings_form_{chosen}"):
        interest = _level(context, "interest", last.interest if last else None)
        influence = _level(context, "influence", last.influence if last else None)
        why = st.text_area(words("ratings_why"), key=f"ratings_why_{chosen}", max_chars=1000, height=90)
        sent = st.form_submit_button(words("ratings_keep"), icon=":material/save:", type="primary")
    if sent:
        _keep(context, str(chosen or ""), interest, influence, why)


def _level(context: Context, what: str, now: int | None) -> int | None:
    words = context.words
    return st.radio(
        words(f"ratings_{what}"),
        LEVELS,
        index=LEVELS.index(now) if now in LEVELS else None,
        format_func=lambda level: words(f"ratings_level_{level}"),
        horizontal=True,
        key=f"ratings_{what}_{choices.get(_CHOSEN)}",
    )


def _keep(context: Context, chosen: str, interest: int | None, influence: int | None, why: str) -> None:
    words = context.words
    if interest is None or influence is None:
        missing = [name for name, level in (("interest", interest), ("influence", influence)) if level is None]
        notice(words("ratings_both"), role="alert", fields=[f"ratings_{name}_{chosen}" for name in missing])
        return
    try:
        state.keep(context.data, chosen, interest, influence, why)
    except AkteursnetzError as error:
        notice(error.message(words.language), role="alert", fields=[f"ratings_why_{chosen}"])
        return
    design.tell(words("ratings_kept", name=context.network.nodes[chosen].display))
    st.rerun()


def _table(context: Context, found: Ratings) -> None:
    """Draw all ratings as a table; the one that is chosen can be taken back."""
    words, key = context.words, "ratings_table"
    said = sorted((r for each in found.values() for r in each), key=lambda r: (r.day, r.id), reverse=True)
    if not said:
        return
    draw(element("h2", text(words("ratings_all")), css="an-section"))
    rows: list[tables.Row] = [
        {
            words("ratings_organisation"): context.network.nodes[r.organisation].display,
            words("ratings_interest"): words(f"ratings_level_{r.interest}"),
            words("ratings_influence"): words(f"ratings_level_{r.influence}"),
            words("ratings_day"): r.day,
            words("ratings_who"): r.who,
            words("ratings_because"): r.why,
        }
        for r in said
    ]
    tables.table(rows, key=key, name=words("ratings_all"), on_select=lambda: None)
    row = tables.chosen_row(key)
    if row is not None and row < len(said) and person().may("enter"):
        st.button(
            words("ratings_forget"),
            icon=":material/undo:",
            key="ratings_forget",
            on_click=_forget,
            args=(said[row], words("ratings_forgotten")),
        )


def _forget(said: Rating, told: str) -> None:
    state.forget(said)
    design.tell(told)
