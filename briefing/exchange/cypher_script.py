"""A Cypher script that makes the network in any Neo4j database, for `cypher-shell` and Neo4j Browser.

Values stand in it as literals, since a script has no parameters; labels, types and names of properties come from the
schema alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from briefing.exchange.content import Content, Value
from graph.model.schema import load
from graph.store.batch_size import batched
from graph.store.cypher import constraints, script_facts, script_nodes

ROWS = 500
# Neo4j 5 reads \\uXXXX before anything else, even behind another backslash; a text that holds it is put together.
_UNICODE_ESCAPE = re.compile(r"\\(?=u)")


def write_script(content: Content, out: Path) -> None:
    """Write statements that end with a semicolon; running them again changes nothing."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for statement in statements(content):
            file.write(f"{statement};\n")


def statements(content: Content) -> Iterator[str]:
    """Yield the statements: constraints, sources, nodes by label, relationships by type."""
    yield from (s for s in constraints(load()) if any(f"(n:{label})" in s for label in load().nodes))
    sources = [{"id": s.id, "name": s.name, "invented": s.invented, **s.fields} for s in content.sources]
    yield from _nodes("Source", sources)
    for label in load().nodes:
        rows = [
            {"id": a.id, "name": a.name, "keys": a.keys, "invented": a.invented, **a.fields}
            for a in content.actors
            if a.label == label
        ]
        yield from _nodes(label, rows)
    labels = {a.id: a.label for a in content.actors}
    for name, kind in load().relationships.items():
        for start, end in kind.ends():
            yield from _facts(content, name, start, end, labels)


def _nodes(label: str, rows: Iterable[Mapping[str, Value | bool]]) -> Iterator[str]:
    for part in batched(rows, ROWS):
        yield script_nodes(label, map(_map, part))


def _facts(content: Content, name: str, start: str, end: str, labels: Mapping[str, str]) -> Iterator[str]:
    rows: Iterator[tuple[str, str, dict[str, Value | bool]]] = (
        (f.start, f.end, {**f.flat(), "evidence": content.evidence.get(f.id, ()), "invented": f.invented})
        for f in content.facts
        if f.type == name and (labels[f.start], labels[f.end]) == (start, end)
    )
    for part in batched(rows, ROWS):
        yield script_facts(
            name, start, end, (f"{{a: {_literal(a)}, b: {_literal(b)}, f: {_map(f)}}}" for a, b, f in part)
        )


def _map(said: Mapping[str, Value | bool]) -> str:
    """Return a map literal; what is empty is left out."""
    return "{" + ", ".join(f"{name}: {_literal(value)}" for name, value in said.items() if value not in ("", ())) + "}"


def _literal(value: Value | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_literal, value))}]"
    parts = [_quoted(part) for part in _UNICODE_ESCAPE.split(value)]
    return " + '\\\\' + ".join(parts)


def _quoted(text: str) -> str:
    """Return a text between single quotes."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
    return "'" + escaped.replace("\t", "\\t") + "'"
