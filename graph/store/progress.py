"""How far a long piece of work is."""

from collections.abc import Callable

Progress = Callable[[int, int], object]  # is told how much is done, of how much


def unheard(done: int, total: int) -> None:
    """Tell nobody."""
