"""The interactive network map: nodes at fixed places, drawn in the browser, clicks reported to Python."""

from dashboard.map.component import network_map
from dashboard.map.elements import TEXT_KEYS, MapEdge, MapEvent, MapKey, MapNode

__all__ = ["TEXT_KEYS", "MapEdge", "MapEvent", "MapKey", "MapNode", "network_map"]
