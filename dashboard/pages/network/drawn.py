"""What the map draws of a layer: actors, lines with their reasons, and the entries of its legend."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from dashboard.map import Change, MapEdge, MapKey
from dashboard.pages.network.gathered import Gathering, gather
from dashboard.pages.network.layers import LayersAsked
from dashboard.parts import legend, strength
from dashboard.parts.frame import Context
from dashboard.parts.map_view import map_edges
from dashboard.parts.selection import FIRST, LARGE, Filter, Shown
from dashboard.parts.selection import fitting as passing
from dashboard.state import current as store
from dashboard.state import findings, on_map
from dashboard.state.background import Working
from dashboard.state.by_itself import BY_ITSELF
from graph.analysis.case import load_thresholds
from graph.analysis.diff import Change as Changed
from graph.analysis.explain import Explainer
from graph.analysis.questions import Finding
from graph.model.dates import as_year
from graph.network import Network, Node
from graph.views.contacts import ContactTable, DrawnContact

MOST_LINES = 3_000
WITH_REASONS = 300  # lines whose reasons are told beside them; others tell how strong they are
_CHANGED = 400
_OF_BETWEEN = {"organisations": ("Organisation",), "people": ("Person",), "mixed": ("Person", "Organisation")}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn: `shown` for the tables too; `alone` have no contact, `cut` says that weaker lines are left out."""

    shown: Shown
    edges: list[MapEdge]
    contacts: list[DrawnContact] = field(default_factory=list)
    suggested: dict[frozenset[str], Finding] = field(default_factory=dict)
    changes: list[Changed] = field(default_factory=list)
    alone: int = 0
    is_cut: bool = False
    waiting: bool = False
    gathering: Gathering | None = None

    def keys(self, context: Context) -> list[MapKey]:
        """Return the legend."""
        first = [MapKey("group", "community", context.words("gathered_legend"))] if self.gathering else []
        return first + legend.rows(context, self.shown.nodes, self.edges, contacts=bool(first))


def facts(context: Context, shown: Shown, day: date) -> Drawn:
    """Return what the layer of facts draws, as of a day."""
    return Drawn(shown, map_edges(context, shown.relations, day))


def contacts(
    context: Context, asked: Filter, layers: LayersAsked, expanded: Sequence[str], *, everything: bool, keep: str
) -> Drawn:
    """Return what the layer of contacts draws."""
    network = context.network
    everybody, known, fitting, tied = _known(context, asked, layers)
    suggested, waiting = _suggested(context, layers)
    near = frozenset().union(*(_around(known, node) for node in (*expanded, keep) if node in network.nodes))
    ids = tied if everything or len(tied) <= LARGE else known.strongest(tied, FIRST)
    ids |= (near | {keep}) & fitting
    ids |= {node for pair in suggested if pair <= fitting for node in pair}
    found = known.among(ids, MOST_LINES + 1)
    kept = found[:MOST_LINES]
    nodes = _sorted(network, ids)
    shown = Shown(nodes, [], len(tied | ids), frozenset(ids))
    edges = [*_contact_edges(context, layers, kept), *_gap_edges(context, suggested, ids)]
    alone = len(fitting - everybody.tied - ids)
    return Drawn(shown, edges, kept, suggested, [], alone, len(found) > MOST_LINES, waiting)


def tied(context: Context, asked: Filter, layers: LayersAsked) -> frozenset[str]:
    """Return who has a contact of those that are asked for."""
    return _known(context, asked, layers)[3]


def gathered(context: Context, asked: Filter, layers: LayersAsked, opened: Sequence[str], keep: str) -> Drawn:
    """Return what the layer of contacts draws where communities come first; those of `opened` with their members."""
    everybody, known, fitting, tied = _known(context, asked, layers)
    groups = on_map.groups_of(context.data, layers.day, layers.between)
    gathering, found, lines = gather(context, known, groups, tied, opened, keep)
    ids = frozenset(gathering.where)
    shown = Shown(_sorted(context.network, ids), [], len(tied), ids)
    suggested, waiting = _suggested(context, layers)
    edges = [*_contact_edges(context, layers, found), *lines, *_gap_edges(context, suggested, ids)]
    alone = len(fitting - everybody.tied)
    return Drawn(shown, edges, found, suggested, [], alone, gathering.is_cut, waiting, gathering)


def _known(
    context: Context, asked: Filter, layers: LayersAsked
) -> tuple[ContactTable, ContactTable, frozenset[str], frozenset[str]]:
    """Return all contacts, those that are asked for, who passes the filters, and who of them has such a contact."""
    everybody = on_map.known_contacts(context.data, layers.day, layers.between)
    known = everybody.only(certain="certain" in layers.sure, old="old" in layers.sure)
    fitting = _fitting(context.network, asked, layers)
    return everybody, known, fitting, fitting & known.tied


