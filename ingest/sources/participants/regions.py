"""The Land a row names."""

from graph.model.facts import Entity
from graph.model.keys import region_keys
from graph.reference import find_land, is_country
from ingest.readers.table import Row
from ingest.records import Note, RowLog
from ingest.tables.cells import Cells


class Regions:
    """The regions of one sheet; those met before are not built anew."""

    def __init__(self) -> None:
        self._known: dict[str, Entity] = {}
        self._countries = set[str]()

    def of(self, cells: Cells, row: Row, place: str, row_log: RowLog) -> Entity | None:
        """Return the Land a row names, None for none; what is no Land, or the whole country, is noted."""
        text = cells.text(row, "land")
        if not text:
            return None
        land = find_land(text)
        if land is None:
            cells.tell(row_log, _note("unknown_land", cells, row, text))
            return None
        if is_country(text):  # the end of an address, which stands in every row
            if text not in self._countries:
                cells.tell(row_log, _note("note_country", cells, row, text))
            self._countries.add(text)
            return None
        entity = Entity("Region", region_keys(land.name, land.code), land.name, place, {"code": land.code})
        return self._known.setdefault(land.code, entity)


def _note(key: str, cells: Cells, row: Row, value: str) -> Note:
    return Note(key, cells.sheet.name, row.number, cells.header.title("land"), context={"value": value})
