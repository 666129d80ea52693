"""The pieces of work that fill gigabytes on a large network: the same code, whichever process does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from briefing.documents.request import Request
from briefing.production.edition import Before, edition
from briefing.production.produce import Made
from dashboard.state.apart.ground import Ground
from graph.analysis.communities import Community, describe, partition
from graph.analysis.diff import Diff, compare
from graph.analysis.goals import Goal
from graph.analysis.questions import QUESTIONS, Case, Finding, ask
from graph.curation.pair_book import PairBook
from graph.engine import open_store
from graph.matching.pair_index import Sought
from graph.matching.pairs import Pair
from graph.views.contacts import Between, ContactTable, contacts

Found = dict[str, list[Finding]]
Tell = Callable[..., object]
MOST = 100  # findings of a question that the page lists


@dataclass(frozen=True, slots=True)
class MapGroups:
    """Communities, the largest first, and the place of each member's in that order."""

    groups: tuple[Community, ...]
    of: Mapping[str, int]


def all_gaps(ground: Ground, tell: Tell, day: date, region: str, topic: str, goals: tuple[Goal, ...]) -> Found:
    """Put one question after the other; the ties they all need are a step of their own, and are let go again."""
    steps = len(QUESTIONS) + 1
    tell(0, steps)
    ties, case = ground.ties(day), ground.case(day, region, topic)
    if case.network.nodes:
        _ = case.actors
    answers = Found()
    for done, question in enumerate(QUESTIONS, 1):
        tell(done, steps)
        answers |= ask(case, question, top=MOST, goals=goals)
    ties.let_go()
    return answers


def missing_ties(ground: Ground, tell: Tell, day: date) -> list[Finding]:
    """Return the missing ties, as the page of gaps has them."""
    tell(0, 1)
    ground.ties(day)
    return ask(ground.case(day), "missing_ties", top=MOST)["missing_ties"]


def two_days(ground: Ground, tell: Tell, now: date, before: date, after: date, people: bool) -> Diff:
    """Return what changed between two days; ties of the day of now are taken where one of them is it."""
    tell(0, 1)
    ties, kept = ground.ties(now), ground.settings.snapshots
    sides = (Case(ground.network, day, snapshot=ties.snapshot, ties=ties, kept=kept) for day in (before, after))
    found = compare(*sides, people=people)
    ties.let_go()
    return found


def known_on_map(ground: Ground, tell: Tell, day: date, between: Between) -> ContactTable:
    """Return who knows whom as of a day."""
    tell(0, 1)
    ties = ground.ties(day)
    found = contacts(ground.case(day), between)
    ties.let_go()
    return found


def groups_on_map(ground: Ground, tell: Tell, day: date, between: Between) -> MapGroups:
    """Return the communities of contacts."""
    tell(0, 1)
    ties, case = ground.ties(day), ground.case(day)
    if between == "people":
        graph = case.strengths.people_graph.at_least(case.thresholds.contact)
    else:
        graph = case.organisations if between == "organisations" else case.actors
    ties.let_go()
    found = describe(case.network, graph, partition(graph), case.arrays)
    return MapGroups(tuple(found), {node: k for k, group in enumerate(found) for node in group.members})


def contacts_kept(ground: Ground, _: Tell, day: date) -> None:
    """Have the contacts of everybody in the file."""
    ground.ties(day)


def make_briefing(ground: Ground, _: Tell, request: Request, known: Before) -> Made:
    """Return the briefing of a request."""
    used: list[Case] = []

    def case_of(asked: Request) -> Case:
        shown = ground.seen(asked.audience)
        ties = shown.ties(asked.as_of)
        used.append(Case(shown.network, asked.as_of, snapshot=ties.snapshot, ties=ties, kept=ground.settings.snapshots))
        return used[-1]

    found = edition(ground.network, request, known, case_of)
    for case in used:
        case.strengths.let_go()
    return found


def all_pairs(ground: Ground, tell: Tell) -> list[Pair]:
    """Return the pairs that are or may be one; those found so far are told."""
    with open_store(ground.settings) as store:
        heard: Callable[[Sought], object] = tell
        index = PairBook(ground.settings.snapshots).update(store.view(), ground.network, heard)
        return list(index.pairs(ground.network))
