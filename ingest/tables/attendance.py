"""Whether somebody came: what the columns "Status", "Zusage" and "Abgesagt" say, by the words of attendance.yaml.

Nobody is taken to have come on a word that nobody knows: such words are asked about before anything is read.
"""

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from graph.model.fold import fold
from graph.packaged import read_yaml

_BRACKET = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_MOMENT = re.compile(r"(?:.*\D)?\d{1,2}[:.]\d\d(?:\D.*)?|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?|\d{4}-\d\d-\d\d.*")
_DAY = re.compile(
    r"\b(?:(?:tag|day) ?\d|\d ?(?:tag|day)|(?:erster|zweiter|dritter|first|second|third) (?:tag|day)|"
    r"(?:mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|"
    r"(?:\d{1,2} )?\d{1,2} \d{4}|\d{1,2} \d{1,2}|vormittags?|nachmittags?)\b"
)
_DAY_ALONE = re.compile(r"(?:tag|day) \d|\d (?:tag|day)")
_WHEN = re.compile(r"(?:anmeldung|registr\w+|zusage|rueckmeldung|response|antwort) (?:am|vom|on|at)")
_SMALL = frozenset(
    {
        "am",
        "an",
        "der",
        "die",
        "das",
        "zu",
        "zur",
        "zum",
        "bei",
        "im",
        "in",
        "on",
        "the",
        "at",
        "to",
        "fuer",
        "for",
        "sie",
        "ich",
        "du",
        "er",
        "es",
        "ist",
        "hat",
        "wird",
        "bitte",
        "ihre",
        "ihr",
        "deine",
        "event",
        "veranstaltung",
        "status",
        "aktueller",
        "tag",
        "day",
        "ja",
        "nein",
        "oder",
        "und",
        "j",
        "n",
        "yes",
        "no",
        "or",
        "x",
        "auch",
    }
)
_MOST_WORDS = 6  # of a remark that says no more than that
_SHORT = 4  # letters from which a word tells something within a sentence
_FIRM = frozenset({"eingeladen", "invited", "einladung", "angefragt", "angeschrieben", "verschickt", "gelesen"})


class Presence(Enum):
    """What a value says; OPEN is an invitation without an answer, NOTHING is no statement at all."""

    CAME = "came"
    AWAY = "away"
    OPEN = "invited"
    NOTHING = "nothing"


class About(Enum):
    """What the title of a column announces; of a REMARK only a plain word of absence is taken."""

    SEEN = "seen"
    PROMISED = "promised"
    ABSENT = "absent"
    REMARK = "remark"


@cache
def _lists() -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(files(__package__).joinpath("attendance.yaml").read_text(encoding="utf-8"))
    return found


@cache
def _values() -> dict[str, Presence]:
    groups = {"silent": Presence.NOTHING, "open": Presence.OPEN, "came": Presence.CAME, "away": Presence.AWAY}
    return {fold(str(word)): said for group, said in groups.items() for word in _lists()[group]}


@cache
def _longest() -> int:
    return max(len(words.split()) for words in _values())


@cache
def _negations() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold(word).split()) for word in _lists()["negations"])


@lru_cache(maxsize=4096)
def presence(text: str) -> Presence | None:
    """Return what a value says about whether somebody came, None where nobody knows.

    >>> presence("Zugesagt"), presence("abgesagt am 3.5."), presence("Nein, leider nicht")
    (<Presence.CAME: 'came'>, <Presence.AWAY: 'away'>, <Presence.AWAY: 'away'>)
    >>> presence("09.11.2023 09:01"), presence("Warteliste (Platz 3)"), presence("blau")
    (<Presence.CAME: 'came'>, <Presence.OPEN: 'invited'>, None)
    """
    words = fold(text)
    if (said := _values().get(words)) is not None:
        return said
    if _MOMENT.fullmatch(text.strip()):
        return Presence.CAME
    bare = fold(_BRACKET.sub(" ", text))
    if not bare:
        return presence(words) if words and words != text else None
    found = set(_said_in(words.split()))
    if None in found:  # "keine Absage"
        return None
    if Presence.AWAY in found:
        return Presence.AWAY
    if Presence.CAME in found and Presence.OPEN in found:
        return Presence.CAME if set(words.split()) & _FIRM else Presence.OPEN
    return next(iter(found - {Presence.NOTHING}), _values().get(bare))


def _said_in(words: list[str]) -> Iterator[Presence | None]:
    """Yield what the known words of a sentence say; None for an absence that is denied."""
    position, denied = 0, any(_begins(words, i, group) for i in range(len(words)) for group in _negations())
    told = False
    while position < len(words):
        said, length = _phrase(words, position)
        if said is not None:
            told = True
            turned = denied and not any(_begins(words, position + i, g) for i in range(length) for g in _negations())
            if said is Presence.AWAY and turned and "leider" not in words and "nein" not in words and "no" not in words:
                yield None
            elif said is Presence.CAME and turned:
                yield Presence.AWAY
            else:
                yield said
        position += length
    if denied and not told:
        yield Presence.AWAY


