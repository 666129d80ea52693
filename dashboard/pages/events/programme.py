"""The programme of an event and who took part: sessions with who speaks there, people with house, role and sessions."""

import re
from collections.abc import Iterable

from dashboard.pages.events.occasion import Occasion
from dashboard.pages.events.sheets import save_buttons
from dashboard.parts import navigation, tables
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from graph.analysis.groups.people import house_of
from graph.model.fold import fold
from graph.network import Network, Relation

_MOST = 8  # people named at a session


def draw_part(context: Context, occasion: Occasion) -> None:
    """Draw the programme as a table, and the participants as another that can be saved."""
    words = context.words
    if not occasion.event:
        notice(words("programme_none"))
        return
    navigation.page_link("actor", words("programme_profile"), ":material/badge:", actor=occasion.event)
    sessions = sessions_of(context.network, occasion.event)
    draw(element("h2", text(words("section_programme")), css="an-section"))
    if sessions:
        rows = [_session_row(context, session) for session in sessions]
        tables.table(rows, key="events_programme", name=words("section_programme"))
    else:
        notice(words("programme_no_sessions"))
    rows = participant_rows(context, occasion.event)
    count = element("span", text(words.number(len(rows))), css="an-count")
    draw(element("h2", text(words("section_participants")), " ", count, css="an-section"))
    if not rows:
        notice(words("programme_nobody"))
        return
    about = [fact.start for fact in _there(context.network, [occasion.event, *sessions])]
    tables.table(rows, key="events_participants", name=words("section_participants"), about=about)
    told = [{column: str(cell) for column, cell in row.items()} for row in rows]
    save_buttons(words, told, words("programme_file"), kind="participants", about=about)


def sessions_of(network: Network, event: str) -> list[str]:
    """Return the parts of an event, and their parts, by day and in the order of their source."""
    found: list[str] = []
    for fact in sorted(network.parts(event), key=lambda r: (network.event_date(r.start), _place(r), r.start)):
        if fact.start != event and fact.start not in found:
            found += [fact.start, *(s for s in sessions_of(network, fact.start) if s not in found)]
    return found


def _place(fact: Relation) -> list[tuple[int, str]]:
    """Return the place in the source so that row 10 comes after row 9."""
    place = fact.evidence[0].partition("#")[2] if fact.evidence else ""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", place)]


def _session_row(context: Context, session: str) -> tables.Row:
    words, node = context.words, context.network.nodes[session]
    there = _there(context.network, [session])
    speaking = [r for r in there if r.role not in ("participant", "invited", "")]
    named = ", ".join(f"{context.says.name_of(r.start)} ({context.says.role(r)})" for r in speaking[:_MOST])
    more = len(speaking) - _MOST
    return {
        words("programme_day"): words.date(context.network.event_date(session)),
        words("programme_session"): context.says.name(node),
        words("col_kind"): context.says.type(node),
        words("programme_who"): f"{named} {words('programme_more', n=more)}" if more > 0 else named,
        words("programme_count"): str(len({r.start for r in there if r.role != "invited"}) or ""),
    }


def _there(network: Network, events: Iterable[str]) -> list[Relation]:
    """Return who takes part in events, by name."""
    found = [r for e in events for r in network.around(e) if r.type == "TOOK_PART_IN" and r.end == e]
    return sorted(found, key=lambda r: (fold(network.nodes[r.start].name), r.start, r.end, r.role))


def participant_rows(context: Context, event: str) -> list[tables.Row]:
    """Return a row for each person and organisation of an event and its sessions: as what, where, which source."""
    words, network = context.words, context.network
    by_actor: dict[str, list[Relation]] = {}
    for fact in _there(network, [event, *sessions_of(network, event)]):
        by_actor.setdefault(fact.start, []).append(fact)
    rows: list[tables.Row] = []
    for actor, facts in by_actor.items():
        house = house_of(network, actor) if network.nodes[actor].label == "Person" else None
        parts = dict.fromkeys(context.says.name_of(f.end) for f in facts if f.end != event)
        evidence = dict.fromkeys(item for f in facts for item in f.evidence)
        rows.append(
            {
                words("col_name"): context.says.name_of(actor),
                words("programme_house"): context.says.name(house) if house else "",
                words("col_role"): ", ".join(dict.fromkeys(r for r in map(context.says.role, facts) if r)),
                words("programme_parts"): ", ".join(parts),
                words("col_source"): tables.source_cells(context, tuple(evidence))[words("col_source")],
            }
        )
    return rows
