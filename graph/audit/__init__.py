"""The audit log: who saw, changed, exported or erased what, and when; each line holds that of the one before.

    record("erase", [person_id], reason="objection")

There are ids in it and no names. Where it can not be written the act is refused.
"""

from graph.audit.log import AuditLog, LogLine, here, record
from graph.audit.reading import LogQuery, entries, newest
from graph.audit.verifying import Fault, verify

__all__ = ["AuditLog", "Fault", "LogLine", "LogQuery", "entries", "here", "newest", "record", "verify"]
