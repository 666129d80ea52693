"""Whether two short texts are about the same: by their words, brought to a common form; no word model is asked."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, PositiveFloat, PositiveInt

from graph.model.fold import fold


class ComplementSettings(BaseModel):
    """How much each kind of likeness counts; see `complements.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    same: PositiveFloat
    narrower: PositiveFloat
    words: PositiveFloat
    least_words: PositiveFloat
    region: PositiveFloat
    shortest_word: PositiveInt
    shortest_part: PositiveInt
    endings: tuple[str, ...]
    shortest_stem: PositiveInt
    stop_words: tuple[str, ...]


@cache
def load_complements() -> ComplementSettings:
    """Return the settings the program comes with."""
    text = files("graph.analysis").joinpath("complements.yaml").read_text(encoding="utf-8")
    return ComplementSettings.model_validate(yaml.safe_load(text))


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(word for line in load_complements().stop_words for word in line.split())


@dataclass(frozen=True, slots=True)
class SharedWords:
    """What two texts have in common: the share of all their words, and these words as the first one has them."""

    share: float
    words: tuple[str, ...]


@cache
def telling_words(text: str) -> dict[str, str]:
    """Return the words of a text that say what it is about, by their stems.

    >>> telling_words("Partner für die Netze")
    {'netz': 'netze'}
    """
    rules = load_complements()
    words = [w for w in fold(text).split() if len(w) >= rules.shortest_word and w not in _stop_words()]
    return {_stem(word): word for word in words}


def shared_words(one: str, other: str) -> SharedWords:
    """Return what two texts have in common, by stems and by words within longer ones.

    >>> shared_words("grüner Wasserstoff", "Wasserstoffnetze")
    SharedWords(share=0.6666666666666666, words=('wasserstoff',))
    """
    a, b = telling_words(one), telling_words(other)
    if not a or not b:
        return SharedWords(0.0, ())
    found = [word for stem, word in a.items() if any(_are_alike(stem, s) for s in b)]
    back = [word for stem, word in b.items() if any(_are_alike(stem, s) for s in a)]
    # Of both sides, so that a long text is not like everything.
    return SharedWords((len(found) + len(back)) / (len(a) + len(b)), tuple(found))


@cache
def pieces(text: str) -> frozenset[str]:
    """Return what two texts have in common where they share any word, or one of them a word within one of the other."""
    least = load_complements().shortest_part
    stems = telling_words(text)
    within = {f"~{s[i : i + least]}" for s in stems for i in range(max(1, len(s) - least + 1))}
    return frozenset(within)


def _are_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= load_complements().shortest_part and short in long


@cache
def _stem(word: str) -> str:
    """Return a word without its ending, so that cases and plurals are one."""
    rules = load_complements()
    for ending in rules.endings:
        if word.endswith(ending) and len(word) - len(ending) >= rules.shortest_stem:
            return word.removesuffix(ending)
    return word
