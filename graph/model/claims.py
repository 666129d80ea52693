"""Claims: what sources say about a node itself, kept beside the node so that nothing is said without evidence.

A claim is a field, a value, the key under which the source named the node, and one piece of evidence for
each source (the first place in it). A node's properties follow from its claims alone and do not depend on the
order of loading; taking a source's evidence away, or a key, gives the properties without it.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from graph.model.corrections import FACT, IS, IS_NOT, FactCorrection, Moment, latest
from graph.model.facts import NEW, Entity, Source, is_entered, is_invented
from graph.model.fold import search_text
from graph.model.schema import NodeType

# Fields in which the spellings that were not chosen as the name are listed.
SPELLINGS = ("variants", "aliases")
# The mark behind the field of a claim made in passing.
IN_PASSING = "?"
# The mark of the name by which somebody chose a node: it says nothing, and counts only where nothing else is left.
CHOSEN = "~"
_MARKS = f"{IN_PASSING}{IS}{IS_NOT}"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
Support = dict[str, dict[str, set[str]]]


def source_of(evidence: str) -> str:
    """Return the id of the source of a piece of evidence.

    >>> source_of("src-12ab#row 7")
    'src-12ab'
    """
    return evidence.partition("#")[0]


def add_evidence(known: Iterable[str], new: Iterable[str]) -> list[str]:
    """Return the evidence, sorted, with one more piece; of each source only the first place that was met counts."""
    by_source: dict[str, str] = {}
    for item in [*known, *new]:
        by_source.setdefault(source_of(item), item)
    return sorted(by_source.values())


@dataclass(slots=True)
class Claims:
    """The claims about one node: `(field, value, key)` to evidence."""

    items: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)

    @classmethod
    def parse(cls, texts: Iterable[str]) -> "Claims":
        """Return the claims out of their stored form, one JSON array each."""
        claims = cls()
        for text in texts:
            name, value, key, *evidence = json.loads(text)
            known = claims.items.get((name, value, key))
            claims.items[name, value, key] = add_evidence(known, evidence) if known else evidence
        return claims

    def stored(self) -> list[str]:
        """Return the claims as sorted JSON arrays."""
        return sorted(_encode([*claim, *evidence]) for claim, evidence in self.items.items())

    def add(self, entity: Entity, key: str, source: Source) -> bool:
        """Take in what one place says of the node it names by `key`; return whether that was new."""
        evidence = source.evidence(entity.place)
        changed = False
        for name, value in _statements(entity):
            claim = (name, value, key)
            known = self.items.get(claim)
            if known is None:
                self.items[claim] = [evidence]
            elif all(source_of(item) != source.id for item in known):
                self.items[claim] = add_evidence(known, [evidence])
            else:
                continue
            changed = True
        return changed

    def values(self, name: str) -> list[str]:
        """Return the values of a field: what somebody decided, then what is said with care, then in passing.

        Among these the best supported come first, by number of sources; then the better spelling: plain before
        bracketed, with accents before without, longer before shorter. What somebody said is wrong is left out.
        """
        return _decided(_ranked(self._support(), name), self.decisions(name))

    def says(self, name: str, value: str) -> bool:
        """Return whether a field has a value, said with care or in passing."""
        fields = (name, f"{name}{IN_PASSING}")
        return any(said == value and of in fields for of, said, _ in self.items)

    def said(self) -> Iterator[tuple[str, str, list[str]]]:
        """Yield field, value and evidence of each claim that says what is so, those said in passing included."""
        for (name, value, _), evidence in self.items.items():
            if value and not name.endswith((IS_NOT, CHOSEN)):
                yield name.rstrip(_MARKS), value, evidence

    @property
    def has_decisions(self) -> bool:
        """Return whether somebody decided anything about the node."""
        return any(name[-1] in (IS, IS_NOT) for name, _, _ in self.items)

    def decisions(self, name: str) -> dict[str, tuple[Moment, bool]]:
        """Return for each value of a field that somebody decided about when that was, and whether it is so."""
        found: dict[str, tuple[Moment, bool]] = {}
        for (field_name, value, _), evidence in self.items.items():
            if field_name in (f"{name}{IS}", f"{name}{IS_NOT}"):
                said = latest(evidence), field_name.endswith(IS)
                found[value] = max(said, found.get(value, said))
        return found

    def decided(self, name: str) -> tuple[str, str] | None:
        """Return the value that somebody decided a field has, "" for none, and the id of the source that says so."""
        chosen = [(at, value) for value, (at, holds) in self.decisions(name).items() if holds]
        return (max(chosen)[1], max(chosen)[0][1]) if chosen else None

    def corrected_facts(self) -> list[tuple[FactCorrection, list[str]]]:
        """Return which statements about the node are not so, each with its evidence."""
        return [
            (FactCorrection.parse(value), evidence) for (name, value, _), evidence in self.items.items() if name == FACT
        ]

    def _support(self) -> Support:
        """Return the sources of each value of each field."""
        support: Support = {}
        for (name, value, _), evidence in self.items.items():
            support.setdefault(name, {}).setdefault(value, set()).update(map(source_of, evidence))
        return support

    def without(self, sources: Collection[str]) -> "Claims":
        """Return the claims that are left when these sources are taken away."""
        kept = {
            claim: [item for item in evidence if source_of(item) not in sources]
            for claim, evidence in self.items.items()
        }
        return Claims({claim: evidence for claim, evidence in kept.items() if evidence})

    def seen(self, sources: Collection[str]) -> "Claims":
        """Return what some sources say; what others decided hides the wrong value, and does not say the right one."""
        kept = self.without(self.sources() - {*sources})
        for (name, value, key), evidence in self.items.items():
            hidden = [item for item in evidence if source_of(item) not in sources]
            if hidden and name.endswith(IS_NOT):
                kept.items.setdefault((name, value, key), hidden)
            elif hidden and name.endswith(IS) and name != f"name{IS}":
                kept.items.setdefault((name, "", key), hidden)
        return kept

    def beyond(self, others: "Claims") -> "Claims":
        """Return what these claims say beyond others: what is missing there, or has further sources here."""
        kept: dict[tuple[str, str, str], list[str]] = {}
        for claim, evidence in self.items.items():
            said = {source_of(item) for item in others.items.get(claim, ())}
            if rest := [item for item in evidence if source_of(item) not in said]:
                kept[claim] = rest
        return Claims(kept)

    def sources(self) -> set[str]:
        """Return the ids of all sources that say something about the node."""
        return {source_of(item) for evidence in self.items.values() for item in evidence}

    def properties(self, kind: NodeType) -> dict[str, object]:
        """Return the node's properties: name, search text, mark of invention, and each field of its type."""
        support, marked = self._support(), {name for name, _, _ in self.items if name[-1] in (IS, IS_NOT)}

        def ranked(name: str, more: Iterable[str] = ()) -> list[str]:
            values = [*_ranked(support, name), *more]
            known = marked and {f"{name}{IS}", f"{name}{IS_NOT}"} & marked
            return _decided(values, self.decisions(name)) if known else values

        names = ranked("name")
        result: dict[str, object] = {"name": names[0], "invented": self._is_invented()}
        for name, definition in kind.fields.items():
            values = ranked(name, names[1:] if name in SPELLINGS else ())
            if name in SPELLINGS:
                values = sorted({*values} - {names[0]})
            if definition.list:
                result[name] = sorted({*values} - {""})
            elif values and values[0]:
                result[name] = _typed(values[0], number=definition.number, flag=definition.flag)
        searchable = [result.get(name, "") for name, f in kind.fields.items() if f.searchable]
        result["search_text"] = search_text(names[0], *_flat(searchable))
        return result

    def _is_invented(self) -> bool:
        """Return whether only sources named as invented speak of the node; what is noted of it makes nobody real."""
        evidence = list(self._evidence())
        return all(map(is_invented, [item for item in evidence if not is_entered(item)] or evidence))

    def _evidence(self) -> Iterable[str]:
        said = {claim: evidence for claim, evidence in self.items.items() if not claim[0].endswith(CHOSEN)}
        return (item for evidence in (said or self.items).values() for item in evidence)


