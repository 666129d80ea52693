"""Errors that every reader of XML has in common: too large, not safe to read, broken, each with its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException

from graph.errors import InputError


@contextmanager
def reading_xml(path: Path, largest: int) -> Iterator[None]:
    """Turn what stops a parser within into an error that names file and place; refuse a file above a size at once.

    Raises:
        InputError: not XML, not safe to read, or too large.
    """
    size = path.stat().st_size
    if size > largest:
        raise InputError("too_large", file=path.name, detail=f"{-(-size >> 20)} MB > {largest >> 20} MB")
    try:
        yield
    except DefusedXmlException as error:
        raise InputError("unsafe_xml", file=path.name, detail=type(error).__name__) from error
    except ParseError as error:
        row, column = error.position
        detail = str(error).partition(":")[0]
        raise InputError("broken_xml", file=path.name, row=row, column=str(column + 1), detail=detail) from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        raise InputError("broken_xml", file=path.name, detail=str(error)[:120]) from error
