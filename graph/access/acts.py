"""What is being done: each act names the right it needs, and none changes the store without one.

    @act("decide")
    def merge(self, ...): ...

asks whether the person at the desk may before anything happens. An act may be part of a larger one, which then
answers for it: a load merges what is certain without the right to decide (`within`).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import ParamSpec, TypeVar

from graph.access.desk import require

P = ParamSpec("P")
T = TypeVar("T")
UPKEEP = ""  # what the program does by itself: it says nothing new and needs no right
#: Which rights an act answers for: what it does besides is part of it.
WITHIN: Mapping[str, frozenset[str]] = {
    "import": frozenset({"decide", "withdraw", "enter"}),
    "enter": frozenset({"import"}),
    "decide": frozenset({"import", "enter"}),
    "withdraw": frozenset({"enter"}),
    "correct": frozenset({"enter"}),
    "restore": frozenset({"erase", "import", "protect"}),
    "protect": frozenset({"enter", "import", "decide", "correct", "withdraw"}),
}


class Unmarked(RuntimeError):
    """Something is written and no act says what it is: a fault of this program."""


@dataclass(slots=True)
class Doings:
    """What was begun since a transaction began, in order; the first one gives it its name in the log."""

    acts: list[str] = field(default_factory=list)
    details: dict[str, str] = field(default_factory=dict)


_rights: ContextVar[tuple[str, ...]] = ContextVar("rights", default=())
_acts: ContextVar[tuple[tuple[str, Mapping[str, str]], ...]] = ContextVar("acts", default=())
_doings: ContextVar[Doings | None] = ContextVar("doings", default=None)


@contextmanager
def acting(right: str, name: str, **details: str) -> Iterator[None]:
    """Do something that needs a right; `details` stand in the log, so they hold no names.

    Raises:
        NotAllowed: the person at the desk does not have it.
    """
    if right != UPKEEP and not any(right in WITHIN.get(held, ()) for held in _rights.get()):
        require(right)
    rights = _rights.set((*_rights.get(), right))
    acts = _acts.set((*_acts.get(), (name, details)))
    if (doings := _doings.get()) is not None:
        doings.acts.append(name)
        doings.details.update(details)
    try:
        yield
    finally:
        _acts.reset(acts)
        _rights.reset(rights)


def act(right: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Mark what needs a right; its own name is the name of the act in the log."""

    def mark(function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def allowed(*arguments: P.args, **named: P.kwargs) -> T:
            with acting(right, function.__name__):
                return function(*arguments, **named)

        allowed.__dict__["right"] = right
        return allowed

    return mark


@contextmanager
def transaction() -> Iterator[Doings]:
    """Collect what is done from here on, with what is being done already."""
    found = Doings([name for name, _ in _acts.get()])
    for _, details in _acts.get():
        found.details.update(details)
    token = _doings.set(found)
    try:
        yield found
    finally:
        _doings.reset(token)
