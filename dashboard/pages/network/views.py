"""Named views on the page: one is opened by its link or from the list, kept under a name, deleted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import streamlit as st

from briefing.wording.sentences import Sentences
from dashboard.pages.network import story
from dashboard.parts import address, choices
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.state import on_map
from dashboard.state import views as state
from graph.access import person
from graph.errors import AkteursnetzError
from graph.views.named import LONGEST_NOTE, LONGEST_TITLE, NamedView
from graph.views.sent import ASKED

PARAMETER = "map"
_CHOICE, _TAKEN, _OFFERED = "network_view", "network_view_taken", "network_view_offered"


@dataclass(frozen=True, slots=True)
class OpenedView:
    """The view that is open, if any, as far as the person may see it; `lost` actors of it are gone."""

    view: NamedView | None = None
    context: Context | None = None
    day: date | None = None
    serial: str = ""
    lost: int = 0


def opened(context: Context) -> OpenedView:
    """Return the view the address names, with its choices put into the fields of the page before they are drawn."""
    is_new, named = story.begin(), address.read(PARAMETER)
    if named and not is_new:
        story.end()  # another view was asked for
    wanted = story.view_of_step() or (named or [""])[0]
    if not wanted and named is None:
        wanted = str(choices.get(_CHOICE) or "")
    else:
        choices.put(_CHOICE, wanted)
    address.write(PARAMETER, [wanted])
    if not wanted:
        st.session_state.pop(_TAKEN, None)
        return OpenedView()
    found = state.views().get(wanted)
    if found is None:
        notice(context.words("views_gone"), role="alert")
        return OpenedView()
    if st.session_state.get(_TAKEN) != wanted:
        st.session_state[_TAKEN] = wanted
        st.session_state["network_view_serial"] = st.session_state.get("network_view_serial", 0) + 1
        _put(found.asked)
    return _as_seen(context, found)


def _put(asked: Mapping[str, Sequence[str]]) -> None:
    """Put the choices of a view into the address, from which the fields take them."""
    for name in ASKED:
        values = [str(v) for v in asked.get(name, ())]
        if values:
            st.query_params[name] = values
        elif name in st.query_params:
            del st.query_params[name]
    address.enter("network")  # what the address lacks was taken back


def _as_seen(context: Context, found: NamedView) -> OpenedView:
    here, day = _frozen(context, found.moment) if found.moment else (context, None)
    seen = found.seen(here.network.nodes)
    lost = len(found.actors) - len(seen.actors)
    serial = f"{found.id} {found.at} {st.session_state.get('network_view_serial', 0)}"
    _say(context, seen, lost)
    return OpenedView(seen, here, day, serial, lost)


def _frozen(context: Context, moment: datetime) -> tuple[Context, date]:
    data, day = on_map.frozen(context.data, moment)
    return replace(context, data=data, says=Sentences(data.network, context.says.language)), day


def _say(context: Context, view: NamedView, lost: int) -> None:
    words = context.words
    parts = [
        element("strong", text(view.title)),
        " ",
        element(
            "span",
            text(words("views_said", title="", who=view.who, day=words.date(view.at[:10])).strip(" –")),
            css="an-small",
        ),
        element("p", text(view.note)) if view.note else "",
        element("p", text(how(context, view)), css="an-small"),
    ]
    if not view.frozen and view.version != context.network.version:
        told = words("views_other_version", then=view.version, now=context.network.version)
        parts.append(element("p", text(told), css="an-small"))
    draw(element("div", *parts, css="an-notice", role="status"))
    if lost:
        notice(words("views_lost", n=lost) if view.actors else words("views_all_lost"))


def how(context: Context, view: NamedView) -> str:
    """Return whether a view is live or frozen, in words."""
    words = context.words
    if not view.frozen:
        return words("views_live")
    return words("views_frozen", day=words.date(view.frozen[:10]), version=view.version)


def draw_list(context: Context) -> None:
    """Draw what is kept: open one, share it, delete it, put several into a story."""
    words, known = context.words, state.views()
    with st.popover(words("views_title"), icon=":material/bookmarks:"):
        if not known:
            notice(words("views_none"))
            if state.stories():  # their views are gone, they can still be deleted
                story.draw_stories(context, known)
            return
        options = ["", *known]
        if choices.get(_CHOICE) not in options:
            choices.put(_CHOICE, "")
        st.selectbox(
            words("views_open"),
            options,
            format_func=lambda i: _called(context, known[i]) if i in known else words("views_now"),
            key=choices.field(_CHOICE, ""),
            filter_mode="contains",
            on_change=_take,
        )
        if (chosen := known.get(str(choices.get(_CHOICE) or ""))) is not None:
            st.text_input(
                words("views_link"), value=f"{_here()}?{PARAMETER}={chosen.id}", disabled=False, key=f"link_{chosen.id}"
            )
            if person().may("enter") and st.button(words("views_forget"), icon=":material/delete:", key="view_forget"):
                state.forget(chosen.id)
                story.end()
                st.session_state.pop(_TAKEN, None)
                address.write(PARAMETER, [])
                choices.forget(_CHOICE)
                st.rerun()
        story.draw_stories(context, known)


def _called(context: Context, view: NamedView) -> str:
    day = context.words.date(view.at[:10])
    return context.words("views_said", title=view.title, who=view.who, day=day)


def _take() -> None:
    wanted = str(st.session_state.get(_CHOICE) or "")
    story.end()
    choices.put(_CHOICE, wanted)
    address.write(PARAMETER, [wanted])
    st.session_state.pop(_TAKEN, None)


def _here() -> str:
    return str(st.context.url or "").partition("?")[0]


def offer(context: Context, act: Mapping[str, Any]) -> None:
    """Ask for a name for what the browser says of the map, and keep it."""
    words = context.words
    asked = {name: st.query_params.get_all(name) for name in ASKED if name in st.query_params}

    @st.dialog(words("views_keep"))
    def ask() -> None:
        title = st.text_input(words("views_name"), max_chars=LONGEST_TITLE, key="view_title")
        note = st.text_area(words("views_note"), max_chars=LONGEST_NOTE, key="view_note")
        if title and state.takes_place_of(title):
            notice(words("views_replaces"), role="status")
        live = st.radio(
            words("views_how"),
            ("live", "frozen"),
            format_func=lambda value: words(f"views_how_{value}"),
            key="view_how",
        )
        if not st.button(words("views_store"), type="primary", key="view_store"):
            return
        frozen = state.now() if live == "frozen" else ""
        new = NamedView(
            "", title, note, context.network.version, frozen, asked, _table(act.get("state")), _table(act.get("camera"))
        )
        try:
            kept = state.keep(new)
        except AkteursnetzError as error:
            draw(element("p", text(error.message(words.language)), role="alert"))
            return
        story.end()
        choices.put(_CHOICE, kept.id)
        st.session_state[_TAKEN] = kept.id
        st.toast(words("views_kept"))
        st.rerun()

    ask()


def _table(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}
