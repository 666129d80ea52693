"""What a document proposes, beside what a network knows."""

from graph.model.facts import Source
from graph.model.proposals import Proposal
from graph.network import Network
from ingest.documents.document import Document
from ingest.documents.extract import extract
from ingest.documents.gazetteer import Gazetteer
from ingest.documents.keeping import keep


def proposals(document: Document, source: Source, network: Network) -> list[Proposal]:
    """Return what a document seems to say, beside what a network knows."""
    gazetteer = Gazetteer.from_network(network)
    return keep(extract(document.text, gazetteer, date=document.date or source.date), document, source)
