"""Deciding in a terminal: one case after the other, a key for each answer, the last answers can be undone."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from rich.text import Text

from briefing.wording.sentences import Sentences
from cli.options import words
from cli.output.review_keys import Keys, keyboard, letters
from cli.output.terminal import clean, console
from graph.columns import Keeper
from graph.errors import UsageError
from graph.matching.pairs import Pair
from graph.model.proposals import Proposal
from graph.network import Network
from graph.store import Store
from graph.store.hiding import seen
from ingest.documents import accepting
from ingest.documents import review as reviewing

Item = Pair | Proposal
_MOST_FACTS = 6  # facts of each side of a pair that are shown


@dataclass(slots=True)
class Queue:
    """Cases in the order in which they are asked, and the network they are about."""

    network: Network
    items: list[Item]
    keeper: Keeper = field(default_factory=Keeper)  # after an answer reads only what that changed

    def pair_json(self, pair: Pair, language: str) -> dict[str, Any]:
        """Return a pair as JSON values."""
        a, b = (self.network.nodes[node_id] for node_id in (pair.a, pair.b))
        return {
            "id": reviewing.pair_id(pair),
            "judgement": pair.judgement,
            "score": round(pair.score, 3),
            "a": {"id": a.id, "name": a.display},
            "b": {"id": b.id, "name": b.display},
            "reasons": reviewing.reasons(pair, language),
        }

    def pair_row(self, pair: Pair, language: str) -> list[str]:
        """Return a pair as a row of the list."""
        names = [self.network.nodes[node_id].display for node_id in (pair.a, pair.b)]
        return [reviewing.pair_id(pair), f"{pair.score:.2f}", *names, " ".join(reviewing.reasons(pair, language))]


@dataclass(slots=True)
class Done:
    """An answer that was given, and how it is taken back."""

    index: int
    undo: Callable[[], object]


@dataclass(slots=True)
class ReviewSession:
    """Asks about the cases of a queue until it is empty or the person has had enough."""

    store: Store
    queue: Queue
    who: str
    language: str
    typed: str = ""  # keys that were pressed and not answered yet
    done: list[Done] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: {"a": 0, "r": 0, "s": 0})

    def run(self) -> None:
        """Ask, and say at the end what was decided."""
        out = console()
        if not self.queue.items:
            out.print(words("review.none"))
            return
        with keyboard() as keys, suppress(KeyboardInterrupt):  # wherever Ctrl-C falls, it is the end of the session
            self._ask_all(keys)
        out.print()
        out.print(words("review.ended", accepted=self.counts["a"], refused=self.counts["r"], skipped=self.counts["s"]))

    def _ask_all(self, keys: Keys) -> None:
        out, index = console(), 0
        while index < len(self.queue.items):
            item = self.queue.items[index]
            if self._is_settled(item):
                index += 1
                continue
            out.print()
            out.print(words("review.progress", n=index + 1, m=len(self.queue.items)), style="bold")
            for line in self._shown(item):
                out.print(line, soft_wrap=True)
            answer = self._answer(keys, isinstance(item, Proposal))
            if answer == "q":
                break
            index = self._take(answer, item, index)

    def _answer(self, keys: Keys, is_proposal: bool) -> str:
        """Return the key that was pressed, once it is one of ours; the end of input is the end of the session."""
        out = console()
        out.print(words("review.keys_proposal" if is_proposal else "review.keys_pair"))
        while True:
            while self.typed:
                key, self.typed = self.typed[0], self.typed[1:]
                if key in ("a", "r", "s", "u", "q"):
                    return key
            try:
                self.typed = letters(keys())
            except EOFError:
                return "q"

    def _take(self, answer: str, item: Item, index: int) -> int:
        """Do what was answered and return which case comes next."""
        if answer == "u":
            return self._undo(index)
        try:
            undo = self._decide(answer, item)
        except UsageError as error:  # somebody else was faster
            console().print(clean(error.message(self.language)), soft_wrap=True)
            return index + 1
        self.counts[answer] += 1
        self.done.append(Done(index, self._uncounted(answer, undo)))
        if answer != "s" and not isinstance(item, Proposal):
            self._order_rest(index + 1)
        return index + 1

    def _order_rest(self, start: int) -> None:
        """Put the pairs that are still to come into the order the answers so far teach."""
        view = seen(self.store.view())
        order, rest = reviewing.order_of(view, view.decisions()), self.queue.items[start:]
        pairs = order.ordered(item for item in rest if not isinstance(item, Proposal))
        self.queue.items[start:] = [*pairs, *(item for item in rest if isinstance(item, Proposal))]

    def _undo(self, index: int) -> int:
        if not self.done:
            console().print(words("review.nothing_to_undo"))
            return index
        last = self.done.pop()
        last.undo()
        console().print(words("review.undone_last"))
        return last.index

    def _uncounted(self, answer: str, undo: Callable[[], object]) -> Callable[[], object]:
        def take_back() -> None:
            undo()
            self.counts[answer] -= 1

        return take_back

    def _decide(self, answer: str, item: Item) -> Callable[[], object]:
        """Decide about a case and return how that is undone."""
        if answer == "s":
            return lambda: None
        if isinstance(item, Proposal):
            act = accepting.accept if answer == "a" else accepting.refuse
            settled = act(self.store, [item.id], self.who)
            if settled.implied:
                names = "; ".join(p.name for p in settled.implied)
                said = words("review.implied", names=names, count=len(settled.implied))
                console().print(clean(said), soft_wrap=True)
            ids = [p.id for p in (*settled.asked, *settled.implied)]
            return lambda: accepting.reopen(self.store, ids, self.who)
        made = reviewing.decide(
            self.store, self.queue.network, item, "same" if answer == "a" else "different", self.who
        )
        before = self.queue.network
        if answer == "a":
            self.queue.network = self.queue.keeper.network(self.store.view())

        def undo() -> None:
            self.store.curator().undo(made.id, self.who)
            self.queue.network = before

        return undo

    def _is_settled(self, item: Item) -> bool:
        """Return whether a case has been decided on the way: with another one, or by a merge."""
        if isinstance(item, Proposal):
            return item.id not in {p.id for p in self.store.view().proposals("open")}
        return not {item.a, item.b} <= self.queue.network.nodes.keys()

    def _shown(self, item: Item) -> Sequence[Text]:
        return _proposal_lines(item) if isinstance(item, Proposal) else self._pair_lines(item)

    def _pair_lines(self, pair: Pair) -> list[Text]:
        network = self.queue.network
        says = Sentences(network, "en" if self.language == "en" else "de")
        lines = [Text(words("review.ask_pair", score=f"{pair.score:.2f}"))]
        for letter, node_id in (("A", pair.a), ("B", pair.b)):
            node = network.nodes[node_id]
            lines.append(Text(f"{letter}  {clean(says.name(node))}  ({node_id})", style="bold"))
            lines += [Text(f"     {clean(label)}: {clean(value)}") for label, value in says.fields(node)]
            facts = network.around(node_id)
            lines += [Text(f"     {clean(says.fact(r))} – {clean(says.sources(r))}") for r in facts[:_MOST_FACTS]]
            if len(facts) > _MOST_FACTS:
                lines.append(Text(f"     {words('review.more_facts', count=len(facts) - _MOST_FACTS)}"))
        return lines + [Text(f"  • {clean(reason)}") for reason in reviewing.reasons(pair, self.language)]


def _proposal_lines(proposal: Proposal) -> list[Text]:
    said = reviewing.statement(proposal)
    kind, sure = words(f"review.kind.{said.kind}"), f"{proposal.confidence:.2f}"
    return [
        Text(words("review.ask_proposal", kind=kind, score=sure)),
        Text(f"  {clean(said.text)}", style="bold"),
        Text("  ").append(clean(said.before)).append(clean(said.mention), "bold reverse").append(clean(said.after)),
        Text(f"  {clean(proposal.document.title)}, {clean(proposal.document.file)}", style="dim"),
    ]
