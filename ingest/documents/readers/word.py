"""Word documents: paragraphs and the rows of tables, in their order."""

from pathlib import Path
from zipfile import BadZipFile

from graph.errors import InputError
from ingest.readers.archive import look_through


def read_word(path: Path) -> tuple[str, str]:
    """Return the text of a document, one paragraph or row of a table a line, and its title.

    Raises:
        InputError: the archive is broken or not safe, or is no Word document.
    """
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        look_through(path)
    except InputError as error:
        raise InputError("document_broken", file=path.name, detail=str(error.context.get("detail", ""))) from error
    try:
        document = Document(str(path))
        lines = [_table(part) if isinstance(part, Table) else part.text for part in document.iter_inner_content()]
        return "\n".join(lines), document.core_properties.title or ""
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, AttributeError, SyntaxError, OSError) as error:
        raise InputError("document_broken", file=path.name, detail=type(error).__name__) from error


def _table(table: "object") -> str:
    rows = []
    for row in table.rows:  # type: ignore[attr-defined]
        cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
        rows.append(", ".join(filter(None, cells)))
    return "\n".join(rows)
