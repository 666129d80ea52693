"""Writes the invented participant lists of the sample: `python tools/make_sample.py [FOLDER]`.

The network (`netzwerk.yaml`) and the programmes (`programme-*.yaml`) are written by hand; this script only
draws who came. It is seeded, so running it again gives the same lists. Names are invented
(`make_sample.yaml`); people who share one are not meant.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import yaml

CAST = Path(__file__).with_suffix(".yaml")
SAMPLE = Path(__file__).resolve().parents[1] / "ingest" / "sample"
COLUMNS = [
    "Anrede", "Titel", "Vorname", "Nachname", "Organisation", "Funktion", "E-Mail", "Ort", "Land", "Workshop",
]  # fmt: skip
TURNED = [
    "Nachname", "Vorname", "Titel", "Anrede", "Funktion", "Organisation", "Ort", "Land", "E-Mail", "Workshop",
]  # fmt: skip
OPENING = "2021-03-16"
FREELANCE_ADDRESS = "kontakt@beratung-kroeplin.example"

TITLES = [
    "Dr.",
    "Dr.",
    "Dr",
    "Dr.-Ing.",
    "Dipl.-Ing.",
    "Dipl.-Ing. (FH)",
    "Dipl.-Kfm.",
    "Dipl.-Volkswirt",
    "M. Sc.",
]
UNTITLED = ("Betriebsrat", "Sachbearbeiter", "Projektkoordinator")
FEMALE_TITLES = {"Dipl.-Kfm.": "Dipl.-Kffr.", "Dipl.-Volkswirt": "Dipl.-Volkswirtin"}

# What is planted, see README.md of the sample.
NEVER_COME = {"ostseebogen", "rheinaue", "sensorwerk", "innbogen", "polymere", "revierpakt"}
ONLY_OPENING = {"havelring", "composite", "vorderpfalz", "feinpapier"}
TAUNUS = {"taunusrand", "merzhausen", "ihk_taunus"}
WERRA = {"werrahoehe", "behaelterglas", "vgk"}
FULDA = {"fulda", "rhoenquell"}
NO_UNION = {"Workshop 5", "Workshop IV: Industrie und Nachbarschaft"}
NAMESAKES = {"tremmel": "Michael Lindemeier", "ihk_foerde": "Michael Lindemeier"}
SHARED_MAILBOX = {"st_gruben"}
NEEDED_ADDRESSES = ("info@", "michael.lindemeier@")
TWO_GUESTS = ["st_gruben", "taunusrand", "m_nw", "neckar", "erbachtal", "salzaue", "elbhang"]
OPENING_WORKSHOP = {
    **dict.fromkeys(("NI", "HB", "HH", "SH", "MV"), "Workshop 1"),
    **dict.fromkeys(("BB", "BE", "SN", "ST", "TH"), "Workshop 2"),
    **dict.fromkeys(("BW", "BY", "RP", "SL"), "Workshop 3"),
    **dict.fromkeys(("NW", "HE"), "Workshop 4"),
}
PLAIN = {
    "ß": "ss",
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "Ö": "oe",
    "ş": "s",
    "ğ": "g",
    "ı": "i",
    "ç": "c",
    "Ç": "c",
}
PLAIN |= {"ł": "l", "Ł": "L", "ń": "n", "ą": "a", "ó": "o", "ř": "r", "á": "a", "ć": "c", "š": "s", "é": "e"}
LETTERS = str.maketrans(PLAIN)
ABBREVIATION = {"NW": "NRW"}  # the others are written as the references of the Länder in netzwerk.yaml


@dataclass(frozen=True)
class Body:
    """An organisation of the network, with its Land (abbreviation as its reference) and its topics."""

    ref: str
    kind: str
    name: str
    short_name: str
    domain: str
    place: str
    land: str
    land_name: str
    topics: frozenset[str]


@dataclass(frozen=True)
class Guest:
    """A person at one organisation."""

    salutation: str
    title: str
    given_name: str
    family_name: str
    body: Body | None
    function: str
    email: str
    known: bool = False  # stands in netzwerk.yaml with an e-mail address
    stale: bool = False  # stops coming after 2021

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True)
class Programme:
    """A later event: who has a part in it, the Länder it invites and its workshops with their topics."""

    date: str
    rows: int
    lands: frozenset[str]
    with_part: dict[str, str]  # name of a person -> workshop, or "" where the part was elsewhere
    workshops: dict[str, frozenset[str]]


def read(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def links(facts: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    return (fact for fact in facts["relationships"] if fact["type"] == kind)


def nodes(facts: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    return {node["ref"]: node for node in facts["nodes"] if node["type"] == kind}


def bodies_of(network: dict[str, Any]) -> dict[str, Body]:
    regions, topics = nodes(network, "Region"), nodes(network, "Topic")
    land: dict[str, str] = {}
    for fact in links(network, "ACTIVE_IN"):
        if "code" in regions[fact["to"]]:
            land.setdefault(fact["from"], fact["to"].upper())
    deals: dict[str, set[str]] = {}
    for fact in links(network, "DEALS_WITH"):
        deals.setdefault(fact["from"], set()).add(topics[fact["to"]]["name"])
    found = {}
    for ref, node in nodes(network, "Organisation").items():
        domain = node["website"].removeprefix("https://www.")
        home, name = land[ref], regions[land[ref].lower()]["name"]
        found[ref] = Body(
            ref, node["kind"], node["name"], node.get("short_name", ""), domain, node["place"], home, name,
            frozenset(deals[ref]),
        )  # fmt: skip
    return found


def known_guests(network: dict[str, Any], bodies: dict[str, Body], women: set[str]) -> list[list[Guest]]:
    """The persons of netzwerk.yaml, each as one guest per employer, the earliest first."""
    jobs: dict[str, list[Guest]] = {}
    persons = nodes(network, "Person")
    for fact in links(network, "WORKS_FOR"):
        person = persons[fact["from"]]
        given, family = person["given_name"], person["family_name"]
        salutation = "Frau" if given in women else "Herr"
        earlier = jobs.setdefault(fact["from"], [])
        earlier.append(
            Guest(salutation, person.get("title", ""), given, family, bodies[fact["to"]], fact["role"],
                  person["emails"][len(earlier)], known=True)
        )  # fmt: skip
    return list(jobs.values())


def split_name(name: str) -> tuple[str, str]:
    """("Lea Sophie", "Brinkmeier"); "van den" and "von" belong to the family name."""
    given, particle, family = re.split(r" (van den |von )?(?=\S+$)", name)
    return given, (particle or "") + family


def address(given: str, family: str, domain: str) -> str:
    local = f"{given}.{family}".translate(LETTERS).lower().replace(" ", "")
    return f"{local}@{domain}"


def inflect(function: str, salutation: str) -> str:
    woman = salutation == "Frau"
    function = function.replace("(e/er)", "e" if woman else "er")
    return function.replace("(in)", "in" if woman else "")


class Cast:
    """Draws unknown guests, each name once."""

    def __init__(self, bodies: dict[str, Body], tables: dict[str, Any], random: Random) -> None:
        self.bodies = bodies
        self.functions: dict[str, list[str]] = tables["functions"]
        self.random = random
        self.names = [("Frau", *split_name(name)) for name in tables["women"].split(", ")]
        self.names += [("Herr", *split_name(name)) for name in tables["men"].split(", ")]
        random.shuffle(self.names)
        self.turn = 0
        self.taken: set[tuple[str, str]] = set()

    def guest(self, ref: str) -> Guest:
        body = self.bodies[ref]
        if ref in NAMESAKES:
            salutation, (given, family) = "Herr", NAMESAKES[ref].split()
        else:
            salutation, given, family = self.names.pop()
        function = inflect(self.function(body), salutation)
        mailbox = f"info@{body.domain}" if ref in SHARED_MAILBOX else address(given, family, body.domain)
        stale = self.random.random() < 0.25
        return Guest(salutation, self.title(salutation, function), given, family, body, function, mailbox, stale=stale)

    def title(self, salutation: str, function: str) -> str:
        if self.random.random() > 0.24 or function.startswith(UNTITLED):
            return ""
        title = self.random.choice(TITLES)
        return FEMALE_TITLES.get(title, title) if salutation == "Frau" else title

    def function(self, body: Body) -> str:
        """The next function of the kind that nobody of this organisation has yet."""
        choices = self.functions[body.kind]
        self.turn += 1
        turned = choices[self.turn % len(choices) :] + choices[: self.turn % len(choices)]
        function = next(choice for choice in turned if (body.ref, choice) not in self.taken)
        self.taken.add((body.ref, function))
        return function


def spelling(body: Body, random: Random) -> str:
    """The organisation's name as people write it: whole, short, without legal form, with abbreviation."""
    if random.random() < 0.6:
        return body.name
    variants = []
    if body.short_name:
        variants += [body.short_name, f"{body.name} ({body.short_name})"]
    without_form = re.sub(r" (GmbH & Co\. KG|GmbH|AG|KG|e\. V\.)$", "", body.name)
    if without_form != body.name:
        variants += [without_form, body.name.replace("e. V.", "e.V.").replace("Co. KG", "Co.KG")]
    return random.choice(variants or [body.name])


