"""Import: files are dropped, shown as they are understood, corrected, tried and loaded; then the report."""

from collections.abc import Sequence
from typing import cast

import streamlit as st

from dashboard.pages.intake.beginning import offer
from dashboard.pages.intake.columns import draw_columns
from dashboard.pages.intake.lists import draw_kind
from dashboard.pages.intake.report import draw_outcome
from dashboard.pages.intake.uploads import Arrived, Outcome, Upload, arrived, run
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.state import current as store
from graph.account import me
from graph.errors import InputError
from graph.model.facts import LEVELS, Confidentiality
from graph.settings import Settings
from ingest.loading.pipeline import MOST_REJECTED
from ingest.loading.taking_in import Pace
from ingest.records import Options
from ingest.sources import kind_of

OUTCOME = "intake_outcome"
NEW = "intake_outcome_is_new"
CONFIDENTIALITY: tuple[Confidentiality, ...] = tuple(reversed(LEVELS))


def draw_page(context: Context) -> None:
    """Draw the page."""
    words = context.words
    uploads = st.file_uploader(words("intake_upload"), accept_multiple_files=True, key="intake_files")
    draw(element("p", text(words("intake_kinds")), css="an-small"))
    if not uploads:
        st.session_state.pop(OUTCOME, None)
        offer(context)
        return
    options = _options(context, only_one=len(uploads) == 1)
    shape = tuple(upload.file_id for upload in uploads)
    with arrived(cast(Sequence[Upload], uploads), words.language) as files:
        known, outcome = st.session_state.get(OUTCOME, ((), None))
        has_report = outcome is not None and known == shape
        answers = _understood(context, files, options, in_short=has_report)
        most = _most_rejected(context)
        with st.container(horizontal=True):
            tried = st.button(words("intake_preview"), icon=":material/visibility:", key="intake_preview")
            loaded = st.button(words("intake_load"), icon=":material/upload:", type="primary", key="intake_load")
        if tried or loaded:
            outcome = _run(context, files, options, answers, dry_run=tried, most_rejected=most)
            st.session_state[OUTCOME] = (shape, outcome)
            st.session_state[NEW] = True
            st.rerun()  # what stands above makes room, and is of the data as they are now
    if has_report:
        draw_outcome(context, outcome, is_new=bool(st.session_state.pop(NEW, False)))


def _options(context: Context, *, only_one: bool) -> Options:
    words = context.words
    draw(element("h2", text(words("intake_about")), css="an-section"))
    first, second, third = st.columns(3)
    title = first.text_input(words("intake_name"), key="intake_name", disabled=not only_one)
    event = second.text_input(words("intake_event"), key="intake_event", help=words("intake_event_help"))
    date = third.text_input(words("intake_date"), key="intake_date", placeholder=words("intake_date_placeholder"))
    publisher = first.text_input(words("intake_publisher"), key="intake_publisher")
    confidentiality = second.selectbox(
        words("intake_confidentiality"),
        CONFIDENTIALITY,
        format_func=lambda value: words(f"intake_confidentiality_{value}"),
        key="intake_confidentiality",
    )
    with third:
        new_event = st.checkbox(words("intake_new_event"), key="intake_new_event", help=words("intake_new_event_help"))
        invented = st.checkbox(words("intake_invented"), key="intake_invented", help=words("intake_invented_help"))
    return Options(
        title=title.strip() if only_one else "",
        publisher=publisher.strip(),
        date=date.strip(),
        event=event.strip(),
        invented=invented or None,
        new_event=new_event,
        confidentiality=confidentiality,
        mappings=Settings().data / "mappings",
        recorded_by=me(),
    )


def _understood(context: Context, files: Arrived, options: Options, *, in_short: bool) -> dict[str, Options]:
    """Draw each file with its kind, and the columns of lists, folded up where `in_short`; return options by file."""
    words = context.words
    answers: dict[str, Options] = {}
    draw(element("h2", text(words("intake_understood")), css="an-section"))
    for index, found in enumerate(files.files):
        try:
            kind = kind_of(found.path).name
        except InputError as error:
            notice(error.message(words.language), role="alert")
            continue
        label = words(f"intake_kind_{kind}") if words.has(f"intake_kind_{kind}") else kind
        draw(element("p", element("strong", text(found.name)), text(f" – {label}")))
        if kind == "participants":
            answers[found.name] = draw_kind(context, found.path, options, key=f"intake_{index}")
            draw_columns(context, found.path, options, key=f"intake_{index}", in_short=in_short)
    for problem in files.problems:
        notice(f"{problem.name}: {problem.reason}")
    return answers


def _most_rejected(context: Context) -> float:
    (place, _) = st.columns([1, 1])
    percent = place.slider(
        context.words("intake_most_rejected"), 0, 100, round(MOST_REJECTED * 100), 5, key="intake_most"
    )
    return percent / 100


def _run(
    context: Context,
    files: Arrived,
    options: Options,
    answers: dict[str, Options],
    *,
    dry_run: bool,
    most_rejected: float,
) -> Outcome:
    words = context.words
    bar = st.progress(0.0, text=words("intake_checking"))

    def told(pace: Pace) -> None:
        bar.progress(
            pace.share, text=words("intake_progress", rate=words.number(round(pace.rate)), left=round(pace.left))
        )

    try:
        return run(
            store.database(),
            files,
            options,
            words.language,
            dry_run=dry_run,
            most_rejected=most_rejected,
            told=told,
            answers=answers,
        )
    finally:
        bar.empty()
