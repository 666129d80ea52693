"""The Neo4j driver, imported where a database is asked and not before.

It looks for pandas, only to take its types as values, which nobody here hands it; that costs as much as all the rest.
So pandas is kept out of sight meanwhile, where it is not there already.
"""

import sys
from typing import Any, cast

_unseen = "pandas" not in sys.modules
if _unseen:
    cast("dict[str, Any]", sys.modules)["pandas"] = None  # an import of it fails, as where it is not installed
try:
    from neo4j import GraphDatabase, Neo4jDriver
    from neo4j.exceptions import (
        AuthError,
        ConstraintError,
        DriverError,
        IncompleteCommit,
        Neo4jError,
        ServiceUnavailable,
        SessionExpired,
        TransientError,
    )
finally:
    if _unseen:
        del sys.modules["pandas"]

__all__ = [
    "AuthError",
    "ConstraintError",
    "DriverError",
    "GraphDatabase",
    "IncompleteCommit",
    "Neo4jDriver",
    "Neo4jError",
    "ServiceUnavailable",
    "SessionExpired",
    "TransientError",
]
