"""Objects that look up what they are when they are asked: made for a row, and like any other to whoever has one."""

from typing import TYPE_CHECKING, Any, Protocol


class Maker(Protocol):
    """Knows the values of rows."""

    def value(self, row: int, name: str) -> Any:
        """Return one attribute of what a row stands for.

        Raises:
            AttributeError: there is none of this name.
        """
        ...


class Lazy:
    """Base of objects with slots; those that are empty are asked of the maker, once, where there is one."""

    __slots__ = ("_maker", "_row")

    if not TYPE_CHECKING:  # what has no such attribute is to be seen when types are checked

        def __getattr__(self, name: str) -> Any:
            try:
                maker, row = _maker(self), _row(self)
            except AttributeError:
                raise AttributeError(f"{type(self).__name__} has no {name}") from None
            value = maker.value(row, name)
            object.__setattr__(self, name, value)
            return value


if not TYPE_CHECKING:
    _maker, _row = Lazy._maker.__get__, Lazy._row.__get__
