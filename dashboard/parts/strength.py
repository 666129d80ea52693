"""The strength of a tie in words: bands that a caption states with their numbers."""

from briefing.wording.language import Words
from dashboard.parts.markup import element, text

#: From which strength on a tie is in which band, strongest first.
BANDS = ((2.0, "very_strong"), (0.5, "strong"), (0.05, "medium"), (0.0, "weak"))


def band(strength: float) -> str:
    """Return the name of the band a strength is in.

    >>> band(4.7), band(0.5), band(0.0016)
    ('very_strong', 'strong', 'weak')
    """
    return next(name for least, name in BANDS if strength >= least)


def bar(words: Words, strength: float) -> str:
    """Return the band as words and a bar of four parts, as HTML."""
    name = band(strength)
    filled = len(BANDS) - [other for _, other in BANDS].index(name)
    parts = [element("i", css="an-on" if i < filled else "an-off") for i in range(len(BANDS))]
    said = words(f"strength_{name}")
    return element("span", element("span", *parts, css="an-bar", aria_hidden="true"), text(said), css="an-strength")


def caption(words: Words) -> str:
    """Return the sentence that says what the bands mean."""
    bounds = {name: words.decimal(least) for least, name in BANDS}
    return words("strength_caption", **bounds)
