"""Which kind of list a table is: participants, members, body, directory, contacts, mailing list; with reasons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from graph.model.fold import fold
from graph.packaged import read_yaml
from ingest.tables.event_words import event_word, is_event, words_in

ListKind = Literal["participants", "members", "body", "directory", "contacts", "mailing"]
KINDS: tuple[ListKind, ...] = get_args(ListKind)
ENOUGH = 4  # weight a kind needs to be taken
APART = 3  # and by how much it must go before the next one
_GROUPS = frozenset({"ag", "ak"})
_FEW = 0.5  # kinds with less than this share of the first one's weight are not asked about


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen of a list before it is read: its texts with the nearest to the rows first, columns and rows.

    `content` are the names of the signs its rows give, such as "seats"; people and organisations are counted in the
    first rows only, `more` tells that there are others below; `in_names` are organisations in the place of a name.
    """

    texts: tuple[str, ...] = ()
    meanings: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    content: frozenset[str] = frozenset()
    people: int = 0
    organisations: int = 0
    more: bool = False
    in_names: int = 0


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that tells about the kind of a list: where it is, what it is, and how much it weighs."""

    where: Literal["text", "column", "content", "event"]
    value: str
    weight: int

    @property
    def sentence(self) -> str:
        """Return the key of the words for it."""
        return f"sign_content_{self.value}" if self.where == "content" else f"sign_{self.where}"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A kind of list, the weight of all that speaks for or against it, and those signs."""

    kind: ListKind
    weight: int
    signs: tuple[Sign, ...] = field(default=())


def rank(look: Look) -> list[Ranked]:
    """Return all kinds of lists, the likeliest first, each with the signs that tell it.

    >>> rank(Look(texts=("Verteiler Presse",)))[0].kind
    'mailing'
    >>> rank(Look(texts=("Tabelle1", "Teilnehmende Forum Nord"), meanings=frozenset({"workshop"})))[0].weight
    14
    """
    signs: dict[str, list[Sign]] = {kind: [] for kind in KINDS}
    for kind, sign in (*_of_texts(look.texts), *_of_columns(look), *_of_content(look.content)):
        signs[kind].append(sign)
    ranked = [Ranked(kind, sum(s.weight for s in signs[kind]), tuple(signs[kind])) for kind in KINDS]
    return sorted(ranked, key=lambda one: -one.weight)


def is_clear(ranked: Sequence[Ranked]) -> bool:
    """Return whether the first of some ranked kinds can be taken without asking."""
    return ranked[0].weight >= ENOUGH and (len(ranked) < 2 or ranked[0].weight - ranked[1].weight >= APART)


def apart(ranked: Sequence[Ranked], same: Mapping[ListKind, str]) -> list[Ranked]:
    """Return the kinds that would say different things of a list: of those with the `same` meaning the likeliest one.

    >>> ranked = [Ranked("mailing", 6), Ranked("contacts", 5), Ranked("participants", 2)]
    >>> [one.kind for one in apart(ranked, {"mailing": "people", "contacts": "people"})]
    ['mailing', 'participants']
    """
    first: dict[str, Ranked] = {}
    for one in ranked:
        first.setdefault(same.get(one.kind, one.kind), one)
    return list(first.values())


def near(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Return the kinds that are asked about where none is clear: at least the first two."""
    most = max(ranked[0].weight, ENOUGH)
    return [one for index, one in enumerate(ranked) if index < 2 or one.weight >= max(most * _FEW, 1)]


def kinds_in(text: str) -> dict[ListKind, str]:
    """Return the kinds of list a text names, each with the word that does.

    >>> kinds_in("Vorstandsverteiler 2024"), kinds_in("Mitgliederversammlung"), kinds_in("Beirat Wasserstoff")
    ({'mailing': 'Vorstandsverteiler'}, {}, {'body': 'Beirat'})
    >>> kinds_in("AG Energie"), kinds_in("Gusswerk Musterau AG"), kinds_in("ag mitten im namen")
    ({'body': 'AG'}, {}, {})
    """
    found: dict[ListKind, str] = {}
    words = words_in(text)
    for index, (word, folded) in enumerate(words):
        if is_event(words, index) or (folded in _GROUPS and not _is_group(words, index)):
            continue
        kind = _kind_of(folded, " ".join(w for _, w in words[index : index + 3]))
        if kind:
            found.setdefault(kind, word)
    return found


def _is_group(words: Sequence[tuple[str, str]], index: int) -> bool:
    """Return whether "AG" is a working group with its name behind it, and not the legal form of what is before it."""
    before = words[index - 1] if index else None
    stands_first = before is None or before[0].islower() or _kind_of(before[1], before[1]) is not None
    return words[index][0].isupper() and index + 1 < len(words) and stands_first


def means_occasion(text: str) -> bool:
    """Return whether a text calls a list one of the guests of something.

    >>> means_occasion("Teilnehmerliste Musterau"), means_occasion("Absagen")
    (True, False)
    """
    return fold(kinds_in(text).get("participants", "")).startswith(tuple(_signs()["occasion"]))


@cache
def _kind_of(word: str, phrase: str) -> ListKind | None:
    """Return the kind a word, or the words that begin with it, name: what it ends with goes first."""
    for kind in KINDS:
        if word.endswith(tuple(_signs()["words"][kind]["endings"])):
            return kind
    for kind in KINDS:
        for begin in _signs()["words"][kind]["begins"]:
            if word == begin or (len(begin) > 3 and phrase.startswith(begin)):
                return kind
    return None


def _of_texts(texts: Sequence[str]) -> Iterable[tuple[ListKind, Sign]]:
    """Yield what the nearest text with such a word says, and the first word of an event anywhere."""
    said = next(filter(None, map(kinds_in, texts)), {})
    for kind, word in said.items():
        yield kind, Sign("text", word, _signs()["words"][kind]["weight"])
    if word := next(filter(None, map(event_word, texts)), ""):
        for kind, weight in _signs()["event"]["weight"].items():
            yield kind, Sign("event", word, weight)


def _of_columns(look: Look) -> Iterable[tuple[ListKind, Sign]]:
    for meaning in sorted(look.meanings):
        for kind, weight in _signs()["columns"].get(meaning, {}).items():
            yield kind, Sign("column", meaning, weight)
    for sign in _signs()["titles"]:
        title = next((title for title in sign["title"] if title in look.titles), "")
        for kind, weight in sign["weight"].items() if title else ():
            yield kind, Sign("column", title, weight)


def _of_content(content: Iterable[str]) -> Iterable[tuple[ListKind, Sign]]:
    for name in sorted(content):
        for kind, weight in _signs()["content"][name].items():
            yield kind, Sign("content", name, weight)


@cache
def _signs() -> Mapping[str, Any]:
    """Return the table of signs."""
    text = files(__package__).joinpath("kinds.yaml").read_text(encoding="utf-8")
    signs: dict[str, Any] = read_yaml(text)
    return signs
