"""Names grouped by names alone."""

import csv
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.matching.clusters import cluster_names
from graph.model.fold import fold
from tests.support.shared_data import find_shared_data


def groups(*names: str) -> set[frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for name, number in zip(names, cluster_names(names), strict=True):
        found[number].add(name)
    return set(map(frozenset, found.values()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dr. Änne Weiß", "WEISS, Aenne"),
        ("Bergkamp, Carla", "Carla Bergkamp MdB"),
        ("Bergkamp, C.", "Carla Bergkamp"),
        ("Bergkamp, Carla", "Bergkarnp, Carla"),  # m read as rn
        ("Tannhoff, Friedrich", "Tannhoff, Fritz"),
        ("Ivo Tannhoff", "Tannhoff Ivo"),
        ("Tannhoff, Ivo", "Tannhoff-Bergkamp, Ivo"),
        ("Glaswerk Nord GmbH & Co. KG", "Glaswerk Nord GmbH 8t Co. KG"),
        ("Verband der Glas- und Keramikindustrie e. V.", "Verband der Keramik- und Glasindustrie"),
        ("Verb. der Glasindustrie", "Verband der Glasindustrie e.V."),
        ("Märkischer Glas verband", "Märkischer Glasverband e.V."),
        ("HWK Ulm", "Handwerkskammer Ulm"),
        ("Glaswerk AG", "Glaswerk AG, (vormals Kristallwerk AG)"),
        ("BMWK", "Bundesministerium für Wirtschaft und Energie (BMWi)"),
        # a short name in front of the long one
        ("GLASKRAFT", "GLASKRAFT Verband der Glas- und Keramikindustrie e. V."),
        ("Verband der Glas- und Keramikindustrie", "Glaskraft - Verband der Glas- und Keramikindustrie e.V."),
        # a Land in letters, in full, as an adjective
        ("Verband der Glasindustrie NRW", "Verband der Glasindustrie Nordrhein-Westfalen e.V."),
        ("Verband der Bayerischen Glasindustrie", "Verband der Glasindustrie Bayern"),
        ("Verband der Glasindustrie Niedersachsens", "Verband der Glasindustrie Niedersacshen"),
        ("Glaswohl Landesverband Hessen", "Glaswohl Hessen"),
        # a place or a street behind the name
        ("Kristallo Glas GmbH", "Kristallo Glas GmbH, Köln"),
        ("Kristallo Glas GmbH", "Kristallo Glas GmbH, Am Ring 5, 12345 Musterhausen"),
        ("Kristallo Glas GmbH & Co. KG", "Kristallo Glas GmbH & Co. KG, Musterhausen"),
        ("Tannhoff, Ivo", "Tannhoff, Ivo, Lindenallee 7, 12345 Musterhausen"),
        ("Ivo Tannhoff", "Tannhoff, Ivo, Köln"),
        # grown together or apart
        ("Kristallo Glastechnik AG", "KristalloGlastechnik AG"),
        ("GLAS.ON AG", "GLAS.ONAG"),
        ("Tannhoff, Rain der", "Tannhoff, Rainder"),
        # heads that stand for each other
        ("Verband Märkischer Glaser", "Vereinigung Märkischer Glaser e.V."),
        ("Bankhaus Tannhoff", "Tannhoff Bank"),
        ("Gesamtverband Märkischer Versicherer", "Gesamtverband der Märkischen Versicherung"),
        ("Kristallo PR GmbH", "Kristallo Public Relations GmbH"),
        # given names: short, a second one, as they are heard, misread
        ("Tannhoff, Alex", "Alexander Tannhoff"),
        ("Bergkamp, Anna Maria", "Anna M. Bergkamp"),
        ("Marcus Tannhoff", "Tannhoff, Markus"),
        ("Torsten Tannhoff", "Thorsten Tannhoff"),
        ("Bergkamp, Ursula", "Bergkamp, Ursiia"),
        ("Bunghoff, Carla", "Bimghoff, Carla"),
        ("Tannhoff, Cari1o", "Tannhoff, Carilo"),
    ],
)
def test_spellings_of_one(one: str, other: str) -> None:
    assert groups(one, other) == {frozenset({one, other})}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tannhoff, Hans jun.", "Tannhoff, Hans sen."),
        ("Jens Tannhoff", "Jan Tannhoff"),
        ("Michael Schmidt", "Michaela Schmidt"),
        ("Anna Schmidt", "Anna Schmitt"),
        ("Karl Weber", "Karl-Heinz Weber"),
        ("Adolf Glas", "Adolf Glas GmbH & Co. KG"),
        ("IHK Köln", "IHK Bonn"),
        ("Landesverband Bayern", "Landesverband Hessen"),
        ("Glaswerk GmbH", "Glaswerk Stiftung"),
        ("Verband Glas", "Landesverband Glas"),
        ("Verband Deutscher Brauer (VDB)", "Verband Deutscher Brücken (VDB)"),
        ("Hypotheken- und Wechselbank", "Hypotheken- und Vereinsbank"),
        ("", "Glas"),
        # two Länder, two places, two parts
        ("Verband der Glasindustrie NRW", "Verband der Glasindustrie Hessen"),
        ("Verband der Glasindustrie Bayern", "Verband der Hessischen Glasindustrie"),
        ("Verband der Glasindustrie", "Verband der Glasindustrie Nordrhein-Westfalen"),
        ("Verband der Glasindustrie Nord", "Verband der Glasindustrie Süd"),
        ("Kristallo Glas GmbH, Köln", "Kristallo Glas GmbH, Ulm"),
        ("Kristallo Glas GmbH, Musterhausen", "Kristallo Glas GmbH, Neudorf"),
        ("Tannhoff, Ivo, Köln", "Tannhoff, Ivo, Ulm"),
        ("Anna Müller", "Müller, Anna, Köln"),
        ("Stadtwerke GmbH", "Stadtwerke GmbH, Köln"),
        ("IHK Berlin", "Industrie- und Handelskammer"),
        ("Windglas Musterau II GmbH", "Windglas Musterau GmbH"),
        # two short names before one long one, and what is no short name
        ("NORDKRAFT Verband der Glasindustrie", "SÜDKRAFT Verband der Glasindustrie"),
        ("World Federation for Glass Health", "World Federation of Mirror Makers"),
        # a head that is another one, an employers' association
        ("Gesellschaft für Glasrecht", "Verein für Glasrecht"),
        ("Arbeitgeberverband Glas", "Fachverband Glas"),
        ("Kristallo Versicherung", "Kristallo Krankenversicherung"),
        ("AG Gesundheit Glaskraft", "Gesundheit Glaskraft"),
        # given names of two people
        ("Arne Tannhoff", "Anne Tannhoff"),
        ("Ulrich Mayer", "Ulrich Maurer"),
        ("Karl Tannhoff", "Karla Tannhoff"),
        ("Tannhoff, Ivo sen.", "Tannhoff, Ivo"),
    ],
)
def test_two_that_look_alike(one: str, other: str) -> None:
    assert groups(one, other) == {frozenset({one}), frozenset({other})}


