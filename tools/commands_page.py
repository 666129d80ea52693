"""Write docs/commands.md out of the help texts of the command line: `python -m tools.commands_page`.

With `--check` nothing is written; the exit code is 1 where the page does not say what the program says.
"""

import argparse
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[1] / "docs/commands.md"
_VALUES = {"int": "NUMBER", "float": "NUMBER", "str": "TEXT", "path": "PATH"}
_TOP = """# Commands

*Written by `python -m tools.commands_page` out of the help texts; change those, in `cli/help`.*

`akteursnetz --help` and `akteursnetz COMMAND --help` say the same, in German, or in English with
`AKTEURSNETZ_LANGUAGE=en`. A command starts the embedded engine when none runs on its data folder, and stops it again;
beside a running dashboard it uses that one. What a command ends with: [exit codes](settings.md#exit-codes).
`akteursnetz --verbose COMMAND` says what it does while it does it; otherwise that is only in the
[log](settings.md#the-log). To start with, [the tutorial](tutorial.md) uses a dozen of them.
"""


def page() -> str:
    """The whole page: all commands in a table, then each with its arguments and options."""
    # Help texts are chosen when the commands are imported.
    os.environ["AKTEURSNETZ_LANGUAGE"] = "en"
    from typer.main import get_command

    from cli.main import app

    commands: Mapping[str, Any] = get_command(app).commands  # type: ignore[attr-defined]
    table = ["| command | what it does |", "|---|---|"]
    table += [f"| [`{name}`](#{name}) | {_first_sentence(command)} |" for name, command in commands.items()]
    sections = [part for name, command in commands.items() for part in _sections(name, command)]
    return "\n".join([_TOP, *table, "", *sections]).rstrip("\n") + "\n"


def _first_sentence(command: Any) -> str:
    sentence, dot, _ = _one_line(command.help).partition(". ")
    return sentence + dot.strip()


def _sections(name: str, command: Any, level: int = 2) -> Iterator[str]:
    """The heading, help, table and example of a command, and of each command below it."""
    yield f"{'#' * level} {name}\n"
    yield f"{_one_line(command.help)}\n"
    below: Mapping[str, Any] = getattr(command, "commands", {})
    if not below or command.invoke_without_command:  # a group that does something itself
        yield f"```text\n{_usage(name, command)}\n```\n"
        yield "\n".join(["| argument or option | meaning |", "|---|---|", *_rows(command)]) + "\n"
        if command.epilog:
            yield f"{_example(command.epilog)}\n"
    for other, found in below.items():
        yield from _sections(f"{name} {other}", found, level + 1)


def _usage(name: str, command: Any) -> str:
    found = command.collect_usage_pieces(_context(command))
    pieces = [
        re.sub(r"^\{(.+)\}(\.\.\.)?$", r"\1", re.sub(r"^\[(\[.+\])\](\.\.\.)?$", r"\1", piece)) for piece in found
    ]
    return " ".join(["akteursnetz", name, *pieces])


def _context(command: Any) -> Any:
    return command.context_class(command, info_name=command.name)


def _rows(command: Any) -> Iterator[str]:
    """A row for each argument and option, with what the help says of it."""
    context = _context(command)
    for parameter in command.params:
        names, meaning = parameter.get_help_record(context) or ("", "")
        if names:
            shown = _value(_one_line(names)) if names.startswith("-") else names.partition(" <")[0]
            yield f"| {_cell(f'`{shown}`')} | {_cell(_one_line(meaning))} |"


def _value(names: str) -> str:
    """The names with the kind of value as a word, as in `--top NUMBER`."""
    return re.sub(r" <(?:list\[)?(\w+)[^>]*>", lambda found: f" {_VALUES[found[1].lower()]}", names)


def _example(text: str) -> str:
    """The example, as code from the name of the program on."""
    before, program, rest = _one_line(text).partition("akteursnetz ")
    return before + ", ".join(f"`{one}`" for one in f"{program}{rest}".split(" · ")) if program else before


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main(arguments: list[str] | None = None) -> int:
    """Write the page, or say whether it is up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 where the page is out of date")
    chosen = parser.parse_args(arguments)
    text = page()
    if not chosen.check:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print(f"docs/{PAGE.name} is out of date: python -m tools.commands_page", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
