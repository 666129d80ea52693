"""Korrektur: another value, function or time, "no longer", or wrong at all; what it was stays in the history."""

from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard.parts.entry import actors
from dashboard.parts.entry.draft import FormDraft
from dashboard.parts.entry.node_form import value_field
from dashboard.parts.entry.saving import Saved, reason_field, save_bar
from dashboard.parts.entry.source_fields import day_field, source_fields
from dashboard.parts.entry.tie_form import timed_fields
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.state import current as store
from graph.account import me
from graph.curation.entries import ChangedMeanwhile, enter
from graph.curation.entry import Entry, FactChange, ValueChange
from graph.curation.fact_choice import changed_fact, ended_facts, wrong_fact
from graph.model.schema import load
from graph.network import Node, Relation

CORRECTION = FormDraft("correction")
_HOW = ("changed", "ended", "wrong")
_FIELD, _FACT = "field:", "fact:"
_NOT_BY_HAND = frozenset({"restricted", "latitude", "longitude"})


def fact_option(relation: Relation) -> str:
    """Return what is chosen in the form to correct a fact."""
    return f"{_FACT}{relation.id}"


def correction_form(context: Context) -> None:
    """Draw the form."""
    words, draft = context.words, CORRECTION
    chosen = actors.one(context, draft, "node", words("entry_whom"))
    node = context.network.nodes.get(chosen)
    if node is None:
        return
    options = _options(context, node)
    typed, label = draft.get("what"), draft.get("what_label")
    if typed and typed not in options and label and label[:2] == (node.id, typed):
        lost = ", ".join(str(draft.get(name)) for name in ("role", "since", "until") if draft.get(name))
        draft.put("gone", words("entry_fact_gone", fact=label[2], typed=lost or "–"))
    draft.keep("what", options)
    if gone := draft.get("gone"):
        notice(str(gone), role="alert")
    # Somebody else may change the value meanwhile: a choice that reads otherwise would be a choice that is gone.
    before = draft.get("what_label")
    if before and before[:2] == (node.id, draft.get("what")) and before[2] not in options.values():
        options[before[1]] = before[2]
    what = st.selectbox(
        words("entry_what"), list(options), index=None, key=draft.field("what"), format_func=options.__getitem__,
        placeholder=words("entry_what_hint"), filter_mode="contains", on_change=_start_anew,
    )  # fmt: skip
    if not what:
        return
    draft.put("gone", "")
    draft.put("what_label", (node.id, what, options[what]))
    facts = {fact_option(r): r for r in context.network.around(node.id)}
    values: tuple[ValueChange, ...] = ()
    changes: tuple[FactChange, ...] = ()
    if what in facts:
        changes = _fact_changes(context, draft, facts[what])
    else:
        values = _value_changes(context, draft, node, str(what).removeprefix(_FIELD))
    said = source_fields(context, draft)
    entry = Entry(said, "correction", values=values, changes=changes)
    reason = reason_field(context, draft, entry if values or changes else None)
    save_bar(context, draft, lambda: _write(context, draft, node, replace(entry, reason=reason)))


def _write(context: Context, draft: FormDraft, node: Node, entry: Entry) -> Saved:
    network = store.current().network
    try:
        done = enter(store.database(), network, entry, me(), date.today(), unique=draft.unique)
    except ChangedMeanwhile as error:
        draft.put("seen_now", error.now)  # who saves once more has seen it
        raise
    return Saved(done.id, node.display, node.id)


def _start_anew() -> None:
    """Forget what was typed for what was chosen before."""
    for name in ("value", "gone", "wrong", "how", "role", "since", "until", "seen", "seen_now", "set_for"):
        CORRECTION.put(name, None)


def _options(context: Context, node: Node) -> dict[str, str]:
    """Return what of an actor can be corrected, in words: its fields as they are, then its facts."""
    words, kind = context.words, load().nodes[node.label]
    found = {f"{_FIELD}name": f"{words('col_name')}: {node.name}"}
    held = dict(zip(node.fields, (value for _, value in context.says.fields(node)), strict=True))
    for name, definition in kind.fields.items():
        if name not in _NOT_BY_HAND:
            found[f"{_FIELD}{name}"] = f"{words.of(definition.display)}: {held.get(name, '–')}"
    taken = set(found.values())
    for relation in sorted(context.network.around(node.id), key=lambda r: (r.type, r.id)):
        said = context.says.dated(relation)
        while said in taken:
            said = f"{said} ·"
        taken.add(said)
        found[fact_option(relation)] = said
    return found


def _value_changes(context: Context, draft: FormDraft, node: Node, name: str) -> tuple[ValueChange, ...]:
    words, definition = context.words, load().nodes[node.label].fields.get(name)
    held = node.name if name == "name" else node.fields.get(name, "")
    if definition and definition.list:
        values = [str(value) for value in held] if isinstance(held, list | tuple) else []
        draft.keep("wrong", values)
        gone = st.selectbox(
            words("entry_wrong_value"),
            values,
            index=None,
            key=draft.field("wrong"),
            placeholder=words("entry_wrong_none"),
        )
        added = value_field(context, draft, node.label, name, "value")
        return (ValueChange(node.id, name, added, str(gone or "")),) if gone or added else ()
    seen = str(held)
    if draft.get("set_for") != (node.id, name):
        draft.put("set_for", (node.id, name))
        draft.put("seen", seen)
        draft.put("value", seen)
    value = value_field(context, draft, node.label, name, "value", seen)
    if value == seen and draft.get("seen_now") is None:
        return ()
    known = draft.get("seen_now")
    return (ValueChange(node.id, name, value, seen=str(draft.get("seen", "")) if known is None else str(known)),)


def _fact_changes(context: Context, draft: FormDraft, relation: Relation) -> tuple[FactChange, ...]:
    words = context.words
    draw(element("p", text(context.says.dated(relation)), css="an-other"))
    how = st.segmented_control(
        words("entry_how"), _HOW, key=draft.field("how", "changed"), required=True,
        format_func=lambda item: words(f"entry_how_{item}"),
    )  # fmt: skip
    if how == "wrong":
        return (wrong_fact(relation),)
    if how == "ended":
        day = day_field(context, draft, "ended", "entry_ended")
        return ended_facts(context.network, relation, day) if day else ()
    if draft.get("set_for") != relation.id:
        draft.put("set_for", relation.id)
        draft.put("role", relation.role or None)
        draft.put("since", context.words.date(relation.valid_from))
        draft.put("until", context.words.date(relation.valid_to))
    role, since, until = timed_fields(context, draft, relation.type)
    change = changed_fact(relation, role, since, until)
    same = (role, since, until) == (
        relation.role, context.words.date(relation.valid_from), context.words.date(relation.valid_to),
    )  # fmt: skip
    return () if same else (change,)
