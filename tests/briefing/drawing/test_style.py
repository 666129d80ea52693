"""Looks: told apart in grey print and by the colour-blind, and letters stand out on every fill."""

from itertools import combinations

from briefing.drawing.style import INKS, KNOWN, MUTED, OTHER, SPARE, TEXT, looks


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def lightness(colour: str) -> float:
    """L* (CIE 1976): what is left of a colour in grey print."""
    y = luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def test_no_two_kinds_have_one_shape_and_nearly_one_lightness() -> None:
    assert [
        (a, b)
        for (a, one), (b, other) in combinations(KNOWN.items(), 2)
        if one.shape == other.shape
        and abs(lightness(one.fill) - lightness(other.fill)) < 6
        # Whoever draws organisations without their kinds does not draw associations beside them.
        and {a, b} != {"Organisation", "association"}
    ] == []


def test_letters_stand_out_on_every_fill() -> None:
    for look in (*KNOWN.values(), *SPARE, OTHER):
        assert (luminance(look.fill) + 0.05) / (luminance(MUTED) + 0.05) >= 4.5
        assert (luminance(look.fill) + 0.05) / (luminance(TEXT) + 0.05) >= 7


def test_lines_differ_by_their_dashes() -> None:
    assert len({ink.dashes for ink in INKS.values()}) == len(INKS)


def test_a_known_kind_looks_the_same_beside_others() -> None:
    assert looks(["Person", "ministry"])["Person"] == looks(["Person", "a", "b", "c"])["Person"]
    assert len(set(looks(["a", "b", "c", "d"]).values())) == 4
