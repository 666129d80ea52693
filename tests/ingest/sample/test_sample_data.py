"""What the sample promises: complete, real and invented kept apart, its gaps where README.md says."""

from __future__ import annotations

import csv
import importlib.util
import io
import re
import sys
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
import yaml

from ingest import sample

FOLDER = Path(str(sample.folder()))
GENERATOR = Path(__file__).resolve().parents[3] / "tools" / "make_sample.py"
ENCODINGS = {"teilnehmende-2021-03-16.csv": "cp1252", "teilnehmende-2021-09-23.csv": "cp1252"}
NODE_FIELDS = {
    "Person": {"title", "given_name", "family_name", "variants", "emails", "place"},
    "Organisation": {
        "kind",
        "short_name",
        "aliases",
        "legal_form",
        "website",
        "founded",
        "dissolved",
        "place",
    },
    "Event": {"format", "start", "end", "place", "mode", "motto", "attendance"},
    "Topic": {"aliases"},
    "Region": {"code"},
}
ENDS = {
    "WORKS_FOR": ({"Person"}, {"Organisation"}),
    "MEMBER_OF": ({"Person", "Organisation"}, {"Organisation"}),
    "TOOK_PART_IN": ({"Person", "Organisation"}, {"Event"}),
    "PART_OF": ({"Event", "Organisation", "Region", "Topic"}, {"Event", "Organisation", "Region", "Topic"}),
    "DEALS_WITH": ({"Person", "Organisation", "Event"}, {"Topic"}),
    "ACTIVE_IN": ({"Person", "Organisation", "Event"}, {"Region"}),
    "KNOWS": ({"Person"}, {"Person"}),
    "COOPERATES_WITH": ({"Organisation"}, {"Organisation"}),
    "FUNDS": ({"Organisation"}, {"Organisation", "Event"}),
    "SUCCEEDS": ({"Organisation"}, {"Organisation"}),
}
CLOSED_ROLES = {
    "TOOK_PART_IN": {
        "speaker",
        "moderator",
        "panellist",
        "participant",
        "host",
        "invited",
        "inviter",
        "presenter",
    },
    "KNOWS": {"met", "introduced", "colleague"},
}
KINDS = {
    "ministry", "association", "union", "initiative", "company", "chamber", "research", "agency", "media",
    "municipality", "other",
}  # fmt: skip
FORMATS = {"conference", "workshop", "panel", "meeting", "session", "interview", "plenary"}
Row = dict[str, str]


@cache
def load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return loaded


@cache
def rows(name: str) -> list[Row]:
    if name.endswith(".xlsx"):
        cells = list(openpyxl.load_workbook(FOLDER / name).worksheets[0].iter_rows(values_only=True))
        return [dict(zip(cells[0], (cell or "" for cell in line), strict=True)) for line in cells[1:]]
    text = (FOLDER / name).read_bytes().decode(ENCODINGS.get(name, "utf-8-sig"))
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


MANIFEST = load(sample.MANIFEST)["files"]
FACTS = [entry["file"] for entry in MANIFEST if entry["kind"] == "facts"]
LISTS = [entry["file"] for entry in MANIFEST if entry["kind"] == "participants"]
PROGRAMMES = [name for name in FACTS if name.startswith("programme-")]
INVENTED_FACTS = [name for name in FACTS if load(name)["source"]["invented"]]


def nodes(name: str, kind: str) -> dict[str, dict[str, Any]]:
    return {node["ref"]: node for node in load(name)["nodes"] if node["type"] == kind}


def links(name: str, kind: str) -> list[dict[str, Any]]:
    return [fact for fact in load(name)["relationships"] if fact["type"] == kind]


def day_of(name: str) -> str:
    return name.split(".")[0].removeprefix("teilnehmende-")


def email(row: Row) -> str:
    return row["E-Mail"].strip().lower()


def full_name(row: Row) -> str:
    return f"{row['Vorname'].strip()} {row['Nachname'].strip()}"


