"""Payloads in every text of a network, in every file that leaves the house: the file is built as one without them."""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from defusedxml.ElementTree import fromstring
from icalendar import Calendar
from lxml import html
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from rdflib import Graph
from vobject import readComponents

from briefing.exchange.content import content_of
from briefing.exchange.cypher_script import statements
from briefing.exchange.formats import FORMATS
from briefing.production import produce
from briefing.renderers import RenderOptions, endings, write
from graph.files.cells import neutral, restored
from graph.network import Network
from tests.briefing.documents.little_network import asked, little_network
from tests.ingest.sources.test_payloads import VALUES

FREE = {"place", "motto", "title", "publisher", "url", "given_name", "family_name", "short_name"}
LINES = "Zeile\r\nEND:VEVENT\r\nATTENDEE:mailto:x@h.example"
PAYLOADS = {
    **VALUES,
    "address": "javascript:alert(1)",
    "closing": "]]></data></title></text></script></style>--><img src=x onerror=alert(1)>",
    "quotes": "\"'><a href='http://h.example/x' onmouseover=alert(1)>",
    "turtle": '" . <http://h.example/a> a <http://h.example/b> . "',
    "lines": LINES,
    "full width": "\uff1dHYPERLINK(A1)",
    "line first": "\n=1+1",
    "typst": "#sys.inputs $x$ <label> @quelle \\",
    "signs": "\u202eab\u200b\x07\x1b[31m &#x3c;b&#x3e;",
}
PLAIN = "Verein"
# How many slides there are depends on how long the texts are.
SLIDE = re.compile(r"ppt/(slides|notesSlides)/(_rels/)?(slide|notesSlide)\d+\.xml(\.rels)?")
FORMULA = re.compile(r"[=@\t\r\n\uff1d\uff0b\uff0d\uff20]|[+-](?![\d\s().,/-]*$)")


def network_with(texts: Sequence[str]) -> Network:
    """The little network with texts in turn in every name, role, place and other value, each several times."""
    plain, turn, nodes = little_network(), cycle(texts), {}
    for node in plain.nodes.values():
        fields = {name: next(turn) if name in FREE else value for name, value in node.fields.items()}
        more = {"publisher": next(turn), "url": next(turn)} if node.label == "Source" else {}
        nodes[node.id] = replace(node, name=f"{next(turn)} {node.id}", fields={**fields, **more})
    relations = [replace(one, id=f"f{n}", role=next(turn)) for n, one in enumerate(plain.relations)]
    return Network(plain.schema, nodes, relations)


def exported(name: str) -> Callable[[Network, Path], list[Path]]:
    def make(network: Network, folder: Path) -> list[Path]:
        out = folder / f"netz{FORMATS[name].ending}"
        FORMATS[name].write(content_of(network), out)
        return FORMATS[name].files(out)

    return make


def briefed(ending: str) -> Callable[[Network, Path], list[Path]]:
    def make(network: Network, folder: Path) -> list[Path]:
        out = folder / f"b{ending}"
        write(produce.make(network, asked("werk", "anna", "treffen")).briefing, out, options=RenderOptions())
        return [out]

    return make


MAKERS = {
    **{f"export {name}": exported(name) for name in FORMATS},
    **{f"briefing {ending}": briefed(ending) for ending in endings() if ending != ".png"},
}


def of_xml(content: bytes) -> Counter[str]:
    return Counter(f"{e.tag} {sorted(e.attrib)}" for e in fromstring(content).iter())


def of_html(content: bytes | str) -> Counter[str]:
    root = html.fromstring(content)
    found = Counter(f"{e.tag} {sorted(e.attrib)}" for e in root.iter() if isinstance(e.tag, str))
    links = [value for e in root.iter() for name, value in e.items() if name in {"href", "src", "action"}]
    assert [link for link in links if not link.startswith(("#", "data:", "mailto:"))] == []
    return found


