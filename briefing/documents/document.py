"""A briefing as a document that knows no format yet: sections made of blocks, source notes, the map.

Builders make it out of the network, renderers turn it into PDF, DOCX, PPTX and the rest. All of it is plain text:
a renderer escapes what its format would read as markup.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from briefing.drawing.picture import Picture
from briefing.drawing.style import ACCENT
from graph.model.facts import Confidentiality


@dataclass(frozen=True, slots=True)
class NotedText:
    """A piece of text and the numbers of the source notes that stand behind it.

    What is invented says so in the text itself; `invented` is there for those who want to set it apart besides. `place`
    is the name under which a sentence can be changed by hand, `edited` says that it was, `first` what it said before,
    `about` are the ids of those it is about.
    """

    text: str
    notes: tuple[int, ...] = ()
    invented: bool = False
    place: str = ""
    edited: bool = False
    first: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, piece by piece."""

    pieces: tuple[NotedText, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """An unordered list."""

    items: tuple[tuple[NotedText, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of headings; a cell is made of pieces of text.

    With the look `cards` each row is a card where a format can draw one: the first cell is its heading. A `grid` has
    narrow columns of figures.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[NotedText, ...], ...], ...]
    look: Literal["table", "cards", "grid"] = "table"


@dataclass(frozen=True, slots=True)
class Map:
    """The map; `alternative` says in sentences what it shows, `caption` what it left out.

    `lines` are the names of the kinds of line, `title` says in a sentence what there is to see, `beyond` is how many
    more there would have been to choose from.
    """

    picture: Picture
    alternative: str
    caption: str = ""
    lines: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    beyond: int = 0


Block = Paragraph | Points | Table | Map


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its id (the same in every language), heading and blocks; `page` is 1 or 2, 0 in the annex.

    `message` is what it says in a sentence, for a slide.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    page: int = 0
    message: str = ""


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A numbered note: which source says so, and where in it."""

    number: int
    text: str
    url: str = ""
    invented: bool = False


@dataclass(frozen=True, slots=True)
class NamedContact:
    """Somebody a briefing names, for vCard; fields that the audience may not see are empty."""

    id: str
    name: str
    given_name: str = ""
    family_name: str = ""
    title: str = ""
    organisation: str = ""
    role: str = ""
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """A dated event a briefing names, for ICS; `start` and `end` at the precision of the source."""

    id: str
    name: str
    start: str
    end: str = ""
    place: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The office's own face on a document: who writes to whom, under which reference, how it is classified.

    `sender` are the lines of the letterhead, `logo` is a PNG or JPEG, `colour` that of headings and rules. `labels` are
    the words before recipient, reference and day.
    """

    sender: tuple[str, ...] = ()
    recipient: str = ""
    reference: str = ""
    classification: str = ""
    colour: str = ACCENT
    logo: bytes = b""
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Briefing:
    """The whole document; the notes are set as footnotes or listed at its end.

    `left_out` says, for its author alone, what this audience does not see: it is empty when a renderer gets it.
    `figures` are the numbers its sentences state. `words` has `sources`, `contents`, `page`, `map`, `legend`,
    `from`, `to`, `tie`, `line`, `invented`, `as_of`, `data_version`, `audience`, `audience_name` and `made_at`.
    """

    title: str
    subtitle: str
    language: str
    audience: Confidentiality
    as_of: str
    made_at: str
    data_version: int
    subjects: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[SourceNote, ...]
    contacts: tuple[NamedContact, ...] = ()
    occasions: tuple[DatedEvent, ...] = ()
    left_out: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)  # fixed words a renderer needs, in the language
    figures: Mapping[str, int] = field(default_factory=dict)
    kind: str = ""
    letterhead: Letterhead = field(default_factory=Letterhead)
