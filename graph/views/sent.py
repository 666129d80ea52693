"""What a browser sends of a map, brought to what a named view can hold: ids, known words, numbers within bounds.

Whatever is none of it is left out, so that nothing else is kept in the ledger.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard

from graph.model.schema import load

# What a view keeps of the page: the choices that stand in its address.
ASKED = (
    *("layer", "between", "sure", "type", "kind", "topic", "region", "from", "to", "care", "before", "after"),
    *("groups", "actor"),
)
_LONGEST, _MOST_IDS, _MOST_WORDS = 200, 6_000, 300
_FAR = 1e7  # from the middle of the map
_YEARS = (1_000.0, 3_000.0)
_DOT = "group:"  # before the id of an actor: the community it names; "/rest" behind it: those not drawn
_BANDS = 3  # of strength, beside the lowest
_WORDS = {
    "colour": frozenset(("kind", "region", "community", "age", "coverage", "owner")),
    "size": frozenset(("ties", "strength", "events", "bridging")),
    "place": frozenset(("net", "land")),
    "arrangement": frozenset(("net", "groups-organisations", "groups-people", "groups-mixed")),
}


def asked_of(sent: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the choices of the page."""
    found = {name: _words(sent.get(name), _MOST_WORDS) for name in ASKED}
    return {name: values for name, values in found.items() if values}


def camera_of(sent: Mapping[str, Any]) -> dict[str, float]:
    """Return where the camera stands, {} where it is not said in full."""
    known = {name: value for name in ("x", "y", "ratio") if is_number(value := sent.get(name))}
    return known if len(known) == 3 and known["ratio"] > 0 else {}


def state_of(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was done on the map.

    A community is kept by the id of the actor that names it, as all that is said of actors, and apart from actors:
    `dot_hidden`, `dot_selection`, `dot_tie` and `dot_pins`. The dot for the rest of a community is nobody to keep.
    """
    lists = {
        name: _words(sent.get(name), _MOST_IDS) + [_DOT + i for i in _words(sent.get(f"dot_{name}"), _MOST_IDS)]
        for name in ("hidden", "selection", "tie")
    }
    kept = {_DOT + i: spot for i, spot in _table(sent.get("dot_pins")).items()}
    pins = {i: list(spot) for i, spot in (_table(sent.get("pins")) | kept).items() if is_spot(spot)}
    folded = {i: types for i, value in _table(sent.get("folded")).items() if (types := _types(value))}
    dots: dict[str, Any] = {f"dot_{name}": found for name, ids in lists.items() if (found := _dots(ids))}
    if spots := {_named(i): spot for i, spot in pins.items() if _named(i)}:
        dots["dot_pins"] = spots
    actors = {name: _actors(ids) for name, ids in lists.items()}
    if len(actors["tie"]) + len(dots.get("dot_tie", ())) != 2:
        actors["tie"] = []
        dots.pop("dot_tie", None)
    words = {name: sent[name] for name, known in _WORDS.items() if _is_word(sent.get(name), known)}
    return {
        **actors,
        "tie": actors["tie"] or None,
        "open": _actors(_words(sent.get("open"), _MOST_IDS)),
        **dots,
        "off": _words(sent.get("off"), _MOST_WORDS),
        "pins": {i: pins[i] for i in _actors(pins)},
        "folded": {i: folded[i] for i in _actors(folded)},
        **words,
        **_numbers(sent),
    }


def _named(node: str) -> str:
    """Return the actor that names a community, by the id of its dot; "" for any other id."""
    return node.removeprefix(_DOT) if node.startswith(_DOT) and "/" not in node else ""


def _dots(ids: Iterable[str]) -> list[str]:
    return [name for i in ids if (name := _named(i))]


def _actors(ids: Iterable[str]) -> list[str]:
    return [i for i in ids if not i.startswith(_DOT)]


def is_number(value: object, low: float = -_FAR, high: float = _FAR) -> TypeGuard[float]:
    """Return whether something is a number within bounds."""
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high  # NaN is not


def is_spot(value: object) -> bool:
    """Return whether something is a place on the map."""
    return isinstance(value, list | tuple) and len(value) == 2 and all(map(is_number, value))


def _numbers(sent: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "outlines" in sent:
        found["outlines"] = sent["outlines"] is True
    if "until" in sent:
        found["until"] = sent["until"] if is_number(sent["until"], *_YEARS) else None
    if "strength" in sent:
        bands = sent["strength"]
        known = is_spot(bands) and all(is_number(band, 0, _BANDS) for band in bands)
        found["strength"] = [math.floor(band) for band in bands] if known else None
    return found


def _is_word(value: object, known: frozenset[str]) -> bool:
    return isinstance(value, str) and value in known


def _words(value: object, most: int) -> list[str]:
    if not isinstance(value, list | tuple):
        return []
    return list(dict.fromkeys(word for word in value if isinstance(word, str) and 0 < len(word) <= _LONGEST))[:most]


def _table(value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        return {}
    return {i: of for i, of in list(value.items())[:_MOST_IDS] if isinstance(i, str) and 0 < len(i) <= _LONGEST}


def _types(value: object) -> list[str]:
    known = {"*", *load().nodes, *load().relationships}
    return [word for word in _words(value, _MOST_WORDS) if word in known]
