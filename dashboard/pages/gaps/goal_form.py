"""The form of one networking goal: whom it is about, and what each of them needs; choices are those of the schema."""

import re
from collections.abc import Collection, Sequence
from typing import Any

import streamlit as st

from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, text
from graph.analysis.goals import Every, Goal, Need, Who
from graph.curation.goal_book import made_goal
from graph.errors import UsageError
from graph.model.fold import fold

NEW = "-"
_MOST_NEEDS, _LONGEST_ID = 5, 40
_SUBJECTS = ("Organisation", "Person", "Topic", "Region")
_WAYS = {
    "Organisation": ("contact",),
    "Person": ("contact",),
    "Topic": ("deals_with",),
    "Region": ("active_in",),
}


def goal_form(context: Context, goals: Sequence[Goal], before: Goal | None) -> Goal | None:
    """Draw the form and return the goal when it was sent off, else None.

    Raises:
        UsageError: it is no goal.
    """
    words, key = context.words, before.id if before else NEW
    every = before.every if before else Every(type="Organisation", kind="initiative")
    left, right = st.columns(2)
    with left:
        subjects = _pick(context, "goal_every", f"every_{key}", _SUBJECTS, every.type, _type_name(context))
    with right:
        first = len(before.needs) if before else 1
        count = st.number_input(words("goal_needs"), 1, _MOST_NEEDS, value=first, key=f"needs_{key}")
    with st.form(f"goal_form_{key}_{subjects}_{count}"):
        title = st.text_input(words("goal_title_de"), value=before.title.de if before else "", key=f"de_{key}")
        english = st.text_input(words("goal_title_en"), value=before.title.en if before else "", key=f"en_{key}")
        about = _about(context, key, subjects, every)
        needs = [_need(context, f"{key}_{i}", i, subjects, _need_at(before, i)) for i in range(int(count))]
        sent = st.form_submit_button(words("goals_save"), icon=":material/save:")
    if not sent:
        return None
    if not title.strip():
        raise UsageError("goal_needs_title")
    named = {"de": title.strip(), "en": english.strip() or title.strip()}
    goal_id = before.id if before else _new_id(title, {goal.id for goal in goals})
    return made_goal({"id": goal_id, "title": named, "every": about, "needs": needs})


def _need_at(before: Goal | None, place: int) -> Need:
    needs = before.needs if before else ()
    return needs[place] if place < len(needs) else Need(how="contact", who=Who(kind="union"))


def _about(context: Context, key: str, subjects: str, every: Every) -> dict[str, Any]:
    """Draw of which kind, region and topic the subjects are."""
    if subjects == "Region":
        land = st.checkbox(context.words("goal_land"), value=every.land, key=f"land_{key}")
        return {"type": subjects, "land": land}
    if subjects == "Topic":
        return {"type": subjects}
    columns = st.columns(3)
    with columns[0]:
        kind = _kind(context, f"kind_{key}", subjects, every.kind)
    with columns[1]:
        region = _named(context, "goal_region", f"region_{key}", "Region", every.region)
    with columns[2]:
        topic = _named(context, "goal_topic", f"topic_{key}", "Topic", every.topic)
    return {"type": subjects, "kind": kind, "region": region, "topic": topic}


def _need(context: Context, key: str, place: int, subjects: str, need: Need) -> dict[str, Any]:
    """Draw one thing each of the subjects needs."""
    words, who = context.words, need.who
    draw(element("h3", text(words("goal_need", n=place + 1)), css="an-verb"))
    columns = st.columns([1, 1.4, 1.4, 1.6])
    with columns[0]:
        least = st.number_input(words("goal_least"), 1, 1000, value=need.at_least, key=f"least_{key}")
    with columns[1]:
        sort = _pick(context, "goal_who", f"who_{key}", ("Organisation", "Person"), who.type, _type_name(context))
    with columns[2]:
        kind = _kind(context, f"whokind_{key}", "Organisation", who.kind)
    with columns[3]:
        of = st.text_input(
            words("goal_of"), value=who.works_for or who.name, key=f"of_{key}", help=words("goal_of_help")
        )
    left, right = st.columns([1, 1.4])
    with left:
        same_region = st.checkbox(words("goal_same_region"), value=bool(who.region), key=f"same_{key}")
        same_topic = st.checkbox(words("goal_same_topic"), value=bool(who.topic), key=f"sametopic_{key}")
    with right:
        said = st.text_input(words("goal_words"), value=", ".join(who.words), key=f"words_{key}")
    names = tuple(filter(None, (w.strip() for w in said.split(","))))
    wanted: dict[str, Any] = {"type": sort, "words": names, "called": who.called if names == who.words else None}
    wanted |= {"works_for": of.strip()} if sort == "Person" else {"kind": kind, "name": of.strip()}
    wanted |= {"region": "same" if same_region else "", "topic": "same" if same_topic else ""}
    return {"how": _WAYS[subjects][0], "at_least": int(least), "who": wanted}


def _pick(context: Context, label: str, key: str, options: Sequence[str], now: str, show: Any) -> str:
    at = options.index(now) if now in options else 0
    return str(st.selectbox(context.words(label), options, index=at, format_func=show, key=key))


def _type_name(context: Context) -> Any:
    return lambda name: context.words.of(context.network.schema.nodes[name].plural)


def _kind(context: Context, key: str, of_type: str, now: str) -> str:
    kinds = context.network.schema.nodes[of_type].kinds

    def name(kind: str) -> str:
        return context.words.of(kinds[kind]) if kind else context.words("filter_any")

    return _pick(context, "filter_kind", key, ("", *kinds), now, name)


def _named(context: Context, label: str, key: str, of_type: str, now: str) -> str:
    names = list(dict.fromkeys(["", now, *(n.name for n in context.network.by_label(of_type))]))
    return _pick(context, label, key, names, now, lambda name: name or context.words("filter_any"))


def _new_id(title: str, known: Collection[str]) -> str:
    """Return an id that reads like the title and is not taken."""
    stem = re.sub(r"[^a-z0-9]+", "_", fold(title)).strip("_")[:_LONGEST_ID].strip("_") or "ziel"
    tried, n = stem, 1
    while tried in known:
        n += 1
        tried = f"{stem}_{n}"
    return tried
