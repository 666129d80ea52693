"""The commands by name, each imported when it is called, so that `--help` waits for no analysis library."""

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from cli.options import words


class _Commands(MutableMapping[str, Any]):
    """The commands of a table such as `{"show": "ask:show"}`; each is made when it is looked up."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = table
        self._built: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._built:
            self._built[name] = _command(name, self._table[name])
        return self._built[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._built[name] = command

    def __delitem__(self, name: str) -> None:
        del self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._table, **self._built})

    def __len__(self) -> int:
        return len({**self._table, **self._built})

    def __contains__(self, name: object) -> bool:
        return name in self._table or name in self._built


def _command(name: str, place: str) -> Any:
    """Return the command made of a function of `cli.commands`, or the group of commands where it is a Typer."""
    module, _, function = place.partition(":")
    found = getattr(import_module(f"cli.commands.{module}"), function)
    around = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    around.callback()(_nothing)  # makes a group of it, however few commands it has
    if isinstance(found, typer.Typer):
        around.add_typer(found, name=name)
    else:
        around.command(name, help=words(f"{name}.help"), epilog=words(f"{name}.example"))(found)
    return get_group(around).commands[name]


def _nothing() -> None:
    """Do nothing; a callback makes Typer treat a single command as one of a group."""


def group_of(table: Mapping[str, str]) -> type[TyperGroup]:
    """Return the kind of group that has the commands of a table, in its order."""

    class _CommandGroup(TyperGroup):
        def __init__(self, **attributes: Any) -> None:
            super().__init__(**attributes)
            self.commands = _Commands(table)

        def format_commands(self, ctx: Any, formatter: Any) -> None:
            """Write each command's first sentence without importing the command."""
            limit = formatter.width - 6 - max(map(len, table))
            told = [TyperCommand(name, callback=None, help=words(f"{name}.help")) for name in table]
            with formatter.section("Commands"):
                formatter.write_dl([(command.name, command.get_short_help_str(limit)) for command in told])

    return _CommandGroup
