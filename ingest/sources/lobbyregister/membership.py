"""Memberships as people type them: a cell may name several organisations, with remarks, addresses and pages."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from graph.model.fold import fold, visible
from graph.names.legal_form import take_legal_form
from graph.names.organisation import parse_organisation
from ingest.sources.lobbyregister.places import is_address, without_address, without_pages
from ingest.sources.lobbyregister.remarks import is_sentence, lines_of, take_remark
from ingest.sources.lobbyregister.signs import (
    ends_with_form,
    has_title,
    is_abbreviation,
    is_cut,
    is_person,
    is_short,
    stand_together,
    words,
)

LONGEST_CELL = 5_000
_LONGEST_NAME = 400
_REGISTER = re.compile(r"\(?\s*(?:Lobbyregister(?:nummer)?\s*:?\s*)?\b(R\d{6})\b\s*\)?")
_BRACKET_AT_END = re.compile(r"\([^()]*[A-ZÄÖÜ][^()\s]*[A-ZÄÖÜ][^()]*\)$")
_SLASH = re.compile(r"\s+/\s*|\s*/\s+")
_AND = re.compile(r"\s+(?:und|sowie)\s+(?=[A-ZÄÖÜ„\"])")
_APPOSITION = re.compile(r"\.\s(?:Eine?|Das|Die)\s.*$")
_PAGE_ALONE = re.compile(r"(?:https?://|www\.)\S*$")
_INITIAL_AT_END = re.compile(r"\b\w\.$")
_TAIL = re.compile(r"\(|\S+ (?:und|and|&|sowie|u\.) ")
_QUOTES = '"„“”«»'


@dataclass(frozen=True, slots=True)
class NamedOrganisation:
    """An organisation named in a cell: its name, what is said of the membership, and its register number."""

    name: str
    role: str = ""
    number: str = ""


class Splitter:
    """Takes cells apart; `known` are the folded names and `places` the towns that the rest of the file tells."""

    def __init__(self, known: Collection[str] = (), places: Collection[str] = ()) -> None:
        self.known = known
        self.places = words().places.union(places)

    def split(self, cell: str) -> tuple[NamedOrganisation, ...]:
        """Return the organisations named in a cell, none where it names none.

        >>> [m.name for m in Splitter().split("Verband A e.V., Bonn; BDX, Verband der Glaser (VdG)")]
        ['Verband A e.V.', 'BDX', 'Verband der Glaser (VdG)']
        """
        lines = lines_of(cell[:LONGEST_CELL])
        if len(lines) == 2:
            lines = abbreviated(lines)
        found = (mention for line in lines for mention in self._line(line))
        return tuple(dict.fromkeys(found))

    def _line(self, line: str) -> Iterator[NamedOrganisation]:
        for name in self._names(without_pages(line)):
            number = _REGISTER.search(name)
            said, role = take_remark(" ".join(_REGISTER.sub(" ", name).split()) if number else name)
            name = self._bare(said, inflected=said != name)
            if self._is_name(name):
                yield NamedOrganisation(name, role, number[1] if number else "")

    def _bare(self, name: str, *, inflected: bool) -> str:
        name = without_address(_APPOSITION.sub("", name))
        if inflected:
            name = name if _INITIAL_AT_END.search(name) else name.rstrip(".")
            for word in words().classes:
                name = name.removeprefix(word)
        name = name.strip(" ,;:|-–—*").removesuffix(" .")
        return (
            name.strip(_QUOTES) if name[:1] in _QUOTES and name[-1:] in _QUOTES and name.count(name[-1]) == 1 else name
        )

    def _is_name(self, name: str) -> bool:
        folded = fold(name)
        if not any(map(str.isalpha, folded)) or folded in words().nothing or len(folded) < 2 or _PAGE_ALONE.match(name):
            return False
        return len(name) <= _LONGEST_NAME and not is_sentence(name)

    def _names(self, line: str) -> Iterator[str]:
        """Yield the names that commas, slashes and "und" join in a line."""
        if self._is_known(line) or fold(line) in words().whole:
            yield line
            return
        for part in self._at_commas(_parted(line)):
            for piece in self._at_slashes(part):
                yield from self._at_and(piece)

    def _at_commas(self, parts: Sequence[str]) -> Iterator[str]:
        parts = self._with_abbreviations(self._without_places(parts))
        is_list = self._is_list(parts)
        name = parts[0]
        for part in parts[1:]:
            if self._begins_another(name, part, is_list):
                yield name
                name, is_list = part, True
            else:
                name = f"{name} {part}" if part[0] == "(" else f"{name}, {part}"
        yield name

    def _is_list(self, parts: Sequence[str]) -> bool:
        """Return whether most parts could stand alone."""
        alone = sum(self._stands_alone(part) for part in parts[1:])
        return len(parts) > 2 and alone >= 0.6 * (len(parts) - 1)

    def _begins_another(self, name: str, part: str, is_list: bool) -> bool:
        folded = fold(part)
        if f"{folded} ".startswith(words().parts) or folded in words().heads:
            return False
        if name.endswith("-") or part[0].islower() or _TAIL.match(part):
            return self._is_known(part) and self._is_complete(name)
        if self._ends_name(name) or is_abbreviation(name) or is_abbreviation(part):
            return True
        if self._is_known(name) and not self._is_brand(name, part):
            return True
        if is_list:
            return self._stands_alone(name) or self._stands_alone(part)
        return self._has_head(name) and self._has_head(part) and " " in name

    def _is_brand(self, name: str, part: str) -> bool:
        """Return whether one word stands before the name it is short for: "Südwestmetall, Verband der ..."."""
        return " " not in name and bool(parse_organisation(part.partition(" ")[0]).kind)

    def _without_places(self, parts: Sequence[str]) -> list[str]:
        """Return the parts of a line that are no address, town or person; the first one stays."""
        if len(parts) == 2 and ends_with_form(parts[0]) and self._is_town(parts[1]):
            return [parts[0]]
        kept = [parts[0]]
        for number, part in enumerate(parts[1:], start=1):
            last = all(self._is_place(later) for later in parts[number:])
            if is_address(part) or (self._is_place(part) and (last or self._is_complete(kept[-1]))):
                continue
            if has_title(part) or (self._is_complete(kept[-1]) and is_person(part)):
                continue
            kept.append(part)
        return kept

    def _is_town(self, part: str) -> bool:
        """Return whether one word behind a whole name looks like a town: it is nothing else that is known."""
        return part.replace("-", "").isalpha() and part.istitle() and not self._stands_alone(part)

    def _is_place(self, part: str) -> bool:
        towns = [town for town in part.split("/") if town]
        return all(fold(town) in self.places for town in towns) or is_address(part)

    def _with_abbreviations(self, parts: Sequence[str]) -> list[str]:
        """Return the parts with "VdG, Verband der Glaser", either way round, made "Verband der Glaser (VdG)"."""
        merged = abbreviated(parts)
        if len(merged) == 2 and is_short(merged[0]) and " " in merged[1] and self._explains(merged[1], merged[0]):
            return [f"{merged[1]} ({merged[0]})"]
        if len(merged) > 2 and is_short(merged[0]) and not self._is_list(merged):
            rest = ", ".join(merged[1:])
            if stand_together(merged[0], rest):
                return [f"{rest} ({merged[0]})"]
        return merged

    def _explains(self, name: str, short: str) -> bool:
        """Return whether a name behind one short word is what that stands for, not the next one of a list."""
        if _BRACKET_AT_END.search(name):
            return False
        return self._has_head(name) or fold(name)[:1] == fold(short)[:1]

    def _at_slashes(self, name: str) -> Iterator[str]:
        parts = [part for part in _SLASH.split(name) if part and not is_person(part)] or [name]
        if len(parts) == 2:
            parts = self._with_abbreviations(parts)
        if all(map(self._is_side, parts[1:])) and not any(map(is_cut, parts)):
            yield from [parts[0], *(part for part in parts[1:] if not self._is_place(part))]
        else:
            yield name

    def _is_side(self, part: str) -> bool:
        """Return whether a text behind a slash can be another name, or a town."""
        return self._is_place(part) or self._stands_alone(part) or " " in take_legal_form(part)[0]

    def _at_and(self, name: str) -> Iterator[str]:
        """Yield both sides of an "und" that joins two complete names."""
        for found in _AND.finditer(name):
            left, right = name[: found.start()], name[found.end() :]
            if left.count("(") != left.count(")") or not self._ends_name(left):
                continue
            if self._stands_alone(right):
                yield left
                yield from self._at_and(right)
                return
        yield name

    def _ends_name(self, name: str) -> bool:
        return bool(_BRACKET_AT_END.search(name)) or ends_with_form(name)

    def _is_known(self, name: str) -> bool:
        return bool(self.known) and fold(name) != "" and parse_organisation(name).core in self.known

    def _is_complete(self, name: str) -> bool:
        """Return whether a name has come to its end: by a legal form, an abbreviation in brackets, or being known."""
        return self._ends_name(name) or is_abbreviation(name) or self._is_known(name)

    def _has_head(self, name: str) -> bool:
        if parse_organisation(take_legal_form(name)[0] or name).kind:
            return True
        return any(word in words().heads or word.endswith(words().endings) for word in fold(name).split())

    def _stands_alone(self, name: str) -> bool:
        return is_abbreviation(name) or self._has_head(name) or self._is_known(name)


def abbreviated(parts: Sequence[str]) -> list[str]:
    """Return the parts with each name and the abbreviation beside it made one, where its letters tell that."""
    merged: list[str] = []
    for number, part in enumerate(parts):
        if merged and is_short(part) and stand_together(part, merged[-1]):
            merged[-1] = f"{merged[-1]} ({part})"
        elif merged and is_short(merged[-1]) and len(merged) == number and stand_together(merged[-1], part):
            merged[-1] = f"{part} ({merged[-1]})"
        else:
            merged.append(part)
    return merged


def _parted(line: str) -> list[str]:
    """Return the parts of a line between the commas that stand in no bracket, quotation or number."""
    parts, start, depth, quoted = [], 0, 0, False
    for place, char in enumerate(line):
        depth += (char == "(") - (char == ")" and depth > 0)
        quoted ^= char == '"'
        if char == "," and not depth and not quoted and not line[place + 1 : place + 2].isdigit():
            parts.append(line[start:place])
            start = place + 1
    parts.append(line[start:])
    return [part for part in (visible(part).strip(" ,") for part in parts) if any(map(str.isalnum, part))] or [line]
