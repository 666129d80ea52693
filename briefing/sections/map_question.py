"""The question a map answers: whom it shows, in which groups, and the sentence above it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from briefing.documents.scope import ACTORS
from briefing.documents.section_context import Matter
from briefing.sections import seating
from briefing.sections.connection import WayIn, doors, function_of
from briefing.sections.people import MOST as PEOPLE
from briefing.sections.people import to_know
from briefing.sections.place import where
from briefing.sections.to_us import last_talks
from graph.analysis.paths import Step
from graph.grammar import form
from graph.model.schema import BELONGS

Question = Literal["doors", "alliance", "landscape", "event", "difference", "poster"]
FIGURES, ROUND, POSTER = 25, 14, 60  # boxes of a map: usually, of those who come together, on a poster
_FEW = 8  # people who come together, for whom a map also has room for what several of them share
_LONG = 40  # letters of a name, above which its short one stands in a title
_EACH = 5  # people of one column
_PLACES = ("region", "topic", "visit")
_MIDDLE = 3  # subjects in the middle of a map


@dataclass(frozen=True, slots=True)
class MapChoice:
    """Whom a map shows, the strongest first, of how many; `groups` are their names, `group` who stands in which.

    `pairs` are the ties to draw where the question says so (None: those between all that are shown), `steps` those of
    the ways, which are drawn however weak they are.
    """

    question: Question
    shown: list[str]
    total: int
    title: str
    group: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    pairs: frozenset[tuple[str, str]] | None = None
    steps: tuple[Step, ...] = ()
    marked: str = ""  # who is named in the title


def choose(matter: Matter) -> MapChoice:
    """Return what the map of a briefing shows."""
    if put := [i for i, *_ in matter.request.places if i in matter.network.nodes]:
        return MapChoice("poster", put[:POSTER], len(put), "")
    if matter.request.poster:
        return _poster(matter)
    alone = len(matter.scope.subjects) == 1  # of several the map shows each
    if alone and matter.kind in ("person", "organisation") and (found := _doors(matter)):
        return found
    return _around(matter)


def _everybody(matter: Matter) -> list[str]:
    """Return the ids there would be to draw: the subjects first, then the strongest."""
    scope = matter.scope
    found = dict.fromkeys([*scope.request.subjects, *scope.focus, *(n.id for n in scope.near)])
    if matter.kind in _PLACES:  # who is active there, first those whose cards stand beside the map
        cards = to_know(matter)[:PEOPLE]
        return list(dict.fromkeys([*scope.request.subjects, *cards, *scope.focus]))
    if scope.request.meeting:  # the events only stood for those who come
        found = {i: None for i in found if matter.network.nodes[i].label in ACTORS}
    office = scope.request.office
    if office in found:  # of those near it comes first; without a tie it would only stand apart
        found = dict.fromkeys([*scope.request.subjects, office]) | found
    return list(found)


def _poster(matter: Matter) -> MapChoice:
    everybody = _everybody(matter)
    names = matter.names(matter.request.subjects[:2])
    title = matter.words("map_title_poster", names=names)
    return MapChoice("poster", everybody[:POSTER], len(everybody), title if names else "")


def _doors(matter: Matter) -> MapChoice | None:
    """Return the ways from left to right: who of us, who opens the door, whom they know there, the subject."""
    subject = matter.scope.subjects[0].id
    found = doors(matter, subject)
    if not found:
        return None
    office = matter.request.office
    column: dict[str, str] = {subject: "d"} if matter.network.nodes[subject].label == "Organisation" else {}
    pairs: set[tuple[str, str]] = set()
    for door in found:
        _along(matter, door, subject, column, pairs)
    if office and office != subject and office in matter.network.nodes:
        column.setdefault(office, "0")
        pairs |= {pair(office, person) for person, at in column.items() if at == "a"}
        if not any(at == "a" for at in column.values()):
            del column[office]
    order = sorted(column, key=lambda i: (i != subject, column[i], i))
    names = {
        "0": "",
        "a": matter.words("map_ours"),
        "b": matter.words(f"map_openers_{_form(matter, column, 'b')}"),
        "c": matter.words("map_there"),
        "d": "",
    }
    used = {key: name for key, name in names.items() if key in column.values()}
    title, pairs_shown = _door_title(matter, found), frozenset(pairs)
    marked = "" if last_talks(matter) else found[0].opener
    return MapChoice("doors", order, len(order), title, column, used, pairs_shown, _steps(found), marked)


def _steps(found: list[WayIn]) -> tuple[Step, ...]:
    return tuple(step for door in found for step in door.steps)


def _along(matter: Matter, door: WayIn, subject: str, column: dict[str, str], pairs: set[tuple[str, str]]) -> None:
    if sum(at == "b" for at in column.values()) >= _EACH:
        return
    target = door.target
    if target != subject:
        column.setdefault(target, "c")
        pairs.add(pair(target, subject))
    else:
        column[subject] = "d"
    if door.is_ours:
        column.setdefault(door.opener, "a")
    else:
        column.setdefault(door.opener, "b")
        steps = door.way.path.steps if door.way else ()
        if steps:
            column.setdefault(steps[0].a, "a")
            for step in steps:
                column.setdefault(step.b, "b")
                pairs.add(pair(step.a, step.b))
    pairs.add(pair(door.opener, target))


def _door_title(matter: Matter, found: list[WayIn]) -> str:
    """Return over whom the way leads: the one of whom the first paragraph says that the door is opened."""
    openers = {door.opener for door in found}
    subject = matter.scope.subjects[0]
    name = matter.in_case(subject, short=len(subject.display) > _LONG)
    if (talks := last_talks(matter)) and talks[0].who:  # the text names her, too
        return matter.words("map_title_talk", name=name, who=talks[0].who)
    key = "map_title_ours" if found[0].is_ours else "map_title_door" if len(openers) == 1 else "map_title_doors"
    return matter.words(key, name=name, opener=matter.says.name_of(found[0].opener))


def _form(matter: Matter, column: dict[str, str], key: str) -> str:
    return form(sum(at == key for at in column.values()), matter.request.language)


def _round(matter: Matter) -> MapChoice:
    """Return those who come together, each with those of houses of one kind, and what few of them share."""
    scope = matter.scope
    people = list(scope.round)
    alone = set(_unbound(matter)) if len(people) > 1 else set()
    among = set(people)
    ties = {p: sum(s for other, s in scope.ties_of(p).items() if other in among) for p in people}
    ours = {p for p in people if (house := _house(matter, p)) and house == matter.request.office}
    proposed = {p for one in seating.suggested(matter) for p in one} if matter.kind != "after" else set[str]()
    # Those of whom the title speaks are there, as long as they leave room for others.
    first = alone if len(alone) <= ROUND // 2 else set()
    order = sorted(people, key=lambda p: (p not in ours, p not in proposed, p not in first, -ties[p], p))
    shown = order[:ROUND]
    if len(people) <= _FEW:
        shown += _shared(matter, people)[: ROUND - len(shown)]
    group = {i: _group(matter, i, house=True) for i in shown}
    groups = {key: matter.words(f"group_{key}") for key in dict.fromkeys(group.values())}
    return MapChoice("event", shown, len(shown) + len(people) - len(order[:ROUND]), _event_title(matter), group, groups)


def _shared(matter: Matter, people: list[str]) -> list[str]:
    """Return the organisations that people belong to: those first that several of them share."""
    among = set(people)
    facts = {(r.start, r.end) for p in people for r in matter.scope.facts(p, *BELONGS) if r.start in among}
    times = Counter(house for _, house in facts if house not in among)
    return sorted(times, key=lambda house: (-times[house], -matter.scope.weight(house), house))


def _house(matter: Matter, person: str) -> str:
    """Return where somebody works, "" where that is not known."""
    _, fact = function_of(matter, person) if matter.network.nodes[person].label == "Person" else ("", None)
    return fact.end if fact else ""


def _around(matter: Matter) -> MapChoice:
    """Return the subject in the middle and who is near it in groups by kind."""
    if matter.kind in ("meeting", "before", "after") and len(matter.scope.round) > 1:
        return _round(matter)
    everybody = _everybody(matter)
    shown = everybody[:FIGURES]
    subjects = set(matter.request.subjects) & set(shown)
    if len(subjects) > _MIDDLE or matter.request.meeting:  # more than can stand in the middle
        subjects = set()
    group = {i: _group(matter, i) for i in shown if i not in subjects}
    groups = {key: matter.words(f"group_{key}") for key in dict.fromkeys(group.values())}
    question: Question = {"topic": "alliance", "year": "difference"}.get(matter.kind, "landscape")  # type: ignore[assignment]
    if matter.kind in ("meeting", "before", "after"):
        question = "event"
    return MapChoice(question, shown, len(everybody), _around_title(matter, question, group, shown), group, groups)


def _group(matter: Matter, node_id: str, *, house: bool = False) -> str:
    node = matter.network.nodes[node_id]
    if house and (found := _house(matter, node_id)):
        node = matter.network.nodes[found]
    kind = node.kind or "other" if node.label == "Organisation" else node.label
    return kind if matter.words.has(f"group_{kind}") else "other"


def _around_title(matter: Matter, question: Question, group: dict[str, str], shown: list[str]) -> str:
    if question == "event":
        return _event_title(matter)
    n = len(group)
    if not matter.scope.subjects or not (n or matter.is_inside):
        return ""
    subject = matter.scope.subjects[0]
    if question == "alliance" and matter.is_inside:
        return _alliance_title(matter, matter.says.name(subject))
    if matter.kind in _PLACES and len(matter.scope.subjects) == 1:
        return matter.words("map_title_place", where=where(matter)) if n else ""
    key = "map_title_landscape" if n else "map_title_alone"
    return matter.words(key, name=matter.in_case(subject, "accusative", short=True))


def _alliance_title(matter: Matter, name: str) -> str:
    """Return how many of all who deal with a topic have contact there, whoever of them the map has room for."""
    actors = matter.scope.focus
    tied = len(actors) - len(matter.scope.alone(actors))
    if len(actors) < 2 or not tied:
        return matter.words("map_title_alliance_none", name=name)
    if tied == len(actors):
        return matter.words("map_title_alliance_all", name=name, n=tied)
    return matter.words("map_title_alliance", name=name, tied=tied, n=len(actors))


def _event_title(matter: Matter) -> str:
    """Return of how many in the round no contact is on record there; for others, who see a part, the event."""
    people = matter.scope.round
    if not matter.is_inside:
        return next((matter.event(s.id) for s in matter.scope.subjects if s.label == "Event"), "")
    if len(people) < 2:
        return ""
    alone = len(_unbound(matter))
    matter.figures["alone"] = alone
    if not alone:
        return matter.words("map_title_event_all")
    if alone == len(people):
        return matter.words("map_title_event_none")
    who = matter.counted("map_alone", alone)
    return matter.words("map_title_event", who=who)


def _unbound(matter: Matter) -> list[str]:
    """Return who of the round has nothing but events in common with the others."""
    bound = {who for one in seating.bonds(matter) for who in one}
    return [who for who in matter.scope.round if who not in bound]


def pair(a: str, b: str) -> tuple[str, str]:
    """Return two ids in their order."""
    return (a, b) if a < b else (b, a)