def _ranked(support: Support, name: str) -> list[str]:
    """Return the values of a field, the best first, as `Claims.values` says."""
    groups = (support.get(name, {}), support.get(f"{name}{IN_PASSING}", {}))
    ordered = (sorted(group, key=lambda value: (-len(group[value]), *_spelling(value))) for group in groups)
    return list(dict.fromkeys(chain.from_iterable(ordered))) or sorted(support.get(f"{name}{CHOSEN}", {}))


def _decided(values: list[str], decisions: Mapping[str, tuple[Moment, bool]]) -> list[str]:
    """Return ranked values with what somebody decided: the latest that is so first, without what is not so."""
    if not decisions:
        return values
    so = sorted(((at, value) for value, (at, holds) in decisions.items() if holds), reverse=True)
    kept = [value for value in values if decisions.get(value, (None, True))[1]]
    return list(dict.fromkeys([*(value for _, value in so), *kept]))


def _spelling(value: str) -> tuple[bool, int, int, str]:
    odd = any(sign in value for sign in "|()[]/")
    return odd, -sum(not c.isascii() for c in value), -len(value), value


def _statements(entity: Entity) -> Iterable[tuple[str, str]]:
    mark = CHOSEN if entity.chosen not in ("", NEW) else IN_PASSING if entity.in_passing else ""
    yield f"name{mark}", entity.name
    mark = mark.replace(CHOSEN, "")
    for name, value in entity.values.items():
        for single in (value,) if isinstance(value, str) else value:
            if single:
                yield f"{name}{mark}", single
    yield from entity.decided


def _typed(value: str, *, number: bool, flag: bool) -> object:
    if number:
        return int(value)
    return value == "true" if flag else value


def _flat(values: Iterable[object]) -> Iterable[str]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from map(str, value)
        else:
            yield str(value)
