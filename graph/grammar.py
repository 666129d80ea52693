"""How German and English write numbers, months and plurals (by Babel), and how the places of a sentence are filled in.

A sentence of a catalogue has places in braces. `{n:Person|Personen}` takes the word that goes with the number `n`,
in it `#` stands for the number itself: `{n:# Person wartet|# Personen warten}`.
"""

from datetime import date
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:  # slow to import, and most commands say little
    from babel import Locale

LANGUAGES = ("de", "en")
_LOCALES = {"de": "de_DE", "en": "en_GB"}
Form = Literal["one", "many"]


@cache
def _locale(language: str) -> "Locale":
    from babel import Locale

    return Locale.parse(_LOCALES[language])


def form(n: int, language: str) -> Form:
    """Return which form of a word goes with a number.

    >>> form(1, "de"), form(0, "de"), form(2, "en")
    ('one', 'many', 'many')
    """
    return "one" if _locale(language).plural_form(n) == "one" else "many"


def number(n: int, language: str) -> str:
    """Return a whole number with its thousands apart.

    >>> number(1234, "de"), number(1234, "en")
    ('1.234', '1,234')
    """
    from babel.numbers import format_decimal

    return format_decimal(n, locale=_locale(language))


_SPELLED = {
    "de": ("keine", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    "en": (
        *("no", "one", "two", "three", "four", "five", "six"),
        *("seven", "eight", "nine", "ten", "eleven", "twelve"),
    ),
}


def spelled(n: int, language: str) -> str:
    """Return a whole number as running text has it: in letters up to twelve.

    >>> spelled(3, "de"), spelled(13, "de"), spelled(1200, "en")
    ('drei', '13', '1,200')
    """
    known = _SPELLED[language]
    return known[n] if 0 <= n < len(known) else number(n, language)


def decimal(value: float, language: str, places: int | None = None) -> str:
    """Return a number with so many decimals, or (None) with up to six digits that count, as short as it goes.

    >>> decimal(0.05, "de"), decimal(0.05, "en"), decimal(1234.5, "de", 2)
    ('0,05', '0.05', '1.234,50')
    """
    from babel.numbers import format_decimal

    shape = "@#####" if places is None else f"#,##0.{'0' * places}" if places else "#,##0"
    return format_decimal(value, shape, locale=_locale(language), decimal_quantization=True)


def day(value: date, language: str) -> str:
    """Return a day: 16.03.2021, 16 March 2021."""
    from babel.dates import format_date

    return format_date(value, "medium" if language == "de" else "long", locale=_locale(language))


def month(value: date, language: str) -> str:
    """Return the month of a day and its year: März 2021, March 2021."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", value, locale=_locale(language))


class _Filler(Formatter):
    """Fills places in, those with two forms by the number they are given."""

    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        one, is_counted, many = format_spec.partition("|")
        if not is_counted:
            return str(format(value, format_spec))
        n = int(value)
        return (one if form(n, self._language) == "one" else many).replace("#", number(n, self._language))


@cache
def _filler(language: str) -> _Filler:
    return _Filler(language)


def filled(sentence: str, language: str, **values: object) -> str:
    """Return a sentence with its places filled in.

    >>> filled("{n:# Paar wartet|# Paare warten} in {file}.", "de", n=1, file="a.csv")
    '1 Paar wartet in a.csv.'

    Raises:
        KeyError: a value is missing.
    """
    return _filler(language).vformat(sentence, (), values)
