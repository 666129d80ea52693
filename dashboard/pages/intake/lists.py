"""What kind of list a table is, chosen on the page Import: what it was taken for, or the question with its meanings."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import streamlit as st

from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from graph.errors import InputError, sentence
from ingest.records import Options
from ingest.records.asking import LISTED, AttendanceQuestion, Candidate, KindQuestion, with_answer
from ingest.records.options import Presence
from ingest.sources.participants import kinds_of, open_attendance
from ingest.sources.participants.list_kinds import KINDS, ListKind

PRESENCES: tuple[Presence, ...] = get_args(Presence)
_OF_SOMEBODY = ("members", "body")


def draw_kind(context: Context, path: Path, options: Options, *, key: str) -> Options:
    """Draw what kind of list a file is, and return the options with what somebody chose."""
    words = context.words
    for number in range(len(KINDS) * 4):  # a workbook may ask about several sheets
        try:
            found = kinds_of(path, options)
        except KindQuestion as question:
            kind = _asked(context, question, key=f"{key}_kind_{number}")
            if kind is None:
                return options
            options = replace(options, list_kind=with_answer(options.list_kind, question, kind))
            continue
        except InputError as error:
            notice(error.message(words.language), role="alert")
            return options
        break
    else:
        return options
    if not options.list_kind and len(found) == 1:
        options = _corrected(context, found[0][1].kind, options, key=key)
    kinds = {one.kind for _, one in found} | set(options.list_kind.split(","))
    if kinds & set(_OF_SOMEBODY):
        owner = next((one.owner.name for _, one in found if one.owner), "")
        said = st.text_input(words("intake_list_of"), key=f"{key}_of", placeholder=owner)
        options = replace(options, list_of=said.strip())
    return _with_attendance(context, path, options, key=key)


def _with_attendance(context: Context, path: Path, options: Options, *, key: str) -> Options:
    """Ask what words about who came mean that nobody knows, column by column, and return options with the answers."""
    while (question := _open_attendance(path, options)) and len(question.unknown) <= LISTED:
        answers = _said_of_words(context, question, key=f"{key}_came_{question.column}")
        options = replace(options, attendance=(*options.attendance, *answers))
        if len(answers) < len(question.unknown):
            return options
    if question:  # that many words are no answers
        notice(question.message(context.words.language), role="alert")
    return options


def _open_attendance(path: Path, options: Options) -> AttendanceQuestion | None:
    try:
        return open_attendance(path, options)
    except InputError:  # has been said above
        return None


def _said_of_words(context: Context, question: AttendanceQuestion, *, key: str) -> list[tuple[str, Presence]]:
    """Draw the unknown words of a column, and return those somebody has said the meaning of."""
    words = context.words
    asked = words("intake_came_open", column=question.column)
    draw(element("p", text(asked), css="an-notice", role="status"))
    answers: list[tuple[str, Presence]] = []
    for word, count in question.unknown:
        said: Presence | None = st.radio(
            words("intake_came_word", word=word, n=count),
            PRESENCES,
            index=None,
            format_func=lambda value: words(f"intake_came_{value}"),
            horizontal=True,
            key=f"{key}_{word}",
        )
        if said:
            answers.append((word, said))
    return answers


def _asked(context: Context, question: KindQuestion, *, key: str) -> str | None:
    """Return the kind somebody chooses out of those a question is about, None before that."""
    words = context.words
    where = f"{question.sheet}: " if question.sheet else ""
    draw(element("p", text(f"{where}{words('intake_list_open')}"), css="an-notice", role="status"))

    def said(candidate: Candidate) -> str:
        name = sentence(f"list_kind_{candidate.kind}", words.language)
        return f"{name}: {candidate.picture(words.language)}"

    chosen: Candidate | None = st.radio(
        words("intake_list_kind"), question.candidates, index=None, format_func=said, key=key
    )
    return chosen.kind if chosen else None


def _corrected(context: Context, guessed: ListKind, options: Options, *, key: str) -> Options:
    words = context.words
    kind = st.selectbox(
        words("intake_list_kind"),
        KINDS,
        index=KINDS.index(guessed),
        format_func=lambda value: sentence(f"list_kind_{value}", words.language),
        key=f"{key}_kind_{guessed}",
    )
    return options if kind == guessed else replace(options, list_kind=kind)
