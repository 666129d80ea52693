"""What is entered by hand: it stands with who said it, beats later files, and says what speaks against it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from briefing.wording.sentences import Sentences
from briefing.wording.sentences.past import past_sentences
from graph.analysis.ties import Ties
from graph.curation.conversations import (
    PromiseMade,
    Talk,
    note_conversation,
    promise_history,
    read_conversations,
    read_promises,
    settle_promise,
)
from graph.curation.entries import ChangedMeanwhile, DoubtedEntry, enter, undo
from graph.curation.entry import Entry, NewNode, Provenance, StatedFact, ValueChange
from graph.curation.entry_history import history, history_of_gone
from graph.curation.fact_choice import changed_fact, ended_facts, wrong_fact
from graph.errors import UsageError
from graph.model.facts import Entity, Fact, Record, Source
from graph.network import Network, Relation
from graph.store import Store
from graph.store.consistency import check
from graph.store.export import lines

TODAY = date(2026, 3, 12)
SAID = Provenance("12.3.2026", "telephone", "Frau Muster")
LIST = Source(title="Liste", sha256="a" * 64, kind="list", date="2024-05-01")
WERK = Entity("Organisation", ("org:werk",), "Werk", "row 2", {"place": "Bonn", "founded": "2010"})
ANNA = Entity("Person", ("name:anna kern@werk",), "Anna Kern", "row 2", {"emails": ("anna@werk.example",)})
BEN = Entity("Person", ("name:ben kern@werk",), "Ben Kern", "row 3")
TOPIC = Entity("Topic", ("topic:wasserstoff",), "Wasserstoff", "row 4")
CHEF = Fact("WORKS_FOR", ANNA.key, WERK.key, "row 2", "Geschäftsführerin")


@pytest.fixture
def filled(store: Store) -> Store:
    store.writer().load(LIST, [Record((WERK, ANNA, BEN, TOPIC), (CHEF, Fact("WORKS_FOR", BEN.key, WERK.key, "row 3")))])
    return store


def network_of(store: Store) -> Network:
    return Network.read(store.view())


def node(network: Network, name: str) -> str:
    return next(n.id for n in network.nodes.values() if n.name == name and n.label != "Source")


def works(network: Network, name: str = "Anna Kern") -> list[Relation]:
    return [r for r in network.around(node(network, name)) if r.type == "WORKS_FOR"]


def write(store: Store, entry: Entry, who: str = "eva") -> str:
    return enter(store, network_of(store), entry, who, TODAY).id


def later_list(store: Store, *facts: Fact, **values: str) -> list[tuple[str, str, str, str]]:
    """Load another list about Anna, and return what its report says a correction stands against."""
    source = Source(title="Neue Liste", sha256="c" * 64, kind="list", date="2026-04-01")
    anna = replace(ANNA, values={**ANNA.values, **values})
    changes = store.writer().load(source, [Record((WERK, anna), facts)])
    return [(one.name, one.what, one.said, one.holds) for one in changes.overruled]


def test_what_somebody_enters_stands_with_who_said_it_and_who_noted_it(filled: Store) -> None:
    network = network_of(filled)
    new = NewNode("n", "Person", "Dr. Dora Weiß")
    fact = StatedFact("WORKS_FOR", "n", node(network, "Werk"), "Referentin", "März 2026")
    done = enter(filled, network, Entry(SAID, nodes=(new,), facts=(fact,)), "eva", TODAY)
    network = network_of(filled)
    assert network.nodes[done.made["n"]].display == "Dr. Dora Weiß"
    (found,) = works(network, "Dora Weiß")
    assert (found.role, found.valid_from) == ("Referentin", "2026-03")
    said = Sentences(network, "de").sources(found)
    assert said.endswith("am 12.03.2026 telefonisch von Frau Muster, notiert von eva")
    assert check(filled.view(), filled.schema) == []


def test_a_corrected_value_beats_later_files_and_their_report_says_so(filled: Store) -> None:
    anna = node(network_of(filled), "Anna Kern")
    write(filled, Entry(SAID, "correction", values=(ValueChange(anna, "place", "Berlin"),)))
    assert later_list(filled, place="Bonn") == [("Anna Kern", "place", "Bonn", "Berlin")]
    assert network_of(filled).nodes[anna].fields["place"] == "Berlin"


def test_the_later_of_two_corrections_holds_and_undoing_it_brings_back_the_earlier(filled: Store) -> None:
    anna = node(network_of(filled), "Anna Kern")
    first = write(filled, Entry(SAID, "correction", values=(ValueChange(anna, "name", "Anna Kern-Lang"),)))
    second = write(filled, Entry(SAID, "correction", values=(ValueChange(anna, "name", "Anna Lang"),)))
    assert network_of(filled).nodes[anna].name == "Anna Lang"
    undo(filled, second, "ben")
    assert network_of(filled).nodes[anna].name == "Anna Kern-Lang"
    undo(filled, first, "ben")
    assert network_of(filled).nodes[anna].name == "Anna Kern"


def test_a_value_is_taken_away_and_one_of_several_is_wrong(filled: Store) -> None:
    network = network_of(filled)
    anna, werk = node(network, "Anna Kern"), node(network, "Werk")
    gone = ValueChange(werk, "place", "")
    wrong = ValueChange(anna, "emails", "a.kern@werk.example", wrong="anna@werk.example")
    write(filled, Entry(SAID, "correction", values=(gone, wrong)))
    network = network_of(filled)
    assert "place" not in network.nodes[werk].fields
    assert network.nodes[anna].fields["emails"] == ["a.kern@werk.example"]
    told = later_list(filled)
    assert told == [("Werk", "place", "Bonn", ""), ("Anna Kern", "emails", "anna@werk.example", "")]


def test_a_list_finds_who_was_renamed_by_the_new_name(filled: Store) -> None:
    ben = node(network_of(filled), "Ben Kern")
    write(filled, Entry(SAID, "correction", values=(ValueChange(ben, "name", "Ben Lang"),)))
    renamed = Entity("Person", ("name:ben lang@werk",), "Ben Lang", "row 9")
    source = Source(title="L", sha256="d" * 64, kind="list")
    filled.writer().load(source, [Record((WERK, renamed), (Fact("WORKS_FOR", renamed.key, WERK.key, "row 9"),))])
    assert [n.name for n in network_of(filled).by_label("Person")] == ["Anna Kern", "Ben Lang"]


def test_who_works_there_no_longer_does_not_for_later_files_either_in_whatever_role(filled: Store) -> None:
    network = network_of(filled)
    (fact,) = works(network)
    write(filled, Entry(SAID, "correction", changes=ended_facts(network, fact, "2026-01-31")))
    (left,) = works(network_of(filled))
    assert (left.role, left.valid_to) == ("Geschäftsführerin", "2026-01-31")
    told = later_list(filled, CHEF, Fact("WORKS_FOR", ANNA.key, WERK.key, "row 5"))
    assert [(name, what) for name, what, _, _ in told] == [("Anna Kern", "WORKS_FOR")] * 2
    assert [r.valid_to for r in works(network_of(filled))] == ["2026-01-31"]


def test_a_fact_that_was_never_so_is_gone_until_somebody_enters_it_again(filled: Store) -> None:
    network = network_of(filled)
    (fact,) = works(network)
    write(filled, Entry(SAID, "correction", changes=(wrong_fact(fact),)))
    assert works(network_of(filled)) == []
    again = StatedFact("WORKS_FOR", fact.start, fact.end, fact.role)
    write(filled, Entry(SAID, facts=(again,)))
    assert [r.role for r in works(network_of(filled))] == ["Geschäftsführerin"]


def test_another_function_takes_the_place_of_the_one_a_list_has(filled: Store) -> None:
    (fact,) = works(network_of(filled))
    write(filled, Entry(SAID, "correction", changes=(changed_fact(fact, role="Prokuristin", valid_from="2025"),)))
    (now,) = works(network_of(filled))
    assert (now.role, now.valid_from) == ("Prokuristin", "2025")


def test_what_was_known_before_a_correction_is_read_as_it_was_then(filled: Store) -> None:
    (fact,) = works(network_of(filled))
    write(filled, Entry(SAID, "correction", changes=(wrong_fact(fact),)))
    loaded = min(s["recorded_at"] for s in filled.view().nodes("Source"))
    before = Network.read(filled.view(), known_at=datetime.fromisoformat(loaded))
    assert [r.role for r in works(before)] == ["Geschäftsführerin"]


def test_who_comes_second_is_told_what_changed_and_nothing_is_written(filled: Store) -> None:
    seen = network_of(filled)
    anna, (fact,) = node(seen, "Anna Kern"), works(seen)
    write(filled, Entry(SAID, "correction", values=(ValueChange(anna, "place", "Berlin", seen=""),)))
    with pytest.raises(ChangedMeanwhile) as caught:
        enter(
            filled, seen, Entry(SAID, "correction", values=(ValueChange(anna, "place", "Köln", seen=""),)), "ben", TODAY
        )
    assert (caught.value.seen, caught.value.now) == ("", "Berlin")
    assert "Ort hat inzwischen eva geändert" in caught.value.message("de")
    write(filled, Entry(SAID, "correction", changes=(wrong_fact(fact),)))
    with pytest.raises(ChangedMeanwhile):
        enter(filled, seen, Entry(SAID, "correction", changes=(wrong_fact(fact),)), "ben", TODAY)
    assert network_of(filled).nodes[anna].fields["place"] == "Berlin"


def test_the_same_entry_given_twice_is_written_once(filled: Store) -> None:
    network = network_of(filled)
    knows = StatedFact("KNOWS", node(network, "Anna Kern"), node(network, "Ben Kern"), "met")
    ids = {enter(filled, network, Entry(SAID, facts=(knows,)), "eva", TODAY, unique="one").id for _ in range(2)}
    assert len(ids) == 1
    undo(filled, ids.pop(), "eva")
    assert not [r for r in network_of(filled).relations if r.type == "KNOWS"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Anna Kern", "similar"), ("Dr. Ana Kern", "similar")],
)
def test_who_is_like_somebody_known_is_made_only_with_a_reason(filled: Store, name: str, kind: str) -> None:
    entry = Entry(SAID, nodes=(NewNode("n", "Person", name),))
    with pytest.raises(DoubtedEntry) as caught:
        write(filled, entry)
    assert [doubt.kind for doubt in caught.value.doubts] == [kind]
    done = write(filled, replace(entry, reason="Die andere ist ihre Tochter"))
    assert len(network_of(filled).by_label("Person")) == 3
    (past,) = [p for p in history_of_gone(filled.view(), name) if p.id == done]
    assert past.entry is not None
    assert past.entry.reason == "Die andere ist ihre Tochter"


def test_two_heads_of_one_house_and_dates_before_its_founding_are_doubted(filled: Store) -> None:
    network = network_of(filled)
    ben, werk = node(network, "Ben Kern"), node(network, "Werk")
    with pytest.raises(DoubtedEntry) as caught:
        write(filled, Entry(SAID, facts=(StatedFact("MEMBER_OF", ben, werk, "Vorsitzender", "2005"),)))
    assert {doubt.kind for doubt in caught.value.doubts} == {"before_founding"}
    anna = node(network, "Anna Kern")
    write(filled, Entry(SAID, facts=(StatedFact("MEMBER_OF", anna, werk, "Vorsitzende", "2020"),)))
    with pytest.raises(DoubtedEntry) as caught:
        write(filled, Entry(SAID, facts=(StatedFact("MEMBER_OF", ben, werk, "Vorsitzender", "2021"),)))
    assert [(d.kind, d.about[0]) for d in caught.value.doubts] == [("two_heads", anna)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"valid_from": "31.2.2026"}, "Seit: „31.2.2026“"),
        ({"valid_from": "2026", "valid_to": "2025"}, "Bis: 2025"),
        ({"role": "x" * 301}, "Funktion: 301 Zeichen"),
        ({"type": "KNOWS", "role": "Chef"}, "Funktion: „Chef“"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field_and_the_next_step(
    filled: Store, change: dict[str, str], said: str
) -> None:
    network = network_of(filled)
    ends = node(network, "Anna Kern"), node(network, "Ben Kern" if change.get("type") else "Werk")
    fact = StatedFact(**{"type": "WORKS_FOR", "start": ends[0], "end": ends[1], **change})
    with pytest.raises(UsageError) as caught:
        write(filled, Entry(SAID, facts=(fact,)))
    assert caught.value.message("de").startswith(said)
    assert not filled.view().entries("entry")


def test_markup_in_a_name_is_text(filled: Store) -> None:
    name = "<b>Werk</b> ![x](http://x.example/y.png)\u202e"
    write(filled, Entry(SAID, nodes=(NewNode("n", "Organisation", name),)))
    assert "<b>Werk</b> ![x](http://x.example/y.png)" in {n.name for n in network_of(filled).nodes.values()}


def test_a_conversation_shows_on_both_and_its_promise_is_due(filled: Store) -> None:
    network = network_of(filled)
    anna, ben, topic = (node(network, name) for name in ("Anna Kern", "Ben Kern", "Wasserstoff"))
    promise = PromiseMade("Schickt das Konzept", anna, "", "30.4.2026")
    talk = Talk("12.3.2026", (anna, ben), "Sucht Partner.\nRuft wieder an.", topics=(topic,), promises=(promise,))
    said, done = note_conversation(filled, network, talk, "eva", TODAY)
    (kept,) = read_conversations(filled.view())
    assert (kept.id, kept.day, kept.people, kept.who) == (said.id, "2026-03-12", (anna, ben), "eva")
    assert kept.text == "Sucht Partner.\nRuft wieder an."
    (promised,) = read_promises(filled.view())
    assert (promised.conversation, promised.by, promised.day, promised.state) == (said.id, anna, "2026-04-30", "open")
    network = network_of(filled)
    (knows,) = [r for r in network.relations if r.type == "KNOWS"]
    assert network.dates(knows) == ("2026-03-12", "2026-03-12")
    assert not [r for r in network.relations if r.type == "DEALS_WITH"]
    later = settle_promise(filled.curator(), promised, "ben", put_off_to="15.5.2026", assigned_to="Ben")
    assert read_promises(filled.view())[0].day == later.day == "2026-05-15"
    settle_promise(filled.curator(), later, "ben", state="done")
    assert [p.state for p in promise_history(filled.view(), promised.id)] == ["done", "open", "open"]
    undo(filled, done.id, "eva")
    assert read_conversations(filled.view()) == read_promises(filled.view()) == []
    assert not [r for r in network_of(filled).relations if r.type == "KNOWS"]


def test_the_history_tells_who_changed_what_and_who_undid_it(filled: Store) -> None:
    anna = node(network_of(filled), "Anna Kern")
    entered = write(filled, Entry(SAID, "correction", values=(ValueChange(anna, "place", "Berlin", seen=""),)))
    undo(filled, entered, "ben")
    network = network_of(filled)
    found = history(filled.view(), network, network.nodes[anna])
    assert [(p.kind, p.who, p.undone_by) for p in found] == [("correction", "eva", "ben"), ("loaded", "", "")]
    assert past_sentences(Sentences(network, "de"), found[0]) == ["Anna Kern, Ort: „Berlin“ statt „–“"]


def test_withdrawing_the_source_of_an_entry_undoes_it(filled: Store) -> None:
    anna = node(network_of(filled), "Anna Kern")
    entered = write(filled, Entry(SAID, "correction", values=(ValueChange(anna, "place", "Berlin"),)))
    filled.curator().withdraw(entered, "ben")
    assert "place" not in network_of(filled).nodes[anna].fields
    with pytest.raises(UsageError):
        undo(filled, entered, "ben")


def test_what_is_entered_is_in_ties_and_in_the_export_with_its_source(filled: Store) -> None:
    network = network_of(filled)
    anna, ben = node(network, "Anna Kern"), node(network, "Ben Kern")
    said, _ = note_conversation(filled, network, Talk("12.3.2026", (anna, ben), "Kennen sich."), "eva", TODAY)
    network = network_of(filled)
    (tie,) = [tie for tie in Ties(network, TODAY).of(anna) if tie.b == ben]
    reasons = {reason.kind: reason for reason in tie.reasons}
    assert {item.partition("#")[0] for item in reasons["acquaintance"].evidence} == {said.id}
    exported = [line for line in lines(filled.view(), filled.schema) if said.id in line]
    assert any('"label":"KNOWS"' in line for line in exported)
    assert any('"labels":["Source"]' in line and '"way":"telephone"' in line for line in exported)