def org_keys() -> dict[str, str]:
    """Each way of writing an organisation that the lists use -> its reference in the network."""
    found: dict[str, str] = {}
    for ref, node in nodes("netzwerk.yaml", "Organisation").items():
        name, short = node["name"], node.get("short_name")
        bare = name.removesuffix(" " + node.get("legal_form", "-"))
        for key in (
            name,
            bare,
            short,
            f"{name} ({short})",
            name.replace("e. V.", "e.V."),
            name.replace("Co. KG", "Co.KG"),
        ):
            assert key is None or found.setdefault(key, ref) == ref, key
    return found


def guests(name: str) -> list[tuple[str, Row]]:
    """(reference of the organisation, row)"""
    keys = org_keys()
    return [(keys[row["Organisation"]], row) for row in rows(name) if row["Organisation"]]


# files


def test_manifest_names_every_data_file_once() -> None:
    listed = [entry["file"] for entry in MANIFEST]
    present = {path.name for path in FOLDER.iterdir() if path.suffix in {".yaml", ".csv", ".xlsx"}} - {sample.MANIFEST}
    assert len(listed) == len(set(listed))
    assert set(listed) == present


def test_running_the_generator_again_gives_the_same_lists() -> None:
    made = generator().files(FOLDER)
    assert set(made) == set(LISTS)
    for name, content in made.items():
        if name.endswith(".csv"):
            assert content == (FOLDER / name).read_bytes(), name
        else:  # another openpyxl may write other bytes: compare the cells
            cells = list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))
            assert cells == list(openpyxl.load_workbook(FOLDER / name).worksheets[0].iter_rows(values_only=True)), name


def test_generator_writes_the_same_workbook_bytes_twice() -> None:
    made = generator()
    assert made.files(FOLDER)["teilnehmende-2022-09-15.xlsx"] == made.files(FOLDER)["teilnehmende-2022-09-15.xlsx"]


@cache
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_sample", GENERATOR)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_sample"] = module
    spec.loader.exec_module(module)
    return module


def test_opening_list_is_cp1252_with_semicolons_and_crlf() -> None:
    raw = (FOLDER / "teilnehmende-2021-03-16.csv").read_bytes()
    assert raw.startswith(b"Anrede;Titel;Vorname;Nachname;Organisation;Funktion;E-Mail;Ort;Land;Workshop\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n") == 171
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")


# facts files


@pytest.mark.parametrize("name", FACTS)
def test_facts_file_is_well_formed(name: str) -> None:
    facts = load(name)
    assert set(facts) == {"source", "nodes", "relationships"}
    assert set(facts["source"]) == {"title", "publisher", "date", "kind", "confidentiality", "invented"}
    types = {node["ref"]: node["type"] for node in facts["nodes"]}
    assert len(types) == len(facts["nodes"])
    for node in facts["nodes"]:
        assert set(node) - {"ref", "type", "name", "at"} <= NODE_FIELDS[node["type"]], node
        assert node["name"]
        assert node["at"]
        assert node.get("kind", "other") in KINDS, node
        assert node.get("format", "panel") in FORMATS, node
    for fact in facts["relationships"]:
        assert set(fact) <= {"type", "from", "to", "role", "valid_from", "valid_to", "at"}, fact
        sources, targets = ENDS[fact["type"]]
        assert types[fact["from"]] in sources, fact
        assert types[fact["to"]] in targets, fact
        assert fact["at"], fact
        assert fact.get("role") in CLOSED_ROLES.get(fact["type"], {fact.get("role")}), fact


@pytest.mark.parametrize("name", FACTS)
def test_no_fact_stands_twice(name: str) -> None:
    seen = Counter(
        (f["type"], f["from"], f["to"], f.get("role"), f.get("valid_from")) for f in load(name)["relationships"]
    )
    assert [key for key, times in seen.items() if times > 1] == []


@pytest.mark.parametrize("name", FACTS)
def test_dates_are_a_year_a_month_or_a_day(name: str) -> None:
    for item in load(name)["nodes"] + load(name)["relationships"]:
        for field in {"start", "end", "founded", "dissolved", "valid_from", "valid_to"} & set(item):
            assert isinstance(item[field], date) or re.fullmatch(r"(19|20)\d\d(-(0[1-9]|1[0-2]))?", item[field]), item


def test_organisations_and_topics_are_named_alike_in_every_file() -> None:
    known = {
        node["name"] for kind in ("Organisation", "Topic", "Person") for node in nodes("netzwerk.yaml", kind).values()
    }
    for name in INVENTED_FACTS:
        for kind in ("Organisation", "Topic", "Person"):
            assert {node["name"] for node in nodes(name, kind).values()} <= known, name


