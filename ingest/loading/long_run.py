"""A long run: of more than four files those that fit together are one unit of work, compared once when all are in.

Comparing after each of two hundred files takes a look at all names two hundred times, and each unit of work costs
something by itself: of sixteen files that was half of what the program did.
"""

from collections.abc import Iterator, Sequence

from ingest.loading.pipeline import Prepared

MANY = 4  # files; up to so many are each a unit of its own, and told as soon as it is in
_THINGS = 60_000  # nodes named and facts stated, of a group: some hundred megabytes in the database


def grouped(files: Sequence[Prepared]) -> Iterator[list[Prepared]]:
    """Yield the files in groups that are taken in together, each in its turn."""
    group: list[Prepared] = []
    held = 0
    for one in files:
        size = _size(one)
        if group and held + size > _THINGS:
            yield group
            group, held = [], 0
        group.append(one)
        held += size
    if group:
        yield group


def _size(prepared: Prepared) -> int:
    """Return how much a file says; one that is read again, or that people decide about, fills a group by itself."""
    if prepared.kept is None or prepared.mapped.proposals:
        return _THINGS
    return sum(len(record.entities) + len(record.facts) for record in prepared.kept)
