"""The command `review`: what waits for a person, one after the other in a terminal, as a list elsewhere."""

import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from cli.options import Data, Json, settings, words
from cli.output.pair_progress import book_of, search_shown
from cli.output.review_session import Item, Queue, ReviewSession
from cli.output.terminal import print_json, print_table, progress_bar, say
from graph.account import me
from graph.columns import Keeper
from graph.curation.pair_book import PairBook
from graph.engine import open_store
from graph.errors import UsageError
from graph.model.proposals import Proposal
from graph.settings import Settings
from graph.store import Store
from graph.store.hiding import seen
from graph.store.source_names import source_named
from ingest.documents import accepting, keeping
from ingest.documents import review as reviewing
from ingest.loading.proposing import DocumentReport
from ingest.loading.report import FileReport

_SENTENCE = 90  # letters of a sentence in the list


def review(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID...]", help=words("review.ids"))] = None,
    accept: Annotated[bool, typer.Option("--accept", help=words("review.accept"))] = False,
    refuse: Annotated[bool, typer.Option("--refuse", help=words("review.refuse"))] = False,
    undo: Annotated[bool, typer.Option("--undo", help=words("review.undo"))] = False,
    correct: Annotated[
        list[str] | None, typer.Option("--correct", metavar="FIELD=VALUE", help=words("review.correct"))
    ] = None,
    why: Annotated[str, typer.Option("--why", help=words("merge.why"))] = "",
    kind: Annotated[str, typer.Option("--kind", help=words("review.kind"))] = "",
    source: Annotated[str, typer.Option("--source", help=words("review.source"))] = "",
    as_list: Annotated[bool, typer.Option("--list", help=words("review.list"))] = False,
    weights: Annotated[bool, typer.Option("--weights", help=words("review.weights"))] = False,
    forget: Annotated[bool, typer.Option("--forget", help=words("review.forget"))] = False,
    remember: Annotated[bool, typer.Option("--remember", help=words("review.remember"))] = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Decide what waits for a decision: likely duplicates, and what texts seem to say."""
    if kind not in ("", reviewing.PAIRS, reviewing.PROPOSALS):
        raise UsageError("review_kind", name=kind)
    actions = [name for name, asked in (("accept", accept), ("refuse", refuse), ("undo", undo)) if asked]
    about_order = weights or forget or remember
    if len(actions) > 1 or bool(actions) != bool(ids) or (correct and actions != ["accept"]) or (forget and remember):
        raise UsageError("review_action")
    chosen = settings(data)
    with open_store(chosen) as store:
        if actions and ids:
            told = _act(store, book_of(chosen), actions[0], ids, _corrections(ids, correct or []), why)
            print_json(told) if as_json else _say_done(told)
            return
        if about_order:
            _order(store, forget=forget, remember=remember, as_json=as_json)
            return
        queue = waiting(store, book_of(chosen), kind, source)
        if as_json:
            print_json(queue_json(queue, chosen.language))
        elif as_list or not _is_terminal():
            _print_list(queue, chosen.language)
        else:
            ReviewSession(store, queue, me(), chosen.language).run()


def _order(store: Store, *, forget: bool, remember: bool, as_json: bool) -> None:
    """Show by what pairs are ordered and what answers taught, after forgetting or remembering it."""
    if forget:
        reviewing.forget(store, me())
    elif remember:
        reviewing.remember(store)
    view = seen(store.view())
    order, since = reviewing.order_of(view, view.decisions()), reviewing.forgotten_at(view)
    if as_json:
        table = [{"name": f.name, "weight": f.weight} for f in order.features]
        print_json({"answers": order.answers, "since": since, "weights": table})
        return
    moved = {name: default for name, default, _ in order.learned}
    columns = [words(f"review.weights.{name}") for name in ("name", "default", "weight")]
    named = [(words(f"review.feature.{f.name}"), f) for f in order.features]
    print_table(columns, [[name, f"{moved.get(f.name, f.weight):.2f}", f"{f.weight:.2f}"] for name, f in named])
    said = "review.weights_since" if since else "review.weights_learned"
    say(words(said, answers=order.answers, since=since))


def waiting(store: Store, book: PairBook, kind: str = "", source: str = "") -> Queue:
    """Return what waits for a person: pairs, the likeliest first, then proposals in the order of their texts.

    Raises:
        UsageError: no such source.
    """
    view, keeper = seen(store.view()), Keeper(store.snapshots)
    network = keeper.network(view)
    proposals = view.proposals("open")
    wanted = {source_named(view.nodes("Source"), source, proposals)} if source else set[str]()
    items: list[Item] = []
    if kind != reviewing.PROPOSALS:
        with progress_bar() as show:
            pairs = reviewing.open_pairs(view, network, book, search_shown(show))
        items += [p for p in pairs if not wanted or wanted & reviewing.sources_of(network, p)]
    if kind != reviewing.PAIRS:
        items += reviewing.of_source(proposals, wanted)
    return Queue(network, items, keeper)


def queue_json(queue: Queue, language: str) -> dict[str, Any]:
    """Return all that waits as JSON values."""
    return {
        "pairs": [queue.pair_json(item, language) for item in queue.items if not isinstance(item, Proposal)],
        "proposals": [proposal_json(item) for item in queue.items if isinstance(item, Proposal)],
    }


def proposal_json(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as JSON values, with the place of the mention in its sentence."""
    said, (start, end) = keeping.read(proposal), keeping.mark(proposal)
    fields = {name: value for name, value in said.shown().items() if name not in ("start", "end")}
    mention = {"mention_start": start, "mention_end": end, "place": said.place}
    kept = {"source": proposal.source_id, "title": proposal.document.title, "state": proposal.state}
    return {"id": proposal.id, **fields, **mention, **kept, "who": proposal.who, "at": proposal.at}


