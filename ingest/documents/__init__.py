"""Documents: press reports and minutes become proposals, which a person accepts before anything is written."""

from ingest.documents.document import Document, read_document
from ingest.documents.extract import extract
from ingest.documents.gazetteer import EMPTY, Gazetteer
from ingest.documents.proposal import TextProposal
from ingest.documents.record import record

__all__ = ["EMPTY", "Document", "Gazetteer", "TextProposal", "extract", "read_document", "record"]
