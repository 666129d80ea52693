"""The words of briefings, German and English, beside this module."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from briefing.wording.articles import contracted, ended
from briefing.wording.language import Words
from graph.errors import read_catalogue
from graph.grammar import filled


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return all words of briefings in one language by key."""
    return read_catalogue(files(__name__), language)


@dataclass(frozen=True, slots=True)
class BriefingWords(Words):
    """The words of briefings in one language, with numbers and dates as the pages write them."""

    def __call__(self, key: str, **values: object) -> str:
        """Return the words under a key with its placeholders filled in."""
        text = ended(catalogue(self.language)[key], values)
        if self.language == "de":
            text, values = contracted(text, values)
        return filled(text, self.language, **values)

    def has(self, key: str) -> bool:
        """Return whether there are words under a key."""
        return key in catalogue(self.language)
