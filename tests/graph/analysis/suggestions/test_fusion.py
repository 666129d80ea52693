from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.analysis.suggestions.fusion import Fusion, fit, usual
from graph.analysis.suggestions.meetings import Meetings, met
from graph.analysis.suggestions.settings import load_scoring
from graph.analysis.suggestions.signals import SIGNALS, Signals

DAY = date(2021, 3, 16)
RULES = load_scoring()
circles = st.lists(st.sets(st.sampled_from("abcdefghij"), min_size=2, max_size=4), min_size=1, max_size=9)


def on(day: date, *events: str) -> list[tuple[date, list[str]]]:
    """Turn "ab" into an event of a and b."""
    return [(day, list(there)) for there in events]


def signal(found: Signals, name: str) -> dict[tuple[int, int], float]:
    block = found.block(slice(0, found.size))
    row = block.values[SIGNALS.index(name)]
    return {(int(a), int(b)): float(v) for a, b, v in zip(block.a, block.b, row, strict=True)}


def fusion(meetings: Meetings, weights: dict[str, float] | None = None) -> Fusion:
    return Fusion(Signals.of(meetings, DAY, RULES), met(meetings, RULES), RULES, weights)


def test_the_textbook_signals_of_a_square_with_a_tail() -> None:
    """a and c know b and d; c knows e too, so b has 2 contacts, d 2, c 3: a-c through b and d, a-e over two."""
    found = Signals.of(Meetings.of(on(DAY, "ab", "bc", "cd", "da", "ce")), DAY, RULES)
    assert signal(found, "common")[0, 2] == 2
    assert signal(found, "rare")[0, 2] == pytest.approx(1 / 2 + 1 / 2)
    assert signal(found, "rare")[1, 3] == pytest.approx(1 / 2 + 1 / 3)
    assert signal(found, "degree")[0, 2] == 2 * 3
    assert signal(found, "active")[0, 2] == pytest.approx((2 * 3) ** 0.5)
    assert signal(found, "common")[0, 4] == 0 < signal(found, "ways")[0, 4]


@settings(deadline=None, max_examples=40)
@given(circles)
def test_each_signal_stands_beside_its_own_pair(events: list[set[str]]) -> None:
    """Common and rare contacts as worked out one pair at a time."""
    meetings = Meetings.of([(DAY, e) for e in events])
    known = np.asarray(met(meetings, RULES).todense()) > 0
    found = Signals.of(meetings, DAY, RULES)
    common, rare = signal(found, "common"), signal(found, "rare")
    for a, b in common:
        both = np.flatnonzero(known[a] & known[b])
        assert common[a, b] == len(both)
        assert rare[a, b] == pytest.approx(sum(1 / known[z].sum() for z in both))


@settings(deadline=None, max_examples=40)
@given(circles)
def test_a_half_of_the_pairs_is_what_all_of_them_say(events: list[set[str]]) -> None:
    """Signals are symmetric, but for what the go-betweens of a way hold back; each pair is there once."""
    found = Signals.of(Meetings.of([(DAY, e) for e in events]), DAY, RULES)
    whole = found.block(slice(0, found.size))
    half = found.block(slice(0, found.size), upper=True)
    every = {(a, b): tuple(v) for a, b, v in zip(whole.a.tolist(), whole.b.tolist(), whole.values.T, strict=True)}
    for a, b, values in zip(half.a.tolist(), half.b.tolist(), half.values.T, strict=True):
        assert tuple(values) == pytest.approx(every[a, b], rel=1e-5)
    assert {pair for pair in every if pair[0] < pair[1]} <= set(zip(half.a.tolist(), half.b.tolist(), strict=True))


def test_the_first_by_every_signal_scores_one_and_equal_ones_share_their_rank() -> None:
    best = fusion(Meetings.of(on(DAY, "ab", "bc")), {"rare": 1.0, "common": 1.0}).best(5)
    assert (best.a.tolist(), best.b.tolist(), best.score.tolist()) == ([0], [2], [1.0])
    two = fusion(Meetings.of(on(DAY, "ab", "bc", "de", "ef")), {"rare": 1.0}).best(5)
    assert two.score.tolist() == pytest.approx([61 / 61.5] * 2)


