"""Sources as nodes: what a load says of its source, and what a person corrected, which later loads leave alone."""

from collections.abc import Mapping
from typing import Any

from graph.errors import UsageError
from graph.model.dates import parse_date
from graph.model.facts import Source
from graph.model.fold import search_text, visible
from graph.model.hidden import is_lost, restored
from graph.model.schema import Schema
from graph.store import cypher
from graph.store.changes import Changes
from graph.store.transaction import Tx

CORRECTABLE = ("name", "kind", "publisher", "date", "url", "confidentiality")
_LONGEST = 500


def write_source(tx: Tx, source: Source, changes: Changes, at: str, *, is_last: bool = True) -> bool:
    """Write what a load says of its source and count it; with the last part of a load it is whole.

    Return whether it was not there before.
    """
    found = tx.read(cypher.READ_SOURCE, id=source.id).single()
    known: dict[str, Any] = found["properties"] if found else {}
    wanted = _properties(source, known)
    if not known:
        by = {"recorded_by": source.recorded_by} if source.recorded_by else {}
        wanted |= {"recorded_at": at, "unfinished": None if is_last else True, **by}
        changes.created.add(source.id)
    elif is_last:
        wanted |= {"unfinished": None, "withdrawn_at": None, "withdrawn_by": None, "replaced_by": None}
    elif known.get("withdrawn_at"):
        wanted["unfinished"] = True
    differing = {name: value for name, value in wanted.items() if known.get(name) != value}
    if not differing:
        changes.unchanged.add(source.id)
    elif known:
        changes.changed.add(source.id)
    if differing:
        tx.write(cypher.MERGE_SOURCE, id=source.id, properties=wanted)
    return not known


def _properties(source: Source, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a load says of its source; a copy under another file name is the source it was."""
    fields: dict[str, Any] = {
        "name": source.title if source.titled or not known else known["name"],
        "kind": source.kind,
        "publisher": source.publisher,
        "date": source.date,
        "url": source.url,
        "file": known.get("file", "") or source.file,
        "sha256": source.sha256,
        "confidentiality": source.confidentiality,
        "about": source.about,
        "said_by": source.said_by,
        "way": source.way,
        "certainty": source.certainty,
    }
    fields |= {name: known.get(name, "") for name in known.get("corrected") or ()}
    publisher = fields["publisher"] or known.get("publisher", "")
    fields["search_text"] = search_text(fields["name"], publisher, fields["file"])
    return {"invented": source.invented, **{name: value for name, value in fields.items() if value}}


def correct_source(
    tx: Tx, schema: Schema, source_id: str, fields: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Give a source other values and return those before and after, of the fields that change; "" takes one away.

    Raises:
        UsageError: no such source, a field that is not to be corrected, or a value it can not have.
    """
    found = tx.read(cypher.READ_SOURCE, id=source_id).single()
    if found is None:
        raise UsageError("no_such_source", name=source_id)
    known: dict[str, Any] = found["properties"]
    asked = {n: restored(_checked(schema, n, value), str(known.get(n) or "")) for n, value in fields.items()}
    if any(is_lost(value, str(known.get(name) or "")) for name, value in asked.items()):
        raise UsageError("hidden_written")
    after = {name: value for name, value in asked.items() if value != str(known.get(name) or "")}
    if after:
        whole = {**known, **after}
        text = search_text(*(str(whole.get(name) or "") for name in ("name", "publisher", "file")))
        corrected = sorted({*(known.get("corrected") or ()), *after})
        properties: dict[str, object] = {name: value or None for name, value in after.items()}
        properties |= {"search_text": text, "corrected": corrected}
        tx.write(cypher.MERGE_SOURCE, id=source_id, properties=properties)
    return {name: str(known.get(name) or "") for name in after}, after


def _checked(schema: Schema, name: str, value: str) -> str:
    if name not in CORRECTABLE:
        raise UsageError("source_field", name=name, known=", ".join(CORRECTABLE))
    text = visible(value)
    kind = schema.nodes["Source"]
    if len(text) > _LONGEST or (name == "name" and not text):
        raise UsageError("source_value", name=name, value=text[:60])
    if name == "date" and text:
        try:
            return parse_date(text)
        except ValueError as error:
            raise UsageError("source_value", name=name, value=text[:60]) from error
    choices = (
        kind.kinds if name == "kind" else kind.fields["confidentiality"].values if name == "confidentiality" else ()
    )
    if choices and text not in choices:
        raise UsageError("source_value", name=name, value=text[:60])
    return text