# real and invented


def test_only_the_press_report_and_the_register_of_laender_are_real() -> None:
    assert set(FACTS) - set(INVENTED_FACTS) == {"auftakt.yaml", "laender.yaml"}


def test_every_invented_source_says_so() -> None:
    sources = [load(name)["source"] for name in INVENTED_FACTS] + [
        entry["source"] for entry in MANIFEST if "source" in entry
    ]
    assert len(sources) == len(INVENTED_FACTS) + 7
    for source in sources:
        assert source["invented"] is True
        assert source["title"].startswith("Erfundenes Beispiel: ")
    assert len({source["title"] for source in sources}) == len(sources)


def test_no_real_person_and_no_real_body_in_an_invented_file() -> None:
    texts = {name: (FOLDER / name).read_text(encoding="utf-8") for name in INVENTED_FACTS}
    texts |= {name: "\n".join(";".join(row.values()) for row in rows(name)) for name in LISTS}
    persons = {node["family_name"] for node in nodes("auftakt.yaml", "Person").values()}
    bodies = [
        key
        for node in nodes("auftakt.yaml", "Organisation").values()
        for key in (node["name"], node.get("short_name", ""))
    ]
    pattern = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in [*persons, *bodies, "BMWK", "IGM"] if word))
    for name, text in texts.items():
        assert pattern.search(text) is None, name


def test_every_address_is_an_example_address() -> None:
    for name in LISTS:
        assert {mail for row in rows(name) if (mail := email(row)) and not mail.endswith(".example")} == set()
    for name in FACTS:
        for person in nodes(name, "Person").values():
            assert all(mail.endswith(".example") for mail in person.get("emails", []))
    for node in nodes("netzwerk.yaml", "Organisation").values():
        assert re.fullmatch(r"https://www\.[a-z0-9.-]+\.example", node["website"]), node


# the opening event


def test_opening_event_is_told_as_the_report_tells_it() -> None:
    events = nodes("auftakt.yaml", "Event")
    assert (events["auftakt"]["start"], events["auftakt"]["mode"], events["auftakt"]["attendance"]) == (
        date(2021, 3, 16),
        "digital",
        170,
    )
    facts = {(f["type"], f["from"], f["to"], f.get("role")) for f in load("auftakt.yaml")["relationships"]}
    assert {
        ("TOOK_PART_IN", "servicestelle", "auftakt", "host"),
        ("TOOK_PART_IN", "bmwi", "auftakt", "inviter"),
        ("WORKS_FOR", "horstmann", "bmwi", "Abteilungsleiter Industriepolitik"),
        ("MEMBER_OF", "lang", "buendnis", "Vorsitzender"),
        ("MEMBER_OF", "lemb", "buendnis", "Vorsitzender"),
    } <= facts
    assert Counter(node["format"] for node in events.values())["workshop"] == 5
    vision = {to for kind, source, to, role in facts if role == "Vision des Publikums"}
    assert vision == {"klimaneutral", "wettbewerb", "innovation", "arbeitgeber"}


def test_opening_list_has_170_rows() -> None:
    assert len(rows("teilnehmende-2021-03-16.csv")) == 170


# events and lists


def test_seven_events_from_march_2021_to_the_end_of_2022() -> None:
    main = [
        (nodes(name, "Event")["veranstaltung"]["name"], nodes(name, "Event")["veranstaltung"]["start"])
        for name in PROGRAMMES
    ]
    opening = nodes("auftakt.yaml", "Event")["auftakt"]
    expected = [(opening["name"], opening["start"]), *main]
    assert [(entry["event"]["name"], entry["event"]["date"]) for entry in MANIFEST if "event" in entry] == expected
    days = [day for _, day in expected]
    assert len(days) == 7
    assert days == sorted(days)
    assert days[0] == date(2021, 3, 16)
    assert date(2022, 10, 1) <= days[-1] <= date(2022, 12, 31)


