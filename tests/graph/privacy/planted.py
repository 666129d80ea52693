"""One invented person in as many places as there are, under a name that stands nowhere else."""

import json
from datetime import date
from pathlib import Path
from urllib.parse import quote

from graph.columns import Keeper
from graph.curation.care import Care
from graph.curation.conversations import PromiseMade, Talk, note_conversation
from graph.curation.entries import enter
from graph.curation.entry import Entry, NewNode, Provenance, StatedFact, ValueChange
from graph.curation.introductions import begun
from graph.curation.pair_book import PairBook
from graph.curation.ratings import Rating, rate
from graph.model.ledger import LedgerEntry
from graph.network.search import find_one
from graph.store import Store
from graph.store.merging import Reasons
from graph.views.named import NamedView
from ingest.loading.gathering import gather
from ingest.loading.intake import Wishes
from ingest.loading.taking_in import check, take_all
from ingest.records import Options

FAMILY = "Zqxmärker"
NAME = f"Anna {FAMILY}"
MAIL = "a.zqxmaerker@werk.example"
BESIDE = "Bernd Müller"
FILES = {
    "liste.csv": (
        f"Vorname;Nachname;Organisation;E-Mail\nAnna;{FAMILY};Werk Nord GmbH;{MAIL}\n"
        f"Bernd;Müller;Werk Nord GmbH;b.mueller@werk.example\nClara;Weiß;IG Beispiel;c.weiss@ig.example\n"
    ),
    "karten.vcf": (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{FAMILY};Anna;;Dr.;\r\nFN:Dr. {NAME}\r\nORG:Werk Nord GmbH\r\n"
        f"EMAIL:{MAIL}\r\nEND:VCARD\r\n"
    ),
    "termine.ics": (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20210420\r\n"
        f"SUMMARY:Gespräch mit {NAME}\r\nATTENDEE;CN={NAME}:mailto:{MAIL}\r\n"
        "ATTENDEE;CN=Bernd Müller:mailto:b.mueller@werk.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ),
    "presse.txt": (
        f"Auftakt in Ulm. {NAME}, Leiterin der Werk Nord GmbH, traf Clara Weiß von der IG Beispiel. "
        f"Frau {FAMILY} sagte, Clara Weiß sei Vorsitzende der IG Beispiel.\n"
    ),
    "fakten.json": json.dumps(
        {
            "source": {"title": f"Vermerk über {NAME}"},
            "nodes": [
                {"ref": "a", "type": "Person", "name": f"A. {FAMILY.upper()}"},
                {
                    "ref": "b",
                    "type": "Organisation",
                    "name": "IG Beispiel",
                    "website": f"https://ig.example/{quote(NAME)}",
                },
                {"ref": "c", "type": "Person", "name": "Clara Weiß", "emails": ["c.weiss@ig.example"]},
                {"ref": "e", "type": "Event", "name": f"Ehrung für {NAME}", "start": "2021-05-01"},
            ],
            "relationships": [
                {"type": "MEMBER_OF", "from": "a", "to": "b"},
                {"type": "TOOK_PART_IN", "from": "b", "to": "e"},
                {"type": "WORKS_FOR", "from": "c", "to": "b", "role": f"Vertreter von {NAME}"},
            ],
        },
        ensure_ascii=False,
    ),
}


def load(store: Store, folder: Path, *names: str) -> list[str]:
    """Load files of these names, or all, and return what the reports note."""
    folder.mkdir(exist_ok=True, parents=True)
    noted = []
    for name in names or FILES:
        (folder / name).write_text(FILES[name], encoding="utf-8")
        event = {"event": "Auftakt", "date": "2021-03-16", "list_kind": "participants"} if name == "liste.csv" else {}
        with gather([folder / name]) as found:
            ready = check(found.files, Options(**event))
            assert not ready.refused, ready.refused
            for report in take_all(store, ready.prepared, Wishes()):
                noted += [note.message("de") for note in report.notes]
    return noted


def plant(store: Store, data: Path, folder: Path) -> str:
    """Put her everywhere, and return the id of her node."""
    load(store, folder)
    network = Keeper(store.snapshots).network(store.view())
    her, short, other = (find_one(network, name).id for name in (MAIL, f"A. {FAMILY.upper()}", BESIDE))
    if short != her:
        store.curator().merge(her, short, Reasons("Otto", f"{FAMILY} ist dieselbe", (f"{NAME} | A. {FAMILY}",)))
    network = Keeper(store.snapshots).network(store.view())
    today = date(2021, 6, 1)
    with_her = Talk("2021-05-20", (her,), f"{NAME} will helfen", promises=(PromiseMade("Liste schicken", "Otto", her),))
    with_both = Talk("2021-05-21", (other, her), f"Frau {FAMILY} und Herr Müller planen.", reason="ja")
    for unique, talk in (("1", with_her), ("2", with_both)):
        note_conversation(store, network, talk, "Otto", today, unique)
        network = Keeper(store.snapshots).network(store.view())
    by_hand = Entry(
        Provenance("2021-05-22", "mail", said_by=NAME, title=f"Nachricht von {NAME}"),
        nodes=(NewNode("verein", "Organisation", "Freundeskreis Nord e. V."),),
        facts=(StatedFact("MEMBER_OF", other, "verein", role=f"Stellvertreter von {NAME}"),),
        values=(ValueChange(her, "title", "Prof."),),
        note=f"Frau {FAMILY} gründet ihn.",
        reason=f"{NAME} muss es wissen",
    )
    enter(store, network, by_hand, FAMILY, today, unique="3")
    network = Keeper(store.snapshots).network(store.view())
    house = find_one(network, "IG Beispiel").id
    rate(network, store.curator(), Rating(house, 3, 2, "2021-06-01", f"Wegen Frau {FAMILY}."), "Otto")
    rate(network, store.curator(), Rating(house, 3, 3, "2021-06-02"), NAME)
    finding = {
        "state": "dismissed",
        "why": f"{NAME} kennt ihn",
        "question": "q",
        "subjects": [her, other],
        "title": NAME,
    }
    seen = {
        "pins": {her: [1, 2], other: [3, 4]},
        "hidden": [her],
        "folded": {her: ["*"]},
        "selection": [other, her],
        "tie": [her, other],
    }
    store.curator().note(
        [
            Care(her, "Otto").entry("Otto"),
            *begun(her, other, "Otto").entries("Otto"),
            LedgerEntry("finding", "f1", "Otto", body=finding),
            LedgerEntry(
                "briefing", f"network:{her}", "Otto", body={"version": 1, "facts": {}, "places": {her: [0, 0]}}
            ),
            LedgerEntry(
                "briefing", "alle", "Otto", body={"version": 1, "facts": {}, "places": {her: [0, 0], other: [1, 1]}}
            ),
            LedgerEntry(
                "export",
                f"2021-06-01 {FAMILY}.csv",
                "Otto",
                body={"file": f"{FAMILY}.csv", "for": NAME, "format": "csv"},
            ),
            LedgerEntry("briefing_template", "t1", "Otto", body={"name": f"Für {NAME}", "subjects": [her]}),
            LedgerEntry("visit", "v1", FAMILY, body={"seen": [her, other]}),
            LedgerEntry("goal", "g1", "Otto", body={"goal": {"title": f"{NAME} einladen"}}),
            NamedView("v1", f"Rund um {NAME}", f"{FAMILY} fehlt", asked={"actor": [her]}, state=seen, who="Otto").entry(
                "Otto"
            ),
            LedgerEntry("map_story", "s1", "Otto", body={"title": NAME, "steps": [["v1", f"Hier steht {NAME}."]]}),
            LedgerEntry("due", "d1", "Otto", body={"thing": f"care:{her}", "person": "Otto", "said": "seen"}),
        ]
    )
    store.writer().place({her: (0.5, 0.5)})
    source = next(s for s in store.view().nodes("Source") if s.get("file") == "liste.csv")
    store.curator().correct_source(source["id"], {"publisher": f"Büro {NAME}"}, "Otto", f"sagt {NAME}")
    network = Keeper(store.snapshots).network(store.view())
    book = PairBook(store.snapshots)
    book.update(store.view(), network)
    for place, text in (
        ("mappings/eigene.yaml", f"title: Liste von {NAME}\n"),
        ("logs/commands.log", f"eine Zeile mit {MAIL} und {quote(FAMILY)}\n"),
        ("logs/rejected.csv", f"Zeile;Name\n7;{FAMILY.upper()}\n"),
    ):
        (data / place).parent.mkdir(exist_ok=True, parents=True)
        (data / place).write_text(text, encoding="utf-8")
    return her
