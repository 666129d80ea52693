"""Groups of an event: people with wishes, groups with sizes, rules for pairs; then the groups with their new ties."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st
from pydantic import ValidationError

from dashboard.pages.events.occasion import Occasion, invitations
from dashboard.pages.events.sheets import save_buttons
from dashboard.parts import badge, tables
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, items, text
from dashboard.state import current as store
from graph.analysis.groups.account import NewTie, Told, tell
from graph.analysis.groups.mixing import SECONDS, Figures, Mixing, mix
from graph.analysis.groups.people import before_event, people_at, plan_of, tie_values
from graph.analysis.groups.plan import Participant, Plan, PlannedGroup
from graph.errors import UsageError
from graph.network import Node

_WISHES = 3
_RESULT = "groups_result"


@dataclass(frozen=True, slots=True)
class Result:
    """Groups that were made, for which plan of which event."""

    key: str
    plan: Plan
    mixing: Mixing
    told: list[Told]


def draw_part(context: Context, occasion: Occasion) -> None:
    """Draw the plan as tables to fill in, a button, and the groups."""
    words, people = context.words, _people(context, occasion)
    if len(people) < 2:
        notice(words("groups_none"))
        return
    draw(element("p", text(words("groups_help")), css="an-small"))
    try:
        plan, seconds = _plan(context, occasion, people)
    except ValidationError as error:
        notice(words("groups_invalid", why=error.errors()[0]["msg"]), role="alert")
        return
    except UsageError as error:
        notice(error.message(words.language), role="alert")
        return
    if st.button(words("groups_go"), type="primary", icon=":material/groups:"):
        _make(context, occasion, plan, seconds)
    result: Result | None = st.session_state.get(_RESULT)
    if result is not None and result.key == occasion.key:
        if result.plan != plan:
            notice(words("groups_stale"))
        _show(context, result)


def _people(context: Context, occasion: Occasion) -> list[Node]:
    """Return who took part or is asked, and the people known in organisations on the list."""
    network = context.network
    found = {n.id: n for n in people_at(network, occasion.event)} if occasion.event else {}
    listed = {i.organisation for i in invitations(occasion)} & network.nodes.keys()
    inside = (r for o in listed for r in network.around(o) if r.type == "WORKS_FOR" and r.end == o and not r.valid_to)
    found |= {r.start: network.nodes[r.start] for r in inside}
    return list(found.values())


def _plan(context: Context, occasion: Occasion, people: list[Node]) -> tuple[Plan, float]:
    """Draw the tables and return the plan in them, and for how long to compute."""
    words = context.words
    one, two, three = st.columns(3, vertical_alignment="bottom")
    with one:
        count = int(st.number_input(words("groups_count"), 2, 20, 4, key="groups_count"))
    with two:
        seconds = float(st.number_input(words("groups_seconds"), 1, 120, int(SECONDS), key="groups_seconds"))
    with three:
        even = st.checkbox(words("groups_balance"), value=True, key="groups_balance", help=words("groups_balance_help"))
    names = [words("groups_number", n=i) for i in range(1, count + 1)]
    extra = [n.id for n in people]
    plan = plan_of(context.network, occasion.event, names, 1 if even else None, extra)
    groups = _groups_editor(context, occasion, names)
    with st.expander(f"{words('groups_people')} ({words.number(len(plan.people))})"):
        wishes = _wishes_editor(context, occasion, plan, [g.name for g in groups])
    with st.expander(words("groups_rules")):
        must, must_not = _rules_editor(context, occasion, plan)
    listed = [p.model_dump() | {"wishes": wishes.get(p.name, ())} for p in plan.people]
    stated = {"groups": [g.model_dump() for g in groups], "people": listed, "must": must, "must_not": must_not}
    return Plan.model_validate({**stated, "balance": plan.balance}), seconds


def _groups_editor(context: Context, occasion: Occasion, names: list[str]) -> list[PlannedGroup]:
    words = context.words
    name, least, most = (words(f"groups_col_{c}") for c in ("group", "min", "max"))
    size = pd.array([None] * len(names), dtype="Int64")
    frame = pd.DataFrame({name: names, least: size, most: size})
    with st.expander(words("groups_names")):
        filled = st.data_editor(
            frame,
            key=f"groups_names_{occasion.key}_{len(names)}",
            hide_index=True,
            column_config={
                c: st.column_config.NumberColumn(min_value=0, max_value=2000, step=1) for c in (least, most)
            },
        )
    return [
        PlannedGroup(
            name=str(row[name] or names[i]).strip() or names[i], min=_number(row[least]), max=_number(row[most])
        )
        for i, row in enumerate(filled.to_dict("records"))
    ]


def _number(value: object) -> int | None:
    return None if value is None or pd.isna(value) else int(value)  # type: ignore[call-overload]


def _wishes_editor(context: Context, occasion: Occasion, plan: Plan, names: list[str]) -> dict[str, tuple[str, ...]]:
    words = context.words
    draw(element("p", text(words("groups_people_help")), css="an-small"))
    columns = [words("groups_col_wish", n=i) for i in range(1, _WISHES + 1)]
    who, where = words("col_name"), words("groups_col_organisation")
    rows = [{who: p.name, where: p.organisation} | dict.fromkeys(columns) for p in plan.people]
    filled = st.data_editor(
        pd.DataFrame(rows),
        key=f"groups_wishes_{occasion.key}",
        hide_index=True,
        disabled=[who, where],
        column_config={c: st.column_config.SelectboxColumn(options=names) for c in columns},
    )
    chosen = {str(row[who]): [row[c] for c in columns] for row in filled.to_dict("records")}
    return {n: tuple(dict.fromkeys(w for w in wishes if w in names)) for n, wishes in chosen.items()}


def _rules_editor(
    context: Context, occasion: Occasion, plan: Plan
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    words = context.words
    draw(element("p", text(words("groups_rules_help")), css="an-small"))
    a, rule, b = (words(f"groups_col_{c}") for c in ("a", "rule", "b"))
    kinds = {words("groups_together"): "must", words("groups_apart"): "must_not"}
    names = [p.name for p in plan.people]
    person = st.column_config.SelectboxColumn(options=names)
    filled = st.data_editor(
        pd.DataFrame({a: pd.Series(dtype=str), b: pd.Series(dtype=str), rule: pd.Series(dtype=str)}),
        key=f"groups_rules_{occasion.key}",
        num_rows="dynamic",
        hide_index=True,
        column_config={a: person, b: person, rule: st.column_config.SelectboxColumn(options=list(kinds))},
    )
    found: dict[str, list[tuple[str, str]]] = {"must": [], "must_not": []}
    for row in filled.to_dict("records"):
        if row[a] in names and row[b] in names and row[rule] in kinds:
            found[kinds[str(row[rule])]].append((str(row[a]), str(row[b])))
    return found["must"], found["must_not"]


def _make(context: Context, occasion: Occasion, plan: Plan, seconds: float) -> None:
    words = context.words
    case = before_event(store.case(context.data), occasion.event)
    value = tie_values(case, plan)
    bar = st.progress(0.0, words("groups_working"))
    try:
        mixing = mix(
            plan, value, seconds=seconds, progress=lambda share, _: bar.progress(share, words("groups_working"))
        )
    except UsageError as error:
        notice(error.message(words.language), role="alert")
        st.session_state.pop(_RESULT, None)
        return
    finally:
        bar.empty()
    st.session_state[_RESULT] = Result(occasion.key, plan, mixing, tell(case, plan, mixing, value))


def _show(context: Context, result: Result) -> None:
    words, mixing = context.words, result.mixing
    draw(
        element("h2", text(words("groups_result")), css="an-section"),
        element("p", text(words("groups_times", times=words.decimal(round(mixing.times_random, 2)))), role="status"),
        element("p", text(words("groups_times_proven")), css="an-small") if mixing.proven else "",
    )
    ways = (("ours", mixing.figures), ("greedy", mixing.greedy), ("random", mixing.random))
    tables.table([_way(context, *way) for way in ways], key="groups_ways", name=words("groups_result"))
    _save(context, result)
    for left, right in zip(result.told[::2], [*result.told[1::2], None], strict=False):
        for column, group in zip(st.columns(2, gap="large"), (left, right), strict=True):
            if group is not None:
                with column:
                    _group(context, group)


def _way(context: Context, way: str, found: Figures) -> tables.Row:
    words = context.words
    return {
        words("groups_col_way"): words(f"groups_way_{way}"),
        words("groups_col_value"): words.decimal(round(found.value, 1)),
        words("groups_col_new"): words.number(round(found.new)),
        words("groups_col_valuable"): words.number(round(found.valuable)),
        words("groups_col_wishes"): " / ".join(words.number(round(w)) for w in found.wishes),
    }


def _group(context: Context, group: Told) -> None:
    words = context.words
    count = element("span", text(words.count("groups_people", len(group.seats))), css="an-count")
    draw(element("h3", text(group.name), " ", count, css="an-name"))
    rows, about = _rows(context, group), [seat.person.id for seat in group.seats]
    key, name = f"groups_{group.name}", words("groups_col_group")
    tables.table(rows, key=key, name=name, most=8, kind="group", about=about)
    entries = [
        element("span", text(f"{t.a.name} – {t.b.name}"), " ", _badge(context, t), css="an-other")
        + element("span", text(" ".join(context.says.phrase(r) for r in t.reasons)), css="an-source")
        for t in group.ties
    ]
    if entries:
        draw(element("p", text(words("groups_ties")), css="an-verb"), items(entries, "an-facts"))


def _rows(context: Context, group: Told) -> list[tables.Row]:
    words = context.words
    return [
        {
            words("col_name"): seat.person.name,
            words("groups_col_organisation"): seat.person.organisation,
            words("groups_col_got"): words.number(seat.wish) if seat.wish else "",
            words("groups_col_new"): seat.new,
            words("col_invented"): badge.mark(words, _invented(context, seat.person)),
        }
        for seat in group.seats
    ]


def _badge(context: Context, tie: NewTie) -> str:
    return badge.invented(context.words, any(_invented(context, p) for p in (tie.a, tie.b)))


def _invented(context: Context, person: Participant) -> bool:
    node = context.network.nodes.get(person.id)
    return node is not None and node.invented


def _save(context: Context, result: Result) -> None:
    words = context.words
    rows = [
        {words("groups_col_group"): group.name, **{name: str(cell) for name, cell in row.items()}}
        for group in result.told
        for row in _rows(context, group)
    ]
    about = [seat.person.id for group in result.told for seat in group.seats]
    save_buttons(words, rows, words("events_tab_groups"), kind="groups", about=about)
