"""Generated names with several spellings each: the same ones for the same seed, with who is meant."""

import random
from collections.abc import Callable
from itertools import cycle

from graph.names.given import common_given_names

SYLLABLES = (
    "ber", "tan", "hof", "gruen", "wal", "lin", "kroe", "stein", "mar", "tor", "fel", "brink", "ho", "rau", "schil",
    "den", "eck", "ling", "ven", "kamp", "moor", "diek", "wies", "bach", "au", "zim", "per", "nau", "gro", "thal",
)  # fmt: skip
THINGS = (
    "Glas",
    "Stahl",
    "Chemie",
    "Holz",
    "Textil",
    "Energie",
    "Wasser",
    "Papier",
    "Optik",
    "Metall",
    "Keramik",
    "Zement",
)
SPELLINGS = 3.0  # on average


def make_names(count: int, seed: int = 1) -> tuple[list[str], list[int]]:
    """Return names and the number of who is meant by each, in random order."""
    chance = random.Random(seed)
    given = sorted(common_given_names())
    names: list[str] = []
    meant: list[int] = []
    for number, kind in enumerate(cycle((_person, _person, _company, _association))):
        if len(names) >= count:
            break
        spellings = kind(chance, given)
        chosen = chance.sample(spellings, k=min(len(spellings), chance.randint(1, int(2 * SPELLINGS) - 1)))
        names += [_slip(name, chance) if chance.random() < 0.1 else name for name in chosen]
        meant += [number] * len(chosen)
    order = list(range(len(names)))[:count]
    chance.shuffle(order)
    return [names[i] for i in order], [meant[i] for i in order]


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()


def _person(chance: random.Random, given: list[str]) -> list[str]:
    first, last, title = chance.choice(given), _word(chance), chance.choice(("Dr. ", "Prof. Dr. ", ""))
    return [
        f"{first} {last}",
        f"{last}, {first}",
        f"{title}{first} {last}",
        f"{last}, {title}{first}",
        f"{last.upper()} {first}",
    ]


def _company(chance: random.Random, _: list[str]) -> list[str]:
    name = f"{_word(chance)} {chance.choice(THINGS)}"
    return [
        f"{name} GmbH",
        f"{name} GmbH & Co. KG",
        f"{name} GmbH + Co KG",
        name.upper() + " GmbH",
        f"Firma {name} GmbH",
    ]


def _association(chance: random.Random, _: list[str]) -> list[str]:
    what = f"{chance.choice(THINGS)}- und {_word(chance)}industrie"
    return [f"Verband der {what} e. V.", f"Verband der {what}", f"Verband der {what} e.V.", f"Verb. der {what} e.V."]


def _slip(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(name))
    slips: tuple[Callable[[], str], ...] = (
        lambda: name[:at] + name[at + 1 :],
        lambda: name.replace("m", "rn", 1),
        lambda: name.replace("l", "i", 1),
    )
    return chance.choice(slips)()