def row(guest: Guest, workshop: str, random: Random, *, rough: bool) -> list[str]:
    """One line of a list; a rough one as the people at the registration desk get it."""
    body = guest.body
    salutation, title, family, email = guest.salutation, guest.title, guest.family_name, guest.email
    land = body.land_name if body else "Thüringen"
    if rough:
        if body and random.random() < 0.25:
            land = ABBREVIATION.get(body.land, body.land)
        if not guest.known and not email.startswith(NEEDED_ADDRESSES) and random.random() < 0.17:
            email = ""
        if random.random() < 0.02:
            email = email.title()
        if random.random() < 0.02:
            family += " "
        if random.random() < 0.5:
            title = title.replace("Prof. Dr.", "Prof.Dr.")
        if random.random() < 0.03:
            salutation = ""
    organisation, place = (spelling(body, random), body.place) if body else ("", "Erfurt")
    return [
        salutation,
        title,
        guest.given_name,
        family,
        organisation,
        guest.function,
        email,
        place,
        land,
        workshop,
    ]


def opening_workshop(guest: Guest, random: Random) -> str:
    body = guest.body
    if body is None:
        return "Workshop 2"
    if body.ref in TAUNUS:
        return "Workshop 5"
    if body.ref in WERRA | FULDA:
        return OPENING_WORKSHOP[body.land]
    if random.random() < 0.06:
        return ""
    if body.kind != "union" and random.random() < 0.22:
        return "Workshop 5"
    return OPENING_WORKSHOP[body.land] if random.random() < 0.7 else f"Workshop {random.randint(1, 4)}"


