"""What is planted as internal is in no file for others: not in the bytes, not in what is packed in them."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.documents.edits import Edit
from briefing.documents.request import KINDS, Kind
from briefing.production import produce
from briefing.renderers import RenderOptions, endings, pdf
from graph.errors import UsageError
from graph.model.facts import Confidentiality
from tests.briefing.documents.little_network import SECRET, asked, fact, little_network, node, nodes
from tests.briefing.documents.test_kinds import BOOKS

#: One subject of each kind of briefing; those of the whole network need none.
OF_KIND = {"person": "anna", "organisation": "werk", "region": "harz", "topic": "wasserstoff", "visit": "harz"}
OF_KIND |= dict.fromkeys(("meeting", "before", "after"), "treffen")
SUBJECTS = ("anna", "werk", "amt", "treffen", "wasserstoff", "harz", "dora")
PACKED = {".docx", ".xlsx", ".pptx"}


def content(file: Path) -> bytes:
    """All a file says, packed parts taken apart."""
    data = file.read_bytes()
    if file.suffix in PACKED:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return data + b"".join(name.encode() + parts.read(name) for name in parts.namelist())
    return data + _pdf_text(file).encode() if file.suffix == ".pdf" else data


def _pdf_text(file: Path) -> str:
    with pdfplumber.open(file) as pdf:
        return "\n".join([repr(pdf.metadata), *(page.extract_text() for page in pdf.pages)])


@pytest.mark.parametrize("audience", ["partners", "public"])
@pytest.mark.parametrize("ending", endings())
def test_no_format_holds_the_secret(tmp_path: Path, ending: str, audience: Confidentiality) -> None:
    made = produce.make(little_network(), asked("werk", "anna", audience=audience))
    assert made.briefing.left_out
    out = tmp_path / f"briefing{ending}"
    produce.write_all(made, [out], RenderOptions())
    said = content(out)
    assert SECRET.encode() not in said
    assert SECRET.encode("utf-16-le") not in said
    for line in ("Quelle talk", "Quelle list" if audience == "public" else "Quelle talk"):
        assert line.encode() not in said


@pytest.mark.parametrize("ending", [e for e in endings() if e not in {".png", ".ics"}])
def test_the_same_files_for_the_office_do_hold_it(tmp_path: Path, ending: str) -> None:
    """Else the test above could not fail."""
    out = tmp_path / f"briefing{ending}"
    produce.write_all(produce.make(little_network(), asked("werk", "anna")), [out], RenderOptions())
    assert SECRET.encode() in content(out)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    subject=st.sampled_from(SUBJECTS),
    audience=st.sampled_from(["partners", "public"]),
    field=st.sampled_from(["title", "variants", "emails", "place", "given_name"]),
    role=st.booleans(),
    at=st.sampled_from(["anna", "carla", "dora"]),
)
def test_wherever_a_secret_is_planted_the_document_does_not_hold_it(
    subject: str, audience: Confidentiality, field: str, role: bool, at: str
) -> None:
    known = {n.id: n for n in nodes()}[at]
    planted = node(at, "Person", known.name, said={field: (f"{SECRET} X", "talk")})
    facts = [fact("MEMBER_OF", at, "amt", "talk", role=f"{SECRET} Rolle" if role else "")]
    made = produce.make(little_network([planted], facts), asked(subject, audience=audience))
    shown = repr((made.briefing.sections, made.briefing.notes, made.briefing.contacts, made.briefing.occasions))
    assert SECRET not in shown + repr((made.briefing.title, made.briefing.subtitle, made.briefing.subjects))


@pytest.mark.parametrize("subject", ["nur", "klausur", "ben"])
def test_a_subject_the_audience_may_not_see_is_refused_and_nothing_is_written(subject: str) -> None:
    with pytest.raises(UsageError) as refused:
        produce.make(little_network(), asked(subject, audience="public"))
    assert refused.value.key == "subject_hidden"


def test_a_renderer_does_not_get_what_was_left_out(tmp_path: Path) -> None:
    made = produce.make(little_network(), asked("werk", audience="public"))
    assert any("Quelle talk" in line for line in made.briefing.left_out)
    produce.write_all(made, [out := tmp_path / "b.md"], RenderOptions())
    assert "Quelle talk" not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("audience", ["partners", "public", "internal"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_and_no_picture_of_its_pages_holds_the_secret(kind: Kind, audience: Confidentiality) -> None:
    """A picture can not be read: what it is drawn of can, and that it is drawn of this."""
    subjects = [OF_KIND[kind]] if kind in OF_KIND else []
    request = asked(*subjects, kind=kind, meeting=kind == "meeting", gaps=kind == "gaps", audience=audience)
    request = replace(request, colleague="Frau Muster" if kind == "handover" else "")
    promised = replace(BOOKS, promises=tuple(replace(one, text=f"{SECRET} {one.text}") for one in BOOKS.promises))
    edits = {"lead.who": Edit("Von Hand.", at="2022-12-01")}
    if kind == "handover" and audience != "internal":
        with pytest.raises(UsageError):
            produce.make(little_network(), request, books=promised, edits=edits)
        return
    made = produce.make(little_network(), request, books=promised, edits=edits)
    shown = replace(made.briefing, left_out=())
    drawn_of = repr(pdf._document(shown, RenderOptions()))
    assert SECRET not in drawn_of or audience == "internal"
    assert SECRET in drawn_of or audience != "internal" or kind in ("gaps", "year")
    assert len(pdf.pages(shown, RenderOptions(), dots=20)) >= 1
