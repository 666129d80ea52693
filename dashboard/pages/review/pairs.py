"""Pairs of entries that may be one: both side by side, the reasons, and what merging them would do."""

from collections.abc import Sequence

import streamlit as st

from dashboard.pages.review import filter as review_filter
from dashboard.pages.review import state as review_state
from dashboard.parts import facts_panel, tables
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, items, text
from graph.matching.pairs import Pair
from graph.network import Node
from ingest.documents import review as reviewing

_FACTS = 8  # facts of each side; the profile has all


def draw_tab(context: Context, found: Sequence[Pair]) -> None:
    """Draw filters, the case that is asked now, and the list of those that follow."""
    words = context.words
    draw(element("p", text(words("review_pairs_help")), css="an-small"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = _filtered(context, found)
        label, icon = words("review_search_anew"), ":material/refresh:"
        st.button(label, icon=icon, type="tertiary", on_click=review_state.search_anew, key="review_anew")
    if not shown:
        notice(words("review_pairs_none" if not found else "nothing_fits"))
        return
    ordered = review_filter.put_off_last(list(shown), reviewing.pair_id)
    current = review_filter.current(ordered, reviewing.pair_id, "pair")
    _case(context, current, ordered.index(current) + 1, len(ordered))
    name = reviewing.pair_id
    review_filter.queue(context, "pair", ordered, name, lambda pair: _row(context, pair), lambda pair: (pair.a, pair.b))


def _filtered(context: Context, found: Sequence[Pair]) -> list[Pair]:
    network, words = context.network, context.words
    labels = {label: words.of(network.schema.nodes[label].plural) for label in ("Person", "Organisation")}
    label = review_filter.choice(context, "pair_label", words("filter_type"), labels)
    least = review_filter.confidence(context, "pair_score")
    rough = [p for p in found if p.score >= least and label in ("", network.nodes[p.a].label)]
    sources = {n.id: n.name for n in network.by_label("Source")}
    source = review_filter.choice(context, "pair_source", words("review_filter_source"), sources)
    return [p for p in rough if not source or source in reviewing.sources_of(network, p)]


def _case(context: Context, pair: Pair, n: int, total: int) -> None:
    words, network = context.words, context.network
    certain = words("review_certain" if pair.judgement == "same" else "review_maybe")
    where = words("review_case", n=words.number(n), total=words.number(total))
    said = words("review_pair_score", score=words.number(round(pair.score * 100)))
    draw(element("p", text(f"{where} · {certain} · {said}"), css="an-shown", role="status"))
    with st.container(horizontal=True, key="review_answers"):
        act = review_state.decide_pair
        st.button(words("review_same"), key="review_yes", type="primary", icon=":material/merge:", shortcut="A",
                  on_click=act, args=(network, pair, "same"))  # fmt: skip
        st.button(words("review_different"), key="review_no", icon=":material/call_split:", shortcut="V",
                  on_click=act, args=(network, pair, "different"))  # fmt: skip
        st.button(words("review_later"), key="review_later", icon=":material/schedule:", shortcut="S",
                  on_click=review_state.later, args=(reviewing.pair_id(pair),))  # fmt: skip
    reasons = [element("li", text(reason)) for reason in reviewing.reasons(pair, words.language)]
    draw(element("ul", *reasons, css="an-reasons", aria_label=words("review_reasons")))
    draw(element("p", text(_effect(context, pair)), css="an-small"))
    for column, node_id in zip(st.columns(2, gap="medium"), (pair.a, pair.b), strict=True):
        with column, st.container(border=True):
            _side(context, network.nodes[node_id])


def _effect(context: Context, pair: Pair) -> str:
    """Return what merging would do, in words."""
    network, words = context.network, context.words
    keep, other = (network.nodes[node_id] for node_id in reviewing.keep_first(network, pair))
    facts, keys = words.count("facts", len(network.around(other.id))), words.count("review_keys", len(other.keys))
    return words("review_effect", keep=keep.display, other=other.display, facts=facts, keys=keys)


def _side(context: Context, node: Node) -> None:
    words, facts = context.words, context.network.around(node.id)
    fields = [element("dt", text(label)) + element("dd", text(value)) for label, value in context.says.fields(node)]
    shown = [facts_panel.fact_item(context, relation, node.id) for relation in facts[:_FACTS]]
    count = element("span", text(words.number(len(facts))), css="an-count")
    more = words("panel_more", n=words.number(len(facts) - _FACTS)) if len(facts) > _FACTS else ""
    keys = [element("li", element("code", text(key))) for key in node.keys]
    draw(
        facts_panel.heading(context, node, "h3"),
        element("dl", *fields, css="an-fields") if fields else "",
        element("h4", text(words("review_facts")), " ", count, css="an-verb"),
        items(shown, "an-facts"),
        element("p", text(more), css="an-small") if more else "",
        element("details", element("summary", text(words("section_keys"))), element("ul", *keys, css="an-keys")),
    )


def _row(context: Context, pair: Pair) -> tables.Row:
    words, network = context.words, context.network
    return {
        words("review_col_score"): round(pair.score * 100),
        words("review_col_a"): network.nodes[pair.a].display,
        words("review_col_b"): network.nodes[pair.b].display,
        words("review_col_reasons"): " ".join(reviewing.reasons(pair, words.language)),
    }
