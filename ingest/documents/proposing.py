"""What a document proposes, beside what a network knows."""

from graph.errors import InputError
from graph.model.facts import Source
from graph.model.proposals import Proposal
from graph.network import Network
from ingest.documents.document import Document
from ingest.documents.extract import extract
from ingest.documents.gazetteer import Gazetteer
from ingest.documents.keeping import keep

MOST = 10_000  # proposals of one document: nobody decides about more


def proposals(document: Document, source: Source, network: Network) -> list[Proposal]:
    """Return what a document seems to say, beside what a network knows.

    Raises:
        InputError: it is far more than anybody will look at.
    """
    gazetteer = Gazetteer.from_network(network)
    found = keep(extract(document.text, gazetteer, date=document.date or source.date), document, source)
    if len(found) > MOST:
        raise InputError("too_many_proposals", file=source.file, value=len(found), limit=MOST)
    return found
