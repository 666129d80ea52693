"""Netz: the map one works on, with layers, search and filters, what is chosen beside it, and the same as tables."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard.map import MapEvent, Workbench, group_of
from dashboard.map import opened as opened_on
from dashboard.pages.briefing import order as briefing_order
from dashboard.pages.network import drawn as drawing
from dashboard.pages.network import gathered as gathering
from dashboard.pages.network import layers as layering
from dashboard.pages.network import seeing, story, views
from dashboard.pages.network.beside import IN_A_BRIEFING, draw_beside
from dashboard.pages.network.drawn import Drawn
from dashboard.pages.network.layers import LayersAsked
from dashboard.pages.network.tables import draw_tables
from dashboard.parts import address, care_filter, choices, filters, navigation
from dashboard.parts.frame import Context, notice
from dashboard.parts.map_view import degrees, draw_lines, placed
from dashboard.parts.markup import draw, element, text
from dashboard.parts.reach import reach_line
from dashboard.parts.search_box import find_on_map, search_box
from dashboard.parts.selection import LARGE, Filter, Shown, select
from dashboard.parts.working import draw_working
from dashboard.state import findings, on_map
from dashboard.state.background import Working
from dashboard.state.by_itself import BY_ITSELF
from graph import audit
from graph.access import person
from graph.model.dates import as_year
from graph.network import Network, Node
from graph.views.lands import places
from graph.views.sent import is_number, is_spot

_EXPANDED, _ASKED, _EVERYTHING = "network_expanded", "network_asked", "network_everything"
_CLICKED, _PEOPLE, _FILTERED = "network_clicked", "network_people_sized", "network_filtered"
_DOT, _GATHERED, _MAP = "network_dot", "network_gathered", "network_map"
_BESIDE = [2.2, 1.0]  # the map, and what stands beside it
_HEIGHT = 700
_NAMED_SOURCES = 6


def draw_page(context: Context) -> None:
    """Draw the page."""
    kept = views.opened(context)
    context = kept.context or context
    network = context.network
    left, right = st.columns(_BESIDE, gap="medium")
    with left:
        layers = layering.choose(context, kept.day)
    with right:
        hits = search_box(context, key="network_search")
    with st.expander(context.words("filters"), expanded=bool(st.session_state.get(_FILTERED)), icon=":material/tune:"):
        care = care_filter.choose(context)
        asked = replace(filters.choose(context), only=care.only)
    if asked.asks and not st.session_state.get(_FILTERED):
        st.session_state[_FILTERED] = True
        st.rerun()  # filters that are set, by an address for example, are in view
    if layers.is_backwards:
        notice(context.words("compare_backwards"), role="alert", fields=["filter_before", "filter_after"])
        return
    _forget_expanded_when_new((asked, layers.layer, layers.between))
    actor = address.actor() if address.actor() in network.nodes else ""
    drawn = _drawn(context, asked, layers, actor)
    if drawn is None:
        return
    if isinstance(drawn, Working) and layers.layer == "contacts":
        of = context.data, layers.day, layers.between
        gathered = on_map.working(*of, 0) is None  # it is communities that are waited for
        draw_working(
            context,
            lambda: on_map.working(*of, 0, gathered=gathered),
            lambda _: context.words("contacts_working"),
        )
        return
    if isinstance(drawn, Working):
        wanted = (context.data, layers.before, layers.day)
        people = layers.between == "people"
        draw_working(
            context,
            lambda: findings.compared(*wanted, people=people, patience=0),
            lambda _: context.words("changes_working"),
        )
        return
    with st.container(key="network_block"):
        address.look_at(actor)
        emphasis = {n.id for n in hits} | care.overdue
        left, right = st.columns(_BESIDE, gap="medium")
        with left:
            event = _map(context, layers, drawn, kept, actor, emphasis)
            _act(context, drawn, event.act)
            _follow(event, actor, drawn)
        with right, st.container(height=_HEIGHT, border=True, key="facts_panel"):
            draw_beside(context, layers, drawn, event.chosen, event.tie, actor)
        # Below the map: on a small window it is what one sees first.
        with st.container(
            horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="network_said"
        ):
            _say_what_is_shown(context, layers, drawn)
            _switches(context, asked, drawn)
            views.draw_list(context)
    if layers.layer == "contacts" and drawn.shown.nodes:
        draw(reach_line(context, layers.day))
    draw_tables(context, layers, drawn)


def _drawn(context: Context, asked: Filter, layers: LayersAsked, actor: str) -> Drawn | Working | None:
    everything, expanded = bool(choices.get(_EVERYTHING, False)), tuple(st.session_state[_EXPANDED])
    if layers.layer == "changes":
        return drawing.changes(context, asked, layers)
    if layers.layer == "contacts":
        if now := on_map.working(context.data, layers.day, layers.between):
            return now
        if _is_gathered(len(drawing.tied(context, asked, layers))):
            if now := on_map.working(context.data, layers.day, layers.between, gathered=True):
                return now
            if placed(context, ()) is None:  # nobody knows yet where all stand
                return None
            return drawing.gathered(context, asked, layers, opened_on(_MAP), actor)
        return drawing.contacts(context, asked, layers, expanded, everything=everything, keep=actor)
    shown = _selected(context.network, asked, expanded, actor, everything=everything)[1]
    return drawing.facts(context, shown, layers.day)


def _is_gathered(count: int) -> bool:
    """Return whether communities come first: as somebody chose, else where actors are too many."""
    said = address.read("groups")
    if said is not None:
        choices.put(_GATHERED, said[0] if said and said[0] in ("yes", "no") else "")
    chosen = str(choices.get(_GATHERED) or "")
    address.write("groups", [chosen] if chosen else [])
    return chosen == "yes" or (chosen != "no" and count > gathering.FROM)


def _gather_or_not(wanted: str) -> None:
    choices.put(_GATHERED, wanted)
    address.write("groups", [wanted])


# The network is kept with what is chosen of it, so that its id is that of no other one.
@st.cache_resource(show_spinner=False, max_entries=10, hash_funcs=BY_ITSELF)
def _selected(
    network: Network, asked: Filter, expanded: tuple[str, ...], actor: str, *, everything: bool
) -> tuple[Network, Shown]:
    return network, select(network, asked, expanded=expanded, everything=everything, keep=actor)


def _map(
    context: Context, layers: LayersAsked, drawn: Drawn, kept: views.OpenedView, actor: str, emphasis: Collection[str]
) -> MapEvent:
    nodes = placed(context, drawn.shown.nodes)
    if nodes is None:
        return MapEvent(None, None)
    where = on_map.lands_of(context.data, layers.day)
    found = drawn.gathering
    dots = found.dots if found else []
    marked = str(st.session_state.get(_DOT, ""))
    return draw_lines(
        context,
        nodes,
        drawn.edges,
        degrees((e.source, e.target) for e in drawn.edges if not e.strength or e.strength >= 0.5),
        key=_MAP,
        selected=actor or (marked if any(dot.id == marked for dot in dots) else ""),
        # What was clicked is in view already: the camera moves only to what was found elsewhere.
        focus="" if actor == st.session_state.get(_CLICKED) else actor,
        emphasis=emphasis,
        height=_HEIGHT,
        keys=drawn.keys(context),
        land=places((n.id for n in nodes), where) if found is None else {},
        where=found.where if found else {},
        groups=found.of if found else {},
        dots=dots,
        work=_work(context, layers, drawn, kept, nodes),
    )


def _work(
    context: Context, layers: LayersAsked, drawn: Drawn, kept: views.OpenedView, nodes: Sequence[Node]
) -> Workbench:
    here, words = person(), context.words
    people = bool(choices.get(_PEOPLE, False))
    title = kept.view.title if kept.view else words("network_title")
    begins = [edge.begin for edge in drawn.edges if edge.begin]
    last = as_year(layers.day)
    found = drawn.gathering
    numbers = [found.number[dot.group] for dot in found.dots] if found else []
    sizes = [dot.size for dot in found.dots] if found else []
    return Workbench(
        title=title,
        source=_source_line(context, layers.day, drawn),
        colourings=seeing.colourings(context, nodes, layers.day, layers.between, numbers),
        sizings=seeing.sizings(context, nodes, drawn.edges, layers.day, people=people, dots=sizes),
        outlines="community",
        tiles=seeing.land_tiles(context) if found is None else (),
        groups=found.circles if found else (),
        asked=found.asked if found else (),
        opened=found.opened if found else (),
        arrangement=f"groups-{layers.between}" if found else "net",
        span=(min(begins), max(last, min(begins) + 0.1)) if begins and found is None else None,
        strengths=layers.layer == "contacts",
        least=seeing.first_band(drawn.edges),
        may_keep=_may_keep(),
        may_take=here.may("export"),
        may_brief=here.may("brief"),
        view=(kept.serial, kept.view.state, kept.view.camera) if kept.view else None,
        step=story.step(),
    )


def _source_line(context: Context, day: date, drawn: Drawn) -> str:
    """Return what stands under a picture that is taken away: day, data version, and from which sources it is."""
    words, network = context.words, context.network
    facts = drawn.shown.relations or [r for n in drawn.shown.nodes[:LARGE] for r in network.around(n.id)]
    names = sorted({source.name for r in facts for item in r.evidence[:1] if (source := network.source(item))})
    more = words("picture_more", n=len(names) - _NAMED_SOURCES) if len(names) > _NAMED_SOURCES else ""
    said = ", ".join(names[:_NAMED_SOURCES]) + (f" {more}" if more else "")
    line = words("picture_source", day=words.date(day.isoformat()), version=network.version, sources=said or "–")
    return f"{line} {words('tiles_source')}"


def _may_keep() -> bool:
    here = person()
    return here.may("enter") and here.sees_all


def _act(context: Context, drawn: Drawn, act: Mapping[str, object]) -> None:
    """Do what the browser asked for besides showing something, as far as the reader may, with who is on the map.

    What it may be asked for is not left to the buttons that were drawn: a message can be written by hand.
    """
    may = person().may
    match act.get("name"):
        case "keep" if _may_keep():
            views.offer(context, act)
        case "step":
            to = act.get("to")
            story.go_to(int(to) if isinstance(to, int | float) and is_number(to) else 0)
            st.rerun()
        case "find":
            _find(context, act.get("text"))
        case "brief" if may("brief"):
            _brief(context, drawn, act.get("places"))
        case "took" if may("export"):
            _took(drawn.shown, act.get("ids"), act.get("format"))


def _find(context: Context, typed: object) -> None:
    """Go to whom the field of the map finds; where there are more, they are listed by the field beside it."""
    if isinstance(typed, str) and (found := find_on_map(context, typed, key="network_search")):
        st.session_state.pop(_CLICKED, None)
        address.look_at(found)
        st.rerun()


def _took(shown: Shown, ids: object, form: object) -> None:
    """Note who was taken away; a picture of none of the map is not noted."""
    told = [i for i in ids if isinstance(i, str) and i in shown.ids] if isinstance(ids, list) else []
    if told:
        audit.record("export", told, format=f"map-{form}" if form in ("png", "svg", "csv", "html") else "map")


def _brief(context: Context, drawn: Drawn, said: object) -> None:
    """Take what is drawn into a briefing, each where it stands."""
    spots = said.items() if isinstance(said, Mapping) else ()
    places = {i: (float(spot[0]), float(spot[1])) for i, spot in spots if i in drawn.shown.ids and is_spot(spot)}
    if len(places) > IN_A_BRIEFING:
        n = context.words.number(len(places))
        notice(context.words("chosen_beyond", most=IN_A_BRIEFING, n=n), role="alert")
    elif places:
        briefing_order.take_map(places)
        navigation.open_page("briefing")
    elif drawn.gathering:
        notice(context.words("gathered_brief"), role="alert")


def _switches(context: Context, asked: Filter, drawn: Drawn) -> None:
    words, shown = context.words, drawn.shown
    if asked.asks:
        icon = ":material/filter_alt_off:"
        st.button(words("filter_clear"), icon=icon, on_click=filters.clear, type="tertiary")
    if st.session_state[_EXPANDED] and drawn.gathering is None:
        st.button(words("expanded_clear"), icon=":material/unfold_less:", on_click=_collapse, type="tertiary")
    if drawn.contacts or drawn.gathering:
        is_on = drawn.gathering is not None
        wanted = "no" if is_on else "yes"
        # Its key says what is on, so that the switch never shows what it was before.
        said = words("gathered_choose")
        st.toggle(said, value=is_on, key=f"gathered_{wanted}", on_change=_gather_or_not, args=(wanted,))
    if shown.total > LARGE and drawn.gathering is None:
        st.toggle(words("show_everything"), key=choices.field(_EVERYTHING))
    if any(node.label == "Person" for node in shown.nodes):
        st.toggle(words("size_people"), key=choices.field(_PEOPLE), help=words("size_people_help"))


def _forget_expanded_when_new(asked: object) -> None:
    if st.session_state.get(_ASKED) != asked:
        st.session_state[_ASKED], st.session_state[_EXPANDED] = asked, []


def _collapse() -> None:
    st.session_state[_EXPANDED] = []


def _follow(event: MapEvent, actor: str, drawn: Drawn) -> None:
    """Take over what was clicked on the map, and run again with it: a page that lags behind would undo a click."""
    if drawn.gathering is None and event.expand and event.expand not in st.session_state[_EXPANDED]:
        st.session_state[_EXPANDED] = [*st.session_state[_EXPANDED], event.expand]
        _click(event.expand)
    selected = event.selected or ""
    st.session_state[_DOT] = selected if group_of(selected) else ""
    if group_of(selected):
        if actor:
            _click("")
    # An actor that is not on the map can not be let go of by a click on the map.
    elif selected != actor and (selected or actor in drawn.shown.ids):
        _click(selected)


def _click(node_id: str) -> None:
    st.session_state[_CLICKED] = node_id
    address.look_at(node_id)
    st.rerun()


def _say_what_is_shown(context: Context, layers: LayersAsked, drawn: Drawn) -> None:
    words = context.words
    draw(element("p", text(_said(context, layers, drawn)), css="an-shown", role="status"), width="content")
    if drawn.waiting:
        draw_working(context, lambda: on_map.gaps(context.data, layers.day, 0), lambda _: words("gaps_working"))
    of = context.data, layers.day, layers.between
    if isinstance(on_map.groups_beside(*of), Working):
        draw_working(context, lambda: on_map.groups_beside(*of, 0), lambda _: words("colours_working"))


def _said(context: Context, layers: LayersAsked, drawn: Drawn) -> str:
    words, shown = context.words, drawn.shown
    nodes, day = words.count("nodes", len(shown.nodes)), words.date(layers.day.isoformat())
    if layers.layer == "facts":
        facts = words.count("facts", len(shown.relations))
        if shown.is_cut:
            return words("shown_part", n=words.number(len(shown.nodes)), total=shown.total, facts=facts)
        return words("shown_all", nodes=nodes, facts=facts)
    if layers.layer == "changes":
        if not drawn.changes:
            return words("changes_nothing")
        changed = words.count("contacts", len(drawn.changes))
        return words(
            "changes_shown", nodes=nodes, contacts=changed, before=words.date(layers.before.isoformat()), after=day
        )
    known = words.count("contacts", len(drawn.contacts))
    if drawn.gathering:
        return _said_gathered(context, drawn, day)
    if shown.is_cut:
        said = words("contacts_part", n=words.number(len(shown.nodes)), total=shown.total, contacts=known, day=day)
    else:
        said = words("contacts_shown", nodes=nodes, contacts=known, day=day)
    alone = words("contacts_alone", n=words.count("nodes", drawn.alone)) if drawn.alone else ""
    cut = words("contacts_cut", n=len(drawn.contacts)) if drawn.is_cut else ""
    return " ".join(filter(None, (said, alone, cut)))


def _said_gathered(context: Context, drawn: Drawn, day: str) -> str:
    words, found, shown = context.words, drawn.gathering, drawn.shown
    if found is None:
        return ""
    said = words("gathered_shown", total=shown.total, n=len(found.circles), day=day)
    single = words("gathered_single", n=len(shown.nodes)) if shown.nodes else ""
    left = words("gathered_left", n=found.left) if found.left else ""
    alone = words("contacts_alone", n=words.count("nodes", drawn.alone)) if drawn.alone else ""
    cut = words("gathered_cut") if drawn.is_cut else ""
    return " ".join(filter(None, (said, single, left, words("gathered_how"), alone, cut, words("gathered_without"))))
