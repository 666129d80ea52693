"""The lines of an export without the people whose processing is restricted: they go into backups alone."""

import json
from collections.abc import Callable, Iterable

from graph.model.schema import Schema
from graph.privacy.fingerprints import Fingers, Matcher
from graph.privacy.others import others_of
from graph.privacy.restricting import restricted_people
from graph.privacy.scrubbing import Scrubber
from graph.privacy.subject import erasure_of, families_of, words_of_person
from graph.privacy.traces import Search
from graph.store.export import json_line
from graph.store.view import View

Lines = Callable[[str], Iterable[str]]


def without_restricted(view: View, schema: Schema) -> tuple[int, Lines]:
    """Return how many people are left out, and what makes of a line of an export the lines that may be seen."""
    people = list(restricted_people(view))
    if not people:
        return 0, lambda line: (line,)
    ids = frozenset(one.id for one in people)
    families, words = (frozenset(w for one in people for w in of(one)) for of in (families_of, words_of_person))
    others, fingers = others_of(view, schema, ids, families), Fingers(b"export")
    matcher = Matcher(fingers, tuple(erasure_of(p, fingers, others, at="", who="", reason="") for p in people))
    keys = frozenset(key for one in people for key in one.keys)
    found = {(t.label, t.id): t for t in Search.of(view, schema, ids, keys, Scrubber(matcher), words).traces()}

    def seen(line: str) -> Iterable[str]:
        said = json.loads(line)
        label = said["labels"][0] if said["type"] == "node" else said["label"]
        trace = found.get((label, str(said["id"])))
        if trace is None:
            return (line,)
        if trace.fate == "delete":
            return ()
        changed = {name: value for name, value in trace.changed.items() if name in said["properties"]}
        said["properties"] = {"id": said["id"], **changed}
        return (json_line(said),)

    return len(people), seen
