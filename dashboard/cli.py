"""The console script `akteursnetz`."""

import logging
import os
import sys

import typer

from dashboard.commands import analyse, ask, curate, duplicates, extract, gaps, load, match, run
from dashboard.commands.options import words
from dashboard.commands.output import clean_lines, messages
from graph.errors import LANGUAGES, AkteursnetzError

BAD_USAGE = 2

app = typer.Typer(
    name="akteursnetz",
    help=words("akteursnetz"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _command in (
    run.demo,
    load.sample,
    run.serve,
    load.ingest,
    ask.search,
    ask.show,
    ask.path,
    ask.export,
    ask.check,
    ask.info,
    duplicates.duplicates,
    curate.merge,
    curate.unmerge,
    curate.decisions,
    curate.withdraw,
    match.match,
    extract.extract,
    analyse.metrics,
    analyse.brokers,
    analyse.communities,
    analyse.ego,
    gaps.gaps,
    gaps.diff,
    gaps.effect,
    analyse.explain,
):
    _name = _command.__name__
    app.command(_name, help=words(f"{_name}.help"), epilog=words(f"{_name}.example"))(_command)
app.add_typer(gaps.goals, name="goals")


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code: 0 done, 1 done in part or nothing found, 2 not done.

    An error a user can meet is one sentence; wrong usage and Ctrl-C (130) are typer's.
    """
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # the one sentence below says it all
    try:
        app(arguments, prog_name="akteursnetz")
    except AkteursnetzError as error:
        messages().print(clean_lines(error.message(_language())), soft_wrap=True)
        sys.exit(BAD_USAGE)


def _language() -> str:
    language = os.environ.get("AKTEURSNETZ_LANGUAGE", "de")
    return language if language in LANGUAGES else "de"


if __name__ == "__main__":
    main()
