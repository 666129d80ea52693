"""Every kind of talk as LibreOffice draws it: letters one can read, no slide nearly empty, nothing outside."""

from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from briefing.documents.document import Briefing
from briefing.documents.request import Request
from briefing.production import produce
from briefing.renderers import RenderOptions, write
from tests.briefing.documents.grown import DAY, grown
from tests.briefing.renderers.test_talk import ASKED, briefed
from tests.support.office import Office


@pytest.fixture(name="office")
def office_program(request: pytest.FixtureRequest) -> Office:
    from tests.support.requirements import found

    program: Office = found(request.config, "office")
    return program


def used(page: Any) -> float:
    """The share of a page below its title that letters, lines and grounds take from top to bottom and across."""
    across, cells = 48, set()
    things = [*page.chars, *(it for it in (*page.rects, *page.curves, *page.lines) if it["width"] < 0.98 * page.width)]
    for it in things:
        for x in range(int(it["x0"] / page.width * across), int(it["x1"] / page.width * across) + 1):
            for y in range(int(it["top"] / page.height * across), int(it["bottom"] / page.height * across) + 1):
                cells.add((x, y))
    return len(cells) / across**2


@pytest.mark.office
@pytest.mark.slow
def test_slides_as_they_are_shown_have_letters_one_can_read_and_are_full_enough(office: Office, tmp_path: Path) -> None:
    """Every kind of talk once, measured in what LibreOffice draws: it may break lines where we did not expect it."""
    from tests.briefing.documents.little_network import asked, little_network
    from tests.briefing.documents.test_kinds import BOOKS

    def own(kind: str) -> Briefing:
        request = asked(kind=kind, colleague="Frau Muster", annex=False)
        return produce.make(little_network(), request, books=BOOKS).briefing

    made = {f"{subject}{kind}": briefed(subject, kind) for subject, kind in (*ASKED, ("e1", "before"), ("e0", "after"))}
    made |= {kind: own(kind) for kind in ("handover", "year")}
    made["gaps"] = produce.make(grown(3, 30, 14, 4), Request((), DAY, gaps=True, annex=False)).briefing
    files = [tmp_path / f"{name}.pptx" for name in made]
    for file, briefing in zip(files, made.values(), strict=True):
        write(briefing, file, options=RenderOptions())
    office.to_pdf(files, tmp_path)
    small, empty = [], []
    for file in files:
        with pdfplumber.open(file.with_suffix(".pdf")) as pdf:
            for n, page in enumerate(pdf.pages, 1):
                small += [
                    (file.stem, n, c["text"], c["size"]) for c in page.chars if c["text"].strip() and c["size"] < 11.9
                ]
                empty += [(file.stem, n, share) for share in [used(page)] if share < 1 / 3]
                assert all(c["x0"] >= -1 and c["x1"] <= page.width + 1 for c in page.chars), (file.stem, n)
                assert all(c["bottom"] <= page.height + 1 for c in page.chars if c["text"].strip()), (file.stem, n)
    assert (small[:10], empty) == ([], [])
