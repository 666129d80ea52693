"""`python -m bench.variants REGISTER OUT.csv`: real names of a Lobbyregister file with made variants, and who is meant.

A second list to measure matching with, beside the one people grouped: what `bench.matching OUT.csv` says of it shows
whether rules hold on names they were not written with. The same seed makes the same list.
"""

import argparse
import csv
import gzip
import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from graph.model.fold import fold
from graph.reference import laender

Variant = Callable[[str, random.Random], str]
_FORM = re.compile(r",?\s*(?:e\. ?V\.|gGmbH|GmbH(?: & Co\. KG)?|AG|SE|KG)$")
_ABBREVIATED = re.compile(r"\(|[A-ZÄÖÜ]{2,}(?!\w)")
_TOWNS = ("Kiel", "Jena", "Ulm", "Köln", "Mainz", "Halle (Saale)", "Frankfurt am Main")
_STREETS = ("Marktstr. 5, 12345 Neustadt", "Am Ring 17", "Lindenallee 2, 10115 Berlin")
_SHORT_GIVEN = {
    "Johannes": "Hans",
    "Alexander": "Alex",
    "Michael": "Michel",
    "Friedrich": "Fritz",
    "Thomas": "Tom",
    "Katharina": "Kathrin",
    "Elisabeth": "Lisa",
    "Maximilian": "Max",
    "Stephan": "Stefan",
    "Ralf": "Ralph",
}


def read_names(path: Path) -> tuple[list[str], list[str]]:
    """Return the names of the organisations and of the people of a register file, each sorted."""
    organisations, people = set[str](), set[str]()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            identity = json.loads(line)["lobbyistIdentity"]
            organisations.add(str(identity.get("name") or ""))
            for person in (*(identity.get("legalRepresentatives") or ()), *(identity.get("entrustedPersons") or ())):
                if given := str(person.get("commonFirstName") or "").strip():
                    people.add(f"{given} {person.get('lastName', '')}".strip())
    return sorted(filter(fold, organisations)), sorted(people)


def make_variants(
    organisations: Sequence[str], people: Sequence[str], size: int, seed: int = 1
) -> list[tuple[int, str]]:
    """Return rows of a number and a name: half of `size` bodies, half people, each with up to four variants.

    Beside each body that names a Land stands its sister in another Land, beside some people a namesake elsewhere:
    another number each.
    """
    chance = random.Random(seed)
    rows: list[tuple[int, str]] = []
    bodies = chance.sample(organisations, min(size // 2, len(organisations)))
    named = chance.sample(people, min(size // 2, len(people)))
    for number, name in enumerate((*bodies, *named)):
        kinds = _OF_BODIES if number < len(bodies) else _OF_PEOPLE
        made = {name} | {kind(name, chance) for kind in chance.sample(kinds, chance.randint(0, 4))}
        rows += [(number, one) for one in sorted(made)]
        if number < len(bodies):
            rows += [(number + size, sister) for sister in islice(_sisters(name, chance), 1)]
    return rows


def _sisters(name: str, chance: random.Random) -> Iterator[str]:
    for land in laender():
        if re.search(rf"\b{re.escape(land.name)}\b", name):
            yield name.replace(land.name, chance.choice([other.name for other in laender() if other.name not in name]))


def _without_form(name: str, _: random.Random) -> str:
    return _FORM.sub("", name)


def _placed(name: str, chance: random.Random) -> str:
    return f"{name}, {chance.choice(_TOWNS[:1] if chance.random() < 0.8 else _STREETS)}"


def _ascii(name: str, _: random.Random) -> str:
    return name.translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}))


def _loud(name: str, _: random.Random) -> str:
    return name.upper()


def _slip(name: str, chance: random.Random) -> str:
    words = [word for word in re.findall(r"\w+", name) if len(word) > 6]
    if not words:
        return name
    word = chance.choice(words)
    at = chance.randrange(2, len(word) - 1)
    made = chance.choice((word[:at] + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :]))
    return name.replace(word, made, 1)


def _land(name: str, _: random.Random) -> str:
    for long, short in (("Nordrhein-Westfalen", "NRW"), ("Baden-Württemberg", "BaWü"), ("Rheinland-Pfalz", "RLP")):
        name = name.replace(long, short)
    return name


def _head(name: str, _: random.Random) -> str:
    other = "Vereinigung" if name.startswith("Verband ") else "Verband"
    return re.sub(r"\b(Verband|Verein|Vereinigung)\b", other, name)


def _grown(name: str, _: random.Random) -> str:
    return re.sub(r"(?<=[a-zäöü])-(?=[A-ZÄÖÜ])", " ", name) if "-" in name else name


def _short(name: str, _: random.Random) -> str:
    letters = "".join(word[0] for word in re.findall(r"\b[A-ZÄÖÜ]\w+", _FORM.sub("", name)))
    return f"{name} ({letters})" if 3 <= len(letters) <= 6 and not _ABBREVIATED.search(name) else name


def _turned(name: str, _: random.Random) -> str:
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}"


def _titled(name: str, chance: random.Random) -> str:
    return f"{chance.choice(('Dr.', 'Prof. Dr.', 'Frau Dr.'))} {name}"


def _initial(name: str, _: random.Random) -> str:
    given, _, family = name.rpartition(" ")
    return f"{family}, {given[0]}."


def _pet(name: str, _: random.Random) -> str:
    given, *rest = name.split()
    return " ".join((_SHORT_GIVEN.get(given, given), *rest))


def _second(name: str, chance: random.Random) -> str:
    given, _, family = name.rpartition(" ")
    return f"{given} {chance.choice(('Maria', 'M.', 'Peter', 'J.'))} {family}"


_OF_BODIES: tuple[Variant, ...] = (_without_form, _placed, _ascii, _loud, _slip, _land, _head, _grown, _short)
_OF_PEOPLE: tuple[Variant, ...] = (_placed, _ascii, _loud, _slip, _turned, _titled, _initial, _pet, _second)


def main(given: Sequence[str]) -> int:
    """Write the list; return 0."""
    parser = argparse.ArgumentParser(prog="python -m bench.variants")
    parser.add_argument("register", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", type=int, default=1_200, help="bodies and people together")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(given)
    rows = make_variants(*read_names(chosen.register), chosen.size, chosen.seed)
    with chosen.out.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("cluster", "name"), *rows])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
