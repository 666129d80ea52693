"""The interactive network map: drawn in the browser, worked on there, what was done reported to Python."""

from dashboard.map.component import network_map, opened
from dashboard.map.elements import (
    TEXT_KEYS,
    WORK_KEYS,
    Change,
    Colouring,
    MapEdge,
    MapEvent,
    MapGroup,
    MapKey,
    MapNode,
    Sizing,
    Tile,
    Workbench,
    group_id,
    group_of,
)

__all__ = [
    "TEXT_KEYS",
    "WORK_KEYS",
    "Change",
    "Colouring",
    "MapEdge",
    "MapEvent",
    "MapGroup",
    "MapKey",
    "MapNode",
    "Sizing",
    "Tile",
    "Workbench",
    "group_id",
    "group_of",
    "network_map",
    "opened",
]
