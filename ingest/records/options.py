"""What the user says about a file beside its content."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from graph.errors import InputError
from graph.model.dates import parse_date
from graph.model.facts import Confidentiality, Source
from ingest.records.lengths import LONGEST_NAME, LONGEST_TEXT

Presence = Literal["came", "invited", "nothing"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says about a file beside its content; "" where nothing was said.

    `mapping` is the YAML file with the meanings of its columns, `mappings` the folder where saved ones are looked for.
    `file` is its name as the source keeps it, where it lies under another one: that within an archive.
    `list_kind` is what kind of list a table is, "contacts", or "Sheet1=contacts,Sheet2=members" for one with several
    sheets; `list_of` whose members or which body it names. With `new_event` the event is none that is known.
    `attendance` says what words in columns about who came mean, each once.
    """

    title: str = ""
    publisher: str = ""
    date: str = ""
    event: str = ""
    invented: bool | None = None
    confidentiality: Confidentiality | Literal[""] = ""
    kind: str = ""
    mapping: Path | None = None
    mappings: Path | None = None
    file: str = ""
    recorded_by: str = ""
    list_kind: str = ""
    list_of: str = ""
    new_event: bool = False
    attendance: tuple[tuple[str, Presence], ...] = ()

    def day(self, path: Path) -> str:
        """Return the date the user names, "" where none.

        Raises:
            InputError: it is none.
        """
        try:
            return parse_date(self.date) if self.date else ""
        except ValueError as error:
            raise InputError("bad_date_option", file=path.name, value=self.date) from error

    def source(
        self,
        path: Path,
        sha256: str,
        kind: str,
        *,
        title: str = "",
        titled: bool = False,
        date: str = "",
        about: str = "",
        url: str = "",
        publisher: str = "",
        confidentiality: Confidentiality = "internal",
    ) -> Source:
        """Return the source a file is: what the user says goes before what the file says, which is given here.

        Without a title it is called after the file. With `titled` the file's title replaces one given before.
        """
        return Source(
            title=self.title or _cut(title) or path.stem.replace("_", " "),
            sha256=sha256,
            kind=kind,
            publisher=self.publisher or _cut(publisher),
            date=date,
            url=_cut(url, LONGEST_TEXT),
            file=self.file or path.name,
            confidentiality=self.confidentiality or confidentiality,
            invented=bool(self.invented),
            about=about,
            titled=bool(self.title) or titled,
            recorded_by=self.recorded_by,
        )


def _cut(text: str, limit: int = LONGEST_NAME) -> str:
    """Return what a file says about itself, cut where it is far too long: that is no reason to refuse the file."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