@pytest.mark.parametrize("name", LISTS)
def test_workshops_of_a_list_are_sessions_of_its_event(name: str) -> None:
    day = day_of(name)
    facts = "auftakt.yaml" if day == "2021-03-16" else f"programme-{day}.yaml"
    sessions = {node["name"] for node in nodes(facts, "Event").values() if node["format"] == "workshop"}
    assert {row["Workshop"] for row in rows(name)} - {""} == sessions


@pytest.mark.parametrize("name", PROGRAMMES)
def test_who_has_a_part_in_the_programme_is_on_the_list_and_who_was_only_invited_is_not(name: str) -> None:
    persons = nodes(name, "Person")
    came = {plain(full_name(row)) for row in rows(list_of(name))}
    for fact in links(name, "TOOK_PART_IN"):
        if fact["from"] in persons:
            assert (plain(persons[fact["from"]]["name"]) in came) == (fact["role"] != "invited"), fact
    assert nodes(name, "Event")["veranstaltung"]["attendance"] == len(rows(list_of(name)))
    assert 25 <= len(rows(list_of(name))) <= 80


def list_of(programme: str) -> str:
    return next(
        name for name in LISTS if name.startswith(programme.replace("programme", "teilnehmende").removesuffix("yaml"))
    )


def plain(name: str) -> str:
    """The name with the letters that cp1252 has."""
    return "".join(letter if generator().fits(letter) else letter.translate(generator().LETTERS) for letter in name)


def test_full_names_are_unique_but_for_the_planted_namesakes() -> None:
    holders: dict[str, set[str]] = {}
    for name in LISTS:
        for org, row in guests(name):
            holders.setdefault(plain(full_name(row)), set()).add(org)
    shared = {person: orgs for person, orgs in holders.items() if len(orgs) > 1}
    assert shared == {
        "Michael Lindemeier": {"tremmel", "ihk_foerde"},
        "Svenja Althoff-Reuter": {"oderstahl", "elektrolyse"},
        "Aylin Demirtas": {"seg", "revierpakt"},
    }


@pytest.mark.parametrize("name", LISTS)
def test_nobody_stands_twice_on_a_list_and_a_person_keeps_the_function(name: str) -> None:
    seen = Counter((org, plain(full_name(row))) for org, row in guests(name))
    assert max(seen.values()) == 1
    functions: dict[tuple[str, str], set[str]] = {}
    for other in LISTS:
        for org, row in guests(other):
            functions.setdefault((org, plain(full_name(row))), set()).add(row["Funktion"])
    assert [key for key, found in functions.items() if len(found) > 1] == []


def test_lists_have_the_rough_edges_of_real_ones() -> None:
    opening = rows("teilnehmende-2021-03-16.csv")
    assert 8 <= sum(not email(row) for row in opening) <= 30
    assert sum(email(row) == "info@stadt-grubenheide.example" for row in opening) == 2
    assert sum(len(row["Land"]) <= 3 for row in opening) >= 20
    assert sum(not row["Organisation"] for row in opening) == 1
    assert {row["Nachname"] != row["Nachname"].strip() for row in opening} == {True, False}
    assert (
        sum(
            row["Organisation"] not in {n["name"] for n in nodes("netzwerk.yaml", "Organisation").values()}
            for row in opening
        )
        >= 30
    )


# the network and its planted gaps


def initiatives() -> set[str]:
    return {ref for ref, node in nodes("netzwerk.yaml", "Organisation").items() if node["kind"] == "initiative"}


def tied(first: str, second: str) -> bool:
    """Whether two bodies stand in one fact of the network."""
    return any({fact["from"], fact["to"]} == {first, second} for fact in load("netzwerk.yaml")["relationships"])


def test_all_sixteen_laender_have_an_initiative_and_a_ministry() -> None:
    organisations, regions = nodes("netzwerk.yaml", "Organisation"), nodes("netzwerk.yaml", "Region")
    for kind in ("initiative", "ministry"):
        codes = {
            regions[fact["to"]].get("code")
            for fact in links("netzwerk.yaml", "ACTIVE_IN")
            if organisations[fact["from"]]["kind"] == kind
        }
        assert codes - {None} == {f"DE{letter}" for letter in "123456789ABCDEFG"}


def test_regions_carry_the_codes_of_the_register() -> None:
    register = {node["name"]: node["code"] for node in nodes("laender.yaml", "Region").values()}
    for name in INVENTED_FACTS:
        for node in nodes(name, "Region").values():
            assert node.get("code") == register.get(node["name"]), node


