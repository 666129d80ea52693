"""What goes into the network: a source, the entities it names and the facts it states."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from graph.model.schema import ENTERED_SOURCE, INVENTED_SOURCE, load

Value = str | tuple[str, ...]
NEW = "new"  # chosen: a node that is made
Confidentiality = Literal["public", "partners", "internal"]
LEVELS: tuple[Confidentiality, ...] = ("public", "partners", "internal")  # from who sees least to who sees all


def digest(*parts: str) -> str:
    """Return a stable short hash (20 hexadecimal digits, 80 bits) of the parts."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


@dataclass(frozen=True)
class Source:
    """A file, report, register or conversation that states facts.

    Its content makes its identity, together with what it is `about` where only the user says that: the key of the
    event of a list. Without `titled` the title is only that of the file: it does not replace one given before.
    `recorded_by` is who loads it. What is `entered` by hand says more of how one knows: `said_by`, `way`, `certainty`.
    """

    title: str
    sha256: str
    kind: str = "other"
    publisher: str = ""
    date: str = ""
    url: str = ""
    file: str = ""
    confidentiality: Confidentiality = "internal"
    invented: bool = False
    about: str = ""
    titled: bool = True
    recorded_by: str = ""
    said_by: str = ""
    way: str = ""
    certainty: str = ""
    entered: bool = False

    @cached_property
    def id(self) -> str:
        """The id; that of an invented source starts with `invented-`, that of what is entered by hand with `entry-`."""
        prefix = INVENTED_SOURCE if self.invented else load().nodes["Source"].id_prefix
        return f"{ENTERED_SOURCE if self.entered else prefix}-{digest(self.sha256, self.about)}"

    def evidence(self, place: str) -> str:
        """Return the reference `source-id#place`."""
        return f"{self.id}#{place}"


def is_invented(evidence: str) -> bool:
    """Return whether a piece of evidence comes from a source named as invented."""
    return evidence.startswith(f"{INVENTED_SOURCE}-")


def is_entered(evidence: str) -> bool:
    """Return whether a piece of evidence, or a source by its id, is what somebody entered by hand."""
    return evidence.startswith(f"{ENTERED_SOURCE}-")


@dataclass(frozen=True, slots=True)
class Entity:
    """A node as one place of a source names it: its keys, the strongest first, and its values by schema field.

    `in_passing` says that name and values are as somebody typed them into a list, or guessed from that; what is
    said with care goes before them. `chosen` is the id of the node that somebody has chosen, whose name is then not
    said, or NEW for one that is made whatever else has its name; `decided` are claims that stand whatever other sources
    say, with their marks.
    """

    label: str
    keys: tuple[str, ...]
    name: str
    place: str
    values: Mapping[str, Value] = field(default_factory=dict)
    in_passing: bool = False
    chosen: str = ""
    decided: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """The strongest key, by which the facts of the same place refer to the entity."""
        return self.keys[0]


@dataclass(frozen=True, slots=True)
class Fact:
    """A relationship as one place of a source states it; the ends are named by their keys."""

    type: str
    start: str
    end: str
    place: str
    role: str = ""
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """All that one row, or one whole facts file, says."""

    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
