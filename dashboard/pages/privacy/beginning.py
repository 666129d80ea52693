"""What the page shows before a person is asked for: what is due, what was done last, and people to begin with."""

from datetime import date
from itertools import islice

from dashboard.pages.log.page import person_name
from dashboard.parts import navigation
from dashboard.parts.design import Choice, begin
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, items, text
from dashboard.state import current as store
from dashboard.state.duties import open_days
from dashboard.state.known import most_known
from dashboard.state.seen import seen
from graph.access import person
from graph.audit import LogLine, here, newest
from graph.audit.reading import act_name, names
from graph.network import Node
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
    """Draw who has to be told, and whose processing is restricted: the latest as cards, all others by name below."""
    words, found = context.words, open_days()
    today = date.today().isoformat()
    late = words.number(sum(due < today for due in found))
    note = words("privacy_begin_inform_note", n=len(found), late=late) if found else words("privacy_begin_informed")
    due = [Choice(words("privacy_begin_inform"), note, "privacy", (("part", "inform"),))]
    held = _restricted(context)
    begin(context, words("privacy_begin_due"), [*due, *held[:_RESTRICTED]])
    _more(context, held[_RESTRICTED:])


def _restricted(context: Context) -> list[Choice]:
    """Return whose processing is restricted now, the latest first."""
    words, view = context.words, store.database().view()
    held = {one.person: one for one in restrictions(view) if not one.lifted_at}
    names = {str(node["id"]): str(node["name"]) for node in view.nodes_with("Person", list(held))} if held else {}
    found = []
    for one in sorted(held.values(), key=lambda one: one.at, reverse=True):
        if one.person in names:
            said = words("privacy_begin_restricted_by", day=words.date(one.at), who=one.who)
            found.append(Choice(names[one.person], said, "privacy", (("person", one.person),)))
    return found


def _more(context: Context, held: list[Choice]) -> None:
    """Draw the rest of those whose processing is restricted, folded up."""
    if not held:
        return
    words = context.words
    links = []
    for one in held:
        address = navigation.href(one.page, **dict(one.parameters), language=words.language)
        links.append(element("a", text(one.name), href=address, target="_self") + text(f" · {one.note}"))
    said = text(words("privacy_begin_more", n=len(held)))
    draw(element("details", element("summary", said), items(links), css="an-sources"))


def _examples(context: Context) -> None:
    """Draw the people somebody looked at just now, else one who is invented: nobody is offered without occasion."""
    words, nodes = context.words, context.network.nodes
    people = [nodes[i] for i in seen() if i in nodes and nodes[i].label == "Person"][:_EXAMPLES]
    note = words("privacy_begin_seen_note" if people else "privacy_begin_example_note")
    invented = (node for node in most_known(context.network, "Person") if node.invented)
    begin(context, words("privacy_begin_example"), [_choice(node, note) for node in people or islice(invented, 1)])


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
    who = person_name(context, one.who, known)
    return words(
        "privacy_begin_line",
        day=words.date(one.at),
        act=act_name(one.act, words.language),
        names="".join(f", {name}" for name in about),
        who=who,
    )
