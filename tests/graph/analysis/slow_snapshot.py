"""The network as arrays, one fact after the other: slow, and plainly what is meant."""

from collections.abc import Iterable

import numpy as np

from graph.analysis.snapshot import NEVER, Ints, Snapshot
from graph.analysis.snapshot import _first as first
from graph.analysis.snapshot import _last as last
from graph.analysis.snapshot import _recorded as recorded
from graph.network import Network, Relation


def slow_snapshot(network: Network) -> Snapshot:
    """Return the network as arrays."""
    nodes = [network.nodes[node_id] for node_id in sorted(network.nodes)]
    relations = sorted(network.relations, key=lambda r: r.id)
    place = {node.id: i for i, node in enumerate(nodes)}
    labels, label = _coded(n.label for n in nodes)
    kinds, kind = _coded(n.kind for n in nodes)
    types, type_ = _coded(r.type for r in relations)
    days = [_days(network, r) for r in relations]
    seen = [_sightings(network, r) if days[i] == (0, 0) else () for i, r in enumerate(relations)]
    flat = [item for items in seen for item in items]
    return Snapshot(
        network.version,
        tuple(n.id for n in nodes),
        labels,
        label,
        kinds,
        kind,
        tuple(r.id for r in relations),
        types,
        type_,
        _ints(place[r.start] for r in relations),
        _ints(place[r.end] for r in relations),
        _ints(begin for begin, _ in days),
        _ints(until for _, until in days),
        np.array([r.role == "invited" for r in relations], dtype=np.bool_),
        _ints(recorded(r.recorded_at) for r in relations),
        _ints(recorded(r.retired_at) if r.retired_at else NEVER for r in relations),
        np.concatenate([[0], np.cumsum([len(items) for items in seen], dtype=np.int64)]).astype(np.int64),
        _ints(first for first, _, _ in flat),
        _ints(last for _, last, _ in flat),
        _ints(recorded for _, _, recorded in flat),
    )


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _coded(values: Iterable[str]) -> tuple[tuple[str, ...], Ints]:
    """Return the distinct values in order, and for each item the place of its value among them."""
    found = list(values)
    names = tuple(sorted(set(found)))
    place = {name: i for i, name in enumerate(names)}
    return names, _ints(place[value] for value in found)


def _days(network: Network, relation: Relation) -> tuple[int, int]:
    """Return the first and the last day a fact states; one of taking part without dates has those of its event."""
    begin, end = relation.valid_from, relation.valid_to
    if network.nodes[relation.end].label == "Event":
        if not begin and not end and network.event_date(relation.end):
            begin, end = network.dates(relation)
        return first(begin), last(end or begin)
    return first(begin), last(end)


def _sightings(network: Network, relation: Relation) -> tuple[tuple[int, int, int], ...]:
    """Return for each dated source of a fact the days it covers and when it was recorded."""
    sources = (network.source(item) for item in relation.evidence)
    fields = [s.fields for s in sources if s and s.fields.get("date")]
    return tuple(
        sorted({(first(str(f["date"])), last(str(f["date"])), recorded(str(f.get("recorded_at", "")))) for f in fields})
    )
