"""An event that looks like one already known is asked about, so that nobody meets anybody twice."""

import pytest

from graph.matching.events import Occasion, alike
from graph.store import Store
from ingest.loading.intake import Intake, Wishes
from ingest.loading.occasions import refuse_doubles
from ingest.loading.pipeline import prepare
from ingest.records import Options
from ingest.records.asking import EventQuestion
from tests.ingest.conftest import Put

LIST = "Vorname;Nachname;Firma\nAnna;Auer;Werk Nord GmbH\nBert;Bauer;IHK Musterau\nCarla;Cremer;Stadt Musterau\n"
SEEN = LIST.replace("\n", ";x\n").replace("Firma;x", "Firma;Anwesend")
OTHERS = "Vorname;Nachname;Firma\nDora;Damm;Werk Nord GmbH\nEmil;Eder;IHK Musterau\nFrida;Feld;Stadt Musterau\n"


@pytest.fixture
def known(store: Store, put: Put) -> Store:
    """A store that knows the summit of 14 September 2022."""
    Intake(store, Wishes("anna")).take(prepare(put("Wärmegipfel Flusstal 2022-09-14.csv", LIST), Options()))
    return store


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Waermegipfel 14.09.2022.csv", OTHERS),
        ("Wärmegipfel Flusstal 2022 am 14.09.2022 final.csv", OTHERS),
        ("Wärmegipfel im Flusstal 2022-09-14 Anmeldungen.csv", OTHERS),
        ("Wärmegipfel Flustal 2022-09-14.csv", OTHERS),  # a slip of the pen
        ("viele_fehler 2022-09-14.csv", SEEN),  # the same people on the same day
    ],
)
def test_what_looks_like_a_known_event_is_asked_about_and_nothing_is_written(
    known: Store, put: Put, name: str, content: str
) -> None:
    before = known.view().data_version()
    with pytest.raises(EventQuestion) as caught:
        refuse_doubles(known, prepare(put(name, content), Options()))
    assert caught.value.known == (("Wärmegipfel Flusstal", "2022-09-14"),)
    said = caught.value.message("de")
    assert '--event "Wärmegipfel Flusstal" --date 2022-09-14' in said
    assert "--new-event" in said
    assert known.view().data_version() == before


@pytest.mark.parametrize(
    ("name", "content", "options"),
    [
        ("Wärmegipfel Flusstal 2022-09-14 Korrektur.csv", OTHERS, Options()),  # the very same event
        ("Wärmegipfel Seenland 2022-09-14.csv", OTHERS, Options()),  # another place
        ("Wärmegipfel Flusstal 2023-09-14.csv", LIST, Options()),  # another year
        ("Abendempfang 2022-09-14.csv", OTHERS, Options()),  # other people
        ("Waermegipfel 14.09.2022.csv", OTHERS, Options(new_event=True)),
        ("Waermegipfel 14.09.2022.csv", OTHERS, Options(event="Wärmegipfel Flusstal", date="2022-09-14")),
        ("Verteiler.csv", LIST, Options()),
    ],
)
def test_what_is_another_event_or_was_said_is_not_asked_about(
    known: Store, put: Put, name: str, content: str, options: Options
) -> None:
    refuse_doubles(known, prepare(put(name, content), options))


def test_the_answer_leaves_one_event_with_everybody_once(known: Store, put: Put) -> None:
    options = Options(event="Wärmegipfel Flusstal", date="2022-09-14")
    Intake(known, Wishes("anna")).take(prepare(put("viele_fehler 2022-09-14.csv", SEEN), options))
    assert [event["name"] for event in known.view().nodes("Event")] == ["Wärmegipfel Flusstal"]
    assert len(list(known.view().facts("TOOK_PART_IN"))) == 3


def test_two_files_of_one_load_are_compared_too(store: Store, put: Put) -> None:
    first = prepare(put("Wärmegipfel Flusstal 2022-09-14.csv", LIST), Options())
    second = prepare(put("Waermegipfel 14.09.2022.csv", OTHERS), Options())
    with pytest.raises(EventQuestion):
        refuse_doubles(store, second, [first])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Forum 1", "Forum 2", False),
        ("Regionalkonferenz Nord", "Regionalkonferenz Süd", False),
        ("Regionalkonferenz", "Regionalkonferenz Süd", True),
        ("Wärme-Gipfel", "Wärmegipfel", True),
        ("Auftakt", "Abschluss", False),
        ("Kick-off Wasserstoff", "Kickoff Wasserstoff", True),
        ("Die Konferenz", "Konferenz", True),
    ],
)
def test_names_of_one_day_are_alike_where_no_word_contradicts(one: str, other: str, same: bool) -> None:
    known = Occasion("a", one, "2022-09-14")
    assert bool(alike(Occasion("b", other, "2022-09-14"), [known])) is same
