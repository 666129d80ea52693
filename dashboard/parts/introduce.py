"""The button that makes an introduction of a suggestion, a way or a finding."""

from collections.abc import Sequence

import streamlit as st

from dashboard.parts.design import tell
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, text
from dashboard.state import relationships as state
from graph.curation.introductions import NotedIntroduction, Origin
from graph.errors import AkteursnetzError

_ENDS = ("Person", "Organisation")


def introduce_button(
    context: Context, ends: Sequence[str], origin: Origin, origin_id: str, *, between: Sequence[str] = (), key: str = ""
) -> None:
    """Draw the button where two actors could be introduced; `between` are those who could do it, the best first."""
    words, nodes = context.words, context.network.nodes
    if len(ends) != 2 or ends[0] == ends[1] or any(e not in nodes or nodes[e].label not in _ENDS for e in ends):
        return
    known = _running(ends)
    if known:
        said = words(f"introduction_stage_{known.stage}", day=words.date(known.last_step), owner=known.owner)
        draw(element("p", text(words("introduction_running", said=said)), css="an-small"))
    label = words("introduction_begin")
    if st.button(label, icon=":material/handshake:", key=f"introduce_{key}_{'_'.join(sorted(ends))}"):
        _ask(context, ends, origin, origin_id, [nodes[b].display for b in between if b in nodes])


def _running(ends: Sequence[str]) -> NotedIntroduction | None:
    pair = tuple(sorted(ends))
    return next((i for i in state.introductions() if i.ends == pair and i.stage != "over"), None)


def _ask(context: Context, ends: Sequence[str], origin: Origin, origin_id: str, between: list[str]) -> None:
    words, says = context.words, context.says

    @st.dialog(words("introduction_begin"))
    def ask() -> None:
        one, other = (context.network.nodes[e] for e in ends)
        draw(element("p", text(words("introduction_of", one=says.name(one), other=says.name(other)))))
        asked = st.selectbox(
            words("introduction_whom"),
            between,
            index=0 if between else None,
            accept_new_options=True,
            key="introduction_whom",
            placeholder=words("introduction_whom_placeholder"),
        )
        is_asked = st.toggle(words("introduction_is_asked"), value=True, key="introduction_is_asked")
        if st.button(words("introduction_keep"), type="primary", key="introduction_keep"):
            try:
                state.begin(ends[0], ends[1], str(asked or ""), origin, origin_id, is_asked=is_asked)
            except AkteursnetzError as error:
                draw(element("p", text(error.message(words.language)), role="alert"))
                return
            tell(words("introduction_noted"))
            st.rerun()

    ask()
