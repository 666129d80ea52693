"""The commands `digest` and `name`: what is due for somebody, as a file; and under what name one works."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from cli.as_of import day_of
from cli.options import Data, Json, settings, words
from cli.output.terminal import print_json, say
from cli.reading import kept_network
from graph import account
from graph.store.hiding import seen


def name(
    new: Annotated[str | None, typer.Argument(metavar="NAME", help=words("name.new"))] = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Show under what name one works, or set it."""
    settings(data)
    if new is not None:
        account.keep_name(account.account_key(), new)
    own = account.own_name()
    if as_json:
        print_json({"name": account.me(), "own": bool(own)})
    else:
        say(words("name.is" if own else "name.is_account", name=account.me()))


def digest(
    person: Annotated[str, typer.Option("--for", metavar="NAME", help=words("digest.for"))] = "",
    since: Annotated[str, typer.Option("--since", metavar="DAY", help=words("digest.since"))] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=words("digest.out"))] = None,
    ics: Annotated[Path | None, typer.Option("--ics", metavar="FILE", help=words("digest.ics"))] = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Write what is due for somebody as a file for a mail, and its dates for a calendar."""
    from briefing.production.digest import Digest, as_text, write_digest
    from briefing.production.digest import as_json as for_programs
    from briefing.wording.sentences import Sentences
    from graph.analysis.case import load_thresholds
    from graph.curation.due import Asked, agenda, read_books
    from graph.curation.visits import last_visit
    from graph.engine import open_store

    chosen = settings(data)
    who = " ".join(person.split()) or account.me()
    with open_store(chosen) as store:
        view = seen(store.view())
        network = kept_network(store)
        begin = _moment(since) if since else last_visit(view, who)
        books = read_books(view, who, load_thresholds().back_after_days)
    asked = Asked(who, date.today(), begin, None, chosen.office)
    made = Digest(agenda(network, books, asked), asked, Sentences(network, chosen.language))
    written = [path for path in (out, ics) if path]
    for path in written:
        write_digest(made, path)
    if as_json:
        print_json(for_programs(made))
    elif written:
        say(words("digest.written", n=sum(map(len, made.agenda.values())), file=", ".join(map(str, written))))
    else:
        for line in as_text(made).splitlines():
            say(line)


def _moment(text: str) -> str:
    return datetime.combine(day_of(text), time.min, UTC).isoformat()
