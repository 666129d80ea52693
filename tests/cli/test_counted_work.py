"""Commands read what they are asked for: the work is counted, and does not grow with what nobody asked about."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.columns import network as columns
from graph.model.facts import Entity, Fact, Record, Source
from graph.store import Store
from graph.store.view import View
from tests.support.typed import Run

pytestmark = pytest.mark.embedded
HOUSE = Entity("Organisation", ("org:werk",), "Werk Nord GmbH", "row 1")
OTHERS = 1500
COMMANDS = (("show", "Anna Adler"), ("show", "Werk Nord"), ("info",), ("search", "adler"))


class Counted:
    """How many rows the database handed over, and how many nodes and facts were made of columns."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.rows = self.made = 0
        rows, values = View._rows, View._values

        def counted_rows(view: View, query: str, **parameters: Any) -> Iterator[Any]:
            return self._count(rows(view, query, **parameters))

        def counted_values(view: View, query: str) -> Iterator[Any]:
            return self._count(values(view, query))

        patch.setattr(View, "_rows", counted_rows)
        patch.setattr(View, "_values", counted_values)
        for maker in (columns._NodeMaker, columns._FactMaker):
            patch.setattr(maker, "_new", self._making(maker._new))

    def _count(self, found: Iterator[Any]) -> Iterator[Any]:
        for row in found:
            self.rows += 1
            yield row

    def _making(self, make: Any) -> Any:
        def making(maker: object, position: int) -> object:
            self.made += 1
            return make(maker, position)

        return making

    @property
    def all(self) -> tuple[int, int]:
        return self.rows, self.made


def people(*names: str) -> list[Record]:
    found = []
    for i, name in enumerate(names):
        who = Entity("Person", (f"mail:{name.replace(' ', '.').lower()}@werk.example",), name, f"row {i}")
        found.append(Record((HOUSE, who), (Fact("WORKS_FOR", who.key, HOUSE.key, who.place),)))
    return found


def others() -> Iterator[Record]:
    """People of another house, of whom nobody asks."""
    house = Entity("Organisation", ("org:other",), "Kammer Süd", "row 1")
    for i in range(OTHERS):
        who = Entity("Person", (f"mail:{i}@sued.example",), f"Person Nummer{i}", f"row {i}")
        yield Record((house, who), (Fact("WORKS_FOR", who.key, house.key, who.place),))


def work(run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> tuple[int, int]:
    """The work of a command."""
    with monkeypatch.context() as patch:
        counted = Counted(patch)
        code, _, told = run(*command, "--json")
    assert code == 0, told
    return counted.all


@pytest.mark.usefixtures("emptied")
def test_the_work_does_not_grow_with_what_nobody_asked_about(
    run: Run, monkeypatch: pytest.MonkeyPatch, kept_store: Store, engine_folder: Path
) -> None:
    def measured() -> dict[str, tuple[int, int]]:
        """The work without files of the network, where only `search` reads everything, and then with them."""
        shutil.rmtree(engine_folder / "snapshots", ignore_errors=True)
        found = {f"{' '.join(c)}, nothing at hand": work(run, monkeypatch, c) for c in COMMANDS[:-1]}
        run("search", "adler")
        return found | {f"{' '.join(c)}, at hand": work(run, monkeypatch, c) for c in COMMANDS}

    kept_store.writer().load(Source(title="Liste", sha256="a" * 64), people("Anna Adler", "Bert Bach", "Cem Çelik"))
    small = measured()
    kept_store.writer().load(Source(title="Andere", sha256="b" * 64), others())
    large = measured()
    for name, (rows, made) in large.items():
        assert rows <= small[name][0] + 5, f"{name}: reads {rows} rows of the database, {small[name][0]} before"
        assert made <= small[name][1] + 5, f"{name}: makes {made} objects, {small[name][1]} before"
