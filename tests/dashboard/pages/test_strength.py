import pytest

from briefing.wording.language import Words
from dashboard.parts.strength import BANDS, band, bar, caption


@pytest.mark.parametrize(
    ("strength", "name"),
    [
        (9.0, "very_strong"),
        (2.0, "very_strong"),
        (1.99, "strong"),
        (0.5, "strong"),
        (0.05, "medium"),
        (0.049, "weak"),
        (0, "weak"),
    ],
)
def test_a_strength_is_in_one_band(strength: float, name: str) -> None:
    assert band(strength) == name


@pytest.mark.parametrize(("least", "filled"), [(2.0, 4), (0.5, 3), (0.05, 2), (0.0, 1)])
def test_the_bar_has_a_part_for_each_band(least: float, filled: int) -> None:
    drawn = bar(Words("de"), least)
    assert (drawn.count("an-on"), drawn.count("an-off")) == (filled, len(BANDS) - filled)


def test_the_caption_states_the_bounds() -> None:
    assert "Sehr stark ab 2, stark ab 0,5, mittel ab 0,05" in caption(Words("de"))
    assert "Very strong from 2, strong from 0.5, medium from 0.05" in caption(Words("en"))
