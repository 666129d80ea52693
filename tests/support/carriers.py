"""One small file for each kind of source, with a text as the name of an organisation, or as the name of a field."""

import csv
import gzip
import io
import json
from collections.abc import Callable
from html import escape
from xml.sax.saxutils import quoteattr

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.hostile import in_ods

Carrier = tuple[str, Callable[[str], bytes]]


def _table(*rows: list[str], separator: str = ";") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def _sheet(*rows: list[str]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    assert isinstance(book.active, Worksheet)
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            cell = book.active.cell(number, column)
            cell.value = text
            cell.data_type = "s"  # a text, also where it begins as a formula does
    book.save(out)
    return out.getvalue()


def _graph(nodes: str, field: str = "label") -> bytes:
    keys = f"<key id='n' for='node' attr.name={quoteattr(field)}/><key id='t' for='node' attr.name='type'/>"
    return f"<graphml>{keys}<graph edgedefault='directed'>{nodes}</graph></graphml>".encode()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _text(text: str) -> str:
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")


def _facts(name: str, label: str = "Organisation", field: str = "place", tie: str = "WORKS_FOR") -> dict[str, object]:
    nodes = [
        {"ref": "a", "type": label, "name": name, field: "Ulm"},
        {"ref": "b", "type": "Person", "name": "Anna Lang"},
    ]
    return {"source": {"title": "B"}, "nodes": nodes, "relationships": [{"type": tie, "from": "b", "to": "a"}]}


def _card(text: str) -> bytes:
    return (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lang;Anna;;;\r\nFN:Anna Lang\r\nORG:{_text(text)}\r\nEND:VCARD\r\n".encode()
    )


def _calendar(lines: str) -> bytes:
    event = f"BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20210316\r\n{lines}\r\nEND:VEVENT"
    return f"BEGIN:VCALENDAR\r\n{event}\r\nEND:VCALENDAR\r\n".encode()


def _schedule(title: str) -> bytes:
    event = f"<event id='1'><title>{escape(title)}</title><persons><person>Anna Lang</person></persons></event>"
    day = f"<day date='2021-03-16'><room name='A'>{event}</room></day>"
    return f"<schedule><conference><title>T</title></conference>{day}</schedule>".encode()


def _node_link(name: str, field: str = "note") -> dict[str, object]:
    nodes = [
        {"id": 1, "name": name, "type": "Organisation", field: "x"},
        {"id": 2, "name": "Bo Weiß", "type": "Person"},
    ]
    return {"directed": True, "multigraph": False, "nodes": nodes, "links": [{"source": 2, "target": 1}]}


def _cytoscape(name: str) -> dict[str, object]:
    nodes = [{"data": {"id": "a", "name": name, "type": "Organisation"}}, {"data": {"id": "b", "name": "Bo Weiß"}}]
    return {"elements": {"nodes": nodes, "edges": [{"data": {"source": "b", "target": "a"}}]}}


def _graphology(name: str) -> dict[str, object]:
    nodes = [{"key": "a", "attributes": {"label": name, "type": "Organisation"}}]
    return {"options": {"type": "directed"}, "nodes": nodes, "edges": []}


def _statement(name: str, schema: str = "Organization", field: str = "note") -> dict[str, object]:
    return {"id": "a", "schema": schema, "properties": {"name": [name], field: ["x"]}}


def _session(title: str) -> list[dict[str, object]]:
    return [{"title": title, "speakers": [{"name": "Anna Lang"}], "date": "2021-03-16"}]


# The name of an organisation, or of an event where a file has no organisations.
NAMES: dict[str, Carrier] = {
    "csv": ("liste.csv", lambda t: _table(["Vorname", "Nachname", "Organisation"], ["Anna", "Lang", t])),
    "tsv": ("liste.tsv", lambda t: _table(["Vorname", "Nachname", "Organisation"], ["A", "Lang", t], separator="\t")),
    "xlsx": ("liste.xlsx", lambda t: _sheet(["Vorname", "Nachname", "Organisation"], ["Anna", "Lang", t])),
    "ods": ("liste.ods", lambda t: in_ods("Lang", escape(t))),
    "xls": (
        "liste.xls",
        lambda t: f"<table><tr><td>Vorname<td>Nachname<td>Firma<tr><td>A<td>Lang<td>{escape(t)}</table>".encode(),
    ),
    "vcard": ("karten.vcf", _card),
    "calendar": ("termine.ics", lambda t: _calendar(f"SUMMARY:{_text(t)}")),
    "schedule": ("programm.xml", _schedule),
    "schedule_json": ("programm.json", lambda t: _json(_session(t))),
    "facts_yaml": ("fakten.yaml", lambda t: _json(_facts(t))),
    "facts_json": ("fakten.json", lambda t: _json(_facts(t))),
    "graphml": (
        "netz.graphml",
        lambda t: _graph(f"<node id='a'><data key='n'>{escape(t)}</data><data key='t'>Organisation</data></node>"),
    ),
    "gexf": (
        "netz.gexf",
        lambda t: (
            f"<gexf version='1.3'><graph><nodes><node id='0' kind='Organisation' label={quoteattr(t)}/></nodes><edges/>"
            "</graph></gexf>"
        ).encode(),
    ),
    "nodelink": ("netz.json", lambda t: _json(_node_link(t))),
    "cytoscape": ("netz.cyjs", lambda t: _json(_cytoscape(t))),
    "graphology": ("netz.json", lambda t: _json(_graphology(t))),
    "followthemoney": ("ftm.jsonl", lambda t: _json(_statement(t))),
    "popolo": ("popolo.json", lambda t: _json({"persons": [], "organizations": [{"id": "a", "name": t}]})),
    "nodelists": ("netz_nodes.csv", lambda t: _table(["id", "label", "type"], ["a", t, "Organisation"], separator=",")),
    "packed": ("ftm.jsonl.gz", lambda t: gzip.compress(_json(_statement(t)))),
}
# What becomes a label, a type or a property in other programs: the name of a column, a field, a type.
FIELDS: dict[str, Carrier] = {
    "csv": ("liste.csv", lambda t: _table(["Vorname", "Nachname", t], ["Anna", "Lang", "x"])),
    "xlsx": ("liste.xlsx", lambda t: _sheet(["Vorname", "Nachname", t], ["Anna", "Lang", "x"])),
    "facts label": ("fakten.json", lambda t: _json(_facts("Werk", label=t))),
    "facts field": ("fakten.json", lambda t: _json(_facts("Werk", field=t))),
    "facts type": ("fakten.yaml", lambda t: _json(_facts("Werk", tie=t))),
    "graphml field": (
        "netz.graphml",
        lambda t: _graph("<node id='Anna Lang'><data key='n'>x</data><data key='t'>Person</data></node>", field=t),
    ),
    "graphml type": (
        "netz.graphml",
        lambda t: _graph(f"<node id='a'><data key='n'>Anna Lang</data><data key='t'>{escape(t)}</data></node>"),
    ),
    "nodelink field": ("netz.json", lambda t: _json(_node_link("Werk", field=t))),
    "followthemoney schema": ("ftm.jsonl", lambda t: _json(_statement("Werk", schema=t))),
    "followthemoney field": ("ftm.jsonl", lambda t: _json(_statement("Werk", field=t))),
    "calendar": ("termine.ics", lambda t: _calendar(f"SUMMARY:Auftakt\r\nX-{t}:1")),
    "vcard": (
        "karten.vcf",
        lambda t: f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lang;Anna;;;\r\nFN:Anna Lang\r\n{t}:1\r\nEND:VCARD\r\n".encode(),
    ),
}
# XML in its many clothes: a document that begins so, with a declaration before it and an entity in it.
DECLARED: dict[str, tuple[str, bytes]] = {
    "graphml": ("netz.graphml", _graph("<node id='a'><data key='n'>&x;</data><data key='t'>Person</data></node>")),
    "gexf": (
        "netz.gexf",
        b"<gexf version='1.3'><graph><nodes><node id='0' label='&x;'/></nodes><edges/></graph></gexf>",
    ),
    "schedule": ("programm.xml", _schedule("X").replace(b">X<", b">&x;<")),
}