def test_an_initial_that_fits_two_given_names_stays_alone() -> None:
    assert groups("K. Tannhoff", "Karl Tannhoff", "Karin Tannhoff") == {
        frozenset({"K. Tannhoff"}),
        frozenset({"Karl Tannhoff"}),
        frozenset({"Karin Tannhoff"}),
    }


def test_a_name_without_a_place_stays_alone_where_two_places_have_it() -> None:
    names = "Kristallo Glas GmbH", "Kristallo Glas GmbH, Köln", "Kristallo Glas GmbH, Ulm"
    assert groups(*names) == {frozenset({name}) for name in names}


def test_a_short_name_follows_the_long_one_it_stands_before() -> None:
    names = (
        "Glaskraft",
        "GLASKRAFT Verband der Glasindustrie Nordrhein-Westfalen e.V.",
        "Verband der Glasindustrie NRW",
        "Verband der Glas-Industrie Nordrhein-Westfalen",
        "Verband der Glasindustrie Nordrhein-Westfalen e. V.",
    )
    assert groups(*names) == {frozenset(names)}


def test_who_explains_an_abbreviation_has_the_better_claim_to_it() -> None:
    explained, chance = "Verband der Glasforscher (VGF)", "Verein Guter Fenster"
    assert groups("VGF", explained, chance) == {frozenset({"VGF", explained}), frozenset({chance})}


