"""The Java runtime of the engine started quickly: what it learned in one run is kept in a file for all later ones.

It is a cache of Java itself (JEP 483, 514, 515, from Java 25 on): classes that are read, checked and linked, and which
methods are worth compiling; nothing of the data. Java looks whether it is of this runtime, these archives and options,
and goes on without it where it is not. The first engine of a folder that ends after a while makes it, once the
database is closed and nobody waits for it any more.
"""

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

from graph.files.drafts import move_whole

SWITCH = "AKTEURSNETZ_ENGINE_CACHE"  # "off": none is made, and none is used
FOLDER = "java"  # in the data folder
STALE = 3600.0  # seconds after which a draft is of an engine that was killed
LEAST = 5.0  # seconds an engine ran; what ends sooner has learned little
_BROKEN = ".failed"  # the ending of the note that this runtime could not make one
_FIRST = 25  # the version of Java that makes such a cache in one step
# The first of Java's two compilers alone: an engine that runs for minutes pays for the other and hardly gains by it.
QUICK_COMPILER = "-XX:TieredStopAtLevel=1"


@dataclass(frozen=True, slots=True)
class JavaCache:
    """The cache of a data folder; `path` is None where this runtime has none, or none is wanted."""

    path: Path | None = None

    @classmethod
    def of(cls, folder: Path, package: Path, heap: str) -> Self:
        """Return the cache of a data folder for a package with the engine and a heap."""
        wanted = os.name == "posix" and os.environ.get(SWITCH, "") != "off"
        if not wanted or _version(package) < _FIRST or "AOT" in _said():
            return cls()
        return cls(folder / FOLDER / f"{_fingerprint(package, heap)}.aot")

    @property
    def is_there(self) -> bool:
        """Return whether an engine has made it."""
        return self.path is not None and self.path.exists()

    def options(self) -> list[str]:
        """Return the options with which Java uses the cache, or learns what belongs into it."""
        compiler = [] if "TieredStopAtLevel" in _said() else [QUICK_COMPILER]
        if self.path is None:
            return compiler
        if self.path.exists():
            return [*compiler, f"-XX:AOTCache={self.path}", "-XX:+VerifySharedSpaces"]
        if self.path.with_suffix(_BROKEN).exists():
            return compiler
        with suppress(OSError):
            self.path.parent.mkdir(exist_ok=True, mode=0o700)
            return [*compiler, f"-XX:AOTCacheOutput={self._draft}"]
        return compiler

    @property
    def _draft(self) -> Path:
        assert self.path is not None
        return self.path.with_suffix(f".{os.getpid()}.draft")

    def keep(self) -> None:
        """Put what Java wrote at its end into its place, and take away what other runtimes or killed engines left."""
        if self.path is None:
            return
        with suppress(OSError):
            if not (self._draft.exists() and self._draft.stat().st_size):
                self.path.with_suffix(_BROKEN).touch()
                return
            move_whole(self._draft, self.path)
            for other in self.path.parent.iterdir():
                is_old = time.time() - other.stat().st_mtime > STALE  # another engine may be at its own draft
                if other != self.path and (is_old or other.suffix in (".aot", _BROKEN)):
                    other.unlink(missing_ok=True)


def _said() -> str:
    """Return the options of Java that the user gave."""
    return os.environ.get("ARCADEDB_JVM_ARGS", "")


def _version(package: Path) -> int:
    """Return the version of the Java runtime in a package, 0 where there is none."""
    with suppress(OSError, ValueError, IndexError):
        lines = (package / "jre" / "release").read_text(encoding="utf-8").splitlines()
        said = next((line for line in lines if line.startswith("JAVA_VERSION=")), "")
        return int(said.split('"')[1].split(".")[0])
    return 0


def _fingerprint(package: Path, heap: str) -> str:
    """Return what tells this runtime, its archives and options from others: Java takes a cache for the very same."""
    told = [str(package), heap, _said(), (package / "jre" / "release").read_text(encoding="utf-8")]
    for archive in sorted((package / "jars").glob("*.jar")):
        status = archive.stat()
        told.append(f"{archive.name} {status.st_size} {status.st_mtime_ns}")
    return sha256("\n".join(told).encode()).hexdigest()[:16]
