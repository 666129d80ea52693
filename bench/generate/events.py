"""Events by number: what, when, where, who came. Who comes often comes again, and mostly from the same scene."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from bench.generate import sizes
from bench.generate.plan import Plan
from bench.generate.words import FUNCTIONS_AT, LAENDER, OCCASIONS, PLACES, TOPIC_HEADS, TOPIC_TAILS, made_name

FIRST_YEAR, YEARS = 2012, 13
AT_HOME = 0.8  # share of those who come out of the scene of the event
OFTEN = 2.2  # how much more often the first of a scene come: the middle has 31 meetings, the first 321
_EVENT = 4


@dataclass(frozen=True, slots=True)
class Occasion:
    """An invented event; `guests` are people with their role, `hosts` organisations, `sessions` who spoke in each."""

    number: int
    name: str
    kind: str
    day: str
    place: str
    land: str
    topics: tuple[int, ...]
    host: int
    guests: tuple[tuple[int, str], ...]
    sessions: tuple[tuple[int, ...], ...]


def topic_name(number: int) -> str:
    """Return the topic with this number."""
    tail, head = divmod(number, len(TOPIC_HEADS))
    return f"{TOPIC_HEADS[head]} {TOPIC_TAILS[tail % len(TOPIC_TAILS)]}".strip()


def occasion(plan: Plan, number: int) -> Occasion:
    """Return the event with this number."""
    chance = plan.chance(_EVENT, number)
    kind, scene = sizes.kind(chance), chance.randrange(plan.scenes)
    size = min(sizes.participants(chance, kind), max(plan.people // 4, 2))
    guests = tuple((person, _role(chance, kind)) for person in _who(plan, chance, scene, size))
    topics = tuple(dict.fromkeys(_topic(plan, chance, scene) for _ in range(1 + (chance.random() < 0.4))))
    house = chance.choice(plan.scene(scene))
    word = chance.choice(OCCASIONS[kind])
    # A name and a day are one event; with the number of the meeting no two are the same.
    name = f"{number // PLACES + 1}. {word} {topic_name(topics[0])} {made_name(number)}"
    return Occasion(
        number,
        name,
        kind,
        _day(chance),
        made_name(scene * 31 + 5),
        LAENDER[scene % len(LAENDER)],
        topics,
        house,
        guests,
        _sessions(chance, kind, [person for person, _ in guests]),
    )


def _day(chance: Random) -> str:
    year = FIRST_YEAR + int(YEARS * chance.random() ** 0.6)  # more is known of the last years
    return f"{year}-{chance.choice((2, 3, 3, 4, 5, 5, 6, 6, 9, 9, 10, 11, 11)):02}-{chance.randrange(1, 29):02}"


def _topic(plan: Plan, chance: Random, scene: int) -> int:
    if chance.random() < 0.6:
        return (scene * 7 + chance.randrange(3)) % plan.topics
    return int(plan.topics * chance.random() ** OFTEN)


def _role(chance: Random, kind: str) -> str:
    if kind == "panel":
        return "panellist" if chance.random() < 0.85 else "moderator"
    return "participant" if kind == "meeting" else chance.choice(FUNCTIONS_AT)


def _who(plan: Plan, chance: Random, scene: int, size: int) -> list[int]:
    """Return different people, the frequent ones first in each range."""
    home, found = plan.scene_people(scene), dict[int, None]()
    for _ in range(size * 6):
        if len(found) == size:
            break
        pool = home if home and chance.random() < AT_HOME else range(plan.people)
        found[_of(chance, pool)] = None
    return list(found)


def _of(chance: Random, pool: range) -> int:
    """Return one of a range; those at the front are drawn more often, in an order that mixes houses."""
    rank = int(len(pool) * chance.random() ** OFTEN)
    return pool[rank * 7919 % len(pool)] if len(pool) % 7919 else pool[rank]


def _sessions(chance: Random, kind: str, people: list[int]) -> tuple[tuple[int, ...], ...]:
    """Return the speakers of each session; only conferences have a programme."""
    if kind != "conference":
        return ()
    found: Iterator[list[int]] = (
        chance.sample(people, min(sizes.speakers(chance), len(people))) for _ in range(len(people) // 8)
    )
    return tuple(tuple(one) for one in found)
