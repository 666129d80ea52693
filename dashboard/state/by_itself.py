"""What tells networks apart in caches: each is its own; Streamlit looks at the very class, not at those above it."""

from collections.abc import Callable
from typing import Any

from graph.columns import ColumnNetwork
from graph.network import Network

BY_ITSELF: dict[str | type[Any], Callable[[Any], Any]] = {Network: id, ColumnNetwork: id}
