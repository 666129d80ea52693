"""Sentences of a briefing that somebody changed by hand: kept in the ledger by series, for the next edition too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefing.documents.request import Request
from graph.model.facts import digest
from graph.model.hidden import HIDDEN
from graph.model.ledger import LedgerEntry
from graph.privacy.fingerprints import ERASED

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
        return self.instead_of == digest(sentence.strip())


Edits = Mapping[str, Edit]


def edits_of(entries: Iterable[LedgerEntry], request: Request) -> dict[str, Edit]:
    """Return the edits of a briefing by the place of their sentence, but those in which a name was taken away."""
    found = [entry for entry in entries if entry.body.get("of") == _of(request)]
    return {
        str(entry.body["place"]): Edit(
            str(entry.body["text"]), entry.who, entry.at, str(entry.body.get("instead_of", ""))
        )
        for entry in found
        if not any(gap in str(entry.body["text"]) for gap in (HIDDEN, ERASED))
    }


def edit_id(request: Request, place: str) -> str:
    """Return the id of an edit in its book."""
    return digest(_of(request), place)


def edit_entry(
    request: Request, place: str, text: str, sentence: str, who: str, about: Iterable[str] = ()
) -> LedgerEntry:
    """Return what the ledger keeps of an edit.

    Its `subjects` are those of the briefing and of the sentence: who is erased takes it with her, even without a name.
    """
    body = {
        "of": _of(request),
        "place": place,
        "text": text[:LONGEST],
        "instead_of": digest(sentence.strip()),
        "subjects": sorted({*request.subjects, *about}),
    }
    return LedgerEntry(BOOK, edit_id(request, place), who, body=body)


def _of(request: Request) -> str:
    """Return whose sentences they are: those of a series in one language, seen from one house."""
    return digest(request.series, request.language, request.office)
