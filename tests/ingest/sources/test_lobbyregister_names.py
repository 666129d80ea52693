"""All spellings of an organisation in a register lead to one; an abbreviation that two share to neither."""

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.sources.lobbyregister.aliases import FileNames


def learned(*names: str | tuple[str, str]) -> FileNames:
    found = FileNames()
    for name in names:
        if isinstance(name, tuple):
            found.add(*name)
        else:
            found.add(name)
    found.learn()
    return found


def meet(names: FileNames, *texts: str) -> bool:
    """Whether all texts have their strongest key in common."""
    return len({names.keys(text)[0] for text in texts}) == 1


GLASS = (
    "VGW",
    "VGW e.V.",
    "Verband der Glaswirtschaft",
    "Verband der Glaswirtschaft e. V.",
    "Verband der Glaswirtschaft (VGW)",
    "Verband der Glaswirtschaft e.V. (VGW e.V.)",
    "VGW - Verband der Glaswirtschaft e.V.",
    "VGW-Verband der Glaswirtschaft",
    "Verband der Deutschen Glaswirtschaft VGW",
    "Verband Glaswirtschaft",
)


def test_every_spelling_with_and_without_abbreviation_meets() -> None:
    assert meet(learned(*GLASS), *GLASS)


def test_keys_are_the_best_name_the_own_one_and_the_abbreviation() -> None:
    names = learned(("Verband der Glaswirtschaft e.V.", "R999001"), *GLASS)
    assert names.keys("VGW") == ("org:verband der glaswirtschaft", "org:vgw")
    assert names.keys("Verband Glaswirtschaft") == ("org:verband der glaswirtschaft", "org:verband glaswirtschaft")


def test_small_words_endings_and_one_slip_do_not_matter() -> None:
    same = (
        "Gesellschaft für gewerblichen Glasschutz e.V.",
        "Gesellschaft für den gewerblichen Glasschutz",
        "Gesellschaft gewerblicher Glasschutz",
        "Gesellschaft für gewerblichen Glaschutz",
    )
    assert meet(learned(*same), *same)


def test_names_that_differ_in_a_number_or_in_a_short_word_stay_apart() -> None:
    numbers = ("Gesellschaft für gewerblichen Glasschutz 1", "Gesellschaft für gewerblichen Glasschutz 2")
    assert not meet(learned(*numbers), *numbers)
    assert not meet(learned("Bund Glas", "Bund Gras"), "Bund Glas", "Bund Gras")


def test_an_abbreviation_two_bodies_share_is_the_key_of_neither() -> None:
    pair = ("Verband der Glaswirtschaft (VGW)", "Verein Gesunde Wälder (VGW)")
    names = learned(*pair, "VGW")
    assert not meet(names, *pair)
    assert [names.keys(name) for name in pair] == [
        ("org:verband der glaswirtschaft",),
        ("org:verein gesunde waelder",),
    ]
    assert names.keys("VGW") == ("org:vgw",)
    assert names.short(pair[0]) == ""


def test_one_stray_explanation_does_not_take_an_abbreviation_from_a_name_known_by_it() -> None:
    names = learned(*["Verband der Glaswirtschaft (VGW)"] * 9, "Verein Gesunde Wälder (VGW)", "VGW")
    assert meet(names, "VGW", "Verband der Glaswirtschaft")
    assert names.keys("Verein Gesunde Wälder (VGW)") == ("org:verein gesunde waelder",)


def test_a_part_of_a_body_is_another_one() -> None:
    names = learned("Verband der Glaswirtschaft (VGW)", "Verband der Glaswirtschaft Landesverband Bayern (VGW)", "VGW")
    assert not meet(names, "Verband der Glaswirtschaft (VGW)", "Verband der Glaswirtschaft Landesverband Bayern (VGW)")


def test_the_company_of_an_association_is_another_one() -> None:
    pair = ("Verband der Glaswirtschaft e.V. (VGW)", "Verband der Glaswirtschaft Service GmbH (VGW)")
    assert not meet(learned(*pair), *pair)


def test_two_register_numbers_are_two_organisations() -> None:
    names = learned(("Glas Deutschland (GLASD)", "R999001"), ("Glas Europa Deutschland (GLASD)", "R999002"))
    assert not meet(names, "Glas Deutschland (GLASD)", "Glas Europa Deutschland (GLASD)")


def test_one_register_number_brings_any_names_together() -> None:
    names = learned(("Glaswerk Nord GmbH", "R999001"), ("Projekt: Scheiben", "R999001"))
    assert meet(names, "Glaswerk Nord GmbH", "Projekt: Scheiben")


def test_the_order_of_names_does_not_matter() -> None:
    forwards, backwards = learned(*GLASS), learned(*GLASS[::-1])
    assert [forwards.keys(name) for name in GLASS] == [backwards.keys(name) for name in GLASS]


