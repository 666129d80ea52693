"""The files behind the paths a user names: files, folders with all below, archives unpacked where nobody else looks.

What is in a folder or an archive is taken file by file; hidden files, the lock files of office programs, links and
archives within archives are left out, each said by name. An archive that is not safe to open is refused as a whole.
"""

import lzma
import os
import re
import shutil
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory, mkdtemp
from typing import IO

from graph.errors import InputError, UsageError
from ingest.readers.archive import HIGHEST_RATIO, MOST_BYTES, MOST_ENTRIES, RATIO_COUNTS_FROM, refuse_long_directory
from ingest.readers.packed import open_bytes
from ingest.records import Note

ARCHIVES = (".zip", ".tar.gz", ".tgz", ".tar")
_NOT_OPENED = (*ARCHIVES, ".7z", ".rar", ".tar.bz2", ".tar.xz")
_LOCKS = ("~$", ".~lock.")
_HIDDEN = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
_UNFINISHED = (".tmp", ".part", ".crdownload", ".download", ".lock")
_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST_NAME = 200
_IS_UTF8 = 0x800
_IS_ENCRYPTED = 0x1
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class GatheredFile:
    """A file to take: where it lies, what reports call it, what its source does; whether the user named it itself."""

    path: Path
    name: str
    file: str
    is_named: bool = True


@dataclass(slots=True)
class Gathered:
    """The files behind some paths in a stable order, and what was left out, as notes with the name as place."""

    files: list[GatheredFile] = field(default_factory=list)
    skipped: list[Note] = field(default_factory=list)

    def skip(self, key: str, name: str) -> None:
        """Note that something is left out."""
        self.skipped.append(Note(key, place=name))


def is_archive(path: Path) -> bool:
    """Return whether a file is taken apart into those in it."""
    return path.name.lower().endswith(ARCHIVES)


@contextmanager
def gather(paths: Iterable[Path]) -> Iterator[Gathered]:
    """Give the files behind some paths; those out of archives are there until the end of the `with` statement.

    Raises:
        InputError: an archive the user named is broken or not safe to open.
        UsageError: nothing is left of a folder or an archive.
    """
    with TemporaryDirectory(prefix="akteursnetz-") as unpacked:
        found = Gathered()
        for path in paths:
            before = len(found.files)
            if path.is_dir():
                _walk(path, found, Path(unpacked))
            elif is_archive(path) and path.is_file():
                found.files += _unpack(path, Path(unpacked), found)
            else:
                found.files.append(GatheredFile(path, path.name, path.name))
            if len(found.files) == before:
                raise UsageError("nothing_to_take", file=str(path))
        yield found


def files_below(folder: Path) -> list[GatheredFile]:
    """Return all files of a folder and those below it, archives as they are; what is left out is not told."""
    found = Gathered()
    _walk(folder, found, None)
    return found.files


def _walk(folder: Path, found: Gathered, unpacked: Path | None) -> None:
    for place, folders, files in os.walk(folder):
        here = Path(place)
        for name in sorted(folders):
            if key := _reason_to_skip(here / name):
                found.skip(key, str((here / name).relative_to(folder)))
                folders.remove(name)
        folders.sort()
        for name in sorted(files):
            path = here / name
            inside = str(path.relative_to(folder))
            if key := _reason_to_skip(path):
                found.skip(key, inside)
            elif unpacked and is_archive(path):
                _unpack_if_safe(path, found, unpacked)
            else:
                found.files.append(GatheredFile(path, inside, name, is_named=False))


def _unpack_if_safe(path: Path, found: Gathered, unpacked: Path) -> None:
    try:
        found.files += _unpack(path, unpacked, found)
    except InputError as error:
        found.skipped.append(Note(error.key, place=path.name, context=error.context))


def _reason_to_skip(path: Path) -> str:
    """Return the message that says why a file or folder is left out, "" where it is not."""
    if path.is_symlink():
        return "skipped_link"
    return _reason_by_name(path.name)


def _reason_by_name(name: str) -> str:
    lower = name.lower()
    if lower.startswith(_LOCKS) or lower.endswith(_UNFINISHED):
        return "skipped_lock"
    return "skipped_hidden" if lower.startswith(".") or lower in _HIDDEN else ""


@dataclass(frozen=True, slots=True)
class _Member:
    """A file in an archive; its name has at least one part."""

    name: str
    size: int
    content: IO[bytes]


