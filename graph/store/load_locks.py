"""Who is loading now: told by locks that the kernel takes back from whoever is killed, so nobody counts who is gone."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any


@contextmanager
def _nobody_knows() -> Iterator[bool]:
    yield False


@dataclass(frozen=True, slots=True)
class LoadLocks:
    """`loading` is held by each who loads, `alone` gives whether nobody else does and keeps them out meanwhile.

    `place` names the folder these locks are in: of a load that another place began nothing can be told.
    """

    place: str = ""
    loading: Callable[[], AbstractContextManager[Any]] = nullcontext
    alone: Callable[[], AbstractContextManager[bool]] = _nobody_knows


NOBODY_KNOWS = LoadLocks()
