"""The words of the pages, German and English, and how both write figures and dates."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph import grammar
from graph.errors import LANGUAGES, read_catalogue
from graph.model.dates import format_date
from graph.model.schema import Text

__all__ = ["LANGUAGES", "Words", "catalogue"]


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return all words of one language by key."""
    return read_catalogue(files("briefing.wording").joinpath("texts"), language)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: `words("key")`, with placeholders `words("key", n=3)`."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """Return the words under a key with its placeholders filled in."""
        return grammar.filled(catalogue(self.language)[key], self.language, **values)

    def has(self, key: str) -> bool:
        """Return whether there are words under a key."""
        return key in catalogue(self.language)

    def count(self, key: str, n: int) -> str:
        """Return a number with its noun: "1 Person", "1.234 Personen"."""
        return self(f"{key}_{grammar.form(n, self.language)}", n=self.number(n))

    def number(self, n: int) -> str:
        """Return a whole number with its thousands apart."""
        return grammar.number(n, self.language)

    def decimal(self, value: float) -> str:
        """Return a number with its decimals, as short as it goes."""
        return grammar.decimal(value, self.language)

    def of(self, display: Text) -> str:
        """Return a display name of the schema."""
        return display.de if self.language == "de" else display.en

    def date(self, partial: str) -> str:
        """Return a partial date or the day of a timestamp as people write it, "" for ""."""
        return format_date(partial[:10], self.language) if partial else ""
