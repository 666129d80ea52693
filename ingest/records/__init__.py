"""What every kind of source shares: what the user says, what a file gives, what is told of its rows."""

from ingest.records.mapped import Kind, Mapped, RowLog
from ingest.records.notes import Note, Rejected
from ingest.records.options import Options

__all__ = ["Kind", "Mapped", "Note", "Options", "Rejected", "RowLog"]
