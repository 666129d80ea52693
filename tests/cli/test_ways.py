"""`path`, `contacts` and `reach` as a person types them, on the sample."""

import pytest

from tests.support.typed import Run, answer

pytestmark = [pytest.mark.embedded, pytest.mark.usefixtures("sample", "no_office")]
LANG, METALL = "Joachim Lang", "Industriegewerkschaft Metall"
CIRCLE, MINISTRY = "Chemiekreis Innbogen", "Musterstaatsministerium für Industrie Sachsen"


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AKTEURSNETZ_OFFICE", raising=False)


def test_a_path_is_told_in_sentences_to_the_end_that_is_an_organisation(run: Run) -> None:
    code, out, _ = run("path", LANG, METALL)
    assert code == 0
    assert out.splitlines() == [
        "Dr. Joachim Lang und Wolfgang Lemb: gehören beide zu Bündnis „Zukunft der Industrie“ (belegt 16.03.2021).",
        "Wolfgang Lemb arbeitet für Industriegewerkschaft Metall.",
    ]


def test_several_paths_have_numbers_and_the_first_stands_at_the_top_of_the_json(run: Run) -> None:
    found = answer(run("path", CIRCLE, MINISTRY, "-k", "3", "--json"))
    assert found["found"] is True
    assert len(found["paths"]) == 3
    assert found["people"] == found["paths"][0]["people"]
    assert all(step["evidence"] for way in found["paths"] for step in way["steps"])
    _, out, _ = run("path", CIRCLE, MINISTRY, "-k", "3")
    assert next(line for line in out.splitlines() if line.startswith("Weg ")).startswith("Weg 1, ")


def test_avoiding_and_limiting_change_the_path_and_end_with_one_where_none_is_left(run: Run) -> None:
    before = answer(run("path", CIRCLE, MINISTRY, "--json"))
    last = before["people"][-1]["name"]
    other = answer(run("path", CIRCLE, MINISTRY, "--avoid", last, "--json"))
    assert last not in [p["name"] for p in other["people"]]
    assert answer(run("path", LANG, METALL, "--max-steps", "1", "--recent", "--json"))["found"] is True
    code, out, _ = run("path", CIRCLE, METALL, "--max-steps", "1", "--avoid", "Auftaktveranstaltung")
    assert code == 1
    assert "kein direkter Kontakt zu sehen" in out
    assert "Am nächsten bei" in out


def test_without_a_path_the_json_says_who_is_near(run: Run) -> None:
    found = answer(run("path", CIRCLE, "Küstenwerk Ostseebogen", "--json"), code=1)
    assert found["found"] is False
    assert found["paths"] == []
    assert len(found["near"]["from"]) == 3
    assert found["near"]["to"] == []


def test_common_contacts_have_a_reason_to_either_side(run: Run) -> None:
    found = answer(run("contacts", CIRCLE, MINISTRY, "--top", "4", "--json"))
    assert len(found["contacts"]) == 4
    strengths = [c["strength"] for c in found["contacts"]]
    assert strengths == sorted(strengths, reverse=True)
    assert all(c["a"]["reason"] and c["b"]["reason"] for c in found["contacts"])
    assert run("contacts", CIRCLE, "Küstenwerk Ostseebogen")[0] == 1


def test_our_own_house_is_named_or_set(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    code, _, err = run("reach", METALL)
    assert code == 2
    assert "AKTEURSNETZ_OFFICE" in err
    named = answer(run("reach", METALL, "--us", "BDI", "--json"))
    assert named["people"][0]["person"]["name"] == "Dr. Joachim Lang"
    assert named["people"][0]["steps"][0]["b"]["name"] == "Wolfgang Lemb"
    monkeypatch.setenv("AKTEURSNETZ_OFFICE", "BDI")
    assert answer(run("reach", METALL, "--json"))["people"] == named["people"]
    assert run("reach", "Küstenwerk Ostseebogen")[0] == 1


def test_a_source_and_an_unknown_name_are_no_ends(run: Run) -> None:
    code, _, err = run("path", LANG, "Niemand Nirgends")
    assert (code, "ist nicht im Netz" in err) == (2, True)
    code, _, err = run("path", LANG, METALL, "--avoid", "Niemand Nirgends")
    assert code == 2
