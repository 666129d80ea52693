"""What was erased for good is erased again in what an older backup brought back, before anybody may read it."""

from importlib import import_module
from importlib.util import find_spec

from graph.store import Store

ERASURES = "graph.privacy.erasures"


def replay_erasures(store: Store) -> int:
    """Erase again what was erased, and return how much that was; without a record of erasures it is nothing."""
    package = ERASURES.rpartition(".")[0]
    if find_spec(package) is None or find_spec(ERASURES) is None:
        return 0
    return int(import_module(ERASURES).replay(store))
