"""Fields of interest and bills as topics; a narrower field is part of its broader one."""

import re
from collections.abc import Iterable, Iterator

from graph.model.facts import Entity
from graph.model.fold import fold
from graph.model.keys import topic_key
from ingest.sources.lobbyregister.access import Fields, items, text
from ingest.sources.lobbyregister.codes import broader, codes
from ingest.sources.lobbyregister.draft import Draft
from ingest.sources.lobbyregister.organisations import Organisations

_LONGEST, _LONGEST_TITLE = 150, 1_000  # letters of a topic somebody typed, and of a bill
_SHORT_WORDS = 4  # words up to which a part between commas can be a topic of its own
_OTHER = re.compile(r"_OTHER$")
_STRONG = re.compile(r"[;\n•]")


class Topics:
    """The topics of one file; what is part of what is said once."""

    def __init__(self) -> None:
        self._nested: set[str] = set()

    def of(self, fields: Iterable[tuple[int, Fields]], draft: Draft, part: str) -> Iterator[tuple[Entity, str]]:
        """Yield the topics of fields of interest, each with its part of the entry."""
        for number, field in fields:
            where = f"{part} {number}"
            code = text(field, "code")
            if code.rpartition("|")[2] == codes().other:
                for name in typed_topics(field.get("fieldOfInterestText")):
                    yield draft.add(_topic(name, draft.at(where), in_passing=True)), where
            elif topic := self._topic(code, text(field, "de"), draft, where):
                yield topic, where

    def _topic(self, code: str, name: str, draft: Draft, where: str) -> Entity | None:
        """Return the topic of a code; "other" of a field is the field itself."""
        above = broader(code)
        if above and _OTHER.search(code):
            return draft.add(_topic(above[1], draft.at(where)))
        if not fold(name) or len(name) > _LONGEST_TITLE:
            return None
        topic = draft.add(_topic(name, draft.at(where)))
        if above and topic.key not in self._nested:
            self._nested.add(topic.key)
            draft.say("PART_OF", topic, draft.add(_topic(above[1], draft.at(where))), where)
        return topic


def typed_topics(value: object) -> list[str]:
    """Return the topics somebody typed into one field.

    >>> typed_topics("Lobbyismus"), typed_topics("Baubranche, Umwelt- und Maschinentechnik; Handwerk")
    (['Lobbyismus'], ['Baubranche', 'Umwelt- und Maschinentechnik', 'Handwerk'])
    """
    parts = _STRONG.split(value) if isinstance(value, str) else []
    names: list[str] = []
    for part in parts:
        pieces = part.split(",")
        short = all(len(piece.split()) <= _SHORT_WORDS for piece in pieces) and "(" not in part
        names += [text({"": piece}, "") for piece in (pieces if short else [part])]
    return [name for name in dict.fromkeys(names) if fold(name) and len(name) <= _LONGEST]


def bills(project: Fields, draft: Draft, organisations: Organisations, part: str) -> Iterator[Entity]:
    """Yield the bills a project is about, each tied to the ministries that lead it."""
    draft_bill = project.get("draftBill")
    found: list[tuple[str, Fields]] = [("draftBill", draft_bill)] if isinstance(draft_bill, dict) else []
    found += [(f"printedMatters {number}", matter) for number, matter in items(project, "printedMatters")]
    for where, bill in found:
        title = text(bill, "title") or text(bill, "customTitle")
        if not fold(title) or len(title) > _LONGEST_TITLE:
            continue
        place = f"{part}, {where}"
        topic = draft.add(_bill(bill, title, draft.at(place)))
        for _, said in items(bill, "leadingMinistries"):
            if ministry := organisations.ministry(text(said, "title"), text(said, "shortTitle"), draft, place):
                draft.say("DEALS_WITH", ministry, topic, place)
        yield topic


def _bill(bill: Fields, title: str, place: str) -> Entity:
    number = fold(f"{text(bill, 'issuer')} {text(bill, 'printingNumber')}").replace(" ", "-")
    numbered = (f"drucksache:{number}",) if text(bill, "printingNumber") else ()
    return Entity("Topic", (*numbered, topic_key(title)), title, place, in_passing=not text(bill, "title"))


def _topic(name: str, place: str, *, in_passing: bool = False) -> Entity:
    return Entity("Topic", (topic_key(name),), name, place, in_passing=in_passing)
