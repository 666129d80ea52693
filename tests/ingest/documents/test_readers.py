"""Documents as text: what each format gives, and what bad files get."""

import zipfile
import zlib
from pathlib import Path

import docx
import pypdfium2
import pytest

from graph.errors import LANGUAGES, InputError
from ingest.documents.document import read_document
from ingest.documents.readers.pdf import read_pdf

SENTENCE = "Dr. Änne Weiß, Geschäftsführerin der Werk GmbH, sprach am 16. März 2021."


def pdf(path: Path, lines: list[str], *, locked: bool = False) -> Path:
    """Write a small PDF by hand: one page, one line of text after the other; a locked one asks for a password."""
    drawn = "".join(f"BT /F1 12 Tf 40 {700 - 20 * i} Td ({line}) Tj ET\n" for i, line in enumerate(lines))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Filter /Standard /V 1 /R 2 /O <{'00' * 32}> /U <{'11' * 32}> /P -4 >>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body.encode("cp1252")))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    start = len(body.encode("cp1252"))
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{p:010} 00000 n \n" for p in places)
    lock = f" /Encrypt 6 0 R /ID [<{'22' * 16}> <{'22' * 16}>]" if locked else ""
    body += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{lock} >>\nstartxref\n{start}\n%%EOF\n"
    path.write_bytes(body.encode("cp1252"))
    return path


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_document(path)
    assert all(path.name in caught.value.message(language) for language in LANGUAGES)
    return caught.value.key


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_file_in_any_usual_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "bericht.txt"
    path.write_bytes(f"Auftakt\r\n{SENTENCE}\r\n".encode(encoding))
    document = read_document(path)
    assert document.text == f"Auftakt\n{SENTENCE}\n"
    assert (document.title, document.date) == ("Auftakt", "2021-03-16")


def test_the_date_in_the_files_name_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "bericht-2022-05-12.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    assert read_document(path).date == "2022-05-12"


def test_a_page_gives_its_article_and_its_title(tmp_path: Path) -> None:
    path = tmp_path / "seite.html"
    path.write_text(
        f"<html><head><meta charset='utf-8'><title>Auftakt im Werk</title><script>alert('nein')</script></head>"
        f"<body><nav>Start Kontakt</nav><article><h1>Auftakt</h1><p>{SENTENCE}</p>"
        f"<p>Ein zweiter Absatz erzählt, wie es weitergeht und wer noch da war.</p>"
        f"<img src='http://bilder.example/x.png' onerror='alert(1)'></article></body></html>",
        encoding="utf-8",
    )
    document = read_document(path)
    assert SENTENCE in document.text
    assert document.title == "Auftakt im Werk"
    assert "alert" not in document.text


def test_a_word_document_gives_paragraphs_and_tables_in_their_order(tmp_path: Path) -> None:
    written = docx.Document()
    written.add_paragraph("Protokoll")
    table = written.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Änne Weiß", "Werk GmbH"
    written.add_paragraph(SENTENCE)
    written.save(str(tmp_path / "protokoll.docx"))
    assert read_document(tmp_path / "protokoll.docx").text == f"Protokoll\nÄnne Weiß, Werk GmbH\n{SENTENCE}"


def test_a_pdf_gives_its_text_with_words_made_whole_again(tmp_path: Path) -> None:
    path = pdf(
        tmp_path / "bericht.pdf", ["Auftakt der Industrie-", "initiativen: Dr. Änne Weiß sprach im Dienst-", "gebäude."]
    )
    text = read_document(path).text
    assert "Dr. Änne Weiß sprach im Dienstgebäude." in text


def test_a_pdf_without_text_asks_for_text_recognition(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.save(str(tmp_path / "scan.pdf"))
    document.close()
    assert refused(tmp_path / "scan.pdf") == "document_scan"


def heavy(path: Path) -> Path:
    """A PDF of some kilobytes whose one page unpacks to 39 MB of single letters."""
    page = zlib.compress(b"BT (A) Tj ET\n" * 3_000_000, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R /Resources << >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(page), page),
    ]
    whole = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%b\nendobj\n" % (i, o) for i, o in enumerate(objects, start=1))
    path.write_bytes(whole + b"trailer << /Root 1 0 R /Size 5 >>\n%%EOF\n")
    return path


def test_a_pdf_that_unpacks_without_measure_is_given_up_in_time(tmp_path: Path) -> None:
    path = heavy(tmp_path / "schwer.pdf")
    assert path.stat().st_size < 100_000
    with pytest.raises(InputError) as caught:
        read_pdf(path, seconds=3)
    assert caught.value.key == "document_page_too_heavy"


def test_a_locked_pdf_is_named_as_such(tmp_path: Path) -> None:
    assert refused(pdf(tmp_path / "geheim.pdf", [SENTENCE], locked=True)) == "document_locked"


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("leer.txt", b"", "empty_file"),
        ("blank.txt", b"  \n\n ", "document_no_text"),
        ("binaer.txt", b"abc \x81\x8d\x00" * 50, "wrong_encoding"),
        ("kaputt.pdf", b"%PDF-1.7\n1 0 obj\n<<", "document_broken"),
        ("kein.pdf", b"Das ist kein PDF, sondern Text.", "document_broken"),
        ("kaputt.docx", b"PK\x03\x04 abgeschnitten", "document_broken"),
        ("bild.png", b"\x89PNG", "unknown_file_type"),
        ("leer.html", b"<html><body></body></html>", "document_no_text"),
    ],
)
def test_bad_files_get_one_sentence(name: str, content: bytes, key: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert refused(tmp_path / name) == key


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "fehlt.txt") == "no_such_file"


@pytest.mark.parametrize("declared", [b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", b"<!ENTITY a 'aaaa'>"])
def test_a_word_document_with_entities_is_not_opened(declared: bytes, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "xxe.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", declared + b"<w>&x;</w>")
    assert refused(tmp_path / "xxe.docx") == "document_broken"


def test_a_word_document_that_is_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bombe.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (40 << 20))
    assert refused(tmp_path / "bombe.docx") == "document_broken"


def test_a_zip_that_is_no_word_document(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "archiv.docx", "w") as archive:
        archive.writestr("brief.txt", "Guten Tag")
    assert refused(tmp_path / "archiv.docx") == "document_broken"


def test_a_page_nested_too_deeply_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tief.html"
    path.write_text("<html><body>" + "<div>" * 2_000 + "Text" + "</div>" * 2_000, encoding="utf-8")
    assert refused(path) in {"document_unsafe", "document_no_text"}


def test_entities_of_a_page_are_not_expanded(tmp_path: Path) -> None:
    path = tmp_path / "lol.html"
    path.write_text(
        "<!DOCTYPE html [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;'>]><html><body>"
        "<p>Ein Satz &b; zum Lesen.</p></body></html>",
        encoding="utf-8",
    )
    assert "lollol" not in read_document(path).text


@pytest.mark.parametrize("box", ["0 0 /x 842", "0 0 (a) 842", "0", "0 0 1e999 842"])
def test_a_pdf_whose_page_has_no_size_is_refused_or_read(box: str, tmp_path: Path) -> None:
    path = pdf(tmp_path / "bericht.pdf", [SENTENCE])
    path.write_bytes(path.read_bytes().replace(b"0 0 595 842", box.encode()))
    refusal = None
    try:
        read_document(path)
    except InputError as error:
        refusal = error.key
    assert refusal in (None, "document_broken")
