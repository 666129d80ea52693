"""The command `duplicates`: entries that are, or may be, one; with reasons, the likeliest first."""

from typing import Annotated, Any

import typer

from dashboard.commands.options import Data, Json, settings, words
from dashboard.commands.output import print_json, print_table, say
from graph.decisions import parted
from graph.engine import open_store
from graph.errors import UsageError, sentence
from graph.matching.pairs import Pair, find_pairs
from graph.network import Network
from graph.store import Curator
from graph.store.merging import Reasons


def duplicates(
    top: Annotated[int, typer.Option("--top", min=1, max=100_000, help=words("duplicates.top"))] = 50,
    merge_certain: Annotated[bool, typer.Option("--merge-certain", help=words("duplicates.merge_certain"))] = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """List likely duplicates; with --merge-certain merge those whose reason can not be chance."""
    chosen = settings(data)
    with open_store(chosen) as store:
        view = store.view()
        network = Network.read(view)
        different = parted(view.decisions(), view.keys())
        pairs = sorted(find_pairs(network, different=different), key=lambda p: (-p.score, p.a, p.b))
        merged = _merge(store.curator(), network, pairs) if merge_certain else 0
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


def _merge(curator: Curator, network: Network, pairs: list[Pair]) -> int:
    """Merge the certain pairs and return how many; the one with more facts about it stays."""
    now: dict[str, str] = {}
    merged = 0
    for pair in (pair for pair in pairs if pair.judgement == "same"):
        a, b = _current(now, pair.a), _current(now, pair.b)
        if a == b:
            continue
        keep, other = sorted((a, b), key=lambda node_id: (-len(network.around(node_id)), node_id))
        compared = tuple(f"{reason.kind}: {reason.left} | {reason.right}" for reason in pair.reasons)
        try:
            curator.merge(keep, other, Reasons("akteursnetz", "certain", compared))
        except UsageError:  # somebody else merged one of them meanwhile
            continue
        now[other] = keep
        merged += 1
    return merged


def _current(now: dict[str, str], node_id: str) -> str:
    while node_id in now:
        node_id = now[node_id]
    return node_id


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