def later_workshop(guest: Guest, programme: Programme, random: Random) -> str:
    """The workshop a guest has a part in, else one on the topics of the organisation, else any."""
    assert guest.body is not None
    part = programme.with_part.get(guest.name, "")
    if part:
        return part
    union = guest.body.kind == "union"
    open_to = {name: topics for name, topics in programme.workshops.items() if not (union and name in NO_UNION)}
    if guest.body.ref in TAUNUS:
        return next(name for name in open_to if name in NO_UNION)
    if random.random() < 0.06:
        return ""
    fitting = [name for name, topics in open_to.items() if topics & guest.body.topics]
    return random.choice(fitting if fitting and random.random() < 0.8 else list(open_to))


def programme_of(path: Path) -> Programme:
    facts = read(path)
    events, topics = nodes(facts, "Event"), nodes(facts, "Topic")
    persons = {ref: f"{node['given_name']} {node['family_name']}" for ref, node in nodes(facts, "Person").items()}
    main = events["veranstaltung"]
    workshops = {ref: node["name"] for ref, node in events.items() if node["format"] == "workshop"}
    subjects: dict[str, set[str]] = {name: set() for name in workshops.values()}
    for fact in links(facts, "DEALS_WITH"):
        if fact["from"] in workshops:
            subjects[workshops[fact["from"]]].add(topics[fact["to"]]["name"])
    with_part: dict[str, str] = {}
    for fact in links(facts, "TOOK_PART_IN"):
        if fact["from"] in persons and fact["role"] != "invited":
            with_part[persons[fact["from"]]] = workshops.get(fact["to"], "") or with_part.get(persons[fact["from"]], "")
    lands = frozenset(fact["to"].upper() for fact in links(facts, "ACTIVE_IN"))
    return Programme(
        str(main["start"]),
        main["attendance"],
        lands,
        with_part,
        {name: frozenset(found) for name, found in subjects.items()},
    )


def may_come(guest: Guest, programme: Programme) -> bool:
    body = guest.body
    if body is None or body.land not in programme.lands or body.ref in NEVER_COME | ONLY_OPENING:
        return False
    if guest.stale and programme.date > "2022":
        return False
    if body.ref == "kohlerunde" and programme.date > "2022-06-30":
        return False
    if body.ref in TAUNUS:
        return programme.date == "2022-11-29"
    return body.ref not in WERRA or programme.date == "2021-09-23"


