"""Taking a file in: it is loaded, takes the place of what it corrects, and what is one for certain is merged."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from graph.curation.certain import merge_certain
from graph.errors import UsageError
from graph.matching.pairs import Pair, find_pairs
from graph.model.decisions import parted
from graph.model.facts import Source
from graph.network import Network
from graph.store import Store
from graph.store.changes import Changes, State
from ingest.loading.pipeline import Prepared, Progress, load
from ingest.loading.report import FileReport, Merged, Replaced
from ingest.records import Note

# Of nodes that are compared after a load, and of those they are compared with: about three milliseconds for each of
# the first, and three seconds for 12,500 of the others.
MOST_TOUCHED = 5_000
MOST_NODES = 100_000


@dataclass(frozen=True, slots=True)
class Wishes:
    """How files are taken in: by whom, for real or not, and the id of a source that a file shall replace."""

    who: str = ""
    dry_run: bool = False
    replaces: str = ""


def take_in(
    store: Store,
    prepared: Prepared,
    wishes: Wishes,
    *,
    together: Collection[str] = (),
    progress: Progress = lambda *_: None,
) -> FileReport:
    """Load a prepared file and withdraw the sources it takes the place of; with a dry run say what would change.

    `together` are the ids of sources of the same run: files that lie side by side do not replace each other.

    Raises:
        StoreError: the database is away or busy; taking the file in again finishes the work.
    """
    report = load(store, prepared, dry_run=wishes.dry_run, progress=progress)
    old = earlier_states(store, prepared.source, together, wishes.replaces)
    return replace(report, replaced=tuple(_replace(store, one, prepared.source, report.changes, wishes) for one in old))


def earlier_states(
    store: Store, source: Source, together: Collection[str] = (), said: str = ""
) -> list[tuple[str, str]]:
    """Return id and title of the sources a new one takes the place of: the one that is `said`, else by itself.

    By itself it is one of the same kind and file name that is about the same event.
    """
    active = [s for s in store.view().nodes("Source") if not s.get("withdrawn_at") and s["id"] != source.id]
    if said:
        return [(s["id"], s["name"]) for s in active if s["id"] == said]
    if not source.about:
        return []
    wanted = (source.kind, source.file, source.about, source.invented)
    return [
        (s["id"], s["name"])
        for s in active
        if s["id"] not in together and (s.get("kind"), s.get("file"), s.get("about"), bool(s.get("invented"))) == wanted
    ]


def _replace(store: Store, old: tuple[str, str], new: Source, loaded: Changes, wishes: Wishes) -> Replaced:
    gone = store.curator().withdraw(old[0], wishes.who, replaced_by=new.id, dry_run=wishes.dry_run)
    # In a dry run the new source says nothing yet, so that what both of them say seems to be retired, too.
    return Replaced(
        *old,
        nodes=gone.nodes.beside(State.RETIRED, loaded.nodes),
        facts=gone.facts.beside(State.RETIRED, loaded.facts),
        names=tuple(s.name for s in gone.node_samples if s.state == State.RETIRED and not loaded.nodes.has(s.id)),
    )


def source_named(store: Store, text: str) -> str:
    """Return the id of the source somebody means by id, title or file name.

    Raises:
        UsageError: none, or several.
    """
    known = [s for s in store.view().nodes("Source") if not s.get("withdrawn_at")]
    found = sorted({s["id"] for s in known if text in (s["id"], s["name"], s.get("file"))})
    if not found:
        raise UsageError("no_such_source", name=text)
    if len(found) > 1:
        raise UsageError("several_sources", name=text, ids=", ".join(found))
    return str(found[0])


def join(store: Store, reports: Sequence[FileReport]) -> list[FileReport]:
    """Merge what the loads made certain, and return the reports with what was merged and what waits for somebody.

    Only pairs with a node that a load made or changed are looked at, so that loading again changes nothing. What is
    invented and what is real are never merged without being asked.
    """
    touched = [report.changes.touched() for report in reports]
    if not any(some is None or some for some in touched):
        return list(reports)
    view = store.view()
    many = None in touched or sum(len(some or ()) for some in touched) > MOST_TOUCHED
    if many or len((network := Network.read(view)).nodes) > MOST_NODES:
        return [*reports[:-1], replace(reports[-1], notes=[*reports[-1].notes, Note("note_not_joined")])]
    within = [set(some or ()) for some in touched]
    different = parted(view.decisions(), view.keys())
    pairs = sorted(find_pairs(network, different=different, within=set().union(*within)), key=lambda p: (-p.score, p.a))
    certain = [pair for pair in pairs if _is_certain(pair, network)]
    made = list(merge_certain(store.curator(), network, certain))
    waiting = Counter(_first(within, (pair.a, pair.b)) for pair in pairs if pair not in certain)
    merged: dict[int, list[Merged]] = {}
    for d in made:
        one = Merged(d.id, d.keep_name, d.other_name, d.compared)
        merged.setdefault(_first(within, (d.keep, d.other)), []).append(one)
    return [replace(r, merged=tuple(merged.get(i, ())), waiting=waiting[i]) for i, r in enumerate(reports)]


def _is_certain(pair: Pair, network: Network) -> bool:
    return pair.judgement == "same" and network.nodes[pair.a].invented == network.nodes[pair.b].invented


def _first(within: Sequence[Collection[str]], ids: Iterable[str]) -> int:
    """Return the index of the first load that touched one of the nodes."""
    return next((i for i, some in enumerate(within) if any(item in some for item in ids)), 0)
