"""The package the embedded engine comes in: nothing else knows its name, so another one is a line here.

The successors (`arcadedb-jvm` and `arcadedb`, both imported as `arcadedb`) have the same server; what differs is told
in docs/engines.md.
"""

import os
from importlib import import_module
from importlib.metadata import packages_distributions, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol, cast

from graph.errors import StoreUnavailable

PACKAGES = ("arcadedb_embedded", "arcadedb")  # the first that is installed; the pinned one comes first
BOLT = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"  # the engine's own name of its Bolt server
LOGS = "log"  # beside the engine: names of people may stand in what it writes


class Server(Protocol):
    """A server of the engine inside this process."""

    def start(self) -> None:
        """Open the database and listen."""

    def stop(self) -> None:
        """Close the database in order."""

    def get_database(self, name: str) -> Any:
        """Return a database that is open, to be asked inside this process."""


def package() -> str:
    """Return the name the engine is imported by.

    Raises:
        StoreUnavailable: no package with the engine is installed.
    """
    for name in PACKAGES:
        if find_spec(name):
            return name
    raise StoreUnavailable("engine_missing", known=", ".join(PACKAGES))


def release() -> str:
    """Return distribution and version of the engine, as `arcadedb-embedded 26.10.2`."""
    name = packages_distributions()[package()][0]
    return f"{name} {version(name)}"


def place() -> Path:
    """Return the folder of the package."""
    found = find_spec(package())
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


def end_java() -> None:
    """End the Java runtime of this process, which writes then what it learned."""
    import_module("jpype").shutdownJVM()


def server(folder: Path, password: str, settings: dict[str, Any], heap: str, options: list[str]) -> Server:
    """Return a server, not started, that keeps its files in a folder and takes at most `heap` of memory.

    `options` are those of Java; the build without Java has none.
    """
    # Read when the package is imported: where it logs, and what the build without Java takes in place of jvm_kwargs.
    os.environ.setdefault("ARCADEDB_LOG_DIR", str(folder.parent / LOGS))
    os.environ.setdefault("ARCADEDB_NATIVE_ISOLATE_ARGS", f"-Xmx{heap}")
    made = import_module(f"{package()}.server").ArcadeDBServer(
        root_path=str(folder),
        root_password=password,
        config=settings,
        jvm_kwargs={"heap_size": heap, "jvm_args": options},
    )
    return cast(Server, made)
