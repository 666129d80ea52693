"""Node-link JSON, for networkx and d3."""

import json
from pathlib import Path
from typing import Any

import networkx as nx

from briefing.exchange.content import Content
from briefing.exchange.graphml import as_networkx


def write_node_link(content: Content, out: Path) -> None:
    """Write `nodes` and `links`; several values of a field are one text."""
    data: dict[str, Any] = nx.node_link_data(as_networkx(content), edges="links")
    out.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
