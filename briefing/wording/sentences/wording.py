"""Facts, periods, ties, ways and findings as sentences."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from graph import grammar
from graph.analysis.paths import Step
from graph.analysis.phrases import Day, Phrase, Several, phrase, several
from graph.analysis.spans import Period, period
from graph.analysis.ties import TieReason
from graph.errors import catalogue as messages
from graph.errors import read_catalogue
from graph.model.claims import source_of
from graph.model.dates import format_date
from graph.model.facts import is_entered
from graph.model.schema import Text
from graph.network import Network, Node, Relation

if TYPE_CHECKING:  # their search in arrays is slow to import
    from graph.analysis.ways import Way

Language = Literal["de", "en"]
_INNER_QUOTES = str.maketrans("„“”", "‚‘’")
_NUMBERED = ("row", "line", "sentence")
_SINGLE = frozenset(
    ["satz", "seite", "zeile", "absatz", "abschnitt", "kapitel", "punkt", "programmpunkt", "folie", "page", "line"]
)
_ENTRY = "entry "
_FILES = (".csv", ".tsv", ".txt")


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return all words of one language by key: those beside this module, and the sentences of `graph`."""
    return {**messages(language), **read_catalogue(files("briefing.wording.sentences"), language)}


def question_title(question: str, language: str) -> str:
    """Return a question as one asks it, by its id."""
    return catalogue(language)[f"question_{question}"]


def question_why(question: str, language: str) -> str:
    """Return in a sentence why one asks a question, by its id."""
    return catalogue(language)[f"question_{question}_why"]