def _unpack(path: Path, unpacked: Path, found: Gathered) -> list[GatheredFile]:
    """Return the files of an archive, unpacked into folders of our own naming.

    Raises:
        InputError: it is broken, locked, names places outside, or unpacks to too much.
    """
    files: list[GatheredFile] = []
    met: set[tuple[str, ...]] = set()
    try:
        for member in _of_zip(path) if path.suffix.lower() == ".zip" else _of_tar(path):
            parts = PurePosixPath(member.name).parts
            if parts in met:  # programs do not agree which of the two counts
                raise InputError("package_double", file=path.name, value=member.name)
            met.add(parts)
            shown = f"{path.name}/{member.name}"
            if key := next(filter(None, map(_reason_by_name, parts)), ""):
                found.skip(key, shown)
            elif member.name.lower().endswith(_NOT_OPENED):
                found.skip("skipped_nested", shown)
            else:
                place = Path(mkdtemp(dir=unpacked)) / own_name(parts[-1])
                with place.open("xb") as file:
                    shutil.copyfileobj(member.content, file)
                files.append(GatheredFile(place, shown, member.name, is_named=False))
    except _BROKEN as error:
        detail = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise InputError("package_broken", file=path.name, detail=detail) from error
    return sorted(files, key=lambda found: found.name)


def own_name(name: str) -> str:
    r"""Return the last part of a name as no file system stumbles over it, with the ending it had.

    >>> own_name("../../etc/<b>x.csv"), own_name("C:\\Listen\\a.csv"), own_name("..")
    ('_b_x.csv', 'a.csv', '_')
    """
    name = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    name = "_" if name.strip(". ") == "" else name
    ending = "".join(PurePosixPath(name).suffixes[-2:])[-20:]
    printable = "".join(c if c.isprintable() and c not in '<>:"|?*' else "_" for c in name)
    return printable if len(printable.encode()) <= _LONGEST_NAME else f"{printable[:50]}{ending}"


def _of_zip(path: Path) -> Iterator[_Member]:
    refuse_long_directory(path, "package_unsafe")
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        _refuse_bomb(path, len(entries), sum(e.file_size for e in entries), sum(e.compress_size for e in entries))
        named = [(_checked(path, _name_in_zip(e), is_link=stat.S_ISLNK(e.external_attr >> 16)), e) for e in entries]
        for name, entry in named:
            if entry.flag_bits & _IS_ENCRYPTED:
                raise InputError("package_encrypted", file=path.name, value=name)
        for name, entry in named:
            if not name.endswith("/"):  # so do folders, those of Windows with a backslash included
                with archive.open(entry) as content:
                    yield _Member(name, entry.file_size, content)


def _name_in_zip(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry: without the mark for UTF-8 it is of macOS, or of Windows in German."""
    name = entry.orig_filename
    if not entry.flag_bits & _IS_UTF8:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return name.replace("\\", "/")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp850")
    return name.replace("\\", "/")


def _of_tar(path: Path) -> Iterator[_Member]:
    size = count = 0
    with open_bytes(path) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        for entry in archive:
            size, count = size + entry.size, count + 1
            _refuse_bomb(path, count, size, path.stat().st_size)
            shown = f"{entry.name}/" if entry.isdir() else entry.name
            name = _checked(path, shown, is_link=entry.issym() or entry.islnk())
            if entry.isfile() and not name.endswith("/") and (content := archive.extractfile(entry)):
                yield _Member(name, entry.size, content)


def _refuse_bomb(path: Path, count: int, size: int, packed: int) -> None:
    if count > MOST_ENTRIES:
        raise InputError("package_unsafe", file=path.name, detail=f"{count} > {MOST_ENTRIES}")
    if size > MOST_BYTES or (size > RATIO_COUNTS_FROM and size > HIGHEST_RATIO * max(packed, 1)):
        raise InputError("package_unsafe", file=path.name, detail=f"{packed >> 20} MB -> {size >> 20} MB")


def _checked(path: Path, name: str, *, is_link: bool) -> str:
    """Return the name of an entry with slashes, a folder's with one at its end.

    Raises:
        InputError: it leads out of the archive, is a link, or names nothing ("", "."), which only "./" may.
    """
    name = name.replace("\\", "/").encode("utf-8", "replace").decode()  # that of a tar may be no text
    name = name if "\0" in name else "".join(c if c.isprintable() else "·" for c in name)
    parts = PurePosixPath(name).parts
    outside = name.startswith("/") or _DRIVE.match(name) or ".." in parts or "\0" in name
    nameless = not any(part.strip() for part in parts) and not name.endswith("/")
    if outside or is_link or nameless:
        raise InputError("package_path", file=path.name, value=name)
    return name
