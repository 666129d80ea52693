"""Sources are numbered as one reads, a sentence of the two pages has one mark, a page is saved where one will do."""

from dataclasses import replace

from briefing.documents.document import Briefing, NotedText, Paragraph, Section, SourceNote, Table
from briefing.renderers.reading import as_read
from briefing.renderers.room import on_one_page
from tests.briefing.documents.example import example


def paragraph(*marks: tuple[int, ...]) -> Paragraph:
    return Paragraph(tuple(NotedText(f"Satz {n}. ", numbers) for n, numbers in enumerate(marks)))


def noted(*sections: Section) -> Briefing:
    notes = tuple(SourceNote(n, f"Quelle {n}", f"https://q.example/{n}") for n in range(1, 5))
    return replace(example(), sections=sections, notes=notes)


def marks(briefing: Briefing) -> list[tuple[int, ...]]:
    paragraphs = [block for section in briefing.sections for block in section.blocks if isinstance(block, Paragraph)]
    return [piece.notes for block in paragraphs for piece in block.pieces]


def test_sources_are_numbered_as_one_comes_upon_them_and_those_without_a_mark_last() -> None:
    read = as_read(noted(Section("lead", "A", (paragraph((3,), (1, 3), (), (3,)),), 1)), ".html")
    assert marks(read) == [(1,), (1, 2), (), (1,)]
    assert [note.text for note in read.notes] == ["Quelle 3", "Quelle 1", "Quelle 2", "Quelle 4"]
    assert [note.number for note in read.notes] == [1, 2, 3, 4]


def test_a_sentence_of_the_two_pages_has_one_mark_and_who_rests_on_the_same_shares_it() -> None:
    read = as_read(noted(Section("lead", "A", (paragraph((2, 4), (2,), (2, 4)),), 1)), ".pdf")
    assert marks(read) == [(1,), (2,), (1,)]
    assert read.notes[0].text == "Quelle 2 https://q.example/2; Quelle 4 https://q.example/4"
    assert (read.notes[1].text, read.notes[1].url) == ("Quelle 2", "https://q.example/2")


def test_the_annex_keeps_a_note_for_each_source() -> None:
    read = as_read(noted(Section("who", "A", (paragraph((2, 4), (4,)),))), ".pdf")
    assert marks(read) == [(1, 2), (2,)]


def test_two_short_pages_are_one_and_two_long_ones_stay_two() -> None:
    short, long = Paragraph((NotedText("Wort " * 50),)), Paragraph((NotedText("Wort " * 2000),))
    for block, pages in ((short, [1, 1]), (long, [1, 2])):
        two = noted(Section("lead", "A", (block,), 1), Section("raise", "B", (block,), 2))
        assert [section.page for section in on_one_page(two).sections] == pages


def test_a_cell_names_one_of_the_sources_that_say_the_same_the_one_named_most() -> None:
    rows = tuple(((NotedText("Name", numbers),),) for numbers in ((1, 2), (2, 3), (3,)))
    read = as_read(noted(Section("who", "A", (Table("", ("a",), rows),), 1)), ".pdf")
    (table,) = read.sections[0].blocks
    assert isinstance(table, Table)
    assert [row[0][0].notes for row in table.rows] == [(1,), (1,), (2,)]
    assert [note.text for note in read.notes] == ["Quelle 2", "Quelle 3", "Quelle 1", "Quelle 4"]


def test_a_source_that_a_cell_has_no_room_for_stands_at_the_end() -> None:
    """Else it would be found nowhere in a file without an annex."""
    table = Table("", ("A",), (((NotedText("Leiterin", (1, 2, 3)),),),))
    read = as_read(noted(Section("people", "A", (table, paragraph((3,))), 1)), ".pdf")
    assert [(note.number, note.text) for note in read.notes] == [
        (1, "Quelle 3"),
        (2, "Quelle 1"),
        (3, "Quelle 2"),
        (4, "Quelle 4"),
    ]