@settings(deadline=None, max_examples=40)
@given(circles)
def test_nobody_is_suggested_who_met_and_the_row_of_one_agrees_with_the_list(events: list[set[str]]) -> None:
    meetings = Meetings.of([(DAY, e) for e in events])
    found, known = fusion(meetings), met(meetings, RULES)
    best = found.best(1000)
    assert not any(known[a, b] for a, b in zip(best.a, best.b, strict=True))
    assert all(0 < s <= 1 + 1e-9 for s in best.score)
    assert (np.diff(best.score) <= 0).all()
    for a, b, score in zip(best.a.tolist(), best.b.tolist(), best.score.tolist(), strict=True):
        assert found.row(a)[b] == pytest.approx(score, rel=1e-4)


def test_weights_follow_what_came_true_before_the_day_and_nothing_after_it() -> None:
    """Each autumn those met who had a rare contact in common; hubs' contacts did not."""
    past = [e for year in (2017, 2018, 2019, 2020) for e in _season(year)]
    learned = fit(Meetings.of(past), DAY, RULES)
    assert learned == fit(Meetings.of([*past, *on(date(2021, 5, 1), "hx", "hy", "xy")]), DAY, RULES)
    assert learned["rare"] == 1.0 > learned["degree"]


def _season(year: int) -> list[tuple[date, list[str]]]:
    """Each year 12 new circles: two know one, and meet in autumn; a hub knows 20 who never meet."""
    first = [[f"{year}{i}l", f"{year}{i}m"] for i in range(12)] + [[f"{year}{i}m", f"{year}{i}r"] for i in range(12)]
    hub = [[f"{year}hub", f"{year}{i}l"] for i in range(12)] + [[f"{year}hub", f"{year}s{i}"] for i in range(8)]
    late = [[f"{year}{i}l", f"{year}{i}r"] for i in range(12)]
    return [(date(year, 3, 1), e) for e in (*first, *hub)] + [(date(year, 11, 1), e) for e in late]


def test_without_dates_or_a_past_the_usual_weights_stand_and_a_small_circle_adds_how_often_somebody_is_there() -> None:
    assert fit(Meetings.of(on(DAY, "ab", "bc")), DAY, RULES) == usual(3, RULES)
    assert usual(50_000, RULES)["active"] == pytest.approx(RULES.circle["active"] / 100)
    assert usual(10, RULES)["active"] == RULES.circle["active"]


def test_a_small_pool_finds_the_same_first_pairs_as_a_large_one() -> None:
    random = np.random.default_rng(3)
    meetings = Meetings.of((DAY, [str(i) for i in random.choice(400, 4, replace=False)]) for _ in range(300))
    small, large = (
        Fusion(Signals.of(meetings, DAY, rules), met(meetings, rules), rules).best(20)
        for rules in (RULES.model_copy(update={"pool": 500}), RULES)
    )
    assert small.a[:10].tolist() == large.a[:10].tolist()
    assert small.b[:10].tolist() == large.b[:10].tolist()


def test_the_work_of_twice_as_many_boards_is_at_most_four_times_as_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted are the pairs looked at, not the time: those over two go-betweens alone are cut, not all listed."""
    looked: list[int] = []
    block = Signals.block

    def counting(self: Signals, part: slice, **how: object) -> object:
        found = block(self, part, **how)  # type: ignore[arg-type]
        looked.append(len(found.a))
        return found

    monkeypatch.setattr(Signals, "block", counting)
    counts = []
    for people in (600, 1200):
        random, rules = np.random.default_rng(1), RULES.model_copy(update={"pool": 300})
        meetings = Meetings.of(
            (DAY, [str(i) for i in random.choice(people, 6, replace=False)]) for _ in range(people // 2)
        )
        looked.clear()
        assert len(Fusion(Signals.of(meetings, DAY, rules), met(meetings, rules), rules).best(100)) == 100
        counts.append(sum(looked))
    assert counts[1] < 2.5 * counts[0]


def test_nothing_known_gives_nothing() -> None:
    empty = Meetings.of([])
    assert len(Fusion(Signals.of(empty, DAY, RULES), csr_array((0, 0)), RULES).best(5)) == 0
