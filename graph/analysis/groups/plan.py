"""A plan for groups: who takes part, which groups there are and which rules hold, from a file or an event."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from graph.analysis.groups.problem import Sizes
from graph.errors import InputError
from graph.model.fold import fold

_LARGEST_FILE = 5_000_000
MOST_PEOPLE = 2000
Name = Annotated[str, Field(min_length=1, max_length=500)]
Pair = tuple[Name, Name]


class PlanPart(BaseModel):
    """Base of all that can stand in a plan; an unknown word there is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Participant(PlanPart):
    """Somebody who takes part: the kind of their organisation, and the groups they wish for, the dearest first."""

    name: Name
    kind: str = ""
    organisation: str = ""
    wishes: tuple[Name, ...] = ()
    id: str = ""


class PlannedGroup(PlanPart):
    """A group, and how many people it must and may have where that is set."""

    name: Name
    min: int | None = Field(default=None, ge=0)
    max: int | None = Field(default=None, ge=1)


class Plan(PlanPart):
    """People, groups and rules; `balance` None: kinds need not be spread, `wishes`: how much they count."""

    groups: tuple[PlannedGroup, ...] = Field(min_length=1, max_length=50)
    people: tuple[Participant, ...] = Field(min_length=1, max_length=MOST_PEOPLE)
    must: tuple[Pair, ...] = ()
    must_not: tuple[Pair, ...] = ()
    balance: int | None = Field(default=1, ge=0)
    wishes: float = Field(default=1.0, ge=0, le=100)

    @model_validator(mode="after")
    def _names_are_known(self) -> "Plan":
        names = [g.name for g in self.groups]
        if twice := _doubles(names):
            raise ValueError(f"group named twice: {twice}")
        if twice := _doubles(fold(p.name) for p in self.people):
            raise ValueError(f"participant named twice: {twice}")
        wished = {w for p in self.people for w in p.wishes} - set(names)
        if wished:
            raise ValueError(f"no such group: {min(wished)}")
        if unknown := {n for pair in (*self.must, *self.must_not) for n in pair if fold(n) not in self._places()}:
            raise ValueError(f"no such participant: {min(unknown)}")
        if alone := next((a for a, b in (*self.must, *self.must_not) if fold(a) == fold(b)), ""):
            raise ValueError(f"paired with themselves: {alone}")
        if wrong := next((g for g in self.groups if g.max is not None and (g.min or 0) > g.max), None):
            raise ValueError(f"min above max: {wrong.name}")
        return self

    def _places(self) -> dict[str, int]:
        return {fold(p.name): i for i, p in enumerate(self.people)}

    def pairs(self, named: Iterable[Pair]) -> tuple[tuple[int, int], ...]:
        """Return pairs by place."""
        place = self._places()
        return tuple((place[fold(a)], place[fold(b)]) for a, b in named)

    def sizes(self) -> Sizes:
        """Return the sizes of the groups; those without one share the remaining people as equally as possible."""
        n, g = len(self.people), len(self.groups)
        free = [group for group in self.groups if group.min is None and group.max is None]
        if len(free) == g:
            return Sizes.equal(n, g)
        least = tuple(group.min or 0 for group in self.groups)
        most = tuple(n if group.max is None else group.max for group in self.groups)
        return Sizes(least, most)


def _doubles(names: Iterable[str]) -> str:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return ""


def read_plan(path: Path) -> Plan:
    """Return the plan in a file.

    Raises:
        InputError: the file can not be read, or is no plan; it names the place.
    """
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise InputError("plan_too_large", file=path.name)
        return Plan.model_validate(yaml.safe_load(path.read_text(encoding="utf-8-sig")))
    except ValidationError as error:
        first = error.errors()[0]
        place, said = ".".join(map(str, first["loc"])), str(first["msg"]).removeprefix("Value error, ")
        raise InputError("plan_unreadable", file=path.name, column=place, value=said) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise InputError("plan_unreadable", file=path.name, value=str(error)) from error
