"""Questions about a file, put to somebody at a terminal before anything of it is loaded."""

import sys
from dataclasses import replace
from typing import Any

import typer

from cli.options import words
from cli.output.terminal import clean_lines, messages
from graph.errors import InputError
from ingest.records import Options
from ingest.records.asking import EventQuestion, KindQuestion, with_answer


def is_terminal() -> bool:
    """Return whether somebody sits there who can answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_kind(question: KindQuestion, language: str) -> str:
    """Return the kind of list somebody chooses.

    Raises:
        KindQuestion: nobody chose.
    """
    return question.candidates[_chosen(question, language, len(question.candidates))].kind


def ask_event(question: EventQuestion, language: str) -> dict[str, Any]:
    """Return the options by which the event of a list is a known one, or a new one.

    Raises:
        EventQuestion: nobody chose.
    """
    index = _chosen(question, language, len(question.known) + 1)
    if index == len(question.known):
        return {"new_event": True}
    name, day = question.known[index]
    return {"event": name, "date": day}


def _chosen(question: InputError, language: str, count: int) -> int:
    """Return the index of the choice somebody makes out of those a question lists.

    Raises:
        InputError: nobody chose: the question.
    """
    first, *choices = question.message(language).splitlines()
    messages().print(clean_lines(first), soft_wrap=True)
    for number, line in enumerate(choices, start=1):
        messages().print(clean_lines(f"{number} {line}"), soft_wrap=True)
    while True:
        answer = str(typer.prompt(words("ingest.which_kind"), default="", show_default=False, err=True)).strip()
        if not answer:
            raise question
        if answer.isdigit() and 0 < int(answer) <= count:
            return int(answer) - 1


def answered(options: Options, question: KindQuestion, kind: str) -> Options:
    """Return the options with the answer to a question."""
    return replace(options, list_kind=with_answer(options.list_kind, question, kind))
