"""The few words of a drawing itself, German and English."""

from functools import cache
from importlib.resources import files

from graph.errors import LANGUAGES, read_catalogue


@cache
def _catalogue(language: str) -> dict[str, str]:
    return read_catalogue(files(__name__), language)


def words(key: str, language: str, **values: object) -> str:
    """Return the words under a key, filled in; English where the language is another."""
    return _catalogue(language if language in LANGUAGES else "en")[key].format(**values)
