"""Keys as somebody presses them in a terminal: none is lost or echoed between two questions."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

if sys.platform != "win32":
    import termios
    import tty

Keys = Callable[[], str]
_BYTES = 256  # of what was typed ahead, read at once
_END = "\x04"  # Ctrl-D: the end of input
# Arrow keys and the like come as several characters, of which one may be a letter of ours.
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|.)?")


@contextmanager
def keyboard() -> Iterator[Keys]:
    """Give a function that waits for keys and returns them as text, those pressed since the last call first.

    The terminal hands over each key at once and shows none of them, from here to the end, and is as before on every
    way out. The function raises EOFError at the end of input; Ctrl-C stays KeyboardInterrupt.
    """
    if sys.platform == "win32":  # keys are seen only while somebody waits for them
        yield click.getchar
        return
    fd = sys.stdin.fileno()
    before = termios.tcgetattr(fd)
    try:
        tty.setcbreak(fd, termios.TCSADRAIN)  # what is typed already stays to be read
        yield lambda: _read(fd)
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)


def _read(fd: int) -> str:
    typed = os.read(fd, _BYTES).decode("utf-8", "ignore")
    if not typed or typed.startswith(_END):
        raise EOFError
    return typed


def letters(typed: str) -> str:
    """Return what was typed as small letters, without arrow keys and the like."""
    return _SEQUENCE.sub("", typed).lower()
