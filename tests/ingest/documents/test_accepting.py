"""A press report on its way: proposals are kept, decided by a person, corrected, undone to the letter."""

from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.model.proposals import Proposal
from graph.network import Network
from graph.store import Store
from graph.store.consistency import check
from graph.store.export import lines
from ingest.documents import keeping
from ingest.documents.accepting import accept, accept_above, refuse, reopen
from ingest.loading.pipeline import load, prepare
from ingest.loading.proposing import DocumentReport
from ingest.records import Options
from ingest.sources import kind_of

pytestmark = pytest.mark.embedded
TEXT = (
    "Wasserstoff für Nordtal\n\n"
    "Am 12. Mai 2022 eröffnete Dr. Anna Kern, Geschäftsführerin der Beispiel Werke GmbH,\n"
    "die Fachkonferenz „Wasserstoff vor Ort“ in Bayern. "
    "Die Beispiel Werke GmbH plant einen Neubau. Anna Kern dankte allen.\n"
)


@pytest.fixture
def store(kept_store: Store) -> Store:
    kept_store.erase_everything()
    kept_store.migrate()
    return kept_store


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "bericht_2022-05-13.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def take(store: Store, file: Path, **options: bool) -> DocumentReport:
    done = load(store, prepare(file, Options()), **options)
    assert isinstance(done, DocumentReport)
    return done


def exported(store: Store) -> list[str]:
    return list(lines(store.view(), store.schema))


def one(store: Store, kind: str, name: str) -> Proposal:
    (found,) = [p for p in store.view().proposals() if p.kind == kind and p.name == name]
    return found


