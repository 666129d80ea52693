"""Rejected rows that come back corrected: the report on them is a list with columns for the reasons, passed over here.

What a spreadsheet would take for a formula stands there as text, and is as it was where the report is read.
"""

from collections.abc import Sequence

from graph.files import cells

REASONS = {
    "de": ("Akteursnetz Datei", "Akteursnetz Zeile", "Akteursnetz Spalte", "Akteursnetz Wert", "Akteursnetz Grund"),
    "en": ("Akteursnetz file", "Akteursnetz row", "Akteursnetz column", "Akteursnetz value", "Akteursnetz reason"),
}


def own_width(titles: Sequence[str]) -> int | None:
    """Return how many columns belong to the list itself; None where the header is not that of such a report."""
    known = [index for index, title in enumerate(titles) if any(title.strip() in some for some in REASONS.values())]
    return known[0] if len(known) == len(REASONS["de"]) else None


def restored(row: list[str], width: int | None) -> list[str]:
    """Return the cells of a report's row as they were in the list; rows of other files are left as they are."""
    return row if width is None else [cells.restored(cell) for cell in row[:width]]
