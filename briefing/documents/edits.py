"""Sentences of a briefing that somebody changed by hand: kept in the ledger by series, for the next edition too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.model.facts import digest
from graph.model.ledger import LedgerEntry

BOOK = "briefing_sentence"
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands in place of a sentence; `instead_of` is the sentence of the program it was written for, as digest."""

    text: str
    who: str = ""
    at: str = ""
    instead_of: str = ""

    def is_for(self, sentence: str) -> bool:
        """Return whether the program still says what it said when somebody changed it."""
        return self.instead_of == digest(sentence)


Edits = Mapping[str, Edit]


def edits_of(entries: Iterable[LedgerEntry], series: str) -> dict[str, Edit]:
    """Return the edits of a series by the place of their sentence."""
    found = (entry for entry in entries if entry.body.get("series") == series)
    return {
        str(entry.body["place"]): Edit(
            str(entry.body["text"]), entry.who, entry.at, str(entry.body.get("instead_of", ""))
        )
        for entry in found
    }


def edit_id(series: str, place: str) -> str:
    """Return the id of an edit in its book."""
    return digest(series, place)


def edit_entry(series: str, place: str, text: str, sentence: str, who: str) -> LedgerEntry:
    """Return what the ledger keeps of an edit; `subjects` are not named, the series stands for them."""
    body = {"series": series, "place": place, "text": text[:LONGEST], "instead_of": digest(sentence)}
    return LedgerEntry(BOOK, edit_id(series, place), who, body=body)
