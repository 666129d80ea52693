"""What the page Prüfen knows between two runs: the pairs that were found, and the answers that can be undone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from dashboard.parts.frame import Context
from dashboard.state import current as store
from dashboard.state import pair_search
from dashboard.state.by_itself import BY_ITSELF
from dashboard.state.pair_search import FoundSoFar
from graph.account import me
from graph.errors import AkteursnetzError
from graph.matching.pairs import Pair
from graph.matching.ranking import Order
from graph.model.decisions import Decision, Judgement, parted
from graph.model.fold import fold
from graph.model.proposals import Proposal
from graph.names.person import parse_person
from graph.network import Network
from ingest.documents import accepting, keeping
from ingest.documents import review as reviewing

_PAIRS, _AGAIN, _DONE, _PROBLEM, _LATER = (f"_review_{name}" for name in ("pairs", "again", "done", "problem", "later"))


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of this visit: what it was about, how it is undone, and the pairs there were before it."""

    kind: str
    name: str
    undo: Callable[[], object]
    pairs: tuple[int, list[Pair]] | None = None
    again: tuple[str, str] | None = None
    implied: int = 0


# Versions count up in each database anew, so the network itself tells what is kept: with the result, so that its id
# is that of no other one.
@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs=BY_ITSELF)
def _owners(network: Network) -> tuple[Network, dict[str, str]]:
    return network, {key: node.id for node in network.nodes.values() for key in node.keys}


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs=BY_ITSELF)
def _called(network: Network) -> tuple[Network, dict[str, list[str]]]:
    """Return the ids of all who bear a name."""
    found: dict[str, list[str]] = {}
    for node in network.nodes.values():
        found.setdefault(fold(node.name), []).append(node.id)
    return network, found


def about(network: Network, proposals: Iterable[Proposal]) -> list[str]:
    """Return the ids of all whom proposals name, and of the documents they stand in: whom a file of them is about."""
    called, found = _called(network)[1], dict[str, None]()
    for proposal in proposals:
        said = keeping.read(proposal)
        found[proposal.source_id] = None
        people = [parse_person(name).full for name in (said.name, said.other) if name]  # without their titles
        for name in filter(None, (said.name, said.other, *people, said.organisation, said.event)):
            found |= dict.fromkeys(called.get(fold(name), ()))
    return list(found)


def pairs(context: Context, decisions: list[Decision], order: Order) -> FoundSoFar:
    """Return the pairs nobody has decided about, the likeliest first as far as the answers so far tell.

    A search takes its time on a large network: what is found so far is given, and after an answer of this visit the
    pairs found before are kept, until somebody asks for a new search or something else changes the data.
    """
    network = context.network
    kept: tuple[int, list[Pair]] | None = st.session_state.get(_PAIRS)
    if kept is None or kept[0] != network.version:
        found = pair_search.found(network)
        if found.working is None:
            st.session_state[_PAIRS] = network.version, found.pairs
    else:
        found = FoundSoFar(kept[1])
    again: set[tuple[str, str]] = st.session_state.get(_AGAIN, set())
    apart = parted(decisions, _owners(network)[1]) - again
    known = network.nodes.keys()
    open_ones = (p for p in found.pairs if (p.a, p.b) not in apart and p.a in known and p.b in known)
    return replace(found, pairs=order.ordered(open_ones))


def forget() -> None:
    """Order by the weights the program comes with; later answers are learned from."""
    _safely(lambda: reviewing.forget(store.database(), me()))


def remember() -> None:
    """Learn from all answers again."""
    _safely(lambda: reviewing.remember(store.database()))


def search_anew() -> None:
    """Forget the pairs that were found, so that the next run searches."""
    st.session_state.pop(_PAIRS, None)
    st.session_state[_LATER] = []


def decide_pair(network: Network, pair: Pair, judgement: Judgement) -> None:
    """Say that a pair is one, or two."""
    database, before = store.database(), st.session_state.get(_PAIRS)

    def act() -> None:
        made = reviewing.decide(database, network, pair, judgement, me())
        name = f"{made.keep_name} / {made.other_name}"
        undo = _undo_decision(made.id)
        _remember(Answer(judgement, name, undo, before, (pair.a, pair.b)))
        if before:
            _keep_pairs(reviewing.after_merge(before[1], made))

    _safely(act)


def settle(proposals: list[Proposal], state: str, corrections: dict[str, dict[str, str]] | None = None) -> None:
    """Accept or refuse proposals, with corrections where they are accepted."""
    database, ids = store.database(), [p.id for p in proposals]

    def act() -> None:
        if state == "accepted":
            done = accepting.accept(database, ids, me(), corrections or {})
        else:
            done = accepting.refuse(database, ids, me())
        all_ids = [p.id for p in (*done.asked, *done.implied)]
        name = proposals[0].name if len(proposals) == 1 else ""
        undo = _undo_proposals(all_ids)
        _remember(Answer(state, name or str(len(ids)), undo, implied=len(done.implied)))
        _keep_pairs()

    _safely(act)


def _undo_decision(decision_id: str) -> Callable[[], object]:
    return lambda: store.database().curator().undo(decision_id, me())


def _undo_proposals(ids: list[str]) -> Callable[[], object]:
    return lambda: accepting.reopen(store.database(), ids, me())


def undo_decision(decision_id: str) -> None:
    """Undo a decision about a pair, whoever made it: what was merged stays apart, what was called different is open."""
    _safely(_undo_decision(decision_id))


def undo_proposals(ids: list[str]) -> None:
    """Make decided proposals open again."""
    _safely(_undo_proposals(ids))


def last() -> Answer | None:
    """Return the last answer of this visit that has not been undone."""
    done: list[Answer] = st.session_state.get(_DONE, [])
    return done[-1] if done else None


def count() -> int:
    """Return how many answers of this visit stand."""
    return len(st.session_state.get(_DONE, []))


def undo_last() -> None:
    """Undo the last answer of this visit; its case is asked again."""
    done: list[Answer] = st.session_state.get(_DONE, [])
    if not done:
        return
    answer = done[-1]

    def act() -> None:
        answer.undo()
        done.pop()
        if answer.again:
            st.session_state[_AGAIN] = {*st.session_state.get(_AGAIN, set()), answer.again}
        _keep_pairs(answer.pairs[1] if answer.pairs else None)

    _safely(act)


def later(case: str) -> None:
    """Put a case behind all others, for this visit; one that is put off again goes behind those put off before."""
    st.session_state[_LATER] = [*(c for c in st.session_state.get(_LATER, []) if c != case), case]


def put_off() -> list[str]:
    """Return the cases that were put off in this visit, the latest last."""
    found: list[str] = st.session_state.get(_LATER, [])
    return found


def problem() -> AkteursnetzError | None:
    """Return what went wrong with the last answer, once."""
    found: Any = st.session_state.pop(_PROBLEM, None)
    return found if isinstance(found, AkteursnetzError) else None


def _remember(answer: Answer) -> None:
    st.session_state[_DONE] = [*st.session_state.get(_DONE, []), answer]


def _keep_pairs(found: list[Pair] | None = None) -> None:
    """Keep the pairs for the state of the data that the answer made."""
    kept: tuple[int, list[Pair]] | None = st.session_state.get(_PAIRS)
    if kept:
        version = store.database().view().data_version()
        st.session_state[_PAIRS] = version, kept[1] if found is None else found


def _safely(act: Callable[[], object]) -> None:
    """Do it, or keep what went wrong for the page to say."""
    try:
        act()
    except AkteursnetzError as error:
        st.session_state[_PROBLEM] = error