def invented_lists(folder: Path) -> dict[str, list[list[str]]]:
    """The rows of every participant list, by date of the event."""
    network, tables = read(folder / "netzwerk.yaml"), read(CAST)
    random = Random("Akteursnetz")
    bodies = bodies_of(network)
    cast = Cast(bodies, tables, random)
    known = known_guests(network, bodies, set(tables["given_names_of_women"].split(", ")))

    circle = opening_guests(cast, known)
    random.shuffle(circle)
    lists = {OPENING: [row(guest, opening_workshop(guest, random), random, rough=True) for guest in circle]}
    for path in sorted(folder.glob("programme-*.yaml")):
        programme = programme_of(path)
        if programme.date > "2022-04":
            circle = [current(guest, known) for guest in circle]
        new = [replace(cast.guest(ref), stale=False) for ref in tables["new_guests"][programme.date]]
        by_part = [guest for guest in circle if guest.name in programme.with_part]
        others = [guest for guest in circle if may_come(guest, programme) and guest not in by_part]
        coming = by_part + new + random.sample(others, programme.rows - len(by_part) - len(new))
        coming.sort(key=lambda guest: (guest.family_name.translate(LETTERS).lower(), guest.given_name))
        lists[programme.date] = [
            row(guest, later_workshop(guest, programme, random), random, rough=index % 3 == 0)
            for index, guest in enumerate(coming)
        ]
        circle += new
    return lists


def opening_guests(cast: Cast, known: Iterable[Sequence[Guest]]) -> list[Guest]:
    """The persons of the network, one freelancer, and one or two more of each organisation that comes."""
    away = NEVER_COME - {"innbogen"}
    first = [jobs[0] for jobs in known if jobs[0].body and jobs[0].body.ref not in away]
    freelancer = Guest("Frau", "", "Jutta", "Kröplin", None, "Selbstständige Beraterin", FREELANCE_ADDRESS)
    more = [ref for ref in cast.bodies if ref not in NEVER_COME] + TWO_GUESTS
    return [*first, freelancer, *(cast.guest(ref) for ref in more)]


def current(guest: Guest, known: Iterable[Sequence[Guest]]) -> Guest:
    """The guest at the present employer, from April 2022 on."""
    return next((jobs[-1] for jobs in known if guest in jobs), guest)


def as_csv(rows: list[list[str]], encoding: str, columns: Sequence[str] = COLUMNS) -> bytes:
    """Semicolons and CRLF; letters that cp1252 lacks become plain ones, as old spreadsheets save them."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    order = [COLUMNS.index(column) for column in columns]
    writer.writerow(columns)
    writer.writerows([line[place] for place in order] for line in rows)
    text = out.getvalue()
    if encoding == "cp1252":
        text = "".join(letter if fits(letter) else letter.translate(LETTERS) for letter in text)
    return text.encode(encoding)


def fits(letter: str) -> bool:
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def as_xlsx(rows: list[list[str]]) -> bytes:
    """A workbook that does not depend on the time: fixed dates in archive and properties, stored."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Teilnehmende"
    for line in [COLUMNS, *rows]:
        sheet.append([cell or None for cell in line])
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2022-09-15T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(name, (2022, 9, 15, 0, 0, 0)), content)
    return out.getvalue()


def files(folder: Path = SAMPLE) -> dict[str, bytes]:
    """Name and content of each list."""
    lists = invented_lists(folder)
    return {
        "teilnehmende-2021-03-16.csv": as_csv(lists["2021-03-16"], "cp1252"),
        "teilnehmende-2021-06-10.csv": as_csv(lists["2021-06-10"], "utf-8-sig"),
        "teilnehmende-2021-09-23.csv": as_csv(lists["2021-09-23"], "cp1252"),
        "teilnehmende-2021-11-18.csv": as_csv(lists["2021-11-18"], "utf-8"),
        "teilnehmende-2022-03-24.csv": as_csv(lists["2022-03-24"], "utf-8-sig", TURNED),
        "teilnehmende-2022-09-15.xlsx": as_xlsx(lists["2022-09-15"]),
        "teilnehmende-2022-11-29.csv": as_csv(lists["2022-11-29"], "utf-8-sig"),
    }


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    for file, content in files().items():
        (target / file).write_bytes(content)
