"""Files of network programs: GraphML, GEXF, node-link JSON, JSON of Cytoscape and of graphology."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from ingest.exchange.graph import GraphFile
from ingest.exchange.mapping import understand_network
from ingest.exchange.words import read_words
from ingest.records import Kind, Mapped, Options
from ingest.sources.graphfiles import cytoscape, gexf, graphml, graphology, nodelink


def understand(read: Callable[[Path], GraphFile], path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and records of a network file.

    Raises:
        InputError: the file can not be read, or is no network.
    """
    return understand_network(read(path), read_words("ingest.exchange"), path, sha256, options)


KINDS = (
    Kind("cytoscape", (".json", ".cyjs"), partial(understand, cytoscape.read_cytoscape), cytoscape.recognises),
    Kind("graphology", (".json",), partial(understand, graphology.read_graphology), graphology.recognises),
    Kind("graphml", (".graphml", ".xml"), partial(understand, graphml.read_graphml), graphml.recognises),
    Kind("gexf", (".gexf", ".xml"), partial(understand, gexf.read_gexf), gexf.recognises),
    Kind("nodelink", (".json",), partial(understand, nodelink.read_node_link), nodelink.recognises),
)
