"""What the page Briefing is asked: subjects, purpose, sections, date, audience, paper; a template knows no names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast, get_args

import streamlit as st

from briefing.documents.request import KINDS, OF_ALL, Kind, Request, fits, plain
from briefing.renderers import Paper, RenderOptions
from briefing.sections import SECTIONS
from briefing.wording.language import LANGUAGES
from briefing.wording.sentences import Language, question_title
from dashboard.parts import address, choices, filters
from dashboard.parts.end_box import end_box
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.parts.search_box import find
from dashboard.state import briefings
from dashboard.state import current as store
from graph.account import me
from graph.analysis.questions import QUESTIONS
from graph.errors import UnknownName
from graph.model.facts import LEVELS, Confidentiality
from graph.model.fold import fold
from graph.model.schema import ON_MAP
from graph.network import Node
from graph.network.search import find_one, similar
from graph.settings import Settings

PURPOSES = ("briefing", "meeting", "gaps")
FIELDS = ("sections", "audience", "paper", "language", "landscape", "purpose", "question", "kind", "annex")
EMPTY = {"question": None, "kind": None}
#: The kinds one can choose; a meeting and gaps are purposes of their own.
KINDS_TO_CHOOSE = tuple(kind for kind in KINDS if kind not in ("meeting", "gaps"))
_SUBJECTS, _TYPED, _DONE = "briefing_subjects", "briefing_typed", "briefing_done"
_AIM_OF = "briefing_aim_of"
_PUT, _AS_PUT = "briefing_places", "briefing_as_put"
Places = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class BriefingOrder:
    """What was chosen; `request` is None until it is said about whom."""

    request: Request | None
    options: RenderOptions
    body: Mapping[str, Any]


def choose(context: Context) -> BriefingOrder:
    """Draw the fields and return what is asked."""
    _apply_template(context)
    subjects = _subjects(context)
    purpose = _purpose(context)
    question = _question(context) if purpose == "gaps" else ""
    kind = _kind(context, subjects) if purpose == "briefing" else ""
    colleague = _colleague(context) if kind == "handover" else ""
    office = _office(context) if purpose != "gaps" and kind not in OF_ALL else ""
    aim = _aim(context, subjects)
    audience = _audience(context)
    places = _places(context, subjects)
    with st.expander(context.words("briefing_more"), icon=":material/tune:"):
        body = {"audience": audience, **_form(context)}
        day = filters.day("as_of", context.words("briefing_as_of"), context)
    options = RenderOptions(cast(Paper, body["paper"]), bool(body["landscape"]))
    body = {**body, "purpose": purpose, "question": question, "kind": kind or None}
    if not subjects and purpose != "gaps" and kind not in OF_ALL:
        return BriefingOrder(None, options, body)
    request = Request(
        tuple(subjects),
        date.fromisoformat(day) if day else store.reference_day(context.data),
        cast(Language, body["language"]),
        cast(Confidentiality, body["audience"]),
        tuple(name for name in SECTIONS if name in body["sections"]) if body["sections"] else (),
        office,
        purpose == "meeting",
        purpose == "gaps",
        question,
        cast(Kind, kind),
        bool(body["annex"]),
        aim.strip(),
        colleague,
        poster=paper_is_poster(body),
        places=places,
    )
    return BriefingOrder(plain(request, context.network), options, body)


def paper_is_poster(body: Mapping[str, Any]) -> bool:
    """Return whether the map may have sixty boxes: on A3."""
    return str(body["paper"]) == "A3"


def take(subjects: list[str]) -> None:
    """Make these the subjects."""
    choices.put(_SUBJECTS, subjects)


def take_map(places: Places) -> None:
    """Make the actors of a map the subjects, and keep where they stand on it, as shares of the picture."""
    take(list(places))
    choices.put(_PUT, dict(places))
    choices.put(_AS_PUT, True)


def _places(context: Context, subjects: Sequence[str]) -> tuple[tuple[str, float, float], ...]:
    """Draw whether the map is to be as it was on the page it comes from, and return it."""
    put: Places = choices.get(_PUT) or {}
    found = tuple((i, *put[i]) for i in subjects if i in put)
    if len(found) < 2:
        return ()
    return found if st.toggle(context.words("briefing_as_put"), key=choices.field(_AS_PUT, True)) else ()


def _subjects(context: Context) -> list[str]:
    """Draw the search and the subjects chosen, and return their ids."""
    words, nodes = context.words, context.network.nodes
    said = address.read("subject")
    if said is not None:
        take(said)
    elif choices.get(_SUBJECTS) is None:
        take([address.actor()])
    choices.put(_SUBJECTS, [i for i in choices.get(_SUBJECTS) if i in nodes and nodes[i].label in ON_MAP])
    typed = st.text_input(
        words("briefing_subject"),
        key=choices.field(_TYPED),
        type="search",
        placeholder=words("ways_end_placeholder"),
        icon=":material/search:",
        live=True,
    )
    if typed and typed.strip():
        _hits(context, typed)
    chosen = st.multiselect(
        words("briefing_subjects"),
        list(choices.get(_SUBJECTS)),
        key=choices.field(_SUBJECTS),
        format_func=lambda node_id: nodes[node_id].display,
        placeholder=words("briefing_subjects_none"),
        select_all=False,
    )
    address.write("subject", chosen)
    return list(chosen)


def _hits(context: Context, typed: str) -> None:
    """Draw the hits; the one that is chosen, or an only hit, becomes a further subject."""
    words, found = context.words, find(context.network, typed)
    is_new = st.session_state.get(_DONE) != typed
    st.session_state[_DONE] = typed
    hits, label = [n for n in found if n.id not in choices.get(_SUBJECTS)], words("briefing_add")
    named = hits if len(found) == len(hits) == 1 else _named(hits, typed)
    if len(named) == 1 and is_new:
        _add(named[0].id)
        return
    if not found:
        notice(words("search_none"))
        hits, label = [n for n in similar(context.network, typed) if n.label in ON_MAP], words("search_similar")
    if hits:
        _offer(context, hits, key=f"briefing_hits_{typed}", label=label)


def _named(hits: Sequence[Node], typed: str) -> list[Node]:
    """Return who is called just what was typed; nobody where the name of another goes on from there."""
    name = fold(typed)
    going_on = [node for node in hits if fold(node.name).startswith(name)]
    return going_on if len(going_on) == 1 and fold(going_on[0].name) == name else []


def _offer(context: Context, hits: Sequence[Node], *, key: str, label: str) -> None:
    says, nodes = context.says, {node.id: node for node in hits}

    def choose() -> None:
        if st.session_state[key]:
            _add(st.session_state[key])

    st.selectbox(
        label,
        list(nodes),
        index=None,  # even an only one is to be chosen: it may be but similar
        format_func=lambda node_id: f"{says.name(nodes[node_id])} · {says.type(nodes[node_id])}",
        key=key,
        placeholder=context.words("search_choose"),
        on_change=choose,
        filter_mode="contains",
    )


def _add(node_id: str) -> None:
    take([*choices.get(_SUBJECTS), node_id])


def _purpose(context: Context) -> str:
    said = address.read("purpose")
    if said is not None:
        choices.put("briefing_purpose", said[0] if said and said[0] in PURPOSES else PURPOSES[0])
    purpose = str(
        st.segmented_control(
            context.words("briefing_purpose"),
            PURPOSES,
            format_func=lambda purpose: context.words(f"briefing_purpose_{purpose}"),
            key=choices.field("briefing_purpose", "briefing"),
            required=True,
        )
    )
    address.write("purpose", [purpose] if purpose != PURPOSES[0] else [])
    return purpose


def _aim(context: Context, subjects: Sequence[str]) -> str:
    """Draw what we want; it is of these subjects, and gone with the first of them that goes."""
    before: Sequence[str] = choices.get(_AIM_OF) or ()
    if set(before) - {*subjects}:
        choices.put("briefing_aim", "")
    choices.put(_AIM_OF, list(subjects))
    words, key = context.words, choices.field("briefing_aim", "")
    aim = str(st.text_input(words("briefing_aim"), key=key, help=words("briefing_aim_help")) or "")
    if not aim.strip():
        # Here only: on paper nothing stands where nothing is wanted.
        draw(element("p", text(words("briefing_aim_open")), css="an-small"))
    return aim


def _kind(context: Context, subjects: Sequence[str]) -> str:
    """Draw the kinds that go with the subjects; before there are any, all."""
    words, labels = context.words, [context.network.nodes[i].label for i in subjects]
    offered = [kind for kind in KINDS_TO_CHOOSE if not labels or fits(kind, labels)]
    if choices.get("briefing_kind") not in offered:
        choices.put("briefing_kind", None)
    chosen = st.selectbox(
        words("briefing_kind"),
        offered,
        index=None,
        format_func=lambda kind: words(f"briefing_kind_{kind}"),
        key=choices.field("briefing_kind"),
        placeholder=words("briefing_kind_none"),
    )
    return str(chosen or "")


def _colleague(context: Context) -> str:
    """Draw who hands over; at first whoever is at the desk."""
    key = choices.field("briefing_colleague", me())
    return str(st.text_input(context.words("briefing_colleague"), key=key) or "").strip() or me()


def _question(context: Context) -> str:
    chosen = st.selectbox(
        context.words("gaps_question"),
        list(QUESTIONS),
        index=None,
        format_func=lambda name: question_title(name, context.words.language),
        key=choices.field("briefing_question"),
        placeholder=context.words("briefing_all_questions"),
    )
    return str(chosen or "")


def _office(context: Context) -> str:
    """Draw from whose side ways in are looked for; the office of the settings stands there by itself."""
    return end_box(context, "from", context.words("briefing_from"), ("Person", "Organisation"), _our_office(context))


def _our_office(context: Context) -> str:
    named = Settings().office
    try:
        return find_one(context.network, named, labels=["Organisation"]).id if named else ""
    except UnknownName:
        return ""


def _audience(context: Context) -> str:
    return str(
        st.segmented_control(
            context.words("briefing_audience"),
            list(reversed(LEVELS)),
            format_func=lambda level: context.words(f"briefing_audience_{level}"),
            key=choices.field("briefing_audience", "internal"),
            required=True,
            help=context.words("briefing_audience_help"),
        )
    )


def _form(context: Context) -> dict[str, Any]:
    words = context.words
    sections = st.multiselect(
        words("briefing_sections"),
        list(SECTIONS),
        key=choices.field("briefing_sections"),
        format_func=lambda name: words(f"briefing_section_{name}"),
        placeholder=words("briefing_all_sections"),
        select_all=False,
    )
    paper = st.selectbox(words("briefing_paper"), list(get_args(Paper)), key=choices.field("briefing_paper"))
    language = st.selectbox(
        words("briefing_language"),
        LANGUAGES,
        format_func={"de": "Deutsch", "en": "English"}.__getitem__,
        key=choices.field("briefing_language", words.language),
    )
    landscape = st.toggle(words("briefing_landscape"), key=choices.field("briefing_landscape"))
    annex = st.toggle(
        words("briefing_annex"), key=choices.field("briefing_annex", True), help=words("briefing_annex_help")
    )
    return {
        "sections": list(sections),
        "paper": paper,
        "language": language,
        "landscape": bool(landscape),
        "annex": bool(annex),
    }


def _apply_template(context: Context) -> None:
    """Draw the templates; the one chosen fills the fields before they are drawn."""
    known = briefings.templates()
    if not known:
        return
    names = sorted(known)

    def use() -> None:
        if name := st.session_state["briefing_template"]:
            for field in FIELDS:
                if field in known[name]:
                    choices.put(f"briefing_{field}", known[name][field] or EMPTY.get(field, known[name][field]))

    st.selectbox(
        context.words("briefing_template"),
        names,
        index=None,
        key="briefing_template",
        placeholder=context.words("briefing_template_none"),
        on_change=use,
    )


def fill(request: Request) -> None:
    """Fill the fields with a request made before; to be called in a callback, before they are drawn."""
    take(list(request.subjects))
    choices.put("briefing_purpose", "gaps" if request.gaps else "meeting" if request.meeting else "briefing")
    choices.put("briefing_question", request.question or None)
    choices.put("briefing_kind", request.kind if request.kind in KINDS_TO_CHOOSE else None)
    choices.put("briefing_annex", request.annex)
    choices.put("briefing_colleague", request.colleague or me())
    choices.put("briefing_aim", request.aim)
    choices.put(_AIM_OF, list(request.subjects))
    if request.poster or choices.get("briefing_paper") == "A3":
        choices.put("briefing_paper", "A3" if request.poster else "A4")
    choices.put("briefing_sections", list(request.sections))
    choices.put("briefing_audience", request.audience)
    choices.put("briefing_language", request.language)
