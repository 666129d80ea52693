"""Names grouped: each group is one person or one organisation, as far as names alone can tell."""

from collections.abc import Callable, Sequence

from graph.names.organisation import parse_organisation
from graph.names.person import parse_person

Progress = Callable[[int, int], object]


def cluster_names(names: Sequence[str], progress: Progress | None = None) -> list[int]:
    """Return the number of the group each name belongs to, counted from 1 in the order of their first names."""
    numbers: dict[str, int] = {}
    found = []
    for done, name in enumerate(names, start=1):
        key = parse_person(name).key if "," in name else parse_organisation(name).core if name.strip() else ""
        found.append(numbers.setdefault(key, len(numbers) + 1))
        if progress and done % 1000 == 0:
            progress(done, len(names))
    return found
