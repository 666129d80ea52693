"""Files that would cost time or memory without bounds, one generator for each kind of reader."""

import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Sequence

import docx

from tests.ingest.readers.test_fuzz import VALID

File = tuple[str, bytes]
HEADER = "Vorname;Nachname;Organisation"


def filled(size: int) -> Sequence[tuple[str, str]]:
    """Return texts of that size: one word, very many words, very many sentences."""
    words, sentence = "Anna Lang ", "Anna Lang leitet das Werk Nord in Ulm. "
    return [
        ("wort", "x" * size),
        ("woerter", words * (size // len(words))),
        ("saetze", sentence * (size // len(sentence))),
    ]


def in_sheet(text: str) -> bytes:
    """Return a workbook with a text in B2."""
    out = io.BytesIO()
    cell = f'<row r="2"><c r="B2" t="inlineStr"><is><t>{text}</t></is></c></row></sheetData>'.encode()
    with zipfile.ZipFile(io.BytesIO(VALID["xlsx"])) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                first = content[: content.index(b"</row>") + 6]
                content = first + cell + content[content.index(b"</sheetData>") + 12 :]
            new.writestr(entry.filename, content)
    return out.getvalue()


def in_ods(*texts: str) -> bytes:
    """Return an ODS file with texts from B2 on: family name, and organisation."""
    names = {part: f"urn:oasis:names:tc:opendocument:xmlns:{part}:1.0" for part in ("office", "table", "text")}
    spaces = " ".join(f'xmlns:{part}="{name}"' for part, name in names.items())
    rows = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in row)
        + "</table:table-row>"
        for row in (["Vorname", "Nachname", "Firma"], ["Anna", *texts])
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    body = f'<office:body><office:spreadsheet><table:table table:name="T">{rows}</table:table></office:spreadsheet>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest)
        content = f"<office:document-content {spaces}>{body}</office:body></office:document-content>"
        archive.writestr("content.xml", content)
    return out.getvalue()


def in_word(text: str) -> bytes:
    """Return a Word document with a text in its second paragraph."""
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("Anna Lang leitet das Werk.")
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def in_pdf(stream: bytes) -> bytes:
    """Return a PDF whose one page draws a stream, packed."""
    packed = zlib.compress(stream, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def tables(size: int) -> Iterator[File]:
    """Yield tables with one enormous cell, or attribute."""
    for sort, text in filled(size):
        yield f"zelle-{sort}.csv", f"{HEADER}\nAnna;{text};Werk\n".encode()
        yield f"zelle-{sort}.tsv", f"{HEADER}\nAnna;{text};Werk\n".replace(";", "\t").encode("utf-16")
        yield f"zelle-{sort}.xlsx", in_sheet(text)
        yield f"zelle-{sort}.ods", in_ods(text)
        yield f"zelle-{sort}.xls", f"<html><table><tr><td>Vorname<td>Nachname<tr><td>Anna<td>{text}</table>".encode()
        yield f"merkmal-{sort}.xls", f"<table><tr><td>Vorname<td>Nachname<tr><td>A<td id='{text}'>B</table>".encode()


def documents(size: int) -> Iterator[File]:
    """Yield texts with one enormous paragraph, or attribute."""
    for sort, text in filled(size):
        yield f"absatz-{sort}.txt", f"Anna Lang leitet das Werk.\n{text}".encode()
        yield f"absatz-{sort}.docx", in_word(text)
        yield (
            f"absatz-{sort}.html",
            f"<html><body><p>Anna Lang leitet das Werk.</p><p>{text}</p></body></html>".encode(),
        )
        yield (
            f"merkmal-{sort}.html",
            f"<html><body><p title='{text}'>Anna Lang leitet das Werk.</p></body></html>".encode(),
        )
        yield (
            f"titel-{sort}.html",
            f"<html><title>{text}</title><body><p>Anna Lang leitet das Werk.</p></body></html>".encode(),
        )


def blocks(size: int) -> Iterator[File]:
    """Yield calendars and vCards with one enormous property, or parameter."""
    for sort, text in filled(size)[:2]:
        for name, lines in (
            ("titel", f"SUMMARY:{text}"),
            ("ort", f"SUMMARY:Auftakt\r\nLOCATION:{text}"),
            ("gast", f'SUMMARY:Auftakt\r\nATTENDEE;CN="{text}":mailto:a@w.example'),
            ("adresse", f"SUMMARY:Auftakt\r\nATTENDEE:mailto:{text.replace(' ', '')}@w.example"),
            ("kennung", f"SUMMARY:Auftakt\r\nX-{'A' * size}:1"),
        ):
            event = f"BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20210316\r\n{lines}\r\nEND:VEVENT"
            yield f"{name}-{sort}.ics", f"BEGIN:VCALENDAR\r\n{event}\r\nEND:VCALENDAR\r\n".encode()
        for name in ("FN", "ORG", "TITLE", "EMAIL", "URL", "CATEGORIES", "ADR;TYPE=WORK"):
            card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lang;Anna;;;\r\nFN:Anna Lang\r\n{name}:{text}\r\nEND:VCARD\r\n"
            yield f"{name.partition(';')[0].lower()}-{sort}.vcf", card.encode()


def networks(size: int) -> Iterator[File]:
    """Yield facts, networks and programmes with one enormous value, name of a field, or id."""
    for sort, text in filled(size)[:2]:
        for field in ("name", "given_name", "place", "ref", "at", "role", "title"):
            yield f"fakten-{field}-{sort}.json", json.dumps(_facts(field, text)).encode()
        yield (
            f"fakten-{sort}.yaml",
            f'source: {{title: B}}\nnodes:\n - {{ref: a, type: Person, name: "{text}"}}\n'.encode(),
        )
        yield f"feld-{sort}.json", json.dumps({text: 1}).encode()
        yield f"feld-{sort}.yaml", f'? "{text}"\n: 1\n'.encode()
        yield f"name-{sort}.graphml", _graphml(f"<node id='a'><data key='n'>{text}</data></node>")
        yield f"kennung-{sort}.graphml", _graphml(f"<node id='{text}'/><edge source='{text}' target='{text}'/>")
        yield f"schluessel-{sort}.graphml", _graphml(f"<node id='a'><data key='{text}'>Anna Lang</data></node>")
        yield f"name-{sort}.gexf", _gexf(f"<node id='0' label='{text}'/>")
        yield f"kennung-{sort}.gexf", _gexf(f"<node id='{text}' label='Anna Lang'/>")
        for where in ("title", "person", "room", "id"):
            yield f"programm-{where}-{sort}.xml", _schedule(where, text)
        nodes = [{"id": "a", "name": text}, {"id": text, "name": "Bo Weiß"}]
        link = {"source": text, "target": text, "type": text}
        network = {"directed": True, "multigraph": False, "nodes": nodes, "links": [link]}
        yield f"verbindungen-{sort}.json", json.dumps(network).encode()
        person = {"id": "a", "schema": "Person", "properties": {"name": [text]}}
        yield f"person-{sort}.jsonl", json.dumps(person).encode()


def _facts(field: str, text: str) -> dict[str, object]:
    person = {"ref": "a", "type": "Person", "name": "Anna Lang"}
    tie = {"type": "WORKS_FOR", "from": "a", "to": "b", "role": "Leiterin"}
    source = {"title": "Bericht"}
    for said, names in ((person, ("name", "given_name", "place")), (tie, ("at", "role")), (source, ("title",))):
        said |= {field: text} if field in names else {}
    if field == "ref":
        person["ref"] = tie["from"] = text
    house = {"ref": "b", "type": "Organisation", "name": "Werk"}
    return {"source": source, "nodes": [person, house], "relationships": [tie]}


def _graphml(inside: str) -> bytes:
    key = "<key id='n' for='node' attr.name='label'/>"
    return f"<graphml>{key}<graph edgedefault='directed'>{inside}</graph></graphml>".encode()


def _gexf(inside: str) -> bytes:
    return f"<gexf version='1.3'><graph><nodes>{inside}</nodes><edges/></graph></gexf>".encode()


def _schedule(where: str, text: str) -> bytes:
    said = {"title": "Auftakt", "person": "Anna Lang", "room": "A", "id": "1"} | {where: text}
    people = f"<persons><person>{said['person']}</person></persons>"
    event = f"<event id='{said['id']}'><title>{said['title']}</title>{people}</event>"
    day = f"<day date='2021-03-16'><room name='{said['room']}'>{event}</room></day>"
    return f"<schedule><conference><title>T</title></conference>{day}</schedule>".encode()


def pages(size: int) -> Iterator[File]:
    """Yield PDF files of some kilobytes whose one page unpacks to very much, of each sort of operator."""
    yield "buchstaben.pdf", in_pdf(b"BT /F1 12 Tf 72 720 Td (" + b"Anna Lang " * (size // 10) + b") Tj ET")
    yield "rechtecke.pdf", in_pdf(b"0 0 1 1 re f " * (size // 13))
    yield "klammern.pdf", in_pdf(b"[" * size)
    yield "nullen.pdf", in_pdf(bytes(20 * size))
