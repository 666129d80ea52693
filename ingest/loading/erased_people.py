"""Who was erased stays away: a file is loaded without these people, and its report says in which rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from graph.model.facts import Entity, Fact, Record, Source
from graph.model.keys import OWN_SCHEMES, split_name_key
from graph.model.proposals import Proposal
from graph.privacy.book import ErasureBook
from graph.privacy.fingerprints import Matcher
from graph.privacy.scrubbing import Scrubber
from graph.store import Access
from ingest.records import Note


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets through what is about nobody who was erased; `notes` gets a line for each place that was not."""

    matcher: Matcher
    notes: list[Note]

    @classmethod
    def of(cls, store: Access, notes: list[Note]) -> "Gate":
        """Return the gate of a store.

        Raises:
            UsageError: the book of erasures can not be read: nobody must come back because of that.
        """
        return cls(ErasureBook(store.keys).matcher() if store.keys else _NOBODY, notes)

    def source(self, source: Source) -> Source:
        """Return a source whose title and file name nobody who was erased; its id stays what it is."""
        if not self.matcher:
            return source
        texts = ("title", "file", "publisher", "url", "said_by")
        said: dict[str, Any] = {name: self.matcher.redacted(getattr(source, name)) for name in texts}
        return replace(source, **said)

    def records(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield records without those who were erased, and without their names in what others are said to be."""
        if not self.matcher:
            yield from records
            return
        for record in records:
            yield self._passed(record)

    def proposals(self, proposals: Iterable[Proposal]) -> list[Proposal]:
        """Return what a text proposes about others, its sentences without the names of who was erased."""
        found = list(proposals)
        if not self.matcher:
            return found
        kept = [one for one in found if not self.matcher.finds(one.name)]
        if len(kept) < len(found):
            self._note("note_erased_in_text", "")
        scrubber = Scrubber(self.matcher)
        return [Proposal.parse({**scrubber.scrubbed(one.stored()), "id": one.id}) for one in kept]

    def _passed(self, record: Record) -> Record:
        gone = {e.key: e for e in record.entities if e.label == "Person" and self._is_erased(e)}
        for entity in gone.values():
            self._note("note_erased_left_out", entity.place)
        kept = [e for e in record.entities if e.key not in gone]
        named = [e for e in kept if e.label == "Person" and self.matcher.finds(e.name)]
        for entity in named:
            if self.matcher.finds(entity.name, in_full=True):
                self._note("note_erased_namesake", entity.place)
        facts = [f for f in record.facts if not {f.start, f.end} & gone.keys()]
        if named:
            return replace(record, entities=tuple(kept), facts=tuple(facts))
        return replace(record, entities=tuple(map(self._entity, kept)), facts=tuple(map(self._fact, facts)))

    def _is_erased(self, entity: Entity) -> bool:
        """Return whether somebody is known again: by a key, or by her name where nothing tells a namesake."""
        if self.matcher.owns(entity.keys):
            return True
        return self.matcher.finds(entity.name, in_full=True) and not any(map(_tells_apart, entity.keys))

    def _entity(self, entity: Entity) -> Entity:
        redacted, scrubber = self.matcher.redacted, Scrubber(self.matcher)
        values: dict[str, Any] = {
            name: redacted(value) if isinstance(value, str) else tuple(map(redacted, value))
            for name, value in entity.values.items()
        }
        keys = tuple(map(redacted, entity.keys))
        decided = tuple((name, scrubber.text(value)) for name, value in entity.decided)
        return replace(
            entity, name=redacted(entity.name), keys=keys, place=redacted(entity.place), values=values, decided=decided
        )

    def _fact(self, fact: Fact) -> Fact:
        redacted = self.matcher.redacted
        texts = {name: redacted(getattr(fact, name)) for name in ("start", "end", "place", "role")}
        return replace(fact, **texts)

    def _note(self, key: str, place: str) -> None:
        note = Note(key, place=self.matcher.redacted(place))
        if note not in self.notes:  # a unit of work may begin again
            self.notes.append(note)


_NOBODY = ErasureBook.nobody()


def _tells_apart(key: str) -> bool:
    """Return whether a key is one that only a namesake has: an address, a number, another house."""
    split = split_name_key(key)
    if split:
        return split[1].startswith("org:")
    scheme = key.partition(":")[0]
    return scheme == "mail" or scheme not in OWN_SCHEMES
