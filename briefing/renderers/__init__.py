"""The formats of a briefing, by the ending of a file: each is a module beside this one with `render`.

A renderer writes the file it is given and nothing else. It is given a draft: the file itself appears when it is whole.
"""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal, Protocol

from briefing.documents.document import Briefing
from graph.errors import UsageError
from graph.files.drafts import draft_of

Paper = Literal["A4", "A3"]
_HERE = "briefing.renderers"
_MODULES = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".pptx": "pptx",
    ".svg": "picture",
    ".png": "picture",
    ".html": "page",
    ".md": "markdown",
    ".xlsx": "workbook",
    ".csv": "tables",
    ".ics": "calendar",
    ".vcf": "cards",
}
_READ = (".pdf", ".docx", ".pptx", ".html", ".md")  # what people read; the others are lists of data


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What a format is told beside the briefing: the sheet of paper it is made for."""

    paper: Paper = "A4"
    landscape: bool = False


class Render(Protocol):
    """Writes a briefing into the file `out`, whose ending may ask for one of several formats.

    Raises:
        UsageError: the template can not be used.
        OSError: the file can not be written.
    """

    def __call__(self, briefing: Briefing, out: Path, *, template: Path | None, options: RenderOptions) -> None:
        """Write the briefing."""


def endings() -> tuple[str, ...]:
    """Return the endings a briefing can be written under."""
    return tuple(_MODULES)


def renderer(out: Path) -> Render:
    """Return what writes a briefing under a file's ending; its libraries are imported only now.

    Raises:
        UsageError: no format has that ending.
    """
    module = _MODULES.get(out.suffix.lower())
    if module is None:
        raise UsageError("briefing_ending", file=str(out), known=", ".join(_MODULES))
    render: Render = import_module(f"{_HERE}.{module}").render
    return render


def write(briefing: Briefing, out: Path, *, template: Path | None = None, options: RenderOptions) -> None:
    """Write a briefing in the format of the file's ending; there is never half a file under its name.

    Raises:
        UsageError: unknown ending, a template that can not be used, or a file that can not be written.
    """
    from briefing.renderers.reading import as_read  # what it needs knows the options above

    render = renderer(out)
    ending = out.suffix.lower()
    shown = as_read(briefing, ending) if ending in _READ else briefing
    with draft_of(out) as draft:
        render(shown, draft, template=template, options=options)
