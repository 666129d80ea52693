"""The audit log: who saw, changed, exported or erased what, and when; each line holds that of the one before.

    record("erase", [person_id], reason="objection")

There are ids in it and no names. Where it can not be written the act is refused. Rights that are refused are noted by
themselves from the moment somebody imports it.
"""

from graph.access.desk import watch_refusals
from graph.audit import refusals
from graph.audit.log import AuditLog, LogLine, here, record
from graph.audit.reading import LogQuery, entries, newest
from graph.audit.verifying import Fault, verify

watch_refusals(refusals.HERE.note)

__all__ = ["AuditLog", "Fault", "LogLine", "LogQuery", "entries", "here", "newest", "record", "verify"]
