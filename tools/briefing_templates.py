"""Writes docs/vorlagen: a Word document and a presentation that work as templates of a briefing, to begin with.

python -m tools.briefing_templates
"""

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.shared import Pt as WordPt
from pptx import Presentation
from pptx.util import Pt

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "vorlagen"


def write(folder: Path = FOLDER) -> list[Path]:
    """Write both templates and return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_word(folder / "briefing.docx"), _slides(folder / "briefing.pptx")]


def _word(path: Path) -> Path:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.header.paragraphs[0].text = "{{ sender }}"
    right = section.header.add_paragraph("{{ classification }}")
    right.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", WordPt(10.5)
    document.add_paragraph("An: {{ recipient }}")
    document.add_paragraph("Az.: {{ reference }}, Stand {{ as_of }}")
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ body }}")
    document.add_paragraph("Im Auftrag")
    section.footer.paragraphs[0].text = "{{ imprint }}"
    about = document.core_properties
    about.author = about.comments = about.last_modified_by = ""
    document.save(str(path))
    return path


def _slides(path: Path) -> Path:
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Pt(960), Pt(540)
    layout = next(it for it in presentation.slide_layouts if it.name == "Title Only")
    slide = presentation.slides.add_slide(layout)
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = Pt(60), Pt(150), Pt(840), Pt(120)
    title.text_frame.text = "{{ title }}"
    box = slide.shapes.add_textbox(Pt(60), Pt(290), Pt(840), Pt(120))
    box.text_frame.text = "{{ sender }}"
    for line in ("Für {{ recipient }}", "{{ reference }}", "{{ subtitle }}"):
        box.text_frame.add_paragraph().text = line
    for paragraph in box.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(18)
    about = presentation.core_properties
    about.author = about.comments = about.last_modified_by = ""
    presentation.save(str(path))
    return path


if __name__ == "__main__":
    write()
