"""What is taken out of the dashboard as a file: who took what, about whom, is in the audit log before the file is."""

import re
from collections.abc import Iterable

from graph import audit
from graph.access import Person
from graph.model.schema import load

_NO_TOKEN = re.compile(r"[^a-z0-9_-]+")


def exported(kind: str, ids: Iterable[str] = (), *, form: str = "csv", by: Person | None = None) -> None:
    """Note that somebody takes something as a file; of the nodes in it, as far as they are known, people are noted.

    `by` is who does, where she is not at the desk of this thread.

    Raises:
        StoreError: the log can not be written, so that there must be no file.
    """
    schema = load()
    people = [one for one in ids if schema.is_node(one) and schema.label_of(one) == "Person"]
    audit.record("export", people, by=by, kind=_NO_TOKEN.sub("-", kind.lower())[:60], format=form)
