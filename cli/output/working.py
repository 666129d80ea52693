"""A sign in the terminal that a long question is being worked on; nothing where nobody looks."""

from collections.abc import Iterator
from contextlib import contextmanager

from cli.options import words
from cli.output.terminal import messages


@contextmanager
def working() -> Iterator[None]:
    """Show the sign while the block runs."""
    out = messages()
    if not out.is_terminal:
        yield
        return
    with out.status(words("working")):
        yield
