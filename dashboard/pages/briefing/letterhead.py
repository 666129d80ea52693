"""The office's own face: sender, recipient, reference, classification, colour and logo, as a form."""

import streamlit as st

from briefing.production.face import Face, OwnFace, checked, contrast
from briefing.renderers.logo import LARGEST
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.state import briefings
from graph.errors import UsageError
from graph.files.letterhead import FOLDER
from graph.settings import Settings

_LARGEST = LARGEST // 1_000_000  # megabytes, as the field asks for it


def letterhead(context: Context) -> None:
    """Draw the form; what is saved is at the head of each briefing from now on."""
    words = context.words
    with st.expander(words("briefing_face"), icon=":material/badge:"):
        draw(element("p", text(words("briefing_face_help", folder=str(Settings().data / FOLDER))), css="an-small"))
        try:
            own = briefings.face()
        except UsageError as error:
            notice(error.message(words.language))
            own = OwnFace(Face())
        if own.unfit:
            draw(element("p", text(words("briefing_face_unfit", file=own.unfit)), css="an-small"))
        _form(context, own)


def _form(context: Context, own: OwnFace) -> None:
    words, face = context.words, own.face
    with st.form("briefing_face", border=False):
        left, right = st.columns(2, gap="medium")
        with left:
            sender = st.text_area(words("briefing_face_sender"), "\n".join(face.sender), key="briefing_face_sender")
            recipient = st.text_area(words("briefing_face_recipient"), face.recipient, key="briefing_face_recipient")
        with right:
            reference = st.text_input(words("briefing_face_reference"), face.reference, key="briefing_face_reference")
            classification = st.text_input(
                words("briefing_face_classification"),
                face.classification,
                key="briefing_face_classification",
                help=words("briefing_face_classification_help"),
            )
            colour = st.text_input(
                words("briefing_face_colour"),
                face.colour,
                key="briefing_face_colour",
                help=words("briefing_face_colour_help", contrast=f"{contrast(face.colour):.1f}"),
            )
            given = st.file_uploader(words("briefing_face_logo"), type=["png", "jpg", "jpeg"], max_upload_size=_LARGEST)
            gone = st.checkbox(words("briefing_face_no_logo"), disabled=not own.logo, key="briefing_face_no_logo")
        if st.form_submit_button(words("briefing_face_save"), icon=":material/save:"):
            said: dict[str, object] = {
                "sender": str(sender or "").splitlines(),
                "recipient": str(recipient or "").strip(),
                "reference": str(reference or "").strip(),
                "classification": str(classification or "").strip(),
                "colour": str(colour or "").strip(),
            }
            _keep(context, said, given.getvalue() if given else b"" if gone else None)


def _keep(context: Context, said: dict[str, object], logo: bytes | None) -> None:
    try:
        briefings.keep_face(checked(said, context.words("briefing_face")), logo)
    except UsageError as error:
        notice(error.message(context.words.language))
        return
    st.rerun()
