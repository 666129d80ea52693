"""Saved mappings: what the columns of one shape of file mean, as YAML that a person can read and correct.

    kind: participants
    header: true
    rows: 170
    columns:
      Nachname: family_name
      Bemerkung: ignored
      Vermerk: unused

`ignored` columns are left out on purpose, `unused` ones are listed after each load. `rows` and `header` may be left
out. A file without a header has columns named A, B, C.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from graph.errors import InputError
from graph.files.drafts import write_whole
from graph.model.facts import digest
from graph.model.fold import fold
from ingest.readers.marked import Marked, read_marked

ENDING = ".mapping.yaml"
IGNORED, UNUSED = "ignored", "unused"
_FIELDS = ("kind", "header", "rows", "columns")
_YES = {"true": True, "yes": True, "ja": True, "": True, "false": False, "no": False, "nein": False}


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """The meaning of each column by its title, and the line in which the YAML file says so."""

    file: str
    kind: str
    columns: Mapping[str, str]
    lines: Mapping[str, int]
    rows: int | None = None
    header: bool = True

    def meaning(self, title: str) -> str | None:
        """Return what the mapping says about a title, None where it says nothing."""
        return next((self.columns[known] for known in self.columns if fold(known) == fold(title)), None)

    def shape(self) -> tuple[str, ...]:
        """Return the shape of the files this mapping is for."""
        return shape_of(self.columns)

    def missing(self, titles: Iterable[str]) -> list[str]:
        """Return the columns that are not among some titles."""
        there = set(map(fold, titles))
        return [title for title in self.columns if fold(title) not in there]


def shape_of(titles: Iterable[str]) -> tuple[str, ...]:
    """Return the shape of a header: its folded titles, whatever their order. Lists of one shape share a mapping.

    >>> shape_of(["Nachname", "", "E-Mail"]) == shape_of(["e mail", "NACHNAME"])
    True
    """
    return tuple(sorted({fold(title) for title in titles} - {""}))


def read_mapping(path: Path, meanings: Collection[str]) -> SavedMapping:
    """Return the mapping in a YAML file.

    Raises:
        InputError: it is no mapping, or names a field or a meaning that does not exist, with its line.
    """
    try:
        content = read_marked(path)
    except OSError as error:
        raise InputError("no_such_file", file=str(path)) from error
    fields = _fields(content, path.name)
    for name, marked in fields.items():
        if name not in _FIELDS:
            raise InputError("mapping_field", file=path.name, row=marked.line, value=name, known=", ".join(_FIELDS))
    if "columns" not in fields:
        raise InputError("mapping_no_columns", file=path.name, row=content.line)
    columns = _fields(fields["columns"], path.name)
    known = sorted({*meanings, IGNORED, UNUSED})
    for title, marked in columns.items():
        if marked.value not in known:
            value = _text(marked, path.name)
            raise InputError(
                "mapping_meaning", file=path.name, row=marked.line, column=title, value=value, known=", ".join(known)
            )
    return SavedMapping(
        path.name,
        _text(fields["kind"], path.name) if "kind" in fields else "",
        {title: str(marked.value) for title, marked in columns.items()},
        {title: marked.line for title, marked in columns.items()},
        _rows(fields.get("rows"), path.name),
        _header(fields.get("header"), path.name),
    )


def _fields(marked: Marked, file: str) -> dict[str, Marked]:
    if not isinstance(marked.value, dict) or not marked.value:
        raise InputError("mapping_no_columns", file=file, row=marked.line)
    return marked.value


def _text(marked: Marked, file: str) -> str:
    if isinstance(marked.value, dict | list):
        raise InputError("mapping_value", file=file, row=marked.line, value="…")
    return marked.value or ""


def _rows(marked: Marked | None, file: str) -> int | None:
    text = _text(marked, file) if marked else ""
    if marked and text and not re.fullmatch(r"[0-9]{1,9}", text):
        raise InputError("mapping_value", file=file, row=marked.line, column="rows", value=text)
    return int(text) if text else None


def _header(marked: Marked | None, file: str) -> bool:
    text = _text(marked, file).lower() if marked else ""
    if marked and text not in _YES:
        raise InputError("mapping_value", file=file, row=marked.line, column="header", value=text)
    return _YES[text]


def save_mapping(
    folder: Path,
    columns: Mapping[str, str],
    *,
    kind: str = "participants",
    rows: int | None = None,
    header: bool = True,
) -> Path:
    """Write a mapping where the next file of the same shape finds it, and return its path.

    One that was saved for this shape before is replaced. A meaning of "" is saved as `unused`.
    """
    said: dict[str, object] = {"kind": kind, "header": header}
    if rows is not None:
        said["rows"] = rows
    said["columns"] = {" ".join(title.split()): meaning or UNUSED for title, meaning in columns.items() if fold(title)}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{digest(*shape_of(columns))}{ENDING}"
    text = yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=10_000)
    write_whole(path, text)
    return path


def mappings_in(folder: Path, kind: str, meanings: Collection[str]) -> dict[tuple[str, ...], SavedMapping]:
    """Return the mappings in a folder that are for a kind of file, by the shape they are for.

    Raises:
        InputError: one that was saved here can not be used any more.
    """
    found: dict[tuple[str, ...], SavedMapping] = {}
    for path in sorted(folder.glob(f"*{ENDING}")) if folder.is_dir() else ():
        mapping = read_mapping(path, meanings)
        if mapping.kind in ("", kind):
            found[mapping.shape()] = mapping
    return found
