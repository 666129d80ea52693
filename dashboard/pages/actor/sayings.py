"""What sources say about a node itself, value by value."""

from dashboard.parts import tables
from dashboard.parts.badge import mark
from dashboard.parts.frame import Context
from graph.model.claims import Claims
from graph.model.facts import is_invented
from graph.network import Node


def said_about(context: Context, node: Node) -> list[tables.Row]:
    """Return a row for each value of each field with the sources that say so."""
    words, kind = context.words, context.network.schema.nodes[node.label]
    displays = {name: words.of(field.display) for name, field in kind.fields.items()}
    kinds = {name: words.of(display) for name, display in kind.kinds.items()}
    said: dict[tuple[str, str], list[str]] = {}
    for name, value, evidence in Claims.parse(node.claims).said():
        said.setdefault((displays.get(name, words("col_name")), value), []).extend(evidence)
    return [
        {
            words("col_field"): field,
            words("col_value"): kinds.get(value, value) if field == displays.get(kind.kind_field) else value,
            words("col_invented"): mark(words, all(map(is_invented, evidence))),
            **tables.source_cells(context, list(dict.fromkeys(evidence))),
        }
        for (field, value), evidence in sorted(said.items())
    ]
