"""Looks: told apart in grey print and by the colour-blind, letters stand out on every fill, and one table for all."""

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from briefing.drawing.shapes import outline
from briefing.drawing.style import INKS, KNOWN, MUTED, OTHER, SPARE, TEXT, looks, table
from graph.model.schema import load

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("graph", "ingest", "dashboard", "briefing", "cli")
# The theme and the style sheets of pages say how pages look; nothing of the network is in them.
NEUTRAL = {"looks.yaml", "theme.py"}
# What the colour-blind see of red, green and blue light (Machado, Oliveira and Fernandes 2009, severity 1).
SEEN = {
    "all": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def linear(colour: str) -> list[float]:
    """Red, green and blue as light (sRGB)."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lightness(colour: str) -> float:
    """L* (CIE 1976): what is left of a colour in grey print."""
    y = luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def lab(colour: str, eyes: str) -> np.ndarray:
    """CIE L*a*b* (1976, D65) of a colour as these eyes see it."""
    white = np.array([0.95047, 1.0, 1.08883])
    share = XYZ @ np.clip(SEEN[eyes] @ np.array(linear(colour)), 0, 1) / white
    x, y, z = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def sources() -> Iterator[tuple[Path, str]]:
    """Each file of ours that could decide how something looks, with what stands in it."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*")):
            written = path.suffix in {".py", ".ts", ".js", ".yaml", ".css", ".typ", ".html", ".svg"}
            if written and not {"node_modules", "bundle"} & set(path.parts):
                yield path, path.read_text(encoding="utf-8").lower()


def test_every_type_and_every_kind_of_the_schema_has_its_look() -> None:
    schema = load()
    assert set(table().types) == set(schema.nodes)
    assert set(table().kinds) == set(schema.nodes[table().kind_of].kinds)


def test_types_on_the_map_differ_by_shape_alone() -> None:
    drawn = [look for label, look in table().types.items() if label != "Source"]  # a source is on no map
    assert len({look.shape for look in drawn}) == len(drawn)
    assert len({outline(look, 0, 0, 90, 30) for look in drawn}) == len(drawn)


@pytest.mark.parametrize("label", table().types)
def test_a_colour_has_three_to_one_on_white(label: str) -> None:
    assert 1.05 / (luminance(table().types[label].colour) + 0.05) >= 3


@pytest.mark.parametrize("eyes", SEEN)
def test_colours_of_types_stay_apart_for_all_eyes(eyes: str) -> None:
    # 2.3 is a difference just seen; dots of a few pixels need several times that.
    seen = {label: lab(look.colour, eyes) for label, look in table().types.items()}
    near = [(a, b) for a, b in combinations(seen, 2) if np.linalg.norm(seen[a] - seen[b]) < 15]
    assert near == []


def test_a_kind_has_the_colour_and_the_shape_of_its_type() -> None:
    of = table().types[table().kind_of]
    assert {(look.colour, look.shape) for look in (*(KNOWN[kind] for kind in table().kinds), *SPARE)} == {
        (of.colour, of.shape)
    }


def test_no_colour_of_a_type_stands_outside_the_table() -> None:
    known = {colour for look in (*KNOWN.values(), *SPARE) for colour in (look.colour, look.tint)}
    assert [
        (path.name, found)
        for path, written in sources()
        if path.name != "looks.yaml"
        for found in known & set(re.findall(r"#[0-9a-f]{6}\b", written))
    ] == []


def test_code_names_no_colour_at_all() -> None:
    literal = re.compile(r"""["'`](?:#[0-9a-f]{6}|#[0-9a-f]{3}|rgba?\([^)]*\))["'`]""")
    assert [
        (path.name, found)
        for path, written in sources()
        if path.suffix in {".py", ".ts", ".js"} and path.name not in NEUTRAL
        for found in literal.findall(written)
    ] == []


def test_no_two_kinds_have_one_shape_and_nearly_one_lightness() -> None:
    assert [
        (a, b)
        for (a, one), (b, other) in combinations(KNOWN.items(), 2)
        if (one.shape, one.mark) == (other.shape, other.mark)
        and abs(lightness(one.tint) - lightness(other.tint)) < 6
        # Whoever draws organisations without their kinds does not draw associations beside them.
        and {a, b} != {"Organisation", "association"}
        # A source is on no map.
        and "Source" not in {a, b}
    ] == []


def test_letters_stand_out_on_every_fill() -> None:
    for look in (*KNOWN.values(), *SPARE, OTHER):
        assert (luminance(look.tint) + 0.05) / (luminance(MUTED) + 0.05) >= 4.5
        assert (luminance(look.tint) + 0.05) / (luminance(TEXT) + 0.05) >= 7


def test_lines_differ_by_their_dashes() -> None:
    assert len({ink.dashes for ink in INKS.values()}) == len(INKS)


def test_a_known_kind_looks_the_same_beside_others() -> None:
    assert looks(["Person", "ministry"])["Person"] == looks(["Person", "a", "b", "c"])["Person"]
    assert len(set(looks(["a", "b", "c", "d"]).values())) == 4
