"""What a picture shows, in sentences, for those who do not see it."""

from collections.abc import Iterator

from briefing.drawing.picture import Picture
from briefing.words import BriefingWords

SUBJECTS, NAMED = 3, 8


def described(picture: Picture) -> str:
    """Return how much there is in a picture, and the ties of its subjects."""
    return " ".join(_described(picture))


def _described(picture: Picture) -> Iterator[str]:
    words = BriefingWords(picture.language)
    counted = {
        "figures": words.count("figures", len(picture.figures)),
        "links": words.count("links", len(picture.links)),
    }
    yield words("map_shows", **counted)
    names = {f.id: f.name for f in picture.figures}
    for subject in picture.figures[:SUBJECTS]:
        if subject.subject and (ends := [k for k in picture.links if subject.id in (k.a, k.b)][:NAMED]):
            others = [names[k.b if k.a == subject.id else k.a] for k in ends]
            yield words("map_subject", name=subject.name, others=", ".join(others))
