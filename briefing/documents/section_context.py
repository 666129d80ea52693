"""What every section is made of: the scope, the words and the source notes, and short ways to say things."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from briefing.documents.document import NotedText, Paragraph, Points, Table
from briefing.documents.editions import Edition
from briefing.documents.notes import SourceNotes
from briefing.documents.request import Request
from briefing.documents.scope import Scope
from briefing.wording.sentences import Sentences
from briefing.words import BriefingWords
from graph.analysis.explain import Share
from graph.analysis.goals import Goals
from graph.network import Network, Node, Relation

Cell = tuple[NotedText, ...]


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
    figures: dict[str, int] = field(default_factory=dict)

    @property
    def network(self) -> Network:
        """The network the audience may see."""
        return self.scope.network

    def name(self, node: Node | str) -> NotedText:
        """Return the name of a node."""
        found = self.network.nodes[node] if isinstance(node, str) else node
        return NotedText(self.says.name(found), invented=found.invented)

    def names(self, nodes: Iterable[str]) -> str:
        """Return names one after the other, with "and" before the last."""
        said = [self.says.name_of(node) for node in nodes]
        return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {self.words('and')} {said[-1]}" if said else ""

    def said(self, text: str, *relations: Relation) -> NotedText:
        """Return a piece of text with the source notes of the facts it rests on."""
        evidence = (item for r in relations for item in r.evidence)
        return NotedText(text, self.notes.of(evidence), bool(relations) and all(r.invented for r in relations))

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


def points(items: Iterable[Cell]) -> Points:
    """Return a list."""
    return Points(tuple(items))


def _cell(value: Cell | NotedText | str) -> Cell:
    if isinstance(value, str):
        return (NotedText(value),) if value else ()
    return (value,) if isinstance(value, NotedText) else value
