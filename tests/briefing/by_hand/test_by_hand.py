"""What the notes written by hand name is named in what the program prints: door opener, numbers, days, promise."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefing.documents.document import Briefing
from briefing.documents.request import Request
from briefing.production import produce
from graph.columns import Keeper
from graph.curation.conversations import Promise
from graph.curation.due import Books
from graph.network import Network
from graph.network.search import find_one
from graph.store import Store
from tests.briefing.documents import plain_text
from tests.briefing.documents.grown import DAY

NOTES = sorted(note for note in Path(__file__).parent.glob("*.md") if note.stem != "README")
PROMISED = "Unterlagen zum Fonds schicken"


def head(note: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(note.read_text(encoding="utf-8").split("---")[1])
    return found


def printed(network: Network, asked: dict[str, Any]) -> Briefing:
    subject = find_one(network, asked["subject"]).id
    office = find_one(network, asked["office"]).id if asked["office"] else ""
    promises = (Promise("1", "", PROMISED, "Frau Muster", subject),) if asked["promise"] else ()
    request = Request((subject,), network.reference_day(DAY), office=office, annex=False)
    return produce.make(network, request, books=Books(promises)).briefing


def text(briefing: Briefing, *sections: str) -> str:
    return re.sub(r"\s*\[erfunden\]", "", plain_text.text(briefing, *sections))


@pytest.mark.embedded
def test_what_a_note_by_hand_names_stands_in_the_print(sample: Store) -> None:
    network, missing = Keeper().network(sample.view()), []
    for note in NOTES:
        asked = head(note)
        said = text(briefing := printed(network, asked))
        wanted = [*asked["names"], *asked["says"], *([PROMISED] if asked["promise"] else [])]
        missing += [f"{note.stem}: {part}" for part in wanted if part not in said]
        missing += [f"{note.stem}: not {part}" for part in asked.get("never", ()) if part in text(briefing, "lead")]
        if asked["door"] and asked["door"] not in text(briefing, "lead"):
            missing.append(f"{note.stem}: the door: {asked['door']}")
    assert missing == []
