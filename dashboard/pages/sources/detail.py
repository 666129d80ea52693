"""One source: its own fields, what it says with the place of each fact, its proposals, and what can be done with it."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard.pages.review import state as review_state
from dashboard.pages.sources import change as sources_change
from dashboard.pages.sources.list import Listed
from dashboard.parts import badge, navigation, tables
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, text
from graph.model.claims import source_of
from graph.model.facts import LEVELS
from graph.network import Relation
from ingest.documents import review as reviewing


def draw_source(
    context: Context, source: Listed, place: str, titles: Mapping[str, str], *, close: Callable[[], None]
) -> None:
    """Draw a source; with a `place` what it says there comes first."""
    words = context.words
    with st.container(border=True, key="sources_detail"):
        mark = badge.invented(words, source.invented)
        about = element("p", text(state(context, source)), " " if mark else "", mark, css="an-kind")
        draw(about, element("h2", text(source.title), css="an-name"), _fields(context, source, titles))
        with st.container(horizontal=True):
            st.button(
                words("sources_close"), icon=":material/close:", type="tertiary", on_click=close, key="sources_close"
            )
            if source.waiting:
                navigation.page_link("review", words("sources_to_review"), ":material/fact_check:")
        if source.is_stored:
            sources_change.draw_correction(context, source)
            if not source.withdrawn_at:
                sources_change.draw_withdrawal(context, source)
        _facts(context, source, place)
        _proposals(context, source)


def state(context: Context, source: Listed) -> str:
    """Return what is to be known of a source at first: whether it counts, waits, was withdrawn or replaced."""
    words = context.words
    if source.replaced_by:
        return words("sources_state_replaced")
    if source.withdrawn_at:
        return words("sources_state_withdrawn")
    return words("sources_state_stated" if source.is_stored else "sources_state_waiting")


def confidentiality(context: Context, value: str) -> str:
    """Return who may see a source, in words."""
    return context.words(f"sources_conf_{value}") if value in LEVELS else ""


def _fields(context: Context, source: Listed, titles: Mapping[str, str]) -> str:
    words, kind = context.words, context.network.schema.nodes["Source"]
    display = {name: words.of(field.display) for name, field in kind.fields.items()}
    withdrawn = words("sources_by", day=words.date(source.withdrawn_at), who=source.withdrawn_by or "–")
    shown = {
        display["kind"]: words.of(kind.kinds[source.kind]) if source.kind in kind.kinds else source.kind,
        display["publisher"]: source.publisher,
        display["date"]: words.date(source.date),
        display["url"]: source.url,
        display["file"]: source.file,
        display["recorded_at"]: words.date(source.recorded_at),
        display["recorded_by"]: source.recorded_by,
        display["confidentiality"]: confidentiality(context, source.confidentiality),
        words("sources_withdrawn"): withdrawn if source.withdrawn_at else "",
        words("sources_id"): source.id,
    }
    pairs = [element("dt", text(label)) + element("dd", text(value)) for label, value in shown.items() if value]
    replaced = source.replaced_by
    if replaced:
        link = element("a", text(titles.get(replaced, replaced)), href=f"quellen?source={replaced}", target="_self")
        pairs.append(element("dt", text(words("sources_replaced_by"))) + element("dd", link))
    return element("dl", *pairs, css="an-fields")


def _facts(context: Context, source: Listed, place: str) -> None:
    words = context.words
    count = element("span", text(words.number(len(source.facts))), css="an-count")
    draw(element("h3", text(words("sources_facts")), " ", count, css="an-verb"))
    here = [r for r in source.facts if place and place in _places(source, r)]
    if place:
        said = words("sources_at_place", place=context.says.place(f"{source.id}#{place}"))
        lines = [element("li", text(context.says.fact(r))) for r in here]
        draw(element("p", text(said), css="an-small", role="status"), element("ul", *lines, css="an-reasons"))
    rows = [_fact_row(context, source, r) for r in source.facts]
    if rows:
        about = [end for r in source.facts for end in (r.start, r.end)]
        tables.table(rows, key=f"sources_facts_{source.id}", name=words("sources_facts"), about=about)
    else:
        draw(element("p", text(words("sources_no_facts")), css="an-small"))


def _places(source: Listed, relation: Relation) -> list[str]:
    return [item.partition("#")[2] for item in relation.evidence if source_of(item) == source.id]


def _fact_row(context: Context, source: Listed, relation: Relation) -> tables.Row:
    words = context.words
    places = [context.says.place(item) for item in relation.evidence if source_of(item) == source.id]
    return {
        words("sources_col_says"): context.says.fact(relation),
        words("sources_col_when"): context.says.period(relation),
        words("col_place"): "; ".join(places),
        words("sources_col_others"): len({source_of(item) for item in relation.evidence}) - 1,
    }


def _proposals(context: Context, source: Listed) -> None:
    if not source.proposals:
        return
    words = context.words
    count = element("span", text(words.number(len(source.proposals))), css="an-count")
    draw(element("h3", text(words("sources_proposals")), " ", count, css="an-verb"))
    rows: Sequence[tables.Row] = [
        {
            words("review_col_judgement"): words(f"sources_proposal_{p.state}"),
            words("col_kind"): words(f"review_kind_{p.kind}"),
            words("review_col_said"): reviewing.statement(p).text,
            words("review_col_sentence"): p.sentence,
            words("review_col_who"): p.who,
            words("review_col_when"): p.at[:16].replace("T", " "),
        }
        for p in source.proposals
    ]
    about, name = review_state.about(context.network, source.proposals), words("sources_proposals")
    tables.table(list(rows), key=f"sources_proposals_{source.id}", name=name, kind="proposals", about=about)
