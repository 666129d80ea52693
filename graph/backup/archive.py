"""A backup as one file: a ZIP of the parts and a manifest behind them, locked with a passphrase where there is one."""

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, cast

from graph.backup import age, beside, manifest, parts
from graph.backup.manifest import BackupPart, Manifest
from graph.bookkeeping import META
from graph.errors import InputError, UsageError
from graph.files.erasure_key import name_of_key
from graph.files.letterhead import FOLDER
from graph.model.schema import Schema
from graph.store import Store
from graph.store.backup import LONGEST_LINE, Fitting, Stored, parsed, refuse_newer
from graph.store.owed import OWED_JOIN_PREFIX
from graph.store.progress import Progress
from graph.store.view import View

MAGIC = b"PK\x03\x04"
LEVEL = 1  # of packing: the first one takes most of the room away, the others most of the time
_MANIFEST_MOST = 16 << 20
_BROKEN = (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, UnicodeDecodeError, RuntimeError)


def is_archive(path: Path) -> bool:
    """Return whether a file looks like such a backup, locked or not."""
    try:
        with path.open("rb") as file:
            head = file.read(len(age.MAGIC))
    except OSError:
        return False
    return head == age.MAGIC or head.startswith(MAGIC)


def is_locked(path: Path) -> bool:
    """Return whether a file needs a passphrase."""
    try:
        with path.open("rb") as file:
            return file.read(len(age.MAGIC)) == age.MAGIC
    except OSError:
        return False


def write_archive(
    store: Store,
    out: Path,
    reason: str,
    passphrase: str = "",
    progress: Progress | None = None,
    data: Path | None = None,
) -> Manifest:
    """Write a backup of a store into a file, as it is at one moment, and return its manifest.

    With it goes the letterhead that lies in the folder `data`.

    Nobody waits for it, unless somebody writes meanwhile: then it is made anew, and writers wait.

    Raises:
        OSError: it can not be written.
        StoreError: the database is away.
    """
    view = store.view()
    for _ in range(2):
        before = view.moment()
        made = _written(store, view, out, reason, passphrase, progress, data)
        if view.moment() == before:
            return made
    with store.quiet():
        return _written(store, view, out, reason, passphrase, progress, data)


def _written(
    store: Store, view: View, out: Path, reason: str, passphrase: str, progress: Progress | None, data: Path | None
) -> Manifest:
    now = view.moment()
    said = Manifest(
        datetime.now(UTC).isoformat(timespec="seconds"),
        store.engine,
        view.schema_version() or 0,
        now.version,
        now.identity,
        now.writes,
        reason,
        manifest.product(),
        name_of_key(store.keys),
        format=manifest.LINES_ONLY,
    )
    count = _Count(view.count(store.schema), progress)
    with _packing(out, passphrase) as archive:
        for name in parts.names(store.schema):
            with archive.open(_entry(name, said), "w", force_zip64=True) as file:
                part = parts.write_part(file, parts.lines(view, store.schema, name), count.more)
            said = replace(said, parts={**said.parts, name: part})
        if found := _with_files(archive, said, data):
            said = replace(said, parts={**said.parts, **found}, format=manifest.FORMAT)
        archive.writestr(_entry(manifest.NAME, said), said.text())
    return said


def _with_files(archive: zipfile.ZipFile, said: Manifest, data: Path | None) -> dict[str, BackupPart]:
    """Put what lies beside the database into an archive and return what the manifest says of it."""
    found = dict[str, BackupPart]()
    for name, path in beside.files_in(data).items() if data else ():
        with path.open("rb") as source, archive.open(_entry(name, said), "w", force_zip64=True) as file:
            found[name] = beside.copied(source, file)
    return found


