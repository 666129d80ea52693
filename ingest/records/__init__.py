"""What every kind of source shares: what the user says, what a file gives, what is told of its rows."""

from ingest.records.mapped import Findings, Kind, Mapped
from ingest.records.notes import Note, Rejected
from ingest.records.options import Options

__all__ = ["Findings", "Kind", "Mapped", "Note", "Options", "Rejected"]