def names(store: Store, label: str) -> set[str]:
    return {n.name for n in Network.read(store.view()).nodes.values() if n.label == label}


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("bericht.txt", TEXT, "document"),
        ("protokoll.md", "TOP 1", "document"),
        ("seite.html", "<p>Kern</p>", "document"),
        ("liste.txt", "Vorname;Nachname;Organisation\nAnna;Kern;Werk\nBen;Groß;Werk\n", "participants"),
        ("liste.txt", "Vorname\tNachname\tE-Mail\nAnna\tKern\ta.kern@werk.example\n", "participants"),
        ("namen.txt", "Name\nAnna Kern\nBen Groß\n", "participants"),
    ],
)
def test_a_text_file_is_a_document_where_it_is_written_in_sentences(
    tmp_path: Path, name: str, text: str, kind: str
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    assert kind_of(file).name == kind


def test_a_report_is_kept_as_proposals_and_nothing_is_written(store: Store, report: Path) -> None:
    before = exported(store)
    done = take(store, report)
    kept = store.view().proposals()
    assert (done.proposed, done.undecided, done.decided) == (len(kept), len(kept), 0)
    assert {p.state for p in kept} == {"open"}
    assert exported(store) == before
    assert one(store, "function", "Anna Kern").document.title == "Wasserstoff für Nordtal"


def test_a_dry_run_keeps_no_proposals(store: Store, report: Path) -> None:
    assert take(store, report, dry_run=True).proposed > 0
    assert store.view().proposals() == []


def test_each_statement_is_asked_once_and_its_mention_stands_in_its_sentence(store: Store, report: Path) -> None:
    take(store, report)
    for p in store.view().proposals():
        start, end = keeping.mark(p)
        shown = " ".join(TEXT[p.start : p.end].split())
        assert p.sentence[start:end] == shown
    assert one(store, "organisation", "Beispiel Werke GmbH")
    person = keeping.read(one(store, "person", "Anna Kern"))
    assert (person.role, person.organisation) == ("", "")  # the function asks for them


def test_a_function_brings_its_person_and_organisation_and_the_sentence_is_its_place(
    store: Store, report: Path
) -> None:
    take(store, report)
    function = one(store, "function", "Anna Kern")
    done = accept(store, [function.id], "anna")
    assert [p.id for p in done.asked] == [function.id]
    assert {(p.kind, p.name) for p in done.implied} == {
        ("person", "Anna Kern"),
        ("organisation", "Beispiel Werke GmbH"),
    }
    network = Network.read(store.view())
    (works,) = [r for r in network.relations if r.type == "WORKS_FOR"]
    assert (network.nodes[works.start].name, works.role) == ("Anna Kern", "Geschäftsführerin")
    assert works.evidence == (
        f"{function.source_id}#sentence {keeping.read(function).number}, {function.start}-{function.end}",
    )
    assert check(store.view(), store.schema) == []


def test_an_acceptance_is_undone_to_the_letter_with_what_needed_it(store: Store, report: Path) -> None:
    take(store, report)
    before = exported(store)
    accept(store, [one(store, "function", "Anna Kern").id], "anna")
    undone = reopen(store, [one(store, "person", "Anna Kern").id], "ben")
    assert [p.kind for p in undone.implied] == ["function"]
    assert names(store, "Person") == set()
    reopen(store, [one(store, "organisation", "Beispiel Werke GmbH").id], "ben")
    assert exported(store) == before
    assert {p.state for p in store.view().proposals()} == {"open"}


def test_the_same_document_again_brings_no_new_proposals_and_keeps_what_was_decided(store: Store, report: Path) -> None:
    take(store, report)
    refuse(store, [one(store, "organisation", "Beispiel Werke GmbH").id], "anna")
    accept(store, [one(store, "event", "Fachkonferenz „Wasserstoff vor Ort“").id], "anna")
    before = store.view().proposals()
    copy = report.with_name("kopie.txt")
    copy.write_bytes(report.read_bytes())
    done = take(store, copy)
    assert (done.proposed, done.decided) == (0, 2)
    assert store.view().proposals() == before


def test_what_was_accepted_comes_back_when_a_withdrawn_document_is_loaded_again(store: Store, report: Path) -> None:
    take(store, report)
    accept(store, [one(store, "function", "Anna Kern").id], "anna")
    store.curator().withdraw(one(store, "function", "Anna Kern").source_id, "anna")
    assert names(store, "Person") == set()
    take(store, report)
    assert names(store, "Person") == {"Anna Kern"}
    assert check(store.view(), store.schema) == []


def test_a_correction_is_written_and_kept_with_who_and_the_sentence_stays_the_place(store: Store, report: Path) -> None:
    take(store, report)
    function = one(store, "function", "Anna Kern")
    fixed = {"name": "Anna Kernig", "role": "Vorständin", "organisation": "Beispiel Werke AG"}
    accept(store, [function.id], "anna", {function.id: fixed})
    network = Network.read(store.view())
    (works,) = [r for r in network.relations if r.type == "WORKS_FOR"]
    ends = network.nodes[works.start].name, works.role, network.nodes[works.end].name
    assert ends == ("Anna Kernig", "Vorständin", "Beispiel Werke AG")
    assert names(store, "Person") == {"Anna Kernig"}
    assert names(store, "Organisation") == {"Beispiel Werke AG"}
    kept = one(store, "function", "Anna Kern")
    assert (kept.who, kept.corrected) == ("anna", fixed)
    assert bool(kept.at)
    assert TEXT[kept.start : kept.end] in ("Dr. Anna Kern", "Anna Kern")


def test_a_date_is_corrected_and_checked(store: Store, report: Path) -> None:
    take(store, report)
    event = one(store, "event", "Fachkonferenz „Wasserstoff vor Ort“")
    with pytest.raises(UsageError) as caught:
        accept(store, [event.id], "anna", {event.id: {"date": "gestern"}})
    assert caught.value.key == "proposal_value"
    accept(store, [event.id], "anna", {event.id: {"date": "13.5.2022"}})
    (node,) = [n for n in Network.read(store.view()).nodes.values() if n.label == "Event"]
    assert node.fields["start"] == "2022-05-13"


def test_only_what_is_sure_enough_is_accepted_on_purpose(store: Store, report: Path) -> None:
    source_id = take(store, report).source
    sure = {p.id for p in store.view().proposals() if p.confidence >= 0.9}
    done = accept_above(store, source_id, 0.9, "anna")
    assert sure
    assert {p.id for p in done.asked} == sure
    assert {p.state for p in store.view().proposals() if p.id in sure} == {"accepted"}


def test_the_names_of_the_network_are_known_to_the_reading(store: Store, report: Path, tmp_path: Path) -> None:
    people = tmp_path / "Treffen_2021-06-10.csv"
    people.write_text("Vorname;Nachname;Organisation\nQuorx;Zebbel;Drömmelrunde\n", encoding="utf-8")
    load(store, prepare(people, Options()))
    report.write_text("Neues aus der Drömmelrunde gab es gestern. Quorx Zebbel war da.", encoding="utf-8")
    take(store, report)
    assert {("person", "Quorx Zebbel"), ("organisation", "Drömmelrunde")} <= {
        (p.kind, p.name) for p in store.view().proposals()
    }


def test_what_was_refused_is_not_accepted_by_the_way(store: Store, report: Path) -> None:
    take(store, report)
    function = one(store, "function", "Anna Kern")
    refuse(store, [function.id], "anna")
    with pytest.raises(UsageError) as caught:
        accept(store, [function.id], "anna")
    assert caught.value.key == "proposal_decided"
    with pytest.raises(UsageError):
        refuse(store, ["pro-unknown"], "anna")


def test_what_looks_like_code_is_written_to_the_letter(store: Store, report: Path) -> None:
    take(store, report)
    nasty = "=HYPERLINK(1) <script>alert(1)</script> `}) DETACH DELETE n //"
    function = one(store, "function", "Anna Kern")
    accept(store, [function.id], "anna", {function.id: {"role": nasty, "organisation": f"Werk {nasty}"}})
    network = Network.read(store.view())
    (works,) = [r for r in network.relations if r.type == "WORKS_FOR"]
    assert (works.role, network.nodes[works.end].name) == (nasty, f"Werk {nasty}")
    assert check(store.view(), store.schema) == []


def test_a_contact_is_written_with_both_people_once_accepted_and_is_undone(store: Store, tmp_path: Path) -> None:
    note = tmp_path / "notiz.txt"
    note.write_text(
        "Telefonnotiz\nGespräch mit Frau Anna Kern am 14.03.2023\nNotiert von: Udo Lang\n\nFrau Kern rief an.\n",
        encoding="utf-8",
    )
    take(store, note)
    (contact,) = [p for p in store.view().proposals() if p.kind == "acquaintance"]
    assert not Network.read(store.view()).by_label("Person")
    accept(store, [contact.id], "anna", {contact.id: {"other": "Udo Lange"}})
    network = Network.read(store.view())
    assert {n.name for n in network.by_label("Person")} == {"Udo Lange", "Anna Kern"}
    (tie,) = [r for n in network.by_label("Person")[:1] for r in network.around(n.id)]
    assert (tie.type, tie.valid_from) == ("KNOWS", "2023-03-14")
    assert check(store.view(), store.schema) == []
    people = [p.id for p in store.view().proposals() if p.kind == "person" and p.state == "accepted"]
    reopen(store, people, "anna")  # and with them the contact, which needs both
    assert not Network.read(store.view()).by_label("Person")
    assert {p.state for p in store.view().proposals()} == {"open"}
