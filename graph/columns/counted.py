"""How much there is at a moment, in a small file beside the columns: counting a country's register takes a while."""

import json
from contextlib import suppress
from pathlib import Path

from graph.files.drafts import write_whole
from graph.model.schema import Schema
from graph.network import Network
from graph.store.view import Counts, Moment

NAME = "counts.json"


def counts_of(network: Network) -> Counts:
    """Return how much there is in a network."""
    nodes, facts = network.count_labels(), network.count_types()
    schema = network.schema
    return Counts({n: nodes.get(n, 0) for n in schema.nodes}, {t: facts.get(t, 0) for t in schema.relationships})


def kept_counts(folder: Path, moment: Moment, schema: Schema) -> Counts | None:
    """Return what was counted at exactly this moment; None where that was not kept, or for another schema."""
    try:
        said = json.loads((folder / NAME).read_text(encoding="ascii"))
        nodes, facts = ({str(k): int(n) for k, n in said[name].items()} for name in ("nodes", "facts"))
        of = Moment(*said["moment"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    known = nodes.keys() == schema.nodes.keys() and facts.keys() == schema.relationships.keys()
    return Counts(nodes, facts) if known and moment.identity and of == moment else None


def keep_counts(folder: Path, moment: Moment, counts: Counts) -> None:
    """Keep what was counted at a moment; where the disk is full or can not be written, nothing is kept."""
    said = {"moment": list(moment), "nodes": dict(counts.nodes), "facts": dict(counts.facts)}
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(folder / NAME, json.dumps(said))
