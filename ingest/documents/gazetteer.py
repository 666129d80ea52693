"""The names the graph knows already, as word lists for the extraction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from graph.network import Network
from ingest.documents.lookup import NameIndex
from ingest.documents.mentions import ORGANISATION, PERSON, Mention
from ingest.documents.persons import full_names

SHORTEST = 3  # letters of a name that is looked for
KNOWN = 0.95


@dataclass(frozen=True)
class Gazetteer:
    """Known spellings of persons, organisations, events and topics, each with the name it stands for."""

    persons: Mapping[str, str] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_network(cls, network: Network) -> "Gazetteer":
        """Return the names of a network: of persons the whole name, of all others also short names and aliases."""
        found: dict[str, dict[str, str]] = {"Person": {}, "Organisation": {}, "Event": {}, "Topic": {}}
        for node in network.by_label(*found):
            names = [node.name, str(node.fields.get("short_name", "")), *map(str, node.fields.get("aliases", ()))]
            if node.label == "Person":
                names = [node.name] if " " in node.name else []
            for name in names:
                if len(name) >= SHORTEST or name.isupper():
                    found[node.label].setdefault(name, node.name)
        return cls(found["Person"], found["Organisation"], found["Event"], found["Topic"])

    def mentions(self, text: str, start: int, end: int) -> list[Mention]:
        """Return where persons and organisations of the graph are named between two places of a text."""
        found = []
        for sort, names, index in (
            (PERSON, self.persons, self._person_index),
            (ORGANISATION, self.organisations, self._organisation_index),
        ):
            found += [Mention(sort, a, b, KNOWN, names[name]) for a, b, name in index.places(text, start, end)]
        return found

    def of_family(self, family: str) -> str:
        """Return the one known person with a family name, "" where there is none or several."""
        return self._families.get(family, "")

    def topic_places(self, text: str, start: int, end: int) -> list[tuple[int, int, str]]:
        """Return where topics of the graph are named."""
        return [(a, b, self.topics[name]) for a, b, name in self._topic_index.places(text, start, end)]

    @cached_property
    def _person_index(self) -> NameIndex:
        return NameIndex(self.persons)

    @cached_property
    def _families(self) -> Mapping[str, str]:
        return full_names(sorted(set(self.persons.values())))

    @cached_property
    def _organisation_index(self) -> NameIndex:
        return NameIndex(self.organisations)

    @cached_property
    def _topic_index(self) -> NameIndex:
        return NameIndex(self.topics)


EMPTY = Gazetteer()
