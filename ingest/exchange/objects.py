"""Objects of JSON as the fields of a node or an edge."""

from collections.abc import Iterable, Mapping

from ingest.exchange.graph import Fields, texts
from ingest.readers.marked import Marked


def text_of(marked: Marked | None) -> str:
    """Return a text, or the id of an object (d3 writes whole nodes as the ends of a link); "" for anything else."""
    if marked is None:
        return ""
    if isinstance(marked.value, dict):
        within = marked.value.get("id")
        return within.value.strip() if within and isinstance(within.value, str) else ""
    return marked.value.strip() if isinstance(marked.value, str) else ""


def fields_of(fields: Mapping[str, Marked], skipped: Iterable[str] = ()) -> Fields:
    """Return the fields of an object that hold texts; what is within an object has both names, with a dot."""
    left = set(skipped)
    found: dict[str, tuple[str, ...]] = {}
    for name, marked in fields.items():
        if name in left:
            continue
        if isinstance(marked.value, dict):
            found |= {f"{name}.{inner}": _texts(below) for inner, below in marked.value.items()}
        else:
            found[name] = _texts(marked)
    return {name: said for name, said in found.items() if said}


def _texts(marked: Marked) -> tuple[str, ...]:
    if isinstance(marked.value, list):
        return texts(*(item.value for item in marked.value if isinstance(item.value, str)))
    return texts(marked.value) if isinstance(marked.value, str) else ()
