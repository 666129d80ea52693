"""The command `duplicates`: entries that are, or may be, one; with reasons, the likeliest first."""

from typing import Annotated, Any

import typer

from cli.options import Data, Json, settings, words
from cli.output.pair_progress import book_of, search_shown
from cli.output.terminal import print_json, print_table, progress_bar, say
from cli.reading import opened
from graph.curation import certain
from graph.errors import sentence
from graph.matching.pairs import Pair
from graph.network import Network
from ingest.documents import review as reviewing


def duplicates(
    top: Annotated[int, typer.Option("--top", min=1, max=100_000, help=words("duplicates.top"))] = 50,
    merge_certain: Annotated[bool, typer.Option("--merge-certain", help=words("duplicates.merge_certain"))] = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """List likely duplicates; with --merge-certain merge those whose reason can not be chance."""
    chosen = settings(data)
    with opened(chosen) as found:
        store, view = found.store, found.view
        network = found.network
        with progress_bar() as show:
            pairs = reviewing.open_pairs(view, network, book_of(chosen), search_shown(show))
            if merge_certain:
                store.secure("merge", lambda done, total: show(words("backup.bar"), done, total))
        merged = sum(1 for _ in certain.merge_certain(store.curator(), network, pairs)) if merge_certain else 0
    rest = [pair for pair in pairs if not (merge_certain and pair.judgement == "same")][:top]
    told = [_told(network, pair, chosen.language) for pair in rest]
    if as_json:
        print_json({"merged": merged, "pairs": told})
        return
    if merge_certain:
        say(words("duplicates.merged", count=merged))
    if told:
        columns = [words(f"duplicates.{name}") for name in ("judgement", "score", "a", "b", "reasons")]
        print_table(columns, [_row(one) for one in told])
    else:
        say(words("duplicates.none"))


def _told(network: Network, pair: Pair, language: str) -> dict[str, Any]:
    a, b = network.nodes[pair.a], network.nodes[pair.b]
    reasons = [sentence(f"match_reason_{r.kind}", language, left=r.left, right=r.right) for r in pair.reasons]
    return {
        "judgement": pair.judgement,
        "score": round(pair.score, 3),
        "a": {"id": a.id, "name": a.display},
        "b": {"id": b.id, "name": b.display},
        "reasons": reasons,
    }


def _row(told: dict[str, Any]) -> list[str]:
    judgement = words(f"duplicates.{told['judgement']}")
    a, b = (f"{told[side]['name']} ({told[side]['id']})" for side in ("a", "b"))
    return [judgement, f"{told['score']:.2f}", a, b, " ".join(told["reasons"])]
