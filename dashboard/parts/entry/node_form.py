"""Neuer Eintrag: a person, organisation, event, topic or region; what is like it is shown before one is made."""

from datetime import date

import streamlit as st

from dashboard.parts import navigation
from dashboard.parts.entry import actors
from dashboard.parts.entry.draft import FormDraft
from dashboard.parts.entry.saving import Saved, reason_field, save_bar
from dashboard.parts.entry.source_fields import source_fields
from dashboard.parts.entry.tie_form import timed_fields
from dashboard.parts.frame import Context
from dashboard.state import current as store
from graph.account import me
from graph.curation.doubts import like
from graph.curation.entries import enter
from graph.curation.entry import Entry, NewNode, StatedFact
from graph.model.facts import Value
from graph.model.fold import fold
from graph.model.schema import ON_MAP, FieldType, load

NODE = FormDraft("node")
_REF = "new"
_BELONGS = {"Person": ("WORKS_FOR", "Organisation"), "Organisation": ("MEMBER_OF", "Organisation")}
_PART = "PART_OF"
# Names and spellings are made of the name, places on a map worked out.
_LEFT_OUT = frozenset(
    {"given_name", "family_name", "title", "variants", "latitude", "longitude", "attendance", "restricted"}
)
_FIRST = {"Organisation": ("kind",), "Event": ("format", "start", "place"), "Region": ("code",), "Person": ("emails",)}


def node_form(context: Context) -> None:
    """Draw the form."""
    words, draft = context.words, NODE
    label = str(
        st.segmented_control(
            words("entry_node_type"), ON_MAP, key=draft.field("label", "Person"), required=True,
            format_func=lambda name: words.of(load().nodes[name].display),
        )
        or "Person"
    )  # fmt: skip
    name = st.text_input(
        words("entry_node_name"), key=draft.field("name", ""), live=True, placeholder=words("entry_node_name_hint")
    )
    alike = like(context.network, label, name or "") if name and fold(name) else []
    for node in alike:
        navigation.page_link("actor", words("entry_open_known"), ":material/badge:", actor=node.id)
    values = _fields(context, draft, label)
    facts = _facts(context, draft, label)
    said = source_fields(context, draft)
    made = NewNode(_REF, label, name or "", values)
    entry = Entry(said, nodes=(made,), facts=facts)
    reason = reason_field(context, draft, entry if name and fold(name) else None)

    def write() -> Saved:
        network = store.current().network
        stated = Entry(said, nodes=(made,), facts=facts, reason=reason)
        done = enter(store.database(), network, stated, me(), date.today(), unique=draft.unique)
        return Saved(done.id, name or "", done.made.get(_REF, ""))

    save_bar(context, draft, write)


def _fields(context: Context, draft: FormDraft, label: str) -> dict[str, Value]:
    """Draw the fields of a type, those one mostly fills first, and return what is filled."""
    kind = load().nodes[label]
    first = _FIRST.get(label, ())
    rest = [name for name in kind.fields if name not in {*first, *_LEFT_OUT}]
    found: dict[str, Value] = {}
    for name in first:
        _field(context, draft, label, name, kind.fields[name], found)
    if rest:
        with st.expander(context.words("entry_more_fields")):
            for name in rest:
                _field(context, draft, label, name, kind.fields[name], found)
    return found


def _field(
    context: Context, draft: FormDraft, label: str, name: str, definition: FieldType, found: dict[str, Value]
) -> None:
    kind, key = load().nodes[label], f"{label}_{name}"
    typed = value_field(context, draft, label, name, key)
    if typed:
        lines = [line.strip() for line in typed.split(",")] if definition.list and name != kind.kind_field else [typed]
        found[name] = tuple(filter(None, lines)) if definition.list else typed


def value_field(context: Context, draft: FormDraft, label: str, name: str, key: str, first: str = "") -> str:
    """Draw the field for one value: a choice where the schema has one, else text; return what is typed."""
    words, kind = context.words, load().nodes[label]
    definition = kind.fields.get(name)
    title = words.of(definition.display) if definition else words("col_name")
    choices_of = tuple(kind.kinds) if name == kind.kind_field else definition.values if definition else ()
    if choices_of:
        draft.keep(key, choices_of)
        found = st.selectbox(
            title, choices_of, index=None, key=draft.field(key, first or None), placeholder=words("entry_choose_value"),
            format_func=lambda value: words.of(kind.kinds[value]) if value in kind.kinds else value,
        )  # fmt: skip
        return str(found or "")
    hint = words("entry_date_hint") if definition and definition.date else ""
    return str(st.text_input(title, key=draft.field(key, first), placeholder=hint) or "")


def _facts(context: Context, draft: FormDraft, label: str) -> tuple[StatedFact, ...]:
    """Draw where a new node belongs, what it deals with and where it is active, and return that as facts."""
    words = context.words
    kind, other = _BELONGS.get(label, (_PART, label))
    whole = actors.one(context, draft, f"at_{label}", words(f"entry_at_{label.lower()}"), (other,))
    facts: list[StatedFact] = []
    if whole:
        role, since, until = timed_fields(context, draft, kind) if label in _BELONGS else ("", "", "")
        facts.append(StatedFact(kind, _REF, whole, role, since, until))
    if label in ("Person", "Organisation", "Event"):
        left, right = st.columns(2, gap="medium")
        with left:
            topics = actors.several(context, draft, "topics", words("entry_topics"), ("Topic",))
        with right:
            regions = actors.several(context, draft, "regions", words("entry_regions"), ("Region",))
        facts += [StatedFact("DEALS_WITH", _REF, topic) for topic in topics]
        facts += [StatedFact("ACTIVE_IN", _REF, region) for region in regions]
    return tuple(facts)
