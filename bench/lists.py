"""Participant lists of any length: every name is put together from syllables, every address ends in .example."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COLUMNS = (
    "Anrede",
    "Titel",
    "Vorname",
    "Nachname",
    "Organisation",
    "Funktion",
    "E-Mail",
    "Ort",
    "Land",
    "Workshop",
)
PEOPLE_PER_ORGANISATION = 4
WORKSHOPS = 5
_WOMEN = ("Anke", "Britta", "Carla", "Doris", "Elif", "Frauke", "Gesa", "Hanna", "Ines", "Jana", "Katja", "Lena")
_MEN = ("Arne", "Boris", "Claas", "Dirk", "Emre", "Falk", "Gero", "Henning", "Ivo", "Jens", "Kai", "Lars", "Malte")
_GIVEN = (("Frau", _WOMEN), ("Herr", _MEN))
_FRONT = ("Ahl", "Bern", "Dorn", "Eich", "Fahr", "Gell", "Hart", "Kest", "Lind", "Mohr", "Nord", "Rab", "Sand", "Tann")
_MIDDLE = ("", "el", "en", "er", "ing", "ens", "ow", "ik", "und")
_BACK = ("bach", "berg", "brink", "dorf", "feld", "hagen", "heim", "hoff", "horst", "kamp", "mann", "meier", "wisch")
_BRANCH = ("Metallwerk", "Glashütte", "Chemiepark", "Gießerei", "Stahlbau", "Papierfabrik", "Energieagentur")
_FORM = ("GmbH", "AG", "e. V.", "GmbH & Co. KG", "")
_TITLES = ("", "", "", "", "Dr.", "Prof. Dr.", "Dipl.-Ing.")
_FUNCTIONS = ("Geschäftsführung", "Referat Energie", "Projektleitung", "Leitung Technik", "Betriebsrat", "Vorstand")
_LAENDER = (
    "Baden-Württemberg",
    "Bayern",
    "Berlin",
    "Brandenburg",
    "Bremen",
    "Hamburg",
    "Hessen",
    "Mecklenburg-Vorpommern",
    "Niedersachsen",
    "NRW",
    "Rheinland-Pfalz",
    "Saarland",
    "Sachsen",
    "Sachsen-Anhalt",
    "Schleswig-Holstein",
    "Thüringen",
)


@dataclass(frozen=True, slots=True)
class Attendee:
    """One invented person with an invented employer, always the same for the same number."""

    salutation: str
    title: str
    given: str
    family: str
    organisation: str
    function: str
    email: str
    place: str
    land: str


def attendee(number: int) -> Attendee:
    """Return the person with this number."""
    chance = random.Random(number)
    salutation, names = chance.choice(_GIVEN)
    given, family = chance.choice(names), _name(chance)
    office = number // PEOPLE_PER_ORGANISATION
    employer = random.Random(-1 - office)
    place = _name(employer)
    house = f"{employer.choice(_BRANCH)} {place} {office}"
    return Attendee(
        salutation,
        chance.choice(_TITLES),
        given,
        family,
        f"{house} {employer.choice(_FORM)}".strip(),
        chance.choice(_FUNCTIONS),
        f"{given}.{family}.{number}@werk-{office}.example".lower(),
        place,
        employer.choice(_LAENDER),
    )


def _name(chance: random.Random) -> str:
    return f"{chance.choice(_FRONT)}{chance.choice(_MIDDLE)}{chance.choice(_BACK)}"


def write_list(path: Path, numbers: Iterator[int] | range) -> int:
    """Write the list of the people with these numbers, as CSV with semicolons, and return its rows."""
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS)
        for number in numbers:
            a = attendee(number)
            workshop = f"Workshop {number % WORKSHOPS + 1}"
            person = (a.salutation, a.title, a.given, a.family)
            writer.writerow((*person, a.organisation, a.function, a.email, a.place, a.land, workshop))
            rows += 1
    return rows


def growing_lists(count: int, rows: int, returning: float = 0.5) -> Iterator[range]:
    """Yield the people of one event after the other; the share `returning` was at the event before."""
    step = max(round(rows * (1 - returning)), 1)
    return (range(start, start + rows) for start in range(0, count * step, step))