def _begins(words: list[str], position: int, group: tuple[str, ...]) -> bool:
    return tuple(words[position : position + len(group)]) == group


def _phrase(words: list[str], position: int) -> tuple[Presence | None, int]:
    """Return what the longest known phrase at a position says, and its words; short ones count at the start alone."""
    for count in range(min(_longest(), len(words) - position), 0, -1):
        phrase = " ".join(words[position : position + count])
        said = _values().get(phrase)
        if said is None or (position and len(phrase) < _SHORT):
            continue
        if position and said is Presence.CAME and count == 1 and len(phrase) < 2 * _SHORT - 1:
            continue  # "online" or "kommt" anywhere in a remark is no promise
        return said, count
    return None, 1


def has_come(text: str) -> bool | None:
    """Return whether a value means that somebody came; None where it does not say so.

    >>> has_come("Zugesagt"), has_come("No-Show"), has_come("vielleicht"), has_come("Mitglied")
    (True, False, False, None)
    """
    said = presence(text)
    return None if said in (None, Presence.NOTHING) else said is Presence.CAME


@cache
def _plain() -> tuple[str, ...]:
    return tuple(fold(word) for word in _lists()["in_remarks"])


def missed(text: str) -> bool:
    """Return whether a remark beside a name begins with a plain word for somebody who did not come, or not yet.

    >>> missed("abgesagt"), missed("entschuldigt (krank)"), missed("Warteliste"), missed("nein"), missed("Moderation")
    (True, True, True, False, False)
    """
    words = f"{fold(text)} "
    if len(words.split()) > _MOST_WORDS or not any(words.startswith(f"{plain} ") for plain in _plain()):
        return False
    return presence(text) in (Presence.AWAY, Presence.OPEN)


@lru_cache(maxsize=4096)
def about(title: str) -> About | None:
    """Return what the title of a column announces about who came, None where it is about something else.

    >>> about("Nehmen Sie teil?"), about("Abgesagt"), about("Anwesend Tag 2"), about("Teilnahmegebühr")
    (<About.PROMISED: 'promised'>, <About.ABSENT: 'absent'>, <About.SEEN: 'seen'>, None)
    >>> about("Zu-/Absage"), about("Grund der Absage"), about("Anmeldedatum"), about("Komme aus")
    (<About.PROMISED: 'promised'>, <About.ABSENT: 'absent'>, None, None)
    """
    folded = fold(title)
    if _DAY_ALONE.fullmatch(folded):
        return About.SEEN
    if not _any_title().search(folded):  # asked for cells too, of which there are millions
        return None
    titles = _titles()
    for kind, (_, phrases) in titles.items():
        if folded in phrases:
            return kind
    if _WHEN.fullmatch(folded) or len(folded) > 60 or _others() & set(folded.split()):
        return None
    bare = " ".join(_DAY.sub(" ", fold(_BRACKET.sub(" ", title))).split())
    words = [word for word in bare.split() if word not in _SMALL]
    if not words or len(words) > 5:
        return None
    found = [kind for kind in titles if _is_about(bare, words, *titles[kind])]
    if About.ABSENT in found and About.PROMISED in found and not bare.startswith(("nicht ", "keine ")):
        return About.ABSENT if "grund" in bare else About.PROMISED
    return found[-1] if found else None


def _is_about(bare: str, words: list[str], stems: tuple[str, ...], phrases: frozenset[str]) -> bool:
    kept = " ".join(words)
    if bare in phrases or kept in phrases:
        return True
    if any(len(phrase.split()) > 1 and f" {phrase} " in f" {bare} " for phrase in phrases):
        return True
    return any(word.startswith(stems) and not _about_else(word) for word in words)


def _about_else(word: str) -> bool:
    return any(word.endswith(other) for other in _others() if len(other) > 3)


@cache
def _titles() -> dict[About, tuple[tuple[str, ...], frozenset[str]]]:
    found = _lists()["titles"]
    return {
        kind: (tuple(map(fold, found[kind.value]["stems"])), frozenset(map(fold, found[kind.value]["phrases"])))
        for kind in (About.SEEN, About.PROMISED, About.ABSENT)
    }


@cache
def _any_title() -> re.Pattern[str]:
    known = {word for stems, phrases in _titles().values() for word in (*stems, *phrases)}
    return re.compile(rf"\b(?:{'|'.join(sorted(known, key=len, reverse=True))})")


@cache
def _others() -> frozenset[str]:
    return frozenset(map(fold, _lists()["titles"]["other"]))


def day_in(title: str) -> str:
    """Return the day that the title of a column names, "" where it names none.

    >>> day_in("Anwesend Tag 2"), day_in("Anwesend")
    ('tag 2', '')
    """
    found = _DAY.search(fold(title))
    return found[0] if found else ""
