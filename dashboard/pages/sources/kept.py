"""When the last backup was made, and which loads broke off and were taken back."""

from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, text
from dashboard.state import current as store
from graph.backup.places import shelf_of
from graph.settings import Settings


def draw_kept(context: Context) -> None:
    """Draw both in a sentence each."""
    words = context.words
    last = shelf_of(Settings()).last()
    lines = [words("sources_backup", at=words.date(last.at.isoformat())) if last else words("sources_no_backup")]
    broke_off = store.ledger().taken_back()
    lines += [words("sources_broke_off", name=one.file or one.name, at=words.date(one.at)) for one in broke_off]
    draw(*(element("p", text(line), css="an-small", role="note") for line in lines))
