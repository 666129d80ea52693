"""Text: measured with the shipped font, broken into lines, and always to be shown."""

from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from briefing.drawing.fonts import __path__ as fonts
from briefing.drawing.lettering import clean, typeset, width, wrap


def test_text_is_as_wide_as_another_measurer_says() -> None:
    for name, bold in (("Regular", False), ("Bold", True)):
        font = ImageFont.truetype(f"{fonts[0]}/NotoSans-{name}.ttf", 1000, layout_engine=ImageFont.Layout.BASIC)
        font_width = font.getlength("Bundesministerium fuer Wirtschaft", features=None)
        assert abs(width("Bundesministerium fuer Wirtschaft", 1000, bold=bold) - font_width) < 0.02 * font_width


@given(st.text(max_size=80), st.floats(20, 200), st.integers(1, 4))
def test_no_line_is_wider_than_asked(text: str, limit: float, most: int) -> None:
    lines = wrap(text, limit, 8, most=most)
    assert len(lines) <= most
    assert all(width(line, 8) <= limit or len(line) <= 2 for line in lines)


@given(st.text(max_size=60))
def test_what_fits_is_whole(text: str) -> None:
    letters = "".join(wrap(text, 10_000, 8, most=3)).replace(" ", "")
    assert letters == clean(text).replace(" ", "")


def test_a_long_word_is_broken_with_a_hyphen_and_leaves_no_letter_alone() -> None:
    lines = wrap("Fachbetriebsgesellschaft", width("Fachbetriebsgesellschaf-", 8), 8, most=3)
    assert lines[0].endswith("-")
    assert len(lines[-1]) >= 4
    assert "".join(lines).replace("-", "") == "Fachbetriebsgesellschaft"


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrap("x" * 200, 60, 8, most=2)[-1].endswith("…")


@given(st.text(max_size=60))
def test_typeset_text_has_letters_of_the_font_alone(text: str) -> None:
    assert typeset(typeset(clean(text))) == typeset(clean(text))


def test_other_scripts_are_written_in_latin_letters() -> None:
    assert typeset("王小明") == "WangXiaoMing"
    assert typeset("Größe „Ž“ …") == "Größe „Ž“ …"


def test_what_turns_text_around_is_taken_out() -> None:
    assert clean("\u202eabc\x00\n\x1b[31m  d") == "abc [31m d"
    assert clean("u\u0308") == "ü"
