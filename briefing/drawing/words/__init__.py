"""The few words of a drawing itself, German and English."""

from functools import cache
from importlib.resources import files

from graph.errors import LANGUAGES, read_catalogue
from graph.grammar import filled


@cache
def _catalogue(language: str) -> dict[str, str]:
    return read_catalogue(files(__name__), language)


def words(key: str, language: str, **values: object) -> str:
    """Return the words under a key, filled in; English where the language is another."""
    language = language if language in LANGUAGES else "en"
    return filled(_catalogue(language)[key], language, **values)
