"""Nodes in files that we exported ourselves: their label and their keys are taken as they are, if they can be keys."""

import re
from collections.abc import Iterable

from graph.errors import InputError
from graph.model.facts import digest
from graph.model.keys import OWN_SCHEMES
from graph.model.schema import load
from ingest.exchange.fields import own
from ingest.exchange.graph import Fields, GraphNode

SEPARATOR = "|"  # between several texts where a format has no lists
MOST_KEYS = 200
_SCHEMES = {
    "Person": {"name", "mail"},
    "Organisation": {"org"},
    "Event": {"event"},
    "Topic": {"topic"},
    "Region": {"region", "nuts"},
}
_KEY = re.compile(r"([a-z][a-z0-9_.-]{0,30}):(\S.{0,1500})")


def own_label(fields: Fields) -> str:
    """Return the label a node states in the words of our model, "" where it does not."""
    label = own(fields, "label")
    return label if label in _SCHEMES and own(fields, "name") else ""


def own_keys(node: GraphNode, label: str) -> tuple[str, ...]:
    """Return the keys a node states; the one its id was made from comes first.

    Raises:
        InputError: one can not be the key of such a node.
    """
    found = apart(node.fields["keys"])
    for key in found:
        match = _KEY.fullmatch(key)
        scheme = match[1] if match else ""
        if not match or (scheme in {*OWN_SCHEMES, "source"} and scheme not in _SCHEMES[label]):
            raise InputError("bad_key", file=node.file, row=node.row, column="keys", value=key, label=label)
    if not found or len(found) > MOST_KEYS:
        raise InputError("bad_key", file=node.file, row=node.row, column="keys", value=len(found), label=label)
    prefix = load().nodes[label].id_prefix
    first = [key for key in found if f"{prefix}-{digest(key)}" == node.id]
    external = sorted(found, key=lambda key: key.partition(":")[0] in OWN_SCHEMES)
    return tuple(dict.fromkeys([*first, *external]))


def apart(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts of a list, those that stand together in one text apart.

    >>> apart(["BDI | Bundesverband", "BDI"])
    ('BDI', 'Bundesverband')
    """
    return tuple(dict.fromkeys(part for text in texts for part in map(str.strip, text.split(SEPARATOR)) if part))
