"""Work for a process of its own: all that the pages have done so, one after the other; and what goes wrong."""

import os
from collections.abc import Callable
from datetime import date
from typing import Any

from dashboard.state.apart import Ground
from dashboard.state.apart.tasks import all_gaps, groups_on_map, known_on_map, missing_ties, two_days
from graph.errors import UnknownName
from graph.network import Network


def everything(ground: Ground, tell: Callable[..., object], day: date) -> dict[str, Any]:
    table = known_on_map(ground, tell, day, "mixed")
    return {
        "gaps": all_gaps(ground, tell, day, "", "", ()),
        "missing": missing_ties(ground, tell, day),
        "diff": two_days(ground, tell, day, day.replace(year=day.year - 1), day, people=False),
        "table": (table.ids, table.a.tolist(), table.b.tolist(), table.strength.tolist(), table.last.tolist()),
        "groups": groups_on_map(ground, tell, day, "organisations"),
        "nodes": [ground.network.nodes[i] for i in ("p0", "o1")],
        "facts": list(ground.network.relations[2:5]),
        "network": ground.network,
    }


def refused(ground: Ground, tell: Callable[..., object]) -> None:
    tell(1, 2)
    raise UnknownName("unknown_name", "Ida", [ground.network.nodes["p0"].id])


def killed(_: Ground, __: Callable[..., object]) -> None:
    os._exit(9)


def without_room(_: Ground, __: Callable[..., object]) -> None:
    raise MemoryError("1.2 GiB")


def names(ground: Ground, _: Callable[..., object]) -> tuple[list[str], Network]:
    return sorted(node.name for node in ground.network.nodes.values()), ground.network