class Wording:
    """Words for one network in one language; what is invented says so."""

    def __init__(self, network: Network, language: Language) -> None:
        self.network, self.language = network, language

    def say(self, key: str, **values: Any) -> str:
        """Return a sentence with its places filled in; nodes among the values are marked where they are invented."""
        filled = {name: self.value(value) for name, value in values.items()}
        return grammar.filled(catalogue(self.language)[key], self.language, **filled)

    def phrase(self, said: Phrase) -> str:
        """Return what analysis has to say."""
        return self.say(said.key, **dict(said.values))

    def value(self, value: Any) -> Any:
        """Return what fills a place of a sentence; whole numbers stay numbers, for the words around to agree with."""
        if isinstance(value, int):
            return value
        if isinstance(value, float):
            return self.decimal(value)
        if isinstance(value, Node):
            return self.name(value)
        if isinstance(value, Text):
            return self.text(value)
        if isinstance(value, Day):
            return self.date(value.text) or self.say("finding_no_date")
        if isinstance(value, TieReason):
            return self.reason(value)
        if isinstance(value, Phrase):
            return self.phrase(value)
        if isinstance(value, Several):
            return ", ".join(str(self.value(item)) for item in value.items)
        return str(value)

    def text(self, text: Text) -> str:
        """Return a display name of the schema."""
        return text.de if self.language == "de" else text.en

    def date(self, partial: str) -> str:
        """Return a partial date as people write it, "" for ""."""
        return format_date(partial, self.language) if partial else ""

    def decimal(self, value: float) -> str:
        """Return a strength or the like, with two decimals; what they would make nothing of is less than the least."""
        if 0 < value < 0.005:
            return f"< {grammar.decimal(0.01, self.language, 2)}"
        return grammar.decimal(value, self.language, 2)

    def name(self, node: Node) -> str:
        """Return the display name, marked where the node is invented."""
        return f"{node.display} [{self.say('invented')}]" if node.invented else node.display

    def name_of(self, node_id: str) -> str:
        """Return the display name of a node by its id."""
        return self.name(self.network.nodes[node_id])

    def type(self, node: Node) -> str:
        """Return the node's kind where it has one, else its type."""
        definition = self.network.schema.nodes[node.label]
        return self.text(definition.kinds.get(node.kind, definition.display))

    def fields(self, node: Node) -> Iterator[tuple[str, str]]:
        """Yield name and value of each filled field."""
        definition = self.network.schema.nodes[node.label]
        for name, value in node.fields.items():
            shown = ", ".join(value) if isinstance(value, list | tuple) else str(value)
            if definition.fields[name].date:
                shown = self.date(shown)
            elif name == definition.kind_field:
                shown = self.type(node)
            yield self.text(definition.fields[name].display), shown

    def role(self, relation: Relation) -> str:
        """Return the role as one says it."""
        known = self.network.schema.relationships[relation.type].roles.get(relation.role)
        return self.text(known.display) if known else relation.role

    def fact(self, relation: Relation) -> str:
        """Return a fact as a phrase: start, verb, end, role."""
        verb = self.text(self.network.schema.relationships[relation.type].display)
        role = f" ({self.role(relation)})" if relation.role else ""
        mark = f" [{self.say('invented')}]" if relation.invented else ""
        ends = [self.network.nodes[end].display for end in (relation.start, relation.end)]
        return f"{ends[0]} {verb} {ends[1]}{role}{mark}"

    def period(self, relation: Relation) -> str:
        """Return when a fact holds, in words; where no source says so, when it was seen to hold."""
        return self.span(period(self.network, relation))

    def span(self, held: Period) -> str:
        """Return a period in words: since, until, from and to, or "as of" the day it was seen; "" for none.

        Each source that merely saw a fact says nothing of its beginning or its end, so that is not told as either.
        """
        a, b = self.date(held.first), self.date(held.last)
        if not a and not b:
            return ""
        if held.how == "seen":
            return self.say("seen", a=b) if a in ("", b) else self.say("seen_between", a=a, b=b)
        if a == b:
            return a
        return self.say("between" if a and b else "since" if a else "until", a=a, b=b)

    def place(self, evidence: str) -> str:
        """Return a place within a source in words, such as "row 7"; of what was entered by hand, how one knows it."""
        if is_entered(evidence):
            source = self.network.source(evidence)
            return self.provenance(source) if source else ""
        place = evidence.partition("#")[2]
        sheet, _, rest = place.rpartition("!")
        if rest.startswith(_ENTRY):
            return self._in_register(rest)
        word, _, number = rest.partition(" ")
        if word == "sentence":  # where in the text it begins and ends is for programs
            number = number.partition(",")[0]
        rest = self.say(f"place_{word}", n=number) if word in _NUMBERED else self._numbered(rest)
        is_file = sheet.casefold().endswith(_FILES)  # a file of one sheet is named after the file, which is the source
        return f"{sheet}, {rest}" if sheet and not is_file else rest

    def _numbered(self, place: str) -> str:
        """Return a place such as "Kontakte 51" as one reads it: "Kontakte, Nr. 51"."""
        words, _, number = place.rpartition(" ")
        is_list = bool(words) and number.isdigit() and words.casefold() not in _SINGLE
        return f"{words}, {self.say('place_number', n=number)}" if is_list else place

    def _in_register(self, place: str) -> str:
        """Return a place of the lobby register in words, its parts by their names, numbers counted from one."""
        parts = []
        for part in place.split(", "):
            name, _, number = part.partition(" ")
            key = f"place_{name}"
            if name == "entry":
                parts.append(self.say(key, n=number))
            elif key in catalogue(self.language):
                said = self.say(key)
                parts.append(f"{said}, {self.say('place_number', n=number)}" if number else said)
            else:
                parts.append(part)
        return ", ".join(parts)

    def provenance(self, source: Node) -> str:
        """Return how one knows what somebody entered: when, by what way, of whom, and who noted it."""
        said = source.fields
        way, told = str(said.get("way", "")), said.get("said_by", "")
        parts = [
            self.say("entry_on", day=self.date(str(said["date"]))) if said.get("date") else "",
            self.say(f"way_{way}") if way else "",
            self.say("entry_said_by", name=told) if told else "",
        ]
        noted = self.say("entry_noted_by", name=said["recorded_by"]) if said.get("recorded_by") else ""
        unsure = self.say("entry_unsure") if said.get("certainty") == "unsure" else ""
        return ", ".join(filter(None, (" ".join(filter(None, parts)), noted, unsure)))

    def citation(self, evidence: str) -> str:
        """Return source and place of one piece of evidence."""
        source = self.network.source(evidence)
        title = self.name(source) if source else source_of(evidence)
        return f"{title}, {self.place(evidence)}"

    def sources(self, relation: Relation) -> str:
        """Return all evidence of a fact."""
        return "; ".join(map(self.citation, relation.evidence))

    def reason(self, reason: TieReason) -> str:
        """Return why two are tied; of organisations, through which people."""
        nodes = self.network.nodes
        if reason.people and len(set(reason.people)) == 1:
            return self.say("tie_shared_person", via=nodes[reason.people[0]], when=self._when(reason))
        said = self._shared(reason)
        if reason.people:
            one, other = (nodes[person] for person in reason.people)
            return self.say("tie_people", one=one, other=other, reason=said)
        return said

    def _shared(self, reason: TieReason) -> str:
        via = self.name_of(reason.via) if reason.via else ""
        if reason.kind != "event":
            return self.say(f"tie_{reason.kind}", via=via, when=self._when(reason))
        key = "tie_event" if reason.members == "Person" else "tie_event_of_organisations"
        held = self.span(reason.period)
        via = via.translate(_INNER_QUOTES)  # it stands in quotation marks itself
        return self.say(key, via=via, when=f"{held}, " if held else "", size=reason.size)

    def _when(self, reason: TieReason) -> str:
        held = self.span(reason.period)
        return self.say("tie_when", when=held) if held else ""

    def step(self, step: Step) -> str:
        """Return a step as a sentence: both people and their strongest reason."""
        nodes = self.network.nodes
        return self.say("step", one=nodes[step.a], other=nodes[step.b], reason=step.reason)

    def belongs(self, facts: Iterable[Relation]) -> str:
        """Return how somebody belongs to an end of a way, "" for an end that is a person."""
        said = [self._ended(fact) for fact in facts]
        return f"{'; '.join(said)}." if said else ""

    def _ended(self, fact: Relation) -> str:
        return self.dated(fact) if fact.valid_to else self.fact(fact)

    def dated(self, fact: Relation) -> str:
        """Return a fact with when it held."""
        held = self.period(fact)
        return f"{self.fact(fact)}, {held}" if held else self.fact(fact)

    def way(self, way: "Way") -> Iterator[str]:
        """Yield a way in sentences: how the first belongs to the start, each step, how the last belongs to the end."""
        yield from filter(None, [self.belongs(way.start)])
        if way.path.steps:
            yield from map(self.step, way.path.steps)
        elif not (way.start and way.end):
            yield self.say("ways_same")
        yield from filter(None, [self.belongs(way.end), self.stand_ins(way)])

    def stand_ins(self, way: "Way") -> str:
        """Return the sentence on who else could introduce the two, "" where nobody could."""
        if not way.stand_ins:
            return ""
        nodes = self.network.nodes
        more = way.others - len(way.stand_ins)
        names: Several | Phrase = several(nodes[p] for p in way.stand_ins)
        if more:
            names = phrase("ways_and_more", names=names, n=more)
        if not way.path.steps:
            return self.say("ways_both_too", names=names)
        return self.say("ways_stand_in", person=nodes[way.path.people[1]], names=names)

    def shared_interests(self, ends: tuple[str, str], found: list[Node]) -> str:
        """Return the sentence on what could bring two sides together where no way is known."""
        one, other = (self.network.nodes[end] for end in ends)
        if not found:
            return self.say("ways_help_meet", one=one, other=other)
        return self.say("ways_help_topics", one=one, other=other, names=several(found[:4]))
