"""Sentences with their places still open: one phrase, said in German or English, names marked where invented."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.analysis.ties import Reason
from graph.errors import sentence
from graph.model.dates import format_date
from graph.model.schema import Text
from graph.network import Network, Node

_INVENTED = {"de": "erfunden", "en": "invented"}


@dataclass(frozen=True, slots=True)
class Day:
    """A partial date that is written as the language has it."""

    text: str


@dataclass(frozen=True, slots=True)
class Several:
    """Things one after the other: nodes, texts or phrases."""

    items: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """The key of a sentence in `graph/messages`, and what fills it."""

    key: str
    values: tuple[tuple[str, Any], ...] = ()

    def text(self, language: str = "de") -> str:
        """Return the sentence."""
        return sentence(self.key, language, **{name: _said(value, language) for name, value in self.values})


def phrase(key: str, **values: Any) -> Phrase:
    """Return a phrase.

    >>> phrase("known_none").text("en")
    'No contact is known.'
    """
    return Phrase(key, tuple(values.items()))


def reach_said(reached: date, day: date) -> Phrase:
    """Return up to when the sources reach, and what that means for a later day."""
    key = "sources_reach_past" if day > reached else "sources_reach"
    return phrase(key, reached=Day(reached.isoformat()), day=Day(day.isoformat()))


def several(items: Any) -> Several:
    """Return things to be said one after the other."""
    return Several(tuple(items))


def _said(value: Any, language: str) -> str:
    if isinstance(value, Node):
        return f"{value.display} [{_INVENTED[language]}]" if value.invented else value.display
    if isinstance(value, Text):
        return value.de if language == "de" else value.en
    if isinstance(value, Day):
        return format_date(value.text, language) if value.text else sentence("finding_no_date", language)
    if isinstance(value, Phrase):
        return value.text(language)
    if isinstance(value, Several):
        return ", ".join(_said(item, language) for item in value.items)
    if isinstance(value, float):
        text = f"{value:.2f}" if not 0 < value < 0.005 else "< 0.01"
        return text.replace(".", ",") if language == "de" else text
    return str(value)


def reason_phrase(network: Network, reason: Reason, people: tuple[str, str] | None = None) -> Phrase:
    """Return why two are tied, through which people where organisations are."""
    via = network.nodes[reason.via] if reason.via else ""
    day = phrase("tie_on", day=Day(reason.date)) if reason.date else ""
    said = phrase(f"tie_{reason.kind}", via=via, day=day, size=reason.size)
    if people is None:
        return said
    one, other = (network.nodes[p] for p in people)
    if one.id == other.id:
        return phrase("tie_shared_person", via=one, day=day, size=1)
    return phrase("tie_people", one=one, other=other, reason=said)
