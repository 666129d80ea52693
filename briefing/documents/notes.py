"""The numbered source notes of one briefing: a source gets its number when it is first needed."""

from collections.abc import Iterable

from briefing.documents.document import SourceNote
from briefing.documents.edits import Edit
from briefing.wording.sentences import Sentences
from briefing.words import BriefingWords
from graph.model.claims import source_of
from graph.model.facts import is_invented

PLACES = 3  # of one source that a note names
_BY_HAND = "by-hand "


class SourceNotes:
    """Numbers for the sources of one briefing, and the places in each source that were used."""

    def __init__(self, says: Sentences, words: BriefingWords, *, names: bool = True) -> None:
        self._says, self._words, self._names = says, words, names
        self._places: dict[str, dict[str, None]] = {}

    def of(self, evidence: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of the sources that evidence names, sorted; a new source gets the next number."""
        items = sorted(set(evidence))
        for item in items:
            self._places.setdefault(source_of(item), {})[item] = None
        numbers = {source: i for i, source in enumerate(self._places, 1)}
        return tuple(sorted({numbers[source_of(item)] for item in items}))

    def kept(self) -> dict[str, dict[str, None]]:
        """Return what was used so far, to go back to."""
        return {source: dict(places) for source, places in self._places.items()}

    def back(self, kept: dict[str, dict[str, None]]) -> None:
        """Forget what was used since."""
        self._places = kept

    def by_hand(self, edit: Edit) -> int:
        """Return the number of the note that says who changed a sentence by hand, and when."""
        name = f"{_BY_HAND}{edit.at[:10]} {edit.who}"
        self._places.setdefault(name, {})
        return list(self._places).index(name) + 1

    def all(self) -> tuple[SourceNote, ...]:
        """Return the notes, each with what the source is and which places of it were used."""
        return tuple(self._note(i, source) for i, source in enumerate(self._places, 1))

    def _note(self, number: int, source_id: str) -> SourceNote:
        if source_id.startswith(_BY_HAND):
            day, _, who = source_id.removeprefix(_BY_HAND).partition(" ")
            key = "note_by_hand" if who and self._names else "note_by_hand_only"
            return SourceNote(number, self._words(key, day=self._words.date(day), who=who))
        places = list(self._places[source_id])
        source = self._says.network.nodes.get(source_id)
        if source is None:
            return SourceNote(number, source_id, invented=is_invented(source_id))
        fields = source.fields
        name, day = self._says.name(source), self._says.date(str(fields.get("date", "")))
        parts = [name, "" if _names_day(name, day) else day, self._where(places)]
        url = str(fields.get("url", ""))
        return SourceNote(number, ", ".join(filter(None, parts)), url, source.invented)

    def _where(self, places: list[str]) -> str:
        named = list(dict.fromkeys(filter(None, map(self._says.place, places))))
        if len(named) <= PLACES:
            return "; ".join(named)
        more = self._words("places_more", n=len(named) - PLACES)
        return f"{'; '.join(named[:PLACES])} {more}"


def _names_day(name: str, day: str) -> bool:
    """Return whether the name of a source says its day already, with or without leading noughts."""
    bare = ".".join(part.lstrip("0") for part in day.split("."))
    return bool(day) and (day in name or bare in name)
