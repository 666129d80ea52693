"""What waits for a person, for the command and the page alike: entries that may be one, and proposals out of texts."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from graph.curation.pair_book import PairBook, Tell
from graph.errors import sentence
from graph.matching.pairs import Pair
from graph.matching.ranking import BOOK, SINCE, Order, learn
from graph.model.claims import Claims, source_of
from graph.model.decisions import Decision, Judgement, named_keys, parted
from graph.model.ledger import LedgerEntry
from graph.model.proposals import Proposal
from graph.network import Network
from graph.store import Store
from graph.store.merging import Reasons
from graph.store.view import View
from ingest.documents import keeping

PAIRS, PROPOSALS = "pairs", "proposals"
_BETWEEN = "+"  # ids of two nodes in the id of their pair


@dataclass(frozen=True, slots=True)
class Statement:
    """What a proposal says, as it would be written, and its mention in its sentence."""

    kind: str
    name: str
    role: str
    organisation: str
    event: str
    date: str
    before: str
    mention: str
    after: str
    other: str = ""

    @property
    def text(self) -> str:
        """Return name, second person, role, organisation, event and date in one line."""
        event = "" if self.event == self.name else self.event
        names = f"{self.name} – {self.other}" if self.other else self.name
        return ", ".join(filter(None, (names, self.role, self.organisation, event, self.date)))


def statement(proposal: Proposal) -> Statement:
    """Return what a proposal says."""
    said, (start, end) = keeping.read(proposal), keeping.mark(proposal)
    whole = proposal.sentence
    parts = (whole[:start], whole[start:end], whole[end:]) if end else (whole, "", "")
    return Statement(said.kind, said.name, said.role, said.organisation, said.event, said.date, *parts, said.other)


def open_pairs(view: View, network: Network, book: PairBook, tell: Tell = lambda _: None) -> list[Pair]:
    """Return the pairs nobody has decided about, the likeliest first as far as the answers so far tell.

    `tell` hears how far the search is.
    """
    index, decisions = book.update(view, network, tell), view.decisions()
    return order_of(view, decisions).ordered(
        index.pairs(network, parted(decisions, view.owners(named_keys(decisions))))
    )


def order_of(view: View, decisions: Iterable[Decision]) -> Order:
    """Return the order in which pairs are asked, learned from the decisions since somebody last forgot them."""
    return learn(decisions, forgotten_at(view))


def forgotten_at(view: View) -> str:
    """Return the time from which on answers count for the order, "" where all do."""
    return next((entry.at for entry in view.entries(BOOK) if entry.id == SINCE), "")


def forget(store: Store, who: str) -> None:
    """Order by the weights the program comes with; the answers stand, and only later ones are learned from."""
    store.curator().note([LedgerEntry(BOOK, SINCE, who)])


def remember(store: Store) -> None:
    """Learn from all answers again."""
    store.curator().strike(BOOK, [SINCE])


def pair_id(pair: Pair) -> str:
    """Return the name of a pair for commands and pages: both ids."""
    return f"{pair.a}{_BETWEEN}{pair.b}"


def ends_of(text: str) -> tuple[str, str] | None:
    """Return the two node ids of a pair's name, None where it is none."""
    a, between, b = text.partition(_BETWEEN)
    return (a, b) if a and between and b else None


def keep_first(network: Network, pair: Pair) -> tuple[str, str]:
    """Return which node stays and which becomes part of it: the one with more facts about it stays."""
    keep, other = sorted((pair.a, pair.b), key=lambda node_id: (-len(network.around(node_id)), node_id))
    return keep, other


def reasons(pair: Pair, language: str) -> list[str]:
    """Return the reasons of a pair as sentences."""
    return [sentence(f"match_reason_{r.kind}", language, left=r.left, right=r.right) for r in pair.reasons]


def decide(store: Store, network: Network, pair: Pair, judgement: Judgement, who: str, why: str = "") -> Decision:
    """Say that a pair is one, or two, and return the decision; what was compared is kept with it.

    Raises:
        UsageError: one of them is no more.
    """
    keep, other = keep_first(network, pair)
    compared = tuple(f"{reason.kind}: {reason.left} | {reason.right}" for reason in pair.reasons)
    curator = store.curator()
    act = curator.merge if judgement == "same" else curator.part
    return act(keep, other, Reasons(who, why, compared))


def after_merge(pairs: Sequence[Pair], decision: Decision) -> list[Pair]:
    """Return the pairs that are left after a decision, without searching anew.

    Pairs with the node that became part of another one are left out; the next search looks at what it is now.
    """
    gone = {decision.other} if decision.judgement == "same" else set[str]()
    both = {decision.keep, decision.other}
    return [p for p in pairs if {p.a, p.b} != both and gone.isdisjoint((p.a, p.b))]


def sources_of(network: Network, pair: Pair) -> set[str]:
    """Return the ids of the sources that speak of one of the two."""
    nodes = [network.nodes[node_id] for node_id in (pair.a, pair.b)]
    said = {source for node in nodes for source in Claims.parse(node.claims).sources()}
    return said | {source_of(item) for node in nodes for r in network.around(node.id) for item in r.evidence}


def of_source(proposals: Iterable[Proposal], sources: Collection[str]) -> list[Proposal]:
    """Return the proposals of some documents, of all where none is named."""
    return [p for p in proposals if not sources or p.source_id in sources]
