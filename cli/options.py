"""Options that several commands share, and the words of their help."""

import os
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.errors import LANGUAGES, UsageError, read_catalogue
from graph.grammar import filled

if TYPE_CHECKING:  # the words of the help alone need no settings, which are slow to import
    from graph.settings import Settings


@cache
def _words(language: str) -> dict[str, str]:
    return read_catalogue(files("cli").joinpath("help"), language)


def words(key: str, **context: object) -> str:
    """Return a text of the command line in the language of `AKTEURSNETZ_LANGUAGE`, German where it is not set."""
    language = os.environ.get("AKTEURSNETZ_LANGUAGE", "de").lower()
    language = language if language in LANGUAGES else "de"
    return filled(_words(language)[key], language, **context)


_VERBOSE: list[bool] = []
_CALLED: list[str] = []  # the command that is carried out


def begin(command: str, *, verbose: bool) -> None:
    """Say which command follows, and whether its log goes onto the terminal, too."""
    _CALLED[:], _VERBOSE[:] = [command], [verbose]


Data = Annotated[Path | None, typer.Option("--data", envvar="AKTEURSNETZ_DATA", show_default=False, help=words("data"))]
Json = Annotated[bool, typer.Option("--json", help=words("json"))]


def settings(data: Path | None = None) -> "Settings":
    """Return the settings, with the data folder of the command line; the log starts with them.

    Raises:
        UsageError: a setting that can not be used.
    """
    from pydantic import ValidationError

    from graph.account import look_in
    from graph.logs import start_log
    from graph.settings import Settings

    names = [str(field.validation_alias) for field in Settings.model_fields.values()]
    set_there = {name: value for name in names if (value := os.environ.get(name))}
    given = {"AKTEURSNETZ_DATA": data} if data else {}
    try:
        chosen = Settings.model_validate({**set_there, **given})
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError("bad_setting", name=first["loc"][0], detail=first["msg"]) from error
    look_in(chosen.data)
    start_log(chosen.data, verbose=any(_VERBOSE), as_json=chosen.log_format == "json")
    _enter(chosen)
    return chosen


# What somebody may do with commands who sees a part only; all else rests on the whole.
_OUTSIDE = frozenset({"search", "show", "path", "ego", "name", "contacts", "reach", "doctor"})


def _enter(chosen: "Settings") -> None:
    """Refuse a command that rests on more than one may see; note who looks, where several people use the data."""
    if not chosen.roles and not chosen.has_sign_in:
        return
    from graph.access import person, require
    from graph.audit import record

    command = _CALLED[0] if _CALLED else ""
    if not person().sees_all and command not in _OUTSIDE:
        require("inside")
    if chosen.has_sign_in and command != "serve":
        record("see", command=command)
