"""Findings as a briefing says them: a few reasons in words, none of the figures that only the program knows."""

import re

from briefing.documents.document import NotedText
from briefing.documents.section_context import Matter
from briefing.wording.articles import Case, in_region, number_of
from graph.analysis.phrases import Phrase, Several
from graph.analysis.questions import Finding
from graph.network import Node
from graph.reference import is_country

REASONS = 2
# Sentences with strengths, and what a briefing says in their place.
_INSTEAD = {
    "known_weak": "raise_weak",
    "fragile_firm": "raise_no_firm",
    "hole_ties": "raise_few",
    "concentration_share": "raise_hangs",
}
_CASES: tuple[tuple[Case, str], ...] = (("nominative", ""), ("dative", "_dat"), ("accusative", "_acc"))
_ONCE = ("stale_shared",)


def reasons(matter: Matter, finding: Finding, most: int = REASONS) -> str:
    """Return why a finding is one, in up to so many sentences; of several of one kind the first."""
    return " ".join(_in_words(matter, reason) for reason in _different(finding.reasons)[:most])


def _different(found: tuple[Phrase, ...]) -> list[Phrase]:
    first: dict[str, Phrase] = {}
    for n, reason in enumerate(found):
        first.setdefault(reason.key if reason.key in _ONCE else f"{n}", reason)
    return list(first.values())


def _in_words(matter: Matter, reason: Phrase) -> str:
    key = _INSTEAD.get(reason.key)
    if key is None:
        return spoken(matter, reason)
    values = dict(reason.values)
    return matter.words(key, person=matter.says.name(values["person"])) if "person" in values else matter.words(key)


def spoken(matter: Matter, said: Phrase) -> str:
    """Return what analysis has to say, the names in the case that the sentence needs where we have words for it."""
    key, values = f"said_{said.key}", dict[str, object]()
    if isinstance(many := dict(said.values).get("actors"), Several):
        nodes = [one for one in many.items if isinstance(one, Node)]
        values = {"n": len(nodes), "actors": matter.joined([matter.in_case(one, "nominative") for one in nodes])}
        key += "_one" if len(nodes) == 1 and matter.words.has(f"{key}_one") else ""
    if said.key == "missing_alike" and _is_everywhere(said):
        key = f"{key}_everywhere"
    if matter.request.language != "de" or not matter.words.has(key):
        return _once(matter.says.phrase(said))
    for name, value in said.values:
        if name in values:
            continue
        if isinstance(value, Several) and name == "regions":
            names = [matter.says.value(one) for one in value.items]
            values[name] = matter.joined([in_region(one, matter.request.language) for one in names])
        elif isinstance(value, Several):
            values[name] = matter.joined([matter.says.value(one) for one in value.items])
        elif isinstance(value, int):
            values[name] = value
        elif isinstance(value, Node):
            values[f"n_{name}"] = number_of(value, matter.request.language)
            for case, ending in _CASES:
                values[f"{name}{ending}"] = matter.in_case(value, case)
        elif isinstance(value, Phrase) and matter.words.has(f"said_{value.key}"):
            values[name] = spoken(matter, value)
        else:
            values[name] = matter.says.value(value)
    text = matter.words(key, **values)
    return _once(text[:1].upper() + text[1:])


def _is_everywhere(said: Phrase) -> bool:
    """Return whether the regions are the whole country, which says nothing."""
    regions = dict(said.values)["regions"]
    return isinstance(regions, Several) and all(isinstance(r, Node) and is_country(r.name) for r in regions.items)


def _once(text: str) -> str:
    """Return a sentence with one full stop where a name at its end brings one of its own."""
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)


def because(matter: Matter, finding: Finding, most: int = REASONS) -> NotedText:
    """Return the reasons with the sources they rest on."""
    return NotedText(reasons(matter, finding, most), matter.notes.of(finding.evidence))
