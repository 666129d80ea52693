"""`kill -9` of the engine, of who loads, or of both, during a load: `python -m bench.kills --times 200`.

Each time three lists are loaded by a process of its own into a store that knows one list already; the third takes
several transactions. The child says of each statement and commit that it is about to send it; at one of them drawn by
chance, and up to twice as long after it as one takes, somebody is killed: so nearly every kill meets a load at work,
however fast the machine is at that moment. Then it is looked at what a next start finds: every list that was
acknowledged is there, no fact is there in part, and the same load again ends in the export of one that nobody
disturbed. `--out FILE` gets a line after each kill, so that a run which is broken off counts, and the next
one goes on from there. A line tells the sum.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Timer
from typing import Any
from unittest.mock import patch

import neo4j
from pydantic import SecretStr

from graph.engine import files, open_store
from graph.errors import StoreError
from graph.settings import Settings
from graph.store import Store
from graph.store.consistency import check as problems_of
from graph.store.export import whole
from ingest.loading.gathering import gather
from ingest.loading.intake import Wishes
from ingest.loading.taking_in import check, take_all
from ingest.records import Options
from tests.support.neo4j_java import JavaNeo4j
from tests.support.neo4j_server import find_neo4j

HEAD = "Vorname;Nachname;Firma;E-Mail\n"
SIZES = (30, 60, 60, 200)  # rows of the lists; the first is known before
PART = 60  # rows in one transaction
FIXED = datetime(2026, 3, 2, 9, tzinfo=UTC)
WHO = ("loader", "engine", "both")
CALLS = ((neo4j.Transaction, "run"), (neo4j.ManagedTransaction, "run"), (neo4j.Transaction, "commit"))
LONGEST = 300  # seconds one load may take
WRONG = ("acknowledged and lost", "broken invariants", "other exports")
COUNTED = ("kills", *WHO, "ended before", "taken back", "acknowledged", *WRONG)


def lists(folder: Path) -> list[Path]:
    """Write the lists, of invented people some of whom are in several, and return their places."""
    drawn, found = random.Random(7), []
    for number, rows in enumerate(SIZES):
        path = folder / f"liste-{number}.csv"
        lines = []
        for _ in range(rows):
            person, work = drawn.randrange(500), drawn.randrange(60)
            name = "".join("abcdefghij"[int(digit)] for digit in f"{person:03d}")
            lines.append(f"Anna;Berg{name};Werk {work};a{person}@werk{work}.example")
        path.write_text(HEAD + "\n".join(dict.fromkeys(lines)) + "\n")
        found.append(path)
    return found


def load(store: Store, paths: list[Path]) -> None:
    """Load lists and say of each when it is acknowledged."""
    from graph.store import writer
    from ingest.loading import intake

    writer.TRANSACTION = PART
    intake.MOST_TOUCHED = 10**9
    store._clock = lambda: FIXED
    for path in paths:
        with gather([path]) as gathered:
            checked = check(gathered.files, Options(event=f"Treffen {path.stem}", date="2025-05-10", invented=True))
            assert checked.prepared, [one.error.message("en") for one in checked.refused]
            list(take_all(store, checked.prepared, Wishes("anna")))
        print(json.dumps({"acknowledged": path.name}), flush=True)


@contextmanager
def telling(say: Callable[[], object]) -> Iterator[None]:
    """Call `say` before each statement and each commit is sent."""

    def told(call: Callable[..., Any]) -> Callable[..., Any]:
        def before(tx: Any, *arguments: Any, **more: Any) -> Any:
            say()
            return call(tx, *arguments, **more)

        return before

    patched = [patch.object(kind, name, told(getattr(kind, name))) for kind, name in CALLS]
    for one in patched:
        one.start()
    try:
        yield
    finally:
        for one in patched:
            one.stop()


def digest(store: Store) -> str:
    """Return the checksum of the export, without when decisions were made."""
    lines = (json.loads(line) for line in whole(store.view(), store.schema))
    told = [
        line for line in lines if line["labels" if line["type"] == "node" else "label"] not in (["Decision"], ["Meta"])
    ]
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


class Place:
    """A store to be disturbed: how it is made as it was, who serves it, and how to reach it."""

    def __init__(self, engine: str, folder: Path) -> None:
        self.engine, self.folder = engine, folder
        self.server: JavaNeo4j | None = None
        if engine == "neo4j":
            found = find_neo4j()
            assert isinstance(found, JavaNeo4j), found
            self.server = found
        self.data = folder / "data"

    @property
    def settings(self) -> Settings:
        if self.server is None:
            return Settings(data=self.data, neo4j_uri=None, engine_heap="256m", backups="off")
        password = SecretStr(self.server.password)
        return Settings(data=self.data, neo4j_uri=self.server.uri, neo4j_password=password, backups="off")

    def make(self, known: Path) -> None:
        """Make it a store that knows one list."""
        if self.server is None:
            kept = self.folder / "kept"
            if not kept.exists():
                with open_store(self.settings) as store:
                    load_quietly(store, [known])
                self.data.rename(kept)
            shutil.rmtree(self.data, ignore_errors=True)
            shutil.copytree(kept, self.data)
            return
        with open_store(self.settings) as store:
            store.erase_everything()
            store.migrate()
            load_quietly(store, [known])

    def engine_pid(self) -> int | None:
        if self.server:
            return self.server.pid
        state = files.read_state(self.data)
        return state.pid if state else None

    def engine_was_killed(self) -> None:
        """Start a server again that does not come by itself."""
        if self.server:
            self.server.kill()
            self.server.start()

    def keep(self, number: int) -> None:
        """Copy what is wrong to a place where it can be looked at (the embedded engine)."""
        if self.server is None:
            kept = Path(tempfile.gettempdir()) / f"akteursnetz-kill-{number}-{os.getpid()}"
            shutil.copytree(self.data, kept)
            print(f"\nkept: {kept}", flush=True)


def _kill(pid: int | None) -> None:
    if pid:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def once(place: Place, paths: list[Path], at: int, wait: float, who: str, wanted: str) -> Counter[str]:
    """Disturb one load at its call number `at`, `wait` seconds after it was sent, and return what was counted."""
    place.make(paths[0])
    child = subprocess.Popen(
        [sys.executable, "-m", "bench.kills", "--child", *map(str, paths[1:])],
        env=place.settings.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline().startswith("ready")
    guard = Timer(LONGEST, child.kill)
    guard.start()
    said, sent = [], 0
    for line in child.stdout:
        said.append(line)
        sent += line == ".\n"
        if sent == at:
            break
    time.sleep(wait)
    if who != "loader":
        _kill(place.engine_pid())
    if who != "engine":
        _kill(child.pid)
    said += list(child.stdout)
    child.wait()
    guard.cancel()
    if who != "loader":
        place.engine_was_killed()
    acknowledged = [json.loads(line)["acknowledged"] for line in said if line.startswith("{") and line.endswith("}\n")]
    counted = Counter({"kills": 1, "ended before": len(acknowledged) == len(paths) - 1})
    with open_store(place.settings) as store:
        counted["taken back"] += len(store.taken_back)
        sources = {s["file"]: s for s in store.view().nodes("Source")}
        whole_ones = [n for n in acknowledged if n in sources and not sources[n].get("unfinished")]
        counted["acknowledged"] += len(acknowledged)
        counted["acknowledged and lost"] += len(acknowledged) - len(whole_ones)
        counted["broken invariants"] += len(problems_of(store.view(), store.schema))
        load_quietly(store, paths[1:])
        counted["other exports"] += digest(store) != wanted
        counted["broken invariants"] += len(problems_of(store.view(), store.schema))
    return counted


def load_quietly(store: Store, paths: list[Path]) -> None:
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123
        out, sys.stdout = sys.stdout, nowhere
        try:
            load(store, paths)
        finally:
            sys.stdout = out


def undisturbed(place: Place, paths: list[Path]) -> tuple[str, int, float]:
    """Return the checksum of a load that nobody disturbs, how many calls it makes, and how long it takes."""
    place.make(paths[0])
    calls: list[None] = []
    with open_store(place.settings) as store:
        started = time.monotonic()
        with telling(lambda: calls.append(None)):
            load_quietly(store, paths[1:])
        seconds = time.monotonic() - started
        return digest(store), len(calls), seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=("embedded", "neo4j"), default="embedded")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=10**9, help="begin no further one after this time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="one line of JSON for each kill; what it holds already counts")
    parser.add_argument("--child", nargs="+", type=Path)
    asked = parser.parse_args()
    if asked.child:
        with suppress(StoreError), open_store(Settings(), tidy=False) as store:
            for path in asked.child:  # what is imported and read for the first time takes longer than the load
                with gather([path]) as gathered:
                    check(gathered.files, Options(event="Probe", date="2025-05-10", invented=True))
            print("ready", flush=True)
            with telling(lambda: print(".", flush=True)):
                load(store, asked.child)
        return
    drawn, started = random.Random(asked.seed), time.monotonic()
    counted = counted_before(asked.out, asked.engine)
    with tempfile.TemporaryDirectory() as folder:
        place = Place(asked.engine, Path(folder))
        try:
            paths = lists(Path(folder))
            wanted, calls, seconds = undisturbed(place, paths)
            for number in range(asked.times):
                who, at = WHO[number % len(WHO)], drawn.randint(1, calls)
                wait = drawn.uniform(0, 2 * seconds / calls)
                if number < counted["kills"]:
                    continue
                if time.monotonic() - started > asked.seconds:
                    break
                found = once(place, paths, at, wait, who, wanted)
                found[who] += 1
                counted += found
                print(f"\r{json.dumps(counted)}", end="", flush=True)
                if asked.out:
                    with asked.out.open("a") as out:
                        out.write(json.dumps({"on": asked.engine, "at": f"{at}/{calls}", **found}) + "\n")
                if any(found[name] for name in WRONG):
                    place.keep(number)
        finally:
            if place.server:
                place.server.stop()
    print(f"\n{asked.engine}: {json.dumps({name: counted[name] for name in COUNTED})}")
    if any(counted[name] for name in WRONG):
        sys.exit(1)


def counted_before(path: Path | None, engine: str) -> Counter[str]:
    """Return what a run that was broken off has counted."""
    counted = Counter[str]()
    for line in path.read_text().splitlines() if path and path.exists() else ():
        found = json.loads(line)
        if found.pop("on") == engine:
            counted.update({name: many for name, many in found.items() if isinstance(many, int)})
    return counted


if __name__ == "__main__":
    main()
