"""What is told of rows: notes, and rows that are rejected."""

from dataclasses import dataclass, field

from graph.curation.entry_error import field_word
from graph.errors import InputError, sentence
from graph.model.bounded import FirstMany

LOADED, SOME_REJECTED = 0, 1


class Rejected(FirstMany[InputError]):
    """The first rejected rows, and the number of all of them."""

    def append(self, item: InputError) -> None:
        """Add an error without the calls that led to it: they would keep whole rows in memory."""
        super().append(item.with_traceback(None))


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was read and not used, with its place."""

    key: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    place: str = ""
    context: dict[str, object] = field(default_factory=dict)

    def message(self, language: str) -> str:
        """Return the note as a sentence, its place before it."""
        row = sentence("row", language, row=self.row) if self.row is not None else ""
        column = sentence("column", language, column=self.column) if self.column else ""
        where = ", ".join(filter(None, (self.sheet, row, column, self.place)))
        text = sentence(self.key, language, **self._said(language))
        return f"{where}: {text}" if where else text

    def where(self, language: str) -> str:
        """Return the place of the note: sheet and row, "" where it is about the whole."""
        row = sentence("row", language, row=self.row) if self.row is not None else ""
        return ", ".join(filter(None, (self.sheet, row, self.place)))

    def _said(self, language: str) -> dict[str, object]:
        """Return the context, with the meaning of a column, the kind of a list and what told it in words."""
        said = dict(self.context)
        if meaning := self.context.get("meaning"):
            said["meaning"] = sentence(f"column_means_{meaning}", language)
        if kind := self.context.get("list_kind"):
            said["list_kind"] = sentence(f"list_kind_{kind}", language)
        if held := self.context.get("field"):
            said["field"] = field_word(str(held), language)
        signs = self.context.get("signs")
        if isinstance(signs, tuple):
            said["signs"] = ", ".join(sentence(key, language, value=value) for key, value in signs)
        return said
