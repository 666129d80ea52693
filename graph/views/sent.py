"""What a browser sends of a map, brought to what a named view can hold: ids, known words, numbers within bounds.

Whatever is none of it is left out, so that nothing else is kept in the ledger.
"""

import math
from collections.abc import Mapping
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
_DOT = "group:"  # before the id of an actor: the community it names
_BANDS = 3  # of strength, beside the lowest
_WORDS = {
    "colour": frozenset(("kind", "region", "community", "age", "coverage", "owner")),
    "size": frozenset(("ties", "strength", "events", "bridging")),
    "place": frozenset(("net", "land")),
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

    A community is kept by the id of the actor that names it, as all that is said of actors: `dots` says that those
    chosen are meant so.
    """
    lists = {name: _words(sent.get(name), _MOST_IDS) for name in ("hidden", "selection", "tie", "open")}
    chosen = lists["selection"] + lists["tie"]
    dots = sent.get("dots") is True or (bool(chosen) and all(i.startswith(_DOT) for i in chosen))
    for name, ids in lists.items():
        meant = dots and name in ("selection", "tie")
        lists[name] = [i.removeprefix(_DOT) for i in ids if meant or not i.startswith(_DOT)]
    words = {name: sent[name] for name, known in _WORDS.items() if _is_word(sent.get(name), known)}
    return {
        **lists,
        "tie": lists["tie"] if len(lists["tie"]) == 2 else None,
        **({"dots": True} if dots else {}),
        "off": _words(sent.get("off"), _MOST_WORDS),
        "pins": {
            i: list(spot) for i, spot in _table(sent.get("pins")).items() if is_spot(spot) and not i.startswith(_DOT)
        },
        "folded": {
            i: types
            for i, value in _table(sent.get("folded")).items()
            if (types := _types(value)) and not i.startswith(_DOT)
        },
        **words,
        **_numbers(sent),
    }


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