def changes(context: Context, asked: Filter, layers: LayersAsked) -> Drawn | Working:
    """Return what became of contacts between two days, all on one map; or that it is being worked out."""
    found = findings.compared(context.data, layers.before, layers.day, people=layers.between == "people")
    if isinstance(found, Working):
        return found
    fitting = _fitting(context.network, asked, layers)
    ties = [t for t in found.ties if t.a in fitting and t.b in fitting]
    ties.sort(key=lambda t: (-abs(t.after - t.before), t.a, t.b))
    kept = ties[:_CHANGED]
    ids = frozenset(end for t in kept for end in (t.a, t.b))
    edges = [_changed_edge(context, t) for t in kept]
    return Drawn(
        Shown(_sorted(context.network, ids), [], len(ids), ids), edges, changes=kept, is_cut=len(ties) > len(kept)
    )


def _fitting(network: Network, asked: Filter, layers: LayersAsked) -> frozenset[str]:
    return _passing(network, asked, _OF_BETWEEN[layers.between])[1]


# The network is kept with its ids, so that its own id is that of no other one.
@st.cache_resource(show_spinner=False, max_entries=6, hash_funcs=BY_ITSELF)
def _passing(network: Network, asked: Filter, labels: tuple[str, ...]) -> tuple[Network, frozenset[str]]:
    return network, passing(network, asked, labels)


def _around(known: ContactTable, node: str) -> frozenset[str]:
    if node not in known.ids:
        return frozenset()
    place = known.ids.index(node)
    rows = (known.a == place) | (known.b == place)
    return frozenset(known.ids[i] for i in {*known.a[rows].tolist(), *known.b[rows].tolist()})


def _sorted(network: Network, ids: frozenset[str]) -> list[Node]:
    return sorted((network.nodes[i] for i in ids), key=lambda n: (n.name.casefold(), n.id))


def _suggested(context: Context, layers: LayersAsked) -> tuple[dict[frozenset[str], Finding], bool]:
    if "suggested" not in layers.sure:
        return {}, False
    found = on_map.gaps(context.data, layers.day)
    if isinstance(found, Working):
        return {}, True
    wanted, known = _OF_BETWEEN[layers.between], findings.standings()
    open_ones = (f for f in found if known.of(f).state not in ("dismissed", "done"))
    labelled = (f for f in open_ones if all(context.network.nodes[s].label in wanted for s in f.subjects))
    return {frozenset(f.subjects): f for f in labelled}, False


def _contact_edges(context: Context, layers: LayersAsked, found: Sequence[DrawnContact]) -> list[MapEdge]:
    words, nodes = context.words, context.network.nodes
    explainer = store.case(context.data, layers.day).explainer
    said = on_map.said_reasons(store.state_of(context.data), layers.day, words.language)
    edges = []
    for k, c in enumerate(found):
        reasons, invented = _reasons(context, explainer, said, c) if k < WITH_REASONS else ("", False)
        last = words("tie_last", day=words.date(date.fromordinal(c.last).isoformat())) if c.last else ""
        label = ", ".join(
            filter(
                None, (words(f"strength_{strength.band(c.strength)}"), last if c.last < layers.day.toordinal() else "")
            )
        )
        edges.append(
            MapEdge(
                f"{c.a}|{c.b}",
                c.a,
                c.b,
                label,
                c.strength,
                "past" if c.is_old else "firm",
                invented=invented or nodes[c.a].invented or nodes[c.b].invented,
                strength=c.strength,
                tooltip=reasons,
                begin=as_year(date.fromordinal(c.first)) if c.first else 0.0,
            )
        )
    return edges


def _reasons(
    context: Context, explainer: Explainer, said: dict[tuple[str, str], str], c: DrawnContact
) -> tuple[str, bool]:
    """Return the two strongest reasons of a contact in words, and whether it rests on something invented."""
    if (c.a, c.b) not in said:
        found = explainer.explain(c.a, c.b, limit=2)
        mark = "*" if any(share.reason.invented for share in found.shares) else " "
        said[c.a, c.b] = mark + "\n".join(context.says.reason(share.reason) for share in found.shares)
    return said[c.a, c.b][1:], said[c.a, c.b][0] == "*"


def _gap_edges(context: Context, suggested: dict[frozenset[str], Finding], ids: frozenset[str]) -> list[MapEdge]:
    says, edges = context.says, []
    for pair, finding in suggested.items():
        if pair <= ids and len(pair) == 2:
            a, b = sorted(pair)
            why = "\n".join(says.phrase(reason) for reason in finding.reasons[:2])
            said = context.words("tie_suggested")
            edges.append(MapEdge(f"gap|{a}|{b}", a, b, said, 0.2, "uncertain", tooltip=why))
    return edges


def _changed_edge(context: Context, tie: Changed) -> MapEdge:
    words = context.words
    firm = load_thresholds().firm
    label = words(
        "tie_changed",
        what=words(f"change_{tie.what}"),
        before=words.decimal(round(tie.before, 2)),
        after=words.decimal(round(tie.after, 2)),
    )
    what: Change = tie.what  # type: ignore[assignment]
    return MapEdge(f"{tie.a}|{tie.b}", tie.a, tie.b, label, max(tie.before, tie.after) / firm, change=what)