def test_what_fits_badly_does_not_speak_against_what_fits_well() -> None:
    short = "Bundesverband Mittelmärkische Glaskunst"
    long = "Bundesverband Mittelmärkische Glaskunst Unternehmerverband Deutschlands"
    assert frozenset({short, long}) in groups(
        short, long, "IMG Interessenvereinigung Mittelmärkische Glaskunst und Keramik"
    )


def test_an_abbreviation_follows_the_one_name_that_explains_it() -> None:
    full = "Verein der Glasforscher (VDGF)"
    assert groups("VDGF", full, "Verein der Glasforscher e.V.") == {
        frozenset({"VDGF", full, "Verein der Glasforscher e.V."})
    }


def test_an_abbreviation_of_two_associations_stays_alone() -> None:
    names = "VDB", "Verband Deutscher Brauer (VDB)", "Verband Deutscher Brücken (VDB)"
    assert groups(*names) == {frozenset({name}) for name in names}


def test_the_firm_stays_apart_from_its_two_daughters() -> None:
    names = "Kristallo AG", "Kristallo Energie AG", "Kristallo Optik AG"
    assert groups(*names) == {frozenset({name}) for name in names}


def test_numbers_count_from_one_in_the_order_of_the_list() -> None:
    assert cluster_names(["Ivo Tannhoff", "Glaswerk GmbH", "Tannhoff, Ivo"]) == [1, 2, 1]
    assert cluster_names([]) == []


def test_progress_ends_with_the_whole_list() -> None:
    told: list[tuple[int, int]] = []
    cluster_names(["A B", "a b", "C D"], lambda done, total: told.append((done, total)))
    assert told[-1] == (3, 3)


WORDS = [
    "Weber",
    "Müller",
    "Karl",
    "Karin",
    "K.",
    "Verband",
    "Glas",
    "GmbH",
    "e. V.",
    "Dr.",
    "der",
    "Bayern",
    "(VDG)",
    "VDG",
]
NAMES = st.lists(
    st.one_of(st.text(max_size=12), st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)), max_size=12
)


@settings(deadline=None, max_examples=60)
@given(NAMES, st.randoms(use_true_random=False))
def test_the_order_of_the_list_changes_no_group(names: list[str], random: st.DataObject) -> None:
    order = list(range(len(names)))
    random.shuffle(order)  # type: ignore[attr-defined]
    before, after = cluster_names(names), cluster_names([names[i] for i in order])
    place = {index: at for at, index in enumerate(order)}
    for a, b in combinations(range(len(names)), 2):
        assert (before[a] == before[b]) == (after[place[a]] == after[place[b]])


@settings(deadline=None, max_examples=60)
@given(NAMES)
def test_names_that_fold_alike_are_always_together(names: list[str]) -> None:
    found = cluster_names([*names, *map(str.upper, names)])
    for a, b in combinations(range(len(found)), 2):
        both = [*names, *map(str.upper, names)]
        if fold(both[a]) == fold(both[b]):
            assert found[a] == found[b]


@pytest.mark.shared_data
def test_variants_that_people_grouped() -> None:
    folder = find_shared_data()
    assert isinstance(folder, Path)
    with (folder / "name_variants" / "clusters.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["cluster"], row["name"]) for row in csv.DictReader(file)]
    found = cluster_names([name for _, name in rows])

    def pairs(labels: list[object]) -> set[tuple[int, int]]:
        members: dict[object, list[int]] = defaultdict(list)
        for index, label in enumerate(labels):
            members[label].append(index)
        return {pair for group in members.values() for pair in combinations(group, 2)}

    wanted, got = pairs([cluster for cluster, _ in rows]), pairs(list(found))
    assert len(wanted & got) / len(got) >= 0.95
    assert len(wanted & got) / len(wanted) >= 0.75
