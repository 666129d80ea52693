"""Whether two words are the same but for a slip of the pen, or of a scanner."""

from functools import lru_cache

from rapidfuzz.distance import OSA

# What scanners take for each other, in one spelling; the longest first.
_LOOK_ALIKE = (("rn", "m"), ("ii", "u"), ("cl", "d"), ("vv", "w"), ("ae", "a"), ("oe", "o"), ("ue", "u"))
_LETTERS = str.maketrans(
    {"l": "i", "1": "i", "j": "i", "t": "i", "f": "i", "0": "o", "q": "o", "8": "b", "5": "s", "c": "e"}
)
_STROKES = str.maketrans({"m": "iii", "n": "ii", "u": "ii"})  # "un" and "im" are four strokes each
_VOWELS = "aeiou"
_HEARD_ALIKE = (("ph", "f"), ("ck", "k"), ("dt", "t"), ("th", "t"), ("c", "k"), ("y", "i"), ("v", "f"), ("z", "s"))
_ONE_SLIP, _TWO_SLIPS = 4, 9  # letters from which one slip, and a second, are forgiven


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """Return a folded word with letters that look alike put into one.

    >>> skeleton("klatten") == skeleton("klaften"), skeleton("winkler") == skeleton("wmkler")
    (True, False)
    """
    for pair, one in _LOOK_ALIKE:
        word = word.replace(pair, one)
    return word.translate(_LETTERS)


@lru_cache(maxsize=50_000)
def heard(word: str) -> str:
    """Return a folded given name as it is heard: one letter for what German spells in two ways.

    >>> heard("marcus") == heard("markus"), heard("matthias") == heard("mathias"), heard("detlef") == heard("detlev")
    (True, True, True)
    >>> heard("jens") == heard("jans"), heard("anna") == heard("anne"), heard("gerd") == heard("gert")
    (False, False, True)
    """
    for written, one in _HEARD_ALIKE:
        word = word.replace(written, one)
    word = word[:1] + "".join(
        char
        for at, char in enumerate(word[1:], 1)
        if char != word[at - 1] and not (char == "h" and word[at - 1] in _VOWELS)
    )
    return f"{word[:-1]}t" if word.endswith("d") else word


@lru_cache(maxsize=100_000)
def slips(one: str, other: str) -> int:
    """Return how many letters two words differ by, more than two as 9; look-alikes count as one slip at most.

    >>> slips("jungen", "jimgen"), slips("weber", "weser"), slips("weber", "krause")
    (1, 1, 9)
    """
    if one == other:
        return 0
    found = OSA.distance(one, other, score_cutoff=2)
    if found > 1 and (skeleton(one) == skeleton(other) or one.translate(_STROKES) == other.translate(_STROKES)):
        return 1
    if found > 2:
        plain = OSA.distance(skeleton(one), skeleton(other), score_cutoff=1)
        return 2 if plain <= 1 else 9
    return found


def is_slip(one: str, other: str) -> bool:
    """Return whether one of two words can be a misspelling of the other, given how long they are.

    >>> is_slip("elektro", "elekro"), is_slip("ulm", "ulf")
    (True, False)
    """
    shortest = min(len(one), len(other))
    if shortest < _ONE_SLIP:
        return one == other
    found = slips(one, other)
    return found <= (2 if shortest >= _TWO_SLIPS else 1)