def _entry(name: str, said: Manifest) -> zipfile.ZipInfo:
    at = datetime.fromisoformat(said.made_at)
    entry = zipfile.ZipInfo(name, (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


@contextmanager
def _packing(out: Path, passphrase: str) -> Iterator[zipfile.ZipFile]:
    with ExitStack() as opened:
        target: IO[bytes] = opened.enter_context(out.open("wb"))
        if passphrase:
            locking = age.LockingWriter(target, passphrase)
            target = opened.enter_context(cast("IO[bytes]", io.BufferedWriter(locking, 4 * age.PIECE)))
        archive = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)
        try:
            yield archive
        except BaseException:
            archive.fp = None  # what is not whole gets no end, not when it is thrown away either
            raise
        archive.close()


class _Count:
    """Says how many lines are done of all."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total, self._done, self._progress = total, 0, progress

    def more(self, lines: int) -> None:
        self._done += lines
        if self._progress:
            self._progress(self._done, max(self._total, self._done))


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup that is there already; `passphrase` opens a locked one."""

    path: Path
    passphrase: str = ""

    def manifest(self) -> Manifest:
        """Return what it says of itself.

        Raises:
            InputError: it can not be read, is locked, or says nothing this program understands.
        """
        with self._opened() as archive:
            return self._manifest(archive)

    def check(self, schema: Schema, newest: int) -> int:
        """Return the number of lines when checksums, counts and all that a database asks for are well."""
        with self._opened() as archive:
            said = self._manifest(archive)
            refuse_newer(said.schema_version, newest)
            self._check_files(archive, said)
            fitting = Fitting(schema)
            for name, row, stored in self._lines(archive, said, schema):
                fitting.take(f"{self.path.name}/{name}", row, stored)
            return said.lines

    def version(self) -> int:
        """Return the version of the schema it was written with."""
        return self.manifest().schema_version

    def erasure_key(self) -> str:
        """Return the id of the key of erasures it goes with."""
        return self.manifest().erasure_key

    def verify(self) -> Manifest:
        """Return what it says of itself when all checksums are well: a quick look, for which nothing is understood."""
        with self._opened() as archive:
            said = self._manifest(archive)
            self._check_files(archive, said)
            for name in self._of_lines(said):
                for _ in self._texts(archive, said, name):
                    pass
            return said

    def stored(self, schema: Schema) -> Iterator[Stored]:
        """Yield what the lines hold."""
        with self._opened() as archive:
            for _, _, stored in self._lines(archive, self._manifest(archive), schema):
                yield stored

    def put_back(self, data: Path, clean: Callable[[str], str]) -> beside.PutBack:
        """Put the letterhead into a data folder that has none, its texts through `clean`; return what became of it.

        Raises:
            InputError: it can not be read, or is not whole.
            UsageError: it can not be written; there is none then, as before.
        """
        with self._opened() as archive:
            said = self._manifest(archive)
            held = [name for name in said.parts if beside.is_beside(name)]
            if not held:
                return "none"

            def write(folder: Path) -> None:
                for name in held:
                    with archive.open(name) as source, (folder / Path(name).name).open("wb") as target:
                        if beside.copied(source, target) != said.parts[name]:
                            raise self._not_whole(name)

            try:
                if beside.has_own(data):
                    return "kept"
                return beside.put_back(data, write, clean)
            except OSError as error:  # not one of reading the archive
                place = str(data / FOLDER)
                raise UsageError("can_not_write", file=place, detail=error.strerror or str(error)) from error

    def _check_files(self, archive: zipfile.ZipFile, said: Manifest) -> None:
        for name in filter(beside.is_beside, said.parts):
            with archive.open(name) as source:
                if beside.copied(source) != said.parts[name]:
                    raise self._not_whole(name)

    @staticmethod
    def _of_lines(said: Manifest) -> list[str]:
        return [name for name in said.parts if not beside.is_beside(name)]

    def _lines(self, archive: zipfile.ZipFile, said: Manifest, schema: Schema) -> Iterator[tuple[str, int, Stored]]:
        for name in self._of_lines(said):
            for row, text in self._texts(archive, said, name):
                stored = parsed(f"{self.path.name}/{name}", row, text, schema)
                owed = str(stored.properties["id"]).startswith(OWED_JOIN_PREFIX)
                if parts.name_of(stored, schema) != name or (stored.label == META and not owed):
                    raise InputError("backup_unknown", file=self.path.name, value=f"{name}: {stored.label}")
                yield name, row, stored

    def _texts(self, archive: zipfile.ZipFile, said: Manifest, name: str) -> Iterator[tuple[int, str]]:
        digest, row = sha256(), 0
        with archive.open(name) as file:
            while line := file.readline(LONGEST_LINE):
                digest.update(line)
                row += 1
                if row > said.parts[name].lines:
                    break
                yield row, line.decode().removesuffix("\n")
        if (row, digest.hexdigest()) != (said.parts[name].lines, said.parts[name].sha256):
            raise self._not_whole(name)

    def _manifest(self, archive: zipfile.ZipFile) -> Manifest:
        try:
            entry = archive.getinfo(manifest.NAME)
            if entry.file_size > _MANIFEST_MOST:
                raise self._not_whole(manifest.NAME)
            text = archive.read(entry).decode()
            if int(json.loads(text).get("format", 0)) > manifest.FORMAT:
                raise InputError("backup_newer", file=self.path.name)
            said = Manifest.of(text)
        except (KeyError, ValueError, AttributeError, TypeError) as error:
            raise InputError("backup_no_manifest", file=self.path.name) from error
        there = [entry.filename for entry in archive.infolist()]
        if sorted(there) != sorted([*said.parts, manifest.NAME]):
            raise self._not_whole(manifest.NAME)
        return said

    @contextmanager
    def _opened(self) -> Iterator[zipfile.ZipFile]:
        name = self.path.name
        try:
            with self.path.open("rb") as file, zipfile.ZipFile(self._unlocked(file)) as archive:
                yield archive
        except FileNotFoundError as error:
            raise InputError("no_such_file", file=str(self.path)) from error
        except age.Locked as error:
            raise InputError("backup_locked", file=name) from error
        except (zipfile.BadZipFile, zlib.error) as error:
            raise self._not_whole(name) from error
        except _BROKEN as error:
            raise InputError("unreadable_file", file=name, detail=str(error)) from error

    def _unlocked(self, file: IO[bytes]) -> IO[bytes]:
        if file.read(len(age.MAGIC)) != age.MAGIC:
            file.seek(0)
            return file
        if not self.passphrase:
            raise InputError("backup_passphrase", file=self.path.name)
        return cast("IO[bytes]", io.BufferedReader(age.UnlockingReader(file, self.passphrase), 4 * age.PIECE))

    def _not_whole(self, part: str) -> InputError:
        return InputError("backup_part", file=self.path.name, value=part)


def written_whole(
    store: Store, draft: Path, reason: str, passphrase: str, progress: Progress | None, data: Path | None = None
) -> Manifest:
    """Write a backup into a draft, read it back, and return its manifest once all checksums are well.

    Raises:
        OSError: it can not be written.
        InputError: what was read back is not what was written.
    """
    made = write_archive(store, draft, reason, passphrase, progress, data)
    if Archive(draft, passphrase).verify() != made:
        raise InputError("backup_part", file=draft.name, value=manifest.NAME)
    return made


__all__ = ["Archive", "is_archive", "is_locked", "write_archive", "written_whole"]
