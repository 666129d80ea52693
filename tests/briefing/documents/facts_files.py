"""Two invented facts files, one public and one internal, as somebody in the office would load them."""

from collections.abc import Iterable
from pathlib import Path

from graph.store import Store
from ingest.loading.pipeline import load, prepare
from ingest.records import Options
from tests.briefing.documents.little_network import SECRET

NASTY = "<img src=x onerror=alert(1)> #link =1+1"
PUBLIC = f"""
source: {{title: 'Erfunden: Bericht', kind: report, date: 2022-06-01, invented: true, confidentiality: public}}
nodes:
  - {{ref: anna, type: Person, name: Änne Groß, given_name: Änne, family_name: Groß}}
  - {{ref: ben, type: Person, name: 'Ben {NASTY}', given_name: Ben, family_name: Kohl}}
  - {{ref: werk, type: Organisation, name: Werk Nord GmbH, kind: company}}
  - {{ref: treff, type: Event, name: Nordtreffen, format: meeting, start: 2021-03-16}}
relationships:
  - {{type: WORKS_FOR, from: anna, to: werk, role: Leiterin}}
  - {{type: TOOK_PART_IN, from: anna, to: treff}}
  - {{type: TOOK_PART_IN, from: ben, to: treff}}
"""
INTERNAL = f"""
source: {{title: 'Erfunden: Gespräch {SECRET}', kind: conversation, date: 2022-07-01, invented: true}}
nodes:
  - {{ref: werk, type: Organisation, name: Werk Nord GmbH, kind: company}}
  - {{ref: bank, type: Organisation, name: 'Bank {SECRET}', kind: company}}
relationships:
  - {{type: FUNDS, from: bank, to: werk}}
"""


def load_files(store: Store, folder: Path, texts: Iterable[str] = (PUBLIC, INTERNAL)) -> None:
    for i, text in enumerate(texts):
        (file := folder / f"{i}.yaml").write_text(text, encoding="utf-8")
        load(store, prepare(file, Options()))