def test_size_of_the_sample() -> None:
    people = {(org, plain(full_name(row))) for name in LISTS for org, row in guests(name)}
    topics = {node["name"] for name in FACTS for node in nodes(name, "Topic").values()}
    assert 170 <= len({person for _, person in people}) <= 230
    assert 80 <= len(nodes("netzwerk.yaml", "Organisation")) <= 110
    assert 25 <= len(initiatives()) <= 28
    assert 15 <= len(topics) <= 21


def test_short_names_are_unique() -> None:
    shorts = Counter(
        node["short_name"].lower() for node in nodes("netzwerk.yaml", "Organisation").values() if "short_name" in node
    )
    assert max(shorts.values()) == 1


def test_gap_taunusrand_never_meets_a_union() -> None:
    organisations = nodes("netzwerk.yaml", "Organisation")
    unions = {ref for ref, node in organisations.items() if node["kind"] == "union"}
    without = {ref for ref in initiatives() if not any(tied(ref, union) for union in unions)}
    assert without == {"taunusrand", "ostseebogen"}
    for name in LISTS:
        for workshop in {row["Workshop"] for org, row in guests(name) if org == "taunusrand"}:
            assert workshop
            assert not any(org in unions for org, row in guests(name) if row["Workshop"] == workshop)


def test_gap_fulda_and_werrahoehe_share_topics_but_no_tie() -> None:
    deals = links("netzwerk.yaml", "DEALS_WITH")
    topics = {ref: {fact["to"] for fact in deals if fact["from"] == ref} for ref in ("fulda", "werrahoehe")}
    assert topics["fulda"] == topics["werrahoehe"] == {"kreislauf", "energie"}
    assert not tied("fulda", "werrahoehe")
    members = {ref: {f["from"] for f in links("netzwerk.yaml", "MEMBER_OF") if f["to"] == ref} for ref in topics}
    assert not members["fulda"] & members["werrahoehe"]
    sides = [members["fulda"] - {"gww"} | {"fulda"}, members["werrahoehe"] - {"gsf"} | {"werrahoehe"}]
    for name in LISTS:
        first, second = ({row["Workshop"] for org, row in guests(name) if org in side} - {""} for side in sides)
        assert not first & second
        assert name.endswith("2021-03-16.csv") or not (first and second)


def test_gap_ostseebogen_is_isolated_and_rheinaue_never_comes() -> None:
    network = [fact for fact in load("netzwerk.yaml")["relationships"] if "ostseebogen" in (fact["from"], fact["to"])]
    assert Counter(fact["type"] for fact in network) == {"ACTIVE_IN": 1, "DEALS_WITH": 2, "WORKS_FOR": 1}
    came = {org for name in LISTS for org, _ in guests(name)}
    assert initiatives() - came == {"ostseebogen", "rheinaue"}


def test_gap_two_initiatives_come_only_to_the_opening_although_they_were_invited_again() -> None:
    came = [{org for org, _ in guests(name)} for name in LISTS]
    only_opening = (initiatives() & came[0]) - set().union(*came[1:])
    assert only_opening == {"havelring", "vorderpfalz"}
    invited = {fact["from"] for name in PROGRAMMES for fact in links(name, "TOOK_PART_IN") if fact["role"] == "invited"}
    homes = {fact["to"] for name in PROGRAMMES for fact in links(name, "WORKS_FOR") if fact["from"] in invited}
    assert homes == only_opening


def test_gap_two_hydrogen_initiatives_never_meet_after_the_opening() -> None:
    deals = {(fact["from"], fact["to"]) for fact in links("netzwerk.yaml", "DEALS_WITH")}
    assert {("erbachtal", "wasserstoff"), ("nordwatt", "wasserstoff")} <= deals
    assert not tied("erbachtal", "nordwatt")
    for name in LISTS[1:]:
        assert not {"erbachtal", "nordwatt"} <= {org for org, _ in guests(name)}


