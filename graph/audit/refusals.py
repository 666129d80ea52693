"""Rights that were refused, in the log: who tried what; of very many in an hour the first ones, the rest counted."""

import logging
from collections import Counter, deque
from collections.abc import Callable
from threading import Lock
from time import monotonic

from graph.access.desk import Person
from graph.audit.log import record

#: Somebody may try again and again, and must not fill the log with it. A command is a process of its own and counts
#: alone: who can start any number of them owns the log as well.
MOST, HOUR = 60, 3600.0
_LOG = logging.getLogger(__name__)


class Refusals:
    """What was refused to whom within the last hour."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._noted: dict[str, deque[float]] = {}
        self._left_out: Counter[str] = Counter()

    def note(self, who: Person, right: str) -> None:
        """Write a line; where that can not be done she is refused all the same.

        Where nobody is at the desk a session is over, and the page to sign in follows: that is no attempt.
        """
        if not who.id:
            return
        with self._lock:
            left_out = self._taken(who.id)
        if left_out is None:
            _LOG.warning("refused, not noted: %s", right)
            return
        try:
            if left_out:
                record("refused", by=who, right=right, left_out=left_out)
            else:
                record("refused", by=who, right=right)
        except Exception as error:  # noqa: BLE001 - a refusal stays one whatever becomes of its line
            _LOG.warning("refused, not noted: %s (%s)", right, type(error).__name__)

    def _taken(self, who: str) -> int | None:
        """Return how many were not noted before this one, None where this one is not to be either."""
        noted, now = self._noted.setdefault(who, deque(maxlen=MOST)), self._clock()
        if len(noted) == MOST and now - noted[0] < HOUR:
            self._left_out[who] += 1
            return None
        noted.append(now)
        return self._left_out.pop(who, 0)


HERE = Refusals()
