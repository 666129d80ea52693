"""The pairs of a database that are or may be one, kept in memory and on disk, and brought up to date after writes.

One file for each database beside the snapshots. The notes of each write say which nodes it touched; where notes are
missing all actors are read again, and those that are not as they were are compared.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock

from graph.matching.pair_files import load, save
from graph.matching.pair_index import PairIndex, Searched, Sought
from graph.network import Network
from graph.store.view import Moment, View

Tell = Callable[[Sought], object]
_OFTEN = 50  # writes after which the file is written anew although no pair changed: notes are kept for 200


class PairBook:
    """The pairs of one database; threads may share it. Without a folder they are kept in memory alone."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder, self._lock = folder, Lock()
        self._kept, self._saved = (Searched(), Moment()), Moment()
        self._ahead: tuple[Searched, Moment, int] | None = None
        self._looked = False

    def update(self, view: View, network: Network, tell: Tell = lambda _: None) -> PairIndex:
        """Return the pairs of a network as it is in the database now; `tell` hears how far it is, and what was found.

        Raises:
            StoreUnavailable: the database can not be reached.
        """
        with self._lock:
            loading, now = view.is_loading(), view.moment()
            searched, moment = self._known()
            index = PairIndex(searched)
            if not moment.identity or moment != now:
                touched = _touched(view, moment, now)
                for sought in index.updating(network, touched):
                    tell(sought)
                # A network of another version: what it lacks was touched before this moment, and is looked for again.
                whole = now.version == network.version and not loading and not view.is_loading()
                self._keep(index.searched, now if whole else Moment())
            return index

    def ahead(self, view: View, network: Network) -> PairIndex:
        """Return the pairs as a unit of work sees them; they are kept once it is said that it stays (`keep`)."""
        with self._lock:
            now, steps = view.moment(), view.steps()
            searched, moment = self._known()
            index = PairIndex(searched)
            index.update(network, _touched(view, moment, now))
            self._ahead = index.searched, Moment() if view.is_loading() else now._replace(version=-1), steps
            return index

    def keep(self, steps: int) -> None:
        """Keep what a unit of work found, which was not rolled back and came to its end after so many steps.

        Where it touched anything after it had looked, all of it is looked at again by the next who asks.
        """
        with self._lock:
            if self._ahead:
                searched, moment, then = self._ahead
                seen_all = not moment.identity or (steps and steps == then)
                self._keep(searched, moment if seen_all else moment._replace(writes=moment.writes - 1))
            self._ahead = None

    def forget(self) -> None:
        """Leave out what a unit of work found that was rolled back and is begun anew."""
        with self._lock:
            self._ahead = None

    def is_kept(self) -> bool:
        """Return whether anything is known from before."""
        with self._lock:
            return bool(self._known()[0].rows)

    def _known(self) -> tuple[Searched, Moment]:
        """Return what is known from before, read from disk once."""
        if not self._looked and self._folder is not None:
            for path in sorted(self._folder.glob("pairs-*.npz")):
                if found := load(path):
                    self._kept = found[0], Moment(*found[1])
                    self._saved = self._kept[1]
        self._looked = True
        return self._kept

    def _keep(self, searched: Searched, moment: Moment) -> None:
        changed = searched is not self._kept[0]
        self._kept = searched, moment
        if self._folder is None or not moment.identity:
            return
        if changed or moment.writes - self._saved.writes > _OFTEN:
            path = self._folder / f"pairs-{moment.identity}.npz"
            with suppress(OSError):  # a full or read-only disk: the answer is the same, only later
                save(searched, (moment.identity, moment.writes, moment.version), path)
                self._saved = moment
                for old in self._folder.glob("pairs-*.npz"):
                    if old != path:
                        old.unlink(missing_ok=True)


def _touched(view: View, moment: Moment, now: Moment) -> frozenset[str] | None:
    """Return which nodes were written since, None where that is not known."""
    same = bool(now.identity) and now.identity == moment.identity and moment.writes <= now.writes
    return view.touched(moment.writes, now.writes) if same else None