def test_gap_the_south_hangs_on_one_person_after_the_opening() -> None:
    south = {"bw", "by", "rp", "sl"}
    home = {fact["from"]: fact["to"] for fact in reversed(links("netzwerk.yaml", "ACTIVE_IN"))}
    elsewhere = {
        full_name(row)
        for name in LISTS[1:]
        if "2021-11-18" not in name
        for org, row in guests(name)
        if home[org] in south
    }
    assert elsewhere == {"Annette Lohbichler"}
    assert {home[org] for org, _ in guests("teilnehmende-2021-11-18.csv")} == south
    assert {full_name(row) for name in LISTS for org, row in guests(name) if org == "innbogen"} == {
        "Annette Lohbichler"
    }


def test_gap_nobody_deals_with_skilled_labour_in_the_saarland() -> None:
    topics = {"fachkraefte"} | {f["from"] for f in links("netzwerk.yaml", "PART_OF") if f["to"] == "fachkraefte"}
    busy = {fact["from"] for fact in links("netzwerk.yaml", "DEALS_WITH") if fact["to"] in topics}
    lands = {ref for ref, node in nodes("netzwerk.yaml", "Region").items() if "code" in node}
    covered = {fact["to"] for fact in links("netzwerk.yaml", "ACTIVE_IN") if fact["from"] in busy}
    assert lands - covered == {"sl"}


def test_planted_changes_of_2022() -> None:
    jobs = [
        (f["to"], f.get("valid_from"), f.get("valid_to"))
        for f in links("netzwerk.yaml", "WORKS_FOR")
        if f["from"] == "althoff"
    ]
    assert jobs == [("oderstahl", "2018", "2022-03"), ("elektrolyse", "2022-04", None)]
    assert nodes("netzwerk.yaml", "Organisation")["kohlerunde"]["dissolved"] == date(2022, 6, 30)
    assert [(f["from"], f["to"]) for f in links("netzwerk.yaml", "SUCCEEDS")] == [("revierpakt", "kohlerunde")]
    late = {org for name in LISTS if day_of(name) > "2022-06" for org, _ in guests(name)}
    assert "kohlerunde" not in late
    assert "revierpakt" in late


def test_some_stop_coming_after_2021_and_some_are_new_each_time() -> None:
    seen = {name: {plain(full_name(row)) for row in rows(name)} for name in LISTS}
    early = set().union(*(people for name, people in seen.items() if "-2021-" in name))
    again = set().union(*(people for name, people in seen.items() if "-2022-" in name))
    assert len(early - again) >= 60
    assert len(early & again) >= 60
    before: set[str] = set()
    for name in LISTS:
        assert len(seen[name] - before) >= 4, name
        before |= seen[name]


def test_readme_has_the_right_figures() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    told = {}
    for line in re.findall(r"^\| `(\S+\.(?:yaml|csv|xlsx))`(.*)$", text, re.MULTILINE):
        cells = [
            int(digits) if (digits := cell.replace("Zeilen", "").strip()) else 0 for cell in line[1].split("|")[1:5]
        ]
        told[line[0]] = tuple(cells)
    counted = {}
    for name in FACTS:
        persons, bodies, events = (len(nodes(name, kind)) for kind in ("Person", "Organisation", "Event"))
        counted[name] = (persons, bodies, max(0, events - 1), len(load(name)["relationships"]))
    for name in LISTS:
        counted[name] = (len(rows(name)), len({org for org, _ in guests(name)}), 0, len(rows(name)))
    assert told == counted

    seen = {name: {plain(full_name(row)) for row in rows(name)} for name in LISTS}
    later = set().union(*(people for name, people in seen.items() if "-2022-" in name))
    early = set().union(*(people for name, people in seen.items() if "-2021-" in name))
    only_opening = seen[LISTS[0]] - set().union(*(seen[name] for name in LISTS[1:]))
    gone = f"{len(early - later)} Personen kommen nach 2021 nicht wieder"
    assert f"{gone}, {len(only_opening)} davon waren nur beim Auftakt" in text
    invented = set().union(*seen.values()) | {
        plain(node["name"]) for name in INVENTED_FACTS for node in nodes(name, "Person").values()
    }
    people = len(invented) + 1  # the namesakes are two
    assert f"Zusammen {people + 3} Personen (3 wirkliche, {people} erfundene), 111 Organisationen" in text
    assert len(nodes("netzwerk.yaml", "Organisation")) + len(nodes("auftakt.yaml", "Organisation")) == 111
