"""Where all pairs are too many, those strong contacts lead to are looked at: the same signals, nearly all the best."""

from datetime import date, timedelta

import numpy as np
import pytest
from scipy.sparse import csr_array

from graph.analysis.suggestions import candidates, fusion
from graph.analysis.suggestions.fusion import Fusion
from graph.analysis.suggestions.meetings import Meetings, met
from graph.analysis.suggestions.score import profiles
from graph.analysis.suggestions.settings import load_scoring
from graph.analysis.suggestions.signals import Signals

DAY = date(2022, 6, 30)
ACTORS = 260


def meetings(seed: int) -> Meetings:
    """Return events of circles that overlap; some people are everywhere."""
    draw = np.random.default_rng(seed)
    rows = []
    for _ in range(260):
        circle, size = draw.integers(20), int(draw.integers(2, 9))
        inside = (circle * 13 + draw.integers(0, 18, size)) % ACTORS
        outside = (draw.random(2) ** 4 * ACTORS).astype(int)
        who = {f"per-{i:03}" for i in [*inside.tolist(), *outside.tolist()]}
        rows.append((DAY - timedelta(days=int(draw.integers(0, 2000))), who))
    return Meetings.of(rows)


def signals(seed: int) -> tuple[Signals, csr_array]:
    been, scoring = meetings(seed), load_scoring()
    draw = np.random.default_rng(seed)
    topics = csr_array((draw.random((len(been.actors), 12)) < 0.15).astype(np.float64))
    return Signals.of(been, DAY, scoring, profiles(topics)), met(been, scoring)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_signals_of_chosen_pairs_are_those_of_a_block(seed: int) -> None:
    found, _ = signals(seed)
    block = found.block(slice(0, found.size))
    chosen = block.take(block.a != block.b)
    again = candidates.exact(found, chosen.a, chosen.b)
    np.testing.assert_allclose(again.values, chosen.values, rtol=2e-5)  # ways are halves there


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nearly_all_of_the_best_pairs_are_found_among_the_likely_ones(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, known = signals(seed)
    scoring = load_scoring().model_copy(update={"pool": 300})
    every = Fusion(found, known, scoring).best(100)
    monkeypatch.setattr(fusion, "MOST_WORK", 0.0)
    for name, most in (("OFTEN", 40), ("STRONGEST", 24), ("ON_THE_WAY", 16)):
        monkeypatch.setattr(candidates, name, most)
    likely = Fusion(found, known, scoring).best(100)
    pairs = [set(zip(one.a.tolist(), one.b.tolist(), strict=True)) for one in (every, likely)]
    assert len(pairs[0] & pairs[1]) >= 90
    assert not np.asarray(known[likely.a, likely.b]).any()


def test_with_room_for_all_contacts_the_likely_pairs_are_all_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    found, known = signals(4)
    scoring = load_scoring().model_copy(update={"pool": 100_000})
    every = Fusion(found, known, scoring).best(5000)
    monkeypatch.setattr(fusion, "MOST_WORK", 0.0)
    for name in ("STRONGEST", "ON_THE_WAY", "OFTEN"):
        monkeypatch.setattr(candidates, name, ACTORS)
    likely = Fusion(found, known, scoring).best(5000)
    np.testing.assert_allclose(likely.score, every.score, rtol=1e-3)  # ways are halves there


def test_pairs_are_of_those_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    found, known = signals(5)
    monkeypatch.setattr(fusion, "MOST_WORK", 0.0)
    asked = np.arange(found.size) % 3 == 0
    best = Fusion(found, known, load_scoring()).best(50, asked)
    assert len(best)
    assert asked[best.a].all()
    assert asked[best.b].all()
