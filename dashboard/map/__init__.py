"""The interactive network map: drawn in the browser, worked on there, what was done reported to Python."""

from dashboard.map.component import network_map
from dashboard.map.elements import (
    TEXT_KEYS,
    WORK_KEYS,
    Change,
    Colouring,
    MapEdge,
    MapEvent,
    MapKey,
    MapNode,
    Sizing,
    Tile,
    Workbench,
)

__all__ = [
    "TEXT_KEYS",
    "WORK_KEYS",
    "Change",
    "Colouring",
    "MapEdge",
    "MapEvent",
    "MapKey",
    "MapNode",
    "Sizing",
    "Tile",
    "Workbench",
    "network_map",
]
