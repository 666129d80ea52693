"""How often a page says that somebody is invented."""

from dataclasses import replace

import pytest

from briefing.documents.document import NotedText, Paragraph, Points, Section
from briefing.renderers.marks import marked_once
from tests.briefing.documents.example import example


def marked(*pieces: NotedText, page: int = 1) -> str:
    briefing = example(sections=(Section("lead", "X", (Paragraph(pieces), Points((pieces,))), page),))
    words = {**briefing.words, "invented": "erfunden"}
    paragraph, points = marked_once(replace(briefing, words=words)).sections[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert points == Points((paragraph.pieces,))
    return "".join(piece.text for piece in paragraph.pieces)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ada Roth [erfunden] kennt Ben. Ada Roth [erfunden] hilft.", "Ada Roth [erfunden] kennt Ben. Ada Roth hilft."),
        ("Ada Roth [erfunden] und Ben Roth [erfunden].", "Ada Roth [erfunden] und Ben Roth [erfunden]."),
        ("Das Werk [erfunden]; beim Werk [erfunden].", "Das Werk [erfunden]; beim Werk."),
        ("Saar e. V. [erfunden]; Saar e. V. [erfunden].", "Saar e. V. [erfunden]; Saar e. V."),
        ("Nichts davon.", "Nichts davon."),
    ],
)
def test_a_name_is_marked_once_a_paragraph(text: str, said: str) -> None:
    assert marked(NotedText(text)) == said
    assert marked(NotedText(text), page=0) == text  # the annex lists


def test_what_was_written_by_hand_stays() -> None:
    piece = NotedText("Ada Roth [erfunden], Ada Roth [erfunden].", edited=True)
    assert marked(piece) == piece.text
