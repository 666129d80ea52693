"""The console script `akteursnetz`."""

import logging
import os
import sys
from typing import Annotated

import typer

from cli import (
    options,
    settings_first,  # noqa: F401 - the words of the help are chosen by a setting
)
from cli.options import words
from cli.registry import group_of
from graph.errors import LANGUAGES, AkteursnetzError

BAD_USAGE = 2

# A new command: one line, its name and where in `cli.commands` its function is (or a `typer.Typer` with commands
# of its own). Its words are `<name>.help` and `<name>.example` in `cli/help`. Modules are imported when
# their command is called, so that `--help` and a mistyped name do not wait for the libraries of the analysis.
COMMANDS = {
    "demo": "run:demo",
    "sample": "load:sample",
    "serve": "run:serve",
    "ingest": "load:ingest",
    "search": "ask:search",
    "show": "ask:show",
    "path": "ways:path",
    "contacts": "ways:contacts",
    "reach": "ways:reach",
    "export": "exchange:export",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "check": "ask:check",
    "info": "ask:info",
    "add": "entries:add",
    "edit": "editing:edit",
    "note": "notes:note",
    "undo": "entries:undo",
    "history": "editing:history",
    "duplicates": "duplicates:duplicates",
    "merge": "curate:merge",
    "unmerge": "curate:unmerge",
    "decisions": "curate:decisions",
    "withdraw": "curate:withdraw",
    "review": "review:review",
    "match": "match:match",
    "extract": "extract:extract",
    "metrics": "analyse:metrics",
    "brokers": "analyse:brokers",
    "communities": "analyse:communities",
    "ego": "analyse:ego",
    "gaps": "gaps:gaps",
    "digest": "today:digest",
    "name": "today:name",
    "care": "relationships:care",
    "handover": "relationships:handover",
    "introduction": "introductions:introduction",
    "introductions": "introductions:introductions",
    "finding": "finding:finding",
    "goals": "goals:goals",
    "coverage": "coverage:coverage",
    "diff": "gaps:diff",
    "effect": "gaps:effect",
    "regions": "regions:regions",
    "explain": "analyse:explain",
    "suggest": "suggest:suggest",
    "evaluate": "suggest_evaluate:evaluate",
    "privacy": "privacy_office:privacy",
    "brief": "brief:brief",
    "briefings": "brief:briefings",
    "audit": "audit:audit",
    "doctor": "doctor:doctor",
    "sessions": "sessions:sessions",
}


def _begin(
    ctx: typer.Context,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help=words("verbose"))] = False,
) -> None:
    """Remember what all commands share; also makes a group of them."""
    options.begin(ctx.invoked_subcommand or "", verbose=verbose)


app = typer.Typer(
    name="akteursnetz",
    cls=group_of(COMMANDS),
    callback=_begin,
    help=words("akteursnetz"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code: 0 done, 1 done in part or nothing found, 2 not done.

    An error a user can meet is one sentence; wrong usage and Ctrl-C (130) are typer's.
    """
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # the one sentence below says it all
    try:
        app(arguments, prog_name="akteursnetz")
    except AkteursnetzError as error:
        from cli.output.terminal import clean_lines, messages

        messages().print(clean_lines(error.message(_language())), soft_wrap=True)
        sys.exit(BAD_USAGE)


def _language() -> str:
    language = os.environ.get("AKTEURSNETZ_LANGUAGE", "de")
    return language if language in LANGUAGES else "de"


if __name__ == "__main__":
    main()
