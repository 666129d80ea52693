"""How commands print: names are data, so no markup in them is read and no control character reaches the terminal."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from cli.options import words

if TYPE_CHECKING:  # what a progress bar is for may be slow to import
    from ingest.loading.pipeline import Progress as Callback


def clean(text: object) -> str:
    """Return the text without characters that steer a terminal."""
    return "".join(c if c.isprintable() or c == " " else "·" for c in str(text))


def clean_lines(text: str) -> str:
    """Return the text without such characters, its lines kept."""
    return "\n".join(map(clean, text.splitlines()))


def console() -> Console:
    """Return where results go."""
    return Console(markup=False, highlight=False, emoji=False)


def messages() -> Console:
    """Return where everything but results goes."""
    return Console(stderr=True, markup=False, highlight=False, emoji=False)


def say(text: str) -> None:
    """Print one line of result."""
    console().print(clean(text), soft_wrap=True)


def print_json(value: Any) -> None:
    """Print one JSON document; characters that steer a terminal stand as escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.write("".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text) + "\n")


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]], title: str = "") -> None:
    """Print a table of plain text, whole cells even where the terminal is narrow or a pipe."""
    table = Table(title=title or None, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(clean(cell)) for cell in row))
    out = console()
    if not out.is_terminal:
        out.width = 200
    out.print(table)


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "–/s", style="progress.data.speed")


@contextmanager
def progress_bar() -> "Iterator[Callback]":
    """Give a function that shows how far each file is, with rate and time left."""
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TextColumn(words("left")),
        TimeRemainingColumn(),
        console=messages(),
        disable=not messages().is_terminal,
    )
    tasks: dict[str, Any] = {}

    def show(name: str, done: int, total: int) -> None:
        bar.start()  # not before there is something to show
        if name not in tasks:
            tasks[name] = bar.add_task(clean(name), total=total)
        bar.update(tasks[name], completed=done, total=total)

    try:
        yield show
    finally:
        bar.stop()
