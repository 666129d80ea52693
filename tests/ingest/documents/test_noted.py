"""What a note offers: whom it names in full or by family name, and what sounds like a promise."""

from graph.model.schema import load
from graph.network import Network, Node
from ingest.documents.noted import NoteReader, PromiseInText

NODES = (
    Node("per-1", "Person", "Anna Kern", fields={"family_name": "Kern"}),
    Node("per-2", "Person", "Berthold Kohl", fields={"family_name": "Kohl"}),
    Node("per-3", "Person", "Änne Kohl", fields={"family_name": "Kohl"}),
    Node("org-1", "Organisation", "Werk Nord GmbH", fields={"short_name": "Werk Nord"}),
    Node("top-1", "Topic", "Wasserstoff"),
)
READER = NoteReader(Network(load(), {node.id: node for node in NODES}, []))


def test_names_are_found_in_full_and_by_family_name_in_their_order() -> None:
    read = READER.read("Frau Kern vom Werk Nord rief an, es ging um Wasserstoff.")
    assert [(a.node, a.sure) for a in read.actors] == [("per-1", True), ("org-1", True), ("top-1", True)]
    assert read.way == "telephone"


def test_a_family_name_of_two_is_offered_for_both_and_is_not_sure() -> None:
    assert [(a.node, a.sure) for a in READER.read("Herr Kohl war da.").actors] == [("per-3", False), ("per-2", False)]


def test_a_promise_is_offered_with_its_day() -> None:
    read = READER.read("Schönes Wetter. Anna Kern schickt bis 30.4.2026 das Konzept.")
    assert read.promises == (PromiseInText("Anna Kern schickt bis 30.4.2026 das Konzept.", "2026-04-30"),)


def test_a_text_without_names_offers_nothing() -> None:
    read = READER.read("Nichts Neues.")
    assert (read.actors, read.promises, read.day) == ((), (), "")