def test_a_chamber_in_short_and_in_full_is_one() -> None:
    pair = ("IHK Musterstadt", "Industrie- und Handelskammer zu Musterstadt")
    assert set.intersection(*(set(learned(*pair).keys(name)) for name in pair))


BODIES = ("Ahornhaus", "Birkenwerk", "Cedernhof", "Distelgut", "Efeuturm", "Farnmühle", "Ginsterberg", "Holundertal")


@settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(BODIES), st.integers(1, 7)), min_size=1, max_size=14))
def test_names_that_numbers_connect_over_any_number_of_steps_are_one_body(said: list[tuple[str, int]]) -> None:
    names = learned(*((name, f"R00000{number}") for name, number in said))
    graph = nx.Graph(((name, number) for name, number in said))
    for one, other in combinations({name for name, _ in said}, 2):
        assert meet(names, one, other) == nx.has_path(graph, one, other)


@pytest.mark.parametrize(
    "names",
    [
        ("Glasforum der ABC e.V.", "ABC Glasforum", "ABC-Glasforum e. V."),
        ("Deutscher Glaserbund e.V.", "Glaserbund", "Der Glaserbund Deutschland"),
        ("Verband Glas Keramik in Germany", "Verband Glas Keramik Deutschland"),
        ("Dt. Glaserbund", "Deutscher Glaserbund"),
        ("Pro Fenster Glas - Initiative für gutes Licht e.V.", "Pro Fenster Glas"),
        ("Gesellschaft moderner Glasschleiferinnen", "Gesellschaft moderner Glasschleifferinen"),
        ("GS Gesellschaft Scheiben", "Gesellschaft Scheiben"),
        ("Bund Scheiben-IT e.V. (bvscit)", "bvscit e.V."),
        ("Verband der TÜV e.V.", "VdTÜV", "TÜV-Verband"),
        ("Glaswohlfahrt Landesverband Bayern", "Glaswohlfahrt LV Bayern", "Glaswohlfahrt Bayern"),
    ],
)
def test_a_person_would_know_these_for_one(names: tuple[str, ...]) -> None:
    assert meet(learned(*names), *names)


@pytest.mark.parametrize(
    "names",
    [
        ("Verband der Glaskammern", "Glaskammern"),
        ("Stiftung Glas", "Netzwerk Stiftung und Glas"),
        ("Glaserbund", "Glaserbund Landesverband Bayern"),
        ("Glaserbund", "Europäischer Glaserbund"),
        ("Glaskammer Deutschland GmbH", "Glaskammer"),
        ("Industrie- und Handelskammer", "Deutsche Industrie- und Handelskammer"),
        ("Glaserbund", "Deutscher Glaserbund", "Glaserbund Deutschland (GBX) - Initiative Fenster"),
        ("Landvolk Glashausen", "Landvolk Glashausen - Bauernverband Scheibental"),
        ("Gesellschaft für Glas", "Gesellschaft für Glas und Keramik"),
    ],
)
def test_another_body_stays_another(names: tuple[str, ...]) -> None:
    assert not meet(learned(*names), names[0], names[-1])


def test_two_longer_names_of_two_bodies_are_no_reason() -> None:
    names = ("Glaserbund", "Deutscher Glaserbund", "Netzwerk Glaserbund")
    apart = learned(names[0], (names[1], "R999001"), (names[2], "R999002"))
    assert not meet(apart, *names)
    assert not meet(apart, *names[:2])


def test_an_abbreviation_beside_words_of_its_name_is_that_body_and_not_beside_others() -> None:
    full = "Bundesverband mittelgläserne Wirtschaft e.V. (BVMGW)"
    others = ("Der Mittelglas. BVMGW e.V.", "BVMGW Deutschland")
    strange = ("Allianz des BVMGW", "BVMGW Akademie", "BVMGW Rechtsschutz")
    names = learned(*[full] * 5, *others, *strange)
    assert meet(names, full, *others)
    assert not any(meet(names, full, name) for name in strange)


def test_one_long_word_is_the_body_everybody_knows_by_it() -> None:
    names = learned(
        *["Scheibenwirtschaftsrat der ABC e.V."] * 30, "Scheibenwirtschaftsrat", "Scheibenwirtschaftsrat e.V."
    )
    assert meet(names, "Scheibenwirtschaftsrat", "Scheibenwirtschaftsrat der ABC e.V.")
    few = learned(*["Scheibenwirtschaftsrat der ABC e.V."] * 9, "Scheibenwirtschaftsrat")
    assert not meet(few, "Scheibenwirtschaftsrat", "Scheibenwirtschaftsrat der ABC e.V.")
