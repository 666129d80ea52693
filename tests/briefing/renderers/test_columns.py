"""How wide the columns of a table are."""

from briefing.documents.document import NotedText, Table
from briefing.drawing.lettering import width
from briefing.renderers.columns import shares

PAGE = 48.0  # sizes of the letters on a line


def test_long_texts_give_way_before_a_word_or_a_date_breaks() -> None:
    long = "Ein langer Satz mit vielen kurzen Wörtern, der auf mehrere Zeilen gehen darf. " * 3
    row = ((NotedText("Gewerkschaft"),), (NotedText("10.05.2023"),), *(((NotedText(long),),) * 4))
    table = Table("", ("Was", "Wann", "A", "B", "C", "D"), (row,) * 3)
    wide = [PAGE * share for share in shares(table)]
    assert round(sum(wide), 6) == PAGE
    assert wide[0] > width("Gewerkschaft", 1) + 1
    assert wide[1] > width("10.05.2023", 1) + 1
    assert min(wide[2:]) > wide[1]
