"""What the page shows before a person is asked for: what is due, what was done last, and people to begin with."""

from datetime import date
from itertools import islice

from dashboard.parts.design import Choice, begin
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, items, text
from dashboard.state import current as store
from dashboard.state.known import most_known
from dashboard.state.seen import seen
from graph.access import person
from graph.audit import LogLine, here, newest
from graph.audit.reading import act_name, names
from graph.network import Node
from graph.privacy.informing import duties
from graph.privacy.restricting import restrictions

ACTS = frozenset(
    {"report", "restrict", "lift", "ask", "ask_erase", "refuse", "refuse_erase", "erase", "retention", "inform"}
)
_LOOKED_THROUGH = 2000  # lines of the log
_LAST, _EXAMPLES, _RESTRICTED = 5, 3, 6


def draw_beginning(context: Context) -> None:
    """Draw it."""
    _due(context)
    _examples(context)
    if person().may("log"):
        _last(context)


def _due(context: Context) -> None:
    """Draw who has to be told, and whose processing is restricted."""
    words, view = context.words, store.database().view()
    today = date.today()
    found = [duty for duty in duties(view) if duty.state == "open"]
    late = words.number(sum(duty.is_late(today) for duty in found))
    note = words("privacy_begin_inform_note", n=len(found), late=late) if found else words("privacy_begin_informed")
    due = [Choice(words("privacy_begin_inform"), note, "privacy", (("part", "inform"),))]
    held = {one.person: one for one in restrictions(view) if not one.lifted_at}
    for node in islice(view.nodes_with("Person", list(held)) if held else (), _RESTRICTED):
        one = held[str(node["id"])]
        said = words("privacy_begin_restricted_by", day=words.date(one.at), who=one.who)
        due.append(Choice(str(node["name"]), said, "privacy", (("person", one.person),)))
    begin(context, words("privacy_begin_due"), due)


def _examples(context: Context) -> None:
    """Draw the people somebody looked at just now, else some of whom much is known."""
    words, nodes = context.words, context.network.nodes
    looked_at = [nodes[i] for i in seen() if i in nodes and nodes[i].label == "Person"]
    note = words("privacy_begin_seen_note" if looked_at else "privacy_begin_example_note")
    people = (looked_at or most_known(context.network, "Person"))[:_EXAMPLES]
    begin(context, words("privacy_begin_example"), [_choice(node, note) for node in people])


def _choice(node: Node, note: str) -> Choice:
    return Choice(node.display, note, "privacy", (("person", node.id),))


def _last(context: Context) -> None:
    words, known = context.words, names()
    done = [one for one in islice(newest(here()), _LOOKED_THROUGH) if one.act in ACTS][:_LAST]
    said = [text(_line(context, one, known)) for one in done]
    head = element("h2", text(words("privacy_begin_last")), css="an-section")
    draw(head, items(said) if said else element("p", text(words("privacy_begin_none")), css="an-small"))


def _line(context: Context, one: LogLine, known: dict[str, str]) -> str:
    """Return what was done; who is not in the network any more has no name here."""
    words, nodes = context.words, context.network.nodes
    about = [nodes[i].display for i in one.ids if i in nodes and nodes[i].label == "Person"][:1]
    who = known.get(one.who) or words("log_nameless")
    return words(
        "privacy_begin_line",
        day=words.date(one.at),
        act=act_name(one.act, words.language),
        names="".join(f", {name}" for name in about),
        who=who,
    )
