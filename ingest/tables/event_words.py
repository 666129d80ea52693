"""Words that say a text is about an event, by the table event_words.yaml."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from graph.model.fold import fold
from graph.packaged import read_yaml


def event_word(text: str) -> str:
    """Return the word of a text that says it is about an event, "" for none.

    >>> event_word("Wärmegipfel Flusstal"), event_word("Mitgliederversammlung"), event_word("Vertrag Landtag")
    ('Wärmegipfel', 'Mitgliederversammlung', '')
    """
    words = words_in(text)
    return next((word for index, (word, _) in enumerate(words) if is_event(words, index)), "")


def words_in(text: str) -> list[tuple[str, str]]:
    """Return the words of a text, figures left out, each with its folded form."""
    return [(word, folded) for word in re.split(r"[\W_]+", text) if (folded := fold(word)) and not folded.isdigit()]


def is_event(words: Sequence[tuple[str, str]], index: int) -> bool:
    """Return whether the word at an index, alone or with those behind it, is that of an event."""
    event, folded = _event_words(), words[index][1]
    phrase = " ".join(word for _, word in words[index : index + 3])
    if folded in event["not"]:
        return False
    return folded.endswith(tuple(event["endings"])) or f"{phrase} ".startswith(tuple(f"{b} " for b in event["begins"]))


@cache
def _event_words() -> Mapping[str, Sequence[str]]:
    """Return the table of words."""
    text = files(__package__).joinpath("event_words.yaml").read_text(encoding="utf-8")
    found: dict[str, Sequence[str]] = read_yaml(text)
    return found
