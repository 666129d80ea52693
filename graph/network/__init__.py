"""The network in memory: all nodes and facts of one data version, read, searched, seen by an audience."""

from graph.network.network import Network, Node, Relation, is_over, node_of, stated, united

__all__ = ["Network", "Node", "Relation", "is_over", "node_of", "stated", "united"]
