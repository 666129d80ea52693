"""What kind of list a table is, chosen on the page Import: what it was taken for, or the question with its meanings."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from graph.errors import InputError, sentence
from ingest.records import Options
from ingest.records.asking import Candidate, KindQuestion, with_answer
from ingest.sources.participants import kinds_of
from ingest.sources.participants.list_kinds import KINDS, ListKind

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
    return options


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
