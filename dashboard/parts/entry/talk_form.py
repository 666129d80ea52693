"""Gespräch festhalten: with whom, when, how, about what, what was said and promised; the usual case is one line."""

from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard.parts.entry import actors, offers
from dashboard.parts.entry.draft import FormDraft
from dashboard.parts.entry.invited import calendar
from dashboard.parts.entry.saving import Saved, reason_field, save_bar
from dashboard.parts.entry.source_fields import day_field, level_field, way_field
from dashboard.parts.frame import Context
from dashboard.state import current as store
from graph.account import me
from graph.curation.conversations import PromiseMade, Talk, note_conversation, talk_entry
from graph.curation.entries import enter
from graph.curation.entry import Entry, NewNode, Provenance
from graph.errors import UsageError
from graph.model.fold import fold

TALK, NOTE = FormDraft("talk"), FormDraft("note")
_WAYS = ("telephone", "meeting", "video", "mail", "letter")
_WE = "we"


def talk_form(context: Context) -> None:
    """Draw the form of a conversation."""
    words, draft = context.words, TALK
    people = actors.several(context, draft, "people", words("entry_with"), ("Person", "Organisation"), new=True)
    left, right = st.columns([1, 2.6], gap="medium")
    with left:
        day = day_field(context, draft)
    with right:
        way = way_field(context, draft, _WAYS)
    said = st.text_area(
        words("entry_said"), key=draft.field("text", ""), height=100, placeholder=words("entry_said_hint")
    )
    offers.offered(context, draft, offers.read_note(context, said or ""))
    promises = _promises(context, draft, people)
    with st.expander(words("entry_more"), expanded=bool(draft.get("topics") or draft.get("event"))):
        calendar(context, draft)
        topics = actors.several(context, draft, "topics", words("entry_topics"), ("Topic",))
        deals = st.toggle(words("entry_deals_with"), key=draft.field("deals", False))
        event = actors.one(context, draft, "event", words("entry_event"), ("Event",))
        us = st.text_input(words("entry_us"), key=draft.field("us", me()))
        level = level_field(context, draft)
    talk = Talk(
        day or date.today().isoformat(),
        tuple(people),
        said or "",
        way,
        tuple(topics),
        bool(deals),
        promises,
        us or me(),
        colleague(context, us or me()),
        event,
        confidentiality=level,
    )
    _end(context, draft, talk)


def note_form(context: Context) -> None:
    """Draw the form of a note on actors, where nobody talked."""
    words, draft = context.words, NOTE
    people = actors.several(context, draft, "people", words("entry_about"))
    said = st.text_area(words("entry_note"), key=draft.field("text", ""), height=100)
    offers.offered(context, draft, offers.read_note(context, said or ""))
    left, right = st.columns([1, 2.6], gap="medium")
    with left:
        day = day_field(context, draft)
    with right:
        level = level_field(context, draft)
    promises = _promises(context, draft, people)
    on = day or date.today().isoformat()
    note = Talk(on, tuple(people), said or "", "", promises=promises, us=me(), confidentiality=level)
    _end(context, draft, note)


def _promises(context: Context, draft: FormDraft, people: list[str]) -> tuple[PromiseMade, ...]:
    """Draw a row for each promise, one at first, and return those that say something."""
    words, found = context.words, []
    count = int(draft.get("promises", 1))
    for number in range(count):
        what, by, due = st.columns([2.6, 1.6, 1.1], gap="small")
        with what:
            said = st.text_input(words("entry_promise"), key=draft.field(f"promise_{number}_text", ""))
        options = [_WE, *people]
        draft.keep(f"promise_{number}_by", options)
        with by:
            who = st.selectbox(
                words("entry_promise_by"),
                options,
                key=draft.field(f"promise_{number}_by", options[-1] if len(options) > 1 else _WE),
                format_func=lambda item: words("entry_we") if item == _WE else actors.names(context, [item]),
            )
        with due:
            until = day_field(context, draft, f"promise_{number}_due", "entry_due", today=False)
        if said and fold(said):
            ours = who in (_WE, None)
            to = people[0] if ours and people else ""
            found.append(PromiseMade(said, "" if ours else str(who), to, until))
    if draft.get(f"promise_{count - 1}_text", ""):
        st.button(words("entry_promise_more"), key=draft.key("promise_more"), type="tertiary", icon=":material/add:",
                  on_click=lambda: draft.put("promises", count + 1))  # fmt: skip
    return tuple(found)


def _end(context: Context, draft: FormDraft, talk: Talk) -> None:
    known = tuple(person for person in talk.people if person in context.network.nodes)
    new = tuple(person for person in talk.people if person not in context.network.nodes)
    entry = _talked(context, replace(talk, people=known)) if known else None
    if new:
        entry = _made(talk, new)
    reason = reason_field(context, draft, entry)

    def write() -> Saved:
        """Write those nobody knows yet first; a second try finds what the first has written."""
        made: dict[str, str] = {}
        data = store.current()
        for name in new:  # each by itself: a second try may name others
            done = enter(store.database(), data.network, replace(_made(talk, (name,)), reason=reason), me(),
                         date.today(), unique=f"{draft.unique} {name}")  # fmt: skip
            made |= done.made
        data = store.current()
        people = tuple(made.get(person, person) for person in talk.people)
        promises = tuple(replace(p, by=made.get(p.by, p.by), to=made.get(p.to, p.to)) for p in talk.promises)
        said = replace(talk, people=people, promises=promises, reason=reason)
        kept, _ = note_conversation(store.database(), data.network, said, me(), date.today(), draft.unique)
        return Saved(kept.id, actors.names(context, talk.people), people[0] if people else "")

    save_bar(context, draft, write)


def _talked(context: Context, talk: Talk) -> Entry | None:
    try:
        return talk_entry(context.network, talk)
    except UsageError:
        return None  # said when it is saved


def _made(talk: Talk, new: tuple[str, ...]) -> Entry:
    way = talk.way or "own_knowledge"
    said = Provenance(talk.day, way, confidentiality=talk.confidentiality)
    return Entry(said, nodes=tuple(NewNode(name, "Person", name) for name in new))


def colleague(context: Context, name: str) -> str:
    """Return the person in the network who has a colleague's whole name, "" where there is none, or more than one."""
    wanted = fold(name)
    found = [n.id for n in context.network.by_label("Person") if fold(n.name) == wanted] if " " in wanted else []
    return found[0] if len(found) == 1 else ""
