"""People and organisations by number: names as registers and lists write them, right and wrong."""

from dataclasses import dataclass
from itertools import count
from random import Random

from bench.generate.plan import Plan
from bench.generate.words import (
    BRANCHES,
    FIELDS,
    FREQUENT,
    JOBS,
    KINDS,
    LAENDER,
    MEN,
    NOBILITY,
    PLACES,
    TITLES,
    WOMEN,
    made_name,
)
from graph.model.fold import fold

WITH_MAIL = 0.85  # of the people; the others are known by name and house alone
_ORGANISATION, _PERSON, _HAND = 1, 2, 3
_SHARES = [kind for kind in KINDS for _ in range(kind[1])]
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class House:
    """An invented organisation."""

    number: int
    name: str
    kind: str
    legal_form: str
    place: str
    land: str
    founded: int

    @property
    def register_number(self) -> str:
        """Return its number in the invented register."""
        return f"musterregister:{self.number:07}"


@dataclass(frozen=True, slots=True)
class Human:
    """An invented person with an invented employer."""

    number: int
    salutation: str
    title: str
    given: str
    family: str
    job: str
    house: int
    email: str

    @property
    def name(self) -> str:
        """Return the name as it is written in full."""
        return " ".join(filter(None, (self.title, self.given, self.family)))


def house(plan: Plan, number: int) -> House:
    """Return the organisation with this number; no two have one name."""
    chance = plan.chance(_ORGANISATION, number)
    kind, _, patterns, forms = _SHARES[chance.randrange(len(_SHARES))]
    form = chance.choice(forms)
    # Place and owner together are another pair for each number, as far as PLACES * PLACES goes.
    place, owner = made_name(number * 2741 + number // PLACES), made_name(number // PLACES * 977 + number * 1543)
    bare = chance.choice(patterns).format(
        place=place, owner=owner, branch=chance.choice(BRANCHES), field=chance.choice(FIELDS)
    )
    land = LAENDER[plan.scene_of(number) % len(LAENDER)] if chance.random() < 0.8 else chance.choice(LAENDER)
    return House(number, f"{bare} {form}".strip(), kind, form, place, land, 2010 - int(chance.paretovariate(0.6)) % 120)


def human(plan: Plan, number: int) -> Human:
    """Return the person with this number. Some share their name with others; an address is one person's."""
    chance = plan.chance(_PERSON, number)
    salutation, given = ("Frau", chance.choice(WOMEN)) if chance.random() < 0.45 else ("Herr", chance.choice(MEN))
    has_mail = chance.random() < WITH_MAIL
    # Who has no address is known by name and house alone: nobody else there has that name.
    family = (
        _family(chance) if has_mail else f"{made_name(number)}-{made_name(number * 7 + 3 + number // PLACES * 101)}"
    )
    title = chance.choice(TITLES) if chance.random() < 0.18 else ""
    employer = plan.employer(number)
    mail = f"{_local(given)}.{_local(family)}.{number}@haus-{employer}.example"
    return Human(number, salutation, title, given, family, chance.choice(JOBS), employer, mail if has_mail else "")


def _family(chance: Random) -> str:
    drawn = chance.random()
    if drawn < 0.22:
        return FREQUENT[min(int(chance.paretovariate(0.9)) - 1, len(FREQUENT) - 1)]
    name = made_name(chance.randrange(PLACES))
    if drawn < 0.24:
        return f"{chance.choice(NOBILITY)} {name}"
    return f"{name}-{chance.choice(FREQUENT)}" if drawn < 0.29 else name


def _local(name: str) -> str:
    return fold(name).replace(" ", "-")


def misspelt(chance: Random, name: str) -> str:
    """Return a name with one slip of the keyboard that makes it another one: a doubled hyphen says the same."""
    return next(slip for slip in (_slip(chance, name) for _ in count()) if fold(slip) != fold(name))


def _slip(chance: Random, name: str) -> str:
    """Return a name with a letter doubled, left out, or two in the wrong order."""
    at = chance.randrange(1, len(name) - 1)
    way = chance.randrange(3)
    if way == 0 or name[at] == name[at + 1]:
        return name[:at] + name[at] + name[at:]
    return name[:at] + name[at + 1 :] if way == 1 else name[:at] + name[at : at + 2][::-1] + name[at + 2 :]


@dataclass(frozen=True, slots=True)
class Written:
    """A person as somebody typed them into a list; `slip` tells that the name is wrong and no address beside it."""

    title: str
    given: str
    family: str
    email: str
    slip: bool = False


def written(plan: Plan, person: Human, place: int) -> Written:
    """Return how the person stands in the list with this number: mostly right, sometimes without address or umlauts."""
    chance = plan.chance(_HAND, person.number * 2**20 + place % 2**20)
    title, given, family, email = person.title, person.given, person.family, person.email
    drawn = chance.random()
    if drawn < 0.04:
        return Written(title, given, misspelt(chance, family), "", slip=True)
    if drawn < 0.12:
        given, family = given.translate(_UMLAUTS), family.translate(_UMLAUTS)
    if 0.12 <= drawn < 0.16:
        family = family.upper()
    if 0.16 <= drawn < 0.24:
        title = ""
    return Written(title, given, family, email if chance.random() < 0.9 else "")


def written_house(chance: Random, name: str) -> str:
    """Return an organisation as lists write it: in one of twenty with another form of words."""
    drawn = chance.random()
    if drawn < 0.02:
        return name.replace("e. V.", "e.V.").replace("Gesellschaft für", "Ges. f.")
    if drawn < 0.04:
        return name.translate(_UMLAUTS)
    return name.upper() if drawn < 0.05 else name