def _print_list(queue: Queue, language: str) -> None:
    pairs = [item for item in queue.items if not isinstance(item, Proposal)]
    proposals = [item for item in queue.items if isinstance(item, Proposal)]
    if pairs:
        columns = [words(f"review.column.{name}") for name in ("id", "score", "a", "b", "reasons")]
        print_table(columns, [queue.pair_row(item, language) for item in pairs])
    if proposals:
        columns = [words(f"review.column.{name}") for name in ("id", "score", "kind", "said", "sentence")]
        print_table(columns, [_proposal_row(item) for item in proposals])
    say(words("review.counts", pairs=len(pairs), proposals=len(proposals)))


def _proposal_row(proposal: Proposal) -> list[str]:
    said = reviewing.statement(proposal)
    sentence = proposal.sentence if len(proposal.sentence) <= _SENTENCE else f"{proposal.sentence[:_SENTENCE]}…"
    return [proposal.id, f"{proposal.confidence:.2f}", words(f"review.kind.{said.kind}"), said.text, sentence]


def _corrections(ids: list[str], texts: list[str]) -> dict[str, dict[str, str]]:
    """Return what `--correct FIELD=VALUE` says about the one proposal."""
    if texts and len(ids) != 1:
        raise UsageError("review_correct_one")
    pairs = [text.partition("=") for text in texts]
    if any(not between for _, between, _ in pairs):
        raise UsageError("review_correct_form", value=next(t for t in texts if "=" not in t))
    return {ids[0]: {name.strip(): value for name, _, value in pairs}} if pairs else {}


def _act(
    store: Store, book: PairBook, action: str, ids: list[str], corrections: dict[str, dict[str, str]], why: str
) -> dict[str, Any]:
    """Decide about pairs and proposals by their ids and return what came of it.

    Raises:
        UsageError: one of them does not wait for this; nothing is decided then.
    """
    proposals = [item for item in ids if item.startswith("pro-")]
    others = [item for item in ids if item not in proposals]
    decisions = _decide_others(store, book, action, others, why)
    told: dict[str, Any] = {"decisions": decisions, "proposals": [], "implied": [], "facts": 0}
    if proposals:
        done = _settle(store, action, proposals, corrections)
        told["proposals"] = [proposal_json(p) for p in done.asked]
        told["implied"] = [proposal_json(p) for p in done.implied]
        told["facts"] = done.facts_created - done.facts_gone
    return told


def _settle(store: Store, action: str, ids: list[str], corrections: dict[str, dict[str, str]]) -> accepting.Settled:
    if action == "accept":
        return accepting.accept(store, ids, me(), corrections)
    return (accepting.refuse if action == "refuse" else accepting.reopen)(store, ids, me())


def _decide_others(store: Store, book: PairBook, action: str, ids: list[str], why: str) -> list[dict[str, Any]]:
    if not ids:
        return []
    if action == "undo":
        return [store.curator().undo(item, me()).stored() for item in ids]
    queue = waiting(store, book, reviewing.PAIRS)
    known = {frozenset((p.a, p.b)): p for p in queue.items if not isinstance(p, Proposal)}
    pairs = [known.get(frozenset(reviewing.ends_of(item) or ())) for item in ids]
    if None in pairs:
        raise UsageError("no_such_pair", name=ids[pairs.index(None)])
    judgement: Any = "same" if action == "accept" else "different"
    return [reviewing.decide(store, queue.network, pair, judgement, me(), why).stored() for pair in pairs if pair]


def _say_done(told: dict[str, Any]) -> None:
    for decision in told["decisions"]:
        judgement = decision["judgement"] if not decision["undone_at"] else "undone"
        names = {"keep": decision["keep_name"], "other": decision["other_name"], "id": decision["id"]}
        say(words(f"review.{judgement}", **names))
    for proposal in told["proposals"]:
        say(words(f"review.now_{proposal['state']}", name=proposal["name"], id=proposal["id"]))
    if told["implied"]:
        say(words("review.implied", names="; ".join(p["name"] for p in told["implied"]), count=len(told["implied"])))


def refuse_review_without_terminal() -> None:
    """Refuse to ask where nobody could answer.

    Raises:
        UsageError: input or output is no terminal.
    """
    if not _is_terminal():
        raise UsageError("review_no_terminal")


def review_loaded(chosen: Settings, reports: Sequence[FileReport]) -> None:
    """Ask about the proposals of documents that were just loaded."""
    documents = {r.source for r in reports if isinstance(r, DocumentReport) and not r.dry_run}
    with open_store(chosen) as store:
        view, keeper = seen(store.view()), Keeper(store.snapshots)
        items: list[Item] = [p for p in view.proposals("open") if p.source_id in documents]
        ReviewSession(store, Queue(keeper.network(view), items, keeper), me(), chosen.language).run()


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
