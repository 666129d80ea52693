"""What every section is made of: the scope, the words and the source notes, and short ways to say things."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from briefing.documents.document import NotedText, Paragraph, Points, Table
from briefing.documents.editions import Edition
from briefing.documents.edits import Edits
from briefing.documents.notes import SourceNotes
from briefing.documents.request import Kind, Request, kind_of
from briefing.documents.scope import Scope
from briefing.wording.articles import Case, of_node
from briefing.wording.sentences import Sentences
from briefing.words import BriefingWords
from graph.analysis.explain import Share
from graph.analysis.goals import Goals
from graph.analysis.ways import Ways
from graph.curation.due import Books
from graph.grammar import form, spelled
from graph.model.schema import BELONGS
from graph.network import Network, Node, Relation

Cell = tuple[NotedText, ...]
LONGEST_EVENT = 52  # letters of an event's name within a sentence
#: A name is not cut behind these, nor behind the first half of "Service- und ...".
_LOOSE = frozenset(
    (
        *("der", "die", "das", "des", "dem", "den", "ein", "eine", "einer", "und", "oder", "für", "von", "vom", "zur"),
        *("zum", "zu", "im", "in", "am", "an", "auf", "bei", "mit", "über", "of", "the", "a", "and", "or", "for", "at"),
        *("on", "to", "with"),
    )
)
_INNER = str.maketrans("„“”", "‚‘’")


@dataclass
class Matter:
    """All that a section draws from. `figures` collects each number that is stated, so that it can be counted again."""

    request: Request
    scope: Scope
    says: Sentences
    words: BriefingWords
    notes: SourceNotes
    before: Edition | None = None
    settled: frozenset[str] = frozenset()  # ids of findings that nobody needs to be told again
    goals: Goals = None  # the office's
    books: Books = field(default_factory=Books)  # what the office keeps; empty for everybody else
    edits: Edits = field(default_factory=dict)  # sentences somebody changed by hand
    figures: dict[str, int] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)  # how many a section may list, where its page is full
    messages: dict[str, str] = field(default_factory=dict)  # what a section says in a sentence
    heads: dict[str, str] = field(default_factory=dict)  # headings of sections where the usual one does not fit
    rewritten: set[str] = field(default_factory=set)  # the places of sentences that stand as somebody changed them
    kept: dict[str, object] = field(default_factory=dict)  # what several sections need and one works out

    def at_most(self, section: str, usual: int) -> int:
        """Return how many a section may list."""
        return self.most.get(section, usual)

    @property
    def network(self) -> Network:
        """The network the audience may see."""
        return self.scope.network

    @property
    def is_inside(self) -> bool:
        """Whether it stays in the office; for all others its books were taken away, so that nothing is said of them."""
        return self.request.audience == "internal"

    @cached_property
    def kind(self) -> Kind:
        """The kind of the briefing."""
        return kind_of(self.request, self.network)

    @cached_property
    def ways(self) -> Ways:
        """The ways of the network."""
        return Ways(self.scope.case)

    @cached_property
    def circle(self) -> frozenset[str]:
        """The actors the briefing is about, and the people who belong to them now."""
        facts = (r for actor in self.scope.focus for r in self.scope.facts_to(actor, *BELONGS))
        people = {r.start for r in facts if not self.scope.is_past(r)}
        return frozenset({*self.scope.focus, *people})

    def in_case(self, node: Node | str, case: Case = "dative", *, short: bool = False) -> str:
        """Return the name of a node as a sentence needs it, marked where it is invented."""
        found = self.network.nodes[node] if isinstance(node, str) else node
        mark = self.says.name(found).removeprefix(found.display)
        return of_node(found, case, self.request.language, short=short) + mark

    def event(self, event: str) -> str:
        """Return the name of an event as it stands in quotation marks, short: without what follows a colon or a gap."""
        node = self.network.nodes[event]
        name = node.display.translate(_INNER)
        return shortened(name, node.kind) + self.says.name(node).removeprefix(node.display)

    def counted(self, key: str, n: int) -> str:
        """Return a number with its noun, spelled out up to twelve: "zwei Personen"."""
        return self.words(f"{key}_{form(n, self.request.language)}", n=spelled(n, self.request.language))

    def message(self, section: str, key: str, n: int, **values: object) -> None:
        """Keep what a section says in a sentence about a number of things."""
        language = self.request.language
        said = self.words(f"{key}_{form(n, language)}", n=spelled(n, language), **values)
        self.messages[section] = said[:1].upper() + said[1:]

    def name(self, node: Node | str) -> NotedText:
        """Return the name of a node."""
        found = self.network.nodes[node] if isinstance(node, str) else node
        return NotedText(self.says.name(found), invented=found.invented)

    def told(self, what: str) -> str:
        """Return the event or talk that the lead tells of; none where somebody has written that sentence anew."""
        return "" if "lead.us" in self.rewritten else str(self.kept.get(f"told {what}", ""))

    def names(self, nodes: Iterable[str]) -> str:
        """Return names one after the other, with "and" before the last."""
        return self.joined([self.says.name_of(node) for node in nodes])

    def joined(self, names: Sequence[str]) -> str:
        """Return texts one after the other, with "and" before the last."""
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {self.words('and')} {names[-1]}"

    def said(self, text: str, *relations: Relation) -> NotedText:
        """Return a piece of text with the source notes of the facts it rests on."""
        evidence = (item for r in relations for item in r.evidence)
        return NotedText(text, self.notes.of(evidence), bool(relations) and all(r.invented for r in relations))

    def sentence(
        self, place: str, text: str, *relations: Relation, evidence: Iterable[str] = (), about: Iterable[str] = ()
    ) -> NotedText:
        """Return a sentence that can be changed by hand, as it was changed where it was; a note says so.

        A change holds while the program says what it said then. `about` are those the sentence is about, beside the
        ends of its facts.
        """
        notes = self.notes.of([*evidence, *(item for r in relations for item in r.evidence)])
        edit = self.edits.get(place)
        ends = (end for r in relations for end in (r.start, r.end))
        named = tuple(sorted({*about, *ends} & self.network.nodes.keys()))
        if edit is None or not edit.is_for(text):
            return NotedText(text, notes, place=place, about=named)
        self.rewritten.add(place)
        noted = (*notes, self.notes.by_hand(edit))
        return NotedText(edit.text, noted, place=place, edited=True, first=text, about=named)

    def because(self, share: Share) -> NotedText:
        """Return why two are tied."""
        return NotedText(
            self.says.reason(share.reason),
            self.notes.of(share.reason.evidence),
            share.reason.invented,
        )

    def paragraph(self, key: str, **values: object) -> Paragraph:
        """Return a paragraph of fixed words."""
        return Paragraph((NotedText(self.words(key, **values)),))

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell | NotedText | str]]) -> Table:
        """Return a table; `columns` are keys of words."""
        made = tuple(tuple(map(_cell, row)) for row in rows)
        return Table(title, tuple(self.words(f"column_{name}") for name in columns), made)

    def listed(self, items: Sequence[tuple[str, Relation]], most: int) -> Cell:
        """Return a cell that lists things, cut where there are many, with how many more there are."""
        shown = [
            self.said(f"{said}; " if i < len(items) else said, fact) for i, (said, fact) in enumerate(items[:most], 1)
        ]
        if len(items) > most:
            shown.append(NotedText(self.words("and_more", n=self.words.number(len(items) - most))))
        return tuple(shown)

    def more(self, shown: int, total: int) -> list[Paragraph]:
        """Return the sentence that says how many rows a table leaves out; none where it has all."""
        if shown >= total:
            return []
        return [self.paragraph("more", shown=self.words.number(shown), total=self.words.number(total))]


def shortened(name: str, kind: str = "") -> str:
    """Return the name of an event cut where it makes sense, if it is long.

    >>> shortened("Fachwerkstatt Ost: Fachkräfte für die Industrie von morgen und übermorgen")
    'Fachwerkstatt Ost'
    >>> shortened("Auftaktveranstaltung der Service- und Beratungsstelle für regionale Industrie")
    'Auftaktveranstaltung …'
    >>> shortened("Stellungnahme von Musterverband: Strompreise", "statement")
    'Strompreise'
    """
    before, colon, after = name.partition(": ")
    if kind == "statement" and after:
        name, colon = after, ""
    if len(name) <= LONGEST_EVENT:
        return name
    if colon and len(before) <= LONGEST_EVENT:
        return before
    words = name[:LONGEST_EVENT].rpartition(" ")[0].split()
    while len(words) > 1 and (words[-1].endswith("-") or words[-1].strip(",;:–-").casefold() in _LOOSE):
        words.pop()
    return " ".join(words).rstrip(" ,;:-–") + " …"


def points(items: Iterable[Cell]) -> Points:
    """Return a list."""
    return Points(tuple(items))


def after_space(piece: NotedText) -> NotedText:
    """Return a piece of text that stands behind another."""
    return replace(piece, text=f" {piece.text}")


def _cell(value: Cell | NotedText | str) -> Cell:
    if isinstance(value, str):
        return (NotedText(value),) if value else ()
    return (value,) if isinstance(value, NotedText) else value
