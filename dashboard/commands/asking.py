"""Questions about a file, put to somebody at a terminal before anything of it is loaded."""

import sys
from dataclasses import replace

import typer

from dashboard.commands.options import words
from dashboard.commands.output import clean_lines, messages
from ingest.asking import KindQuestion
from ingest.sources import Options


def is_terminal() -> bool:
    """Return whether somebody sits there who can answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_kind(question: KindQuestion, language: str) -> str:
    """Return the kind of list somebody chooses.

    Raises:
        KindQuestion: nobody chose.
    """
    first, *choices = question.message(language).splitlines()
    messages().print(clean_lines(first), soft_wrap=True)
    for number, line in enumerate(choices, start=1):
        messages().print(clean_lines(f"{number} {line}"), soft_wrap=True)
    while True:
        answer = str(typer.prompt(words("ingest.which_kind"), default="", show_default=False, err=True)).strip()
        if not answer:
            raise question
        if answer.isdigit() and 0 < int(answer) <= len(question.candidates):
            return question.candidates[int(answer) - 1].kind


def answered(options: Options, question: KindQuestion, kind: str) -> Options:
    """Return the options with the answer to a question."""
    return replace(options, list_kind=",".join(filter(None, (options.list_kind, question.option(kind)))))
