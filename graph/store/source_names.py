"""Finding the source somebody means: by id, title or file name."""

from collections.abc import Iterable
from typing import Any

from graph.errors import UsageError
from graph.model.proposals import Proposal


def source_named(sources: Iterable[dict[str, Any]], text: str, proposals: Iterable[Proposal] = ()) -> str:
    """Return the id of the source that is meant among the properties of all; a document may have proposals alone.

    A source that was withdrawn is never meant.

    Raises:
        UsageError: none, or several.
    """
    known = {s["id"]: (s["id"], s["name"], s.get("file")) for s in sources if not s.get("withdrawn_at")}
    documents = {p.source_id: p.document for p in proposals}
    known |= {source_id: (source_id, d.title, d.file) for source_id, d in documents.items() if source_id not in known}
    found = sorted(source_id for source_id, names in known.items() if text in names)
    if not found:
        raise UsageError("no_such_source", name=text)
    if len(found) > 1:
        raise UsageError("several_sources", name=text, ids=", ".join(found))
    return str(found[0])
