"""What a load makes or changes, in words, before anything is written."""

from collections.abc import Iterator

from graph.model.schema import Schema, Text
from graph.store.changes import Changes, FactSample, NodeSample


def node_line(sample: NodeSample, schema: Schema, language: str) -> str:
    """Return type and name of a node."""
    return f"{_in(schema.nodes[sample.label].display, language)} {sample.name}"


def fact_line(sample: FactSample, schema: Schema, language: str) -> str:
    """Return a fact as one says it: start, verb, end, role."""
    kind = schema.relationships[sample.type]
    known = kind.roles.get(sample.role)
    role = _in(known.display, language) if known else sample.role
    return f"{sample.start} {_in(kind.display, language)} {sample.end}{f' ({role})' if role else ''}"


def lines(changes: Changes, schema: Schema, language: str, most: int) -> Iterator[tuple[str, str]]:
    """Yield the change, such as "created", and the words for the first nodes and facts, up to `most` of each."""
    for node in changes.node_samples[:most]:
        yield node.state.name.lower(), node_line(node, schema, language)
    for fact in changes.fact_samples[:most]:
        yield fact.state.name.lower(), fact_line(fact, schema, language)


def _in(text: Text, language: str) -> str:
    return text.de if language == "de" else text.en
