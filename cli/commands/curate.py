"""Commands that correct what is stored: `merge`, `unmerge`, `decisions` and `withdraw`."""

from typing import Annotated

import typer

from cli.options import Data, Json, settings, words
from cli.output.terminal import print_json, print_table, progress_bar, say
from cli.reading import changing, opened
from graph.account import me
from graph.model.decisions import Decision
from graph.network.search import find_one
from graph.store import Store
from graph.store.hiding import seen
from graph.store.merging import Reasons
from graph.store.source_names import source_named

Why = Annotated[str, typer.Option("--why", help=words("merge.why"))]


def merge(
    keep: Annotated[str, typer.Argument(metavar="KEEP", help=words("merge.keep"))],
    other: Annotated[str, typer.Argument(metavar="OTHER", help=words("merge.other"))],
    why: Why = "",
    different: Annotated[bool, typer.Option("--different", help=words("merge.different"))] = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Say that two entries are one, or that they are not."""
    with opened(settings(data)) as found:
        a, b = (find_one(found.about(name), name) for name in (keep, other))
        reasons = Reasons(me(), why, (f"{a.display} | {b.display}",))
        curator = found.store.curator()
        made = curator.part(a.id, b.id, reasons) if different else curator.merge(a.id, b.id, reasons)
    if as_json:
        print_json(made.stored())
        return
    said = "merge.parted" if different else "merge.done"
    say(words(said, keep=made.keep_name, other=made.other_name, id=made.id))


def unmerge(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help=words("unmerge.decision"))],
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Undo a decision: what was merged is two entries again, exactly as before."""
    with changing(settings(data)) as store:
        undone = store.curator().undo(_decision_id(store, decision), me())
    if as_json:
        print_json(undone.stored())
    else:
        say(words("unmerge.done", keep=undone.keep_name, other=undone.other_name))


def _decision_id(store: Store, text: str) -> str:
    """Return the id of the decision a user means: its id, or the name of what was merged, the latest first."""
    made = [d for d in store.view().decisions() if d.stands]
    return next((d.id for d in made if text in (d.id, d.other_name, d.other)), text)


def decisions(as_json: Json = False, data: Data = None) -> None:
    """List who decided what, when and why."""
    with changing(settings(data)) as store:
        made = seen(store.view()).decisions()
    if as_json:
        print_json([decision.stored() for decision in made])
    elif made:
        columns = [words(f"decisions.{name}") for name in ("id", "judgement", "keep", "other", "who", "at", "why")]
        print_table(columns, [_row(decision) for decision in made])
    else:
        say(words("decisions.none"))


def _row(decision: Decision) -> list[str]:
    judgement = words(f"decisions.{decision.judgement if decision.stands else 'undone'}")
    day = decision.at[:10]
    return [decision.id, judgement, decision.keep_name, decision.other_name, decision.who, day, decision.why]


def withdraw(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help=words("withdraw.source"))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=words("ingest.dry_run"))] = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Take back all that a source says; loading it again brings it back."""
    with changing(settings(data)) as store, progress_bar() as progress:
        source_id, name = _source(store, source)
        changes = store.curator().withdraw(
            source_id, me(), dry_run=dry_run, progress=lambda done, total: progress(name, done, total)
        )
    counts = {
        "nodes": {"retired": len(changes.retired), "changed": len(changes.changed)},
        "relationships": {"retired": len(changes.facts_retired), "changed": len(changes.facts_changed)},
    }
    if as_json:
        print_json({"source": source_id, "dry_run": dry_run, **counts})
        return
    nodes, facts = counts["nodes"], counts["relationships"]
    done = "withdraw.would" if dry_run else "withdraw.done"
    say(words(done, source=name, nodes=nodes["retired"], facts=facts["retired"]))
    say(words("withdraw.kept", nodes=nodes["changed"], facts=facts["changed"]))
    if dry_run:
        say(words("ingest.was_dry_run"))


def _source(store: Store, text: str) -> tuple[str, str]:
    """Return id and title of the source a user means by id, title or file name.

    Raises:
        UsageError: none, or several.
    """
    sources = {s["id"]: s for s in seen(store.view()).nodes("Source")}
    found = source_named(sources.values(), text)
    return found, str(sources[found]["name"])