def of_archive(path: Path) -> Counter[str]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                root = fromstring(archive.read(name))
                targets = [e.get("Target", "") for e in root.iter() if e.get("TargetMode") == "External"]
                assert [target for target in targets if not target.startswith(("http://", "https://"))] == []
        return Counter(name.rpartition(".")[2] for name in archive.namelist() if not SLIDE.fullmatch(name))


def of_json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: of_json(item) for key, item in value.items()}
    return [of_json(item) for item in value] if isinstance(value, list) else type(value).__name__


def cells_of(path: Path) -> Iterator[str]:
    if path.suffix == ".xlsx":
        for sheet in load_workbook(path):
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type == "s" or cell.value is None
                    assert cell.hyperlink is None
                    yield ""
        return
    text = path.read_text(encoding="utf-8-sig")
    for separator in ";,\t":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield from row if separator in text.split("\n", 1)[0] else ()


def structure(path: Path) -> object:
    """What a file is built of, without its texts; whatever runs or leads away is refused on the way."""
    content = path.read_bytes()
    if path.suffix in {".graphml", ".gexf"}:
        return of_xml(content)
    if path.suffix == ".svg":
        assert not re.search(rb"<(script|image|foreignObject|a)\b", content)
        return sorted(set(of_xml(content)))
    if path.suffix == ".html":
        return sorted(of_html(content))
    if path.suffix == ".md":
        page = MarkdownIt("commonmark", {"html": True}).enable("table").render(content.decode())
        root = html.fromstring(f"<div>{page}</div>")
        return sorted({e.tag for e in root.iter() if isinstance(e.tag, str)})
    if path.suffix in {".csv", ".xlsx"}:
        assert [cell for cell in cells_of(path) if FORMULA.match(cell)] == []
        return None
    if path.suffix in {".docx", ".pptx"}:
        return of_archive(path)
    if path.suffix in {".json", ".jsonl"}:
        return [of_json(json.loads(line)) for line in ([content] if path.suffix == ".json" else content.splitlines())]
    if path.suffix == ".ttl":
        graph = Graph().parse(data=content.decode(), format="turtle")
        assert not [o for o in graph.objects() if str(o).startswith("javascript:") and o.n3().startswith("<")]
        return len(set(graph.subjects()))
    if path.suffix == ".ics":
        return [sorted({str(k) for k in one}) for one in Calendar.from_ical(content).walk()]
    if path.suffix == ".vcf":
        return [sorted(card.contents) for card in readComponents(content.decode())]
    if path.suffix == ".pdf":
        content = re.sub(rb"stream\r?\n.*?endstream", b"", content, flags=re.DOTALL)
        assert not re.search(rb"/(JavaScript|JS|Launch|OpenAction|EmbeddedFile|SubmitForm)\b", content)
        assert not re.search(rb"/URI ?\((?!https?:)", content)
        return bool(len(pypdfium2.PdfDocument(content)))
    return None


@pytest.mark.parametrize("maker", sorted(MAKERS))
def test_no_export_runs_anything(tmp_path: Path, maker: str) -> None:
    found = []
    for name, texts in (("plain", [PLAIN]), ("hostile", list(PAYLOADS.values()))):
        (tmp_path / name).mkdir()
        found.append([structure(path) for path in MAKERS[maker](network_with(texts), tmp_path / name)])
    assert found[0] == found[1]


def test_a_script_has_the_statements_it_would_have() -> None:
    plain, hostile = (list(statements(content_of(network_with(texts)))) for texts in ([PLAIN], list(PAYLOADS.values())))
    assert len(plain) == len(hostile)


@pytest.mark.parametrize("sort", sorted(PAYLOADS))
def test_a_cell_is_no_formula_and_comes_back(sort: str) -> None:
    cell = neutral(PAYLOADS[sort])
    assert not FORMULA.match(cell)
    assert restored(cell) == PAYLOADS[sort]
