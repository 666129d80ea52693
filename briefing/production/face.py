"""The office's own face: one folder with its letterhead as YAML, its logo and its own templates.

letterhead/
    letterhead.yaml   sender, recipient, reference, classification, colour
    logo.png          or logo.jpg; all names in large or small letters
    briefing.docx     the office's own templates, where it has some
    briefing.pptx
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from briefing.documents.document import Letterhead
from briefing.drawing.style import ACCENT
from briefing.renderers.logo import LARGEST, taken_in
from briefing.words import BriefingWords
from graph import audit
from graph.access import require
from graph.errors import UsageError
from graph.files.drafts import draft_of
from graph.files.letterhead import FILE, FOLDER, LOGOS, NAMES, TEMPLATES, called, first_called
from graph.files.texts import text_of
from graph.model.facts import Confidentiality
from graph.privacy.fingerprints import ERASED

LINES, LONGEST = 6, 90
_GAP = "\ue000"  # stands for the mark of a name that was taken away while YAML is read
_DIGITS, _SHORT = "0123456789abcdefABCDEF", 3  # of a colour
_LEAST_CONTRAST = 4.5  # of text on white, WCAG 2.2 AA


class Face(BaseModel):
    """What stands at the head of each briefing of an office, unless one briefing says otherwise."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    sender: tuple[str, ...] = ()
    recipient: str = Field(default="", max_length=LONGEST * 3)
    reference: str = Field(default="", max_length=LONGEST)
    classification: str = Field(default="", max_length=LONGEST)
    colour: str = ACCENT

    @field_validator("sender", mode="before")
    @classmethod
    def _lines(cls, said: Any) -> Any:
        """Take a text of several lines, too: so people write an address."""
        return said.splitlines() if isinstance(said, str) else said

    @field_validator("sender")
    @classmethod
    def _few_lines(cls, lines: tuple[str, ...]) -> tuple[str, ...]:
        kept = tuple(line.strip() for line in lines if line.strip())
        if len(kept) > LINES or any(len(line) > LONGEST for line in kept):
            raise ValueError("sender")
        return kept

    @field_validator("colour", mode="before")
    @classmethod
    def _with_sign(cls, colour: Any) -> Any:
        """Take a colour without its sign, or with one digit for each part."""
        digits = str(colour).strip().removeprefix("#")
        if not digits or any(c not in _DIGITS for c in digits):
            return colour
        return f"#{digits if len(digits) != _SHORT else ''.join(2 * c for c in digits)}"

    @field_validator("colour")
    @classmethod
    def _readable(cls, colour: str) -> str:
        if contrast(colour) < _LEAST_CONTRAST:
            raise ValueError("colour")
        return colour.upper()


@dataclass(frozen=True, slots=True)
class OwnFace:
    """The face of an office with what is beside it in its folder.

    `unfit` is a file that is called a logo where there is none that can be drawn.
    """

    face: Face
    logo: bytes = b""
    templates: tuple[Path, ...] = ()
    unfit: str = ""

    def letterhead(
        self, audience: Confidentiality, language: str, *, recipient: str = "", reference: str = ""
    ) -> Letterhead:
        """Return the head of one briefing; how it is classified stands only where it stays in the house."""
        words = BriefingWords(language)
        return Letterhead(
            self.face.sender,
            recipient or self.face.recipient,
            reference or self.face.reference,
            self.face.classification if audience == "internal" else "",
            self.face.colour,
            self.logo,
            {name: words(f"head_{name}") for name in ("to", "reference", "day", "logo")},
        )


def face_in(data: Path) -> OwnFace:
    """Return the face in a data folder, a plain one where there is none.

    Raises:
        UsageError: its file can not be read, or says what can not be.
    """
    folder = data / FOLDER
    there = first_called(folder, NAMES)
    said: Any = {}
    if file := there.get(FILE):
        try:
            said = _read(text_of(file.read_bytes())) or {}
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise UsageError("face_broken", file=str(file), detail=str(error).splitlines()[0]) from error
    logo = next((there[name] for name in LOGOS if name in there), None)
    return OwnFace(
        checked(said, str(file or folder / FILE)),
        _picture(logo) if logo else b"",
        tuple(there[name] for name in TEMPLATES if name in there),
        "" if logo else _unfit(folder),
    )


def _unfit(folder: Path) -> str:
    """Return the name of a logo in a form that is not drawn; agencies leave several beside each other."""
    return next((p.name for p in sorted(folder.glob("[Ll][Oo][Gg][Oo].*")) if p.is_file()), "")


def _picture(logo: Path) -> bytes:
    """Return a logo as it is drawn: it may have been put into the folder by hand."""
    try:
        with logo.open("rb") as file:
            found = file.read(LARGEST + 1)
        return taken_in(found)
    except OSError as error:
        raise UsageError("face_broken", file=str(logo), detail=str(error).splitlines()[0]) from error
    except UsageError as error:
        raise UsageError("face_logo_broken", file=str(logo), **error.context) from error


def _read(text: str) -> Any:
    """Return what a file says; where a name was taken out of it, it stays a text, which YAML would read as a list."""
    loader = yaml.BaseLoader(text.replace(ERASED, _GAP))  # values are texts: digits are no number
    return _back(loader.get_single_data())


def _back(said: Any) -> Any:
    if isinstance(said, dict):
        return {name: _back(value) for name, value in said.items()}
    if isinstance(said, list):
        return [_back(value) for value in said]
    return said.replace(_GAP, ERASED) if isinstance(said, str) else said


def _written(face: Face) -> str:
    said = face.model_dump(mode="json")
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False, default_style='"', width=1000)


def checked(said: Mapping[str, Any], file: str) -> Face:
    """Return a face, checked.

    Raises:
        UsageError: a value that can not be, by its name.
    """
    try:
        return Face.model_validate(said)
    except ValidationError as error:
        names = ", ".join(dict.fromkeys(str(it["loc"][0]) for it in error.errors() if it["loc"]))
        raise UsageError("face_value", file=file, names=names or FILE) from error


def save_face(data: Path, face: Face, logo: bytes | None = None) -> None:
    """Keep a face in a data folder; without a logo the one it has stays, an empty one takes it away.

    Raises:
        NotAllowed: who is at the desk makes no briefings.
        StoreError: it can not be noted in the audit log, so that nothing is changed.
        UsageError: the logo is no PNG or JPEG, is damaged, or too large.
    """
    require("brief")
    picture = taken_in(logo) if logo else b""
    audit.record("letterhead", logo="kept" if logo is None else "new" if picture else "none")
    folder = data / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with draft_of(folder / FILE) as draft:
        draft.write_text(_written(face), "utf-8")
    if picture:
        with draft_of(folder / LOGOS[0]) as draft:
            draft.write_bytes(picture)
    if logo is not None:
        for _, old in called(folder, LOGOS):
            if not picture or not old.samefile(folder / LOGOS[0]):
                old.unlink(missing_ok=True)


def contrast(colour: str) -> float:
    """Return the contrast of a colour with white by WCAG, 0 for what is no colour.

    >>> contrast(ACCENT) > 7, contrast("red")
    (True, 0.0)
    """
    digits = colour.removeprefix("#")
    if len(digits) != 6 or not colour.startswith("#") or any(c not in _DIGITS for c in digits):
        return 0.0
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def own_templates(own: OwnFace, given: Sequence[Path]) -> dict[str, Path]:
    """Return the templates by ending: those given, else those of the office."""
    return {template.suffix.lower(): template for template in (*own.templates, *given)}
