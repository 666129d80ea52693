"""The day a command asks about."""

from datetime import date
from typing import Annotated

import typer

from cli.options import words
from graph.errors import UsageError
from graph.model.dates import last_day, parse_date

AsOf = Annotated[str, typer.Option("--as-of", help=words("as_of"))]


def day_of(text: str) -> date:
    """Return the last day of a date a user names, today where there is none.

    Raises:
        UsageError: it is no date.
    """
    try:
        return last_day(parse_date(text)) if text else date.today()
    except ValueError as error:
        raise UsageError("no_date_option", value=text) from error


def asked_day(text: str) -> date | None:
    """Return the last day of a date a user names; None where there is none, for the day up to which sources reach.

    Raises:
        UsageError: it is no date.
    """
    return day_of(text) if text else None
