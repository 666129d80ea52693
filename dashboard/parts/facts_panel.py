"""The facts of one node beside the map, each with its sources."""

from collections.abc import Iterable, Sequence

from dashboard.parts import badge
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, items, link, text
from dashboard.parts.navigation import PATHS
from graph.model.claims import source_of
from graph.model.facts import is_entered, is_invented
from graph.model.fold import fold
from graph.network import Node, Relation

_MOST_OF_A_KIND = 25
_FIRST_SOURCES = 2
_SHOWN_FIELDS = ("start", "end", "place", "motto", "attendance", "legal_form", "founded", "dissolved", "code")


def panel(context: Context, node: Node) -> None:
    """Draw heading, fields and facts of a node."""
    draw(heading(context, node), *_fields(context, node), *_groups(context, node))


def heading(context: Context, node: Node, tag: str = "h2") -> str:
    """Return the name with its title, its type, and the badge where it is invented."""
    mark = badge.invented(context.words, node.invented)
    kind = element("p", text(_kind(context, node)), " " if mark else "", mark, css="an-kind")
    return kind + element(tag, text(node.display), css="an-name")


def _kind(context: Context, node: Node) -> str:
    of_type = context.words.of(context.network.schema.nodes[node.label].display)
    kind = context.says.type(node)
    return f"{of_type} · {kind}" if kind != of_type else of_type


def _fields(context: Context, node: Node) -> Iterable[str]:
    """Yield the fields one wants to see at a glance; the profile has the rest."""
    display = {context.words.of(f.display): n for n, f in context.network.schema.nodes[node.label].fields.items()}
    rows = [(label, value) for label, value in context.says.fields(node) if display[label] in _SHOWN_FIELDS]
    if rows:
        pairs = [element("dt", text(label)) + element("dd", text(value)) for label, value in rows]
        yield element("dl", *pairs, css="an-fields")


def _groups(context: Context, node: Node) -> Iterable[str]:
    groups: dict[str, list[Relation]] = {}
    for relation in context.network.around(node.id):
        groups.setdefault(verb(context, relation, node.id), []).append(relation)
    for title, relations in groups.items():
        relations.sort(key=lambda r: fold(context.network.nodes[r.other(node.id)].name))
        count = element("span", text(context.words.number(len(relations))), css="an-count")
        yield element("h3", text(title), " ", count, css="an-verb")
        yield items([fact_item(context, relation, node.id) for relation in relations[:_MOST_OF_A_KIND]], "an-facts")
        if len(relations) > _MOST_OF_A_KIND:
            more = context.words("panel_more", n=context.words.number(len(relations) - _MOST_OF_A_KIND))
            yield element("p", text(more), css="an-small")


def verb(context: Context, relation: Relation, node_id: str) -> str:
    """Return how a fact reads from one of its ends: "arbeitet für", from the other "Hier arbeiten"."""
    kind = context.network.schema.relationships[relation.type]
    if relation.start == node_id or not kind.directed:
        return context.words.of(kind.display)
    inverse = f"inverse_{relation.type}"
    return context.words(inverse) if context.words.has(inverse) else f"← {context.words.of(kind.display)}"


def fact_item(context: Context, relation: Relation, node_id: str) -> str:
    """Return the other end of a fact with role, dates, badge and sources, as HTML."""
    other = context.network.nodes[relation.other(node_id)]
    details = ", ".join(filter(None, (context.says.role(relation), context.says.period(relation))))
    return "".join(
        (
            element("span", text(other.display), css="an-other"),
            element("span", text(f" – {details}"), css="an-details") if details else "",
            " " + badge.invented(context.words, relation.invented) if relation.invented else "",
            *(citation(context, item) for item in relation.evidence[:_FIRST_SOURCES]),
            more_sources(context, relation.evidence[_FIRST_SOURCES:], shown=relation.evidence[:_FIRST_SOURCES]),
        )
    )


def more_sources(
    context: Context, evidence: Sequence[str], key: str = "more_sources", shown: Sequence[str] = ()
) -> str:
    """Return citations that one unfolds, "" for none; two rows of one list are one source, `shown` ones are counted."""
    if not evidence:
        return ""
    others = set(map(source_of, evidence)) - set(map(source_of, shown))
    said = context.words.count(key, len(others)) if others else context.words.count("more_places", len(evidence))
    summary = element("summary", text(said))
    return element("details", summary, *(citation(context, item) for item in evidence), css="an-sources")


def citation(context: Context, evidence: str) -> str:
    """Return source, place and date of a piece of evidence as HTML: a link to what the source says there."""
    source, (source_id, _, place) = context.network.source(evidence), evidence.partition("#")
    title = source.name if source else source_id
    dated = source is not None and not is_entered(evidence)  # what was entered tells its day itself
    day = context.words.date(str(source.fields.get("date", ""))) if source and dated else ""
    said = ", ".join(filter(None, (title, context.says.place(evidence), day)))
    mark = badge.invented(context.words, is_invented(evidence))
    label = f"{context.words('source_label')}: {said}"
    where = {"source": source_id, "place": place, "language": context.words.language}
    return element("span", link(PATHS["sources"], label, **where), " " if mark else "", mark, css="an-source")
