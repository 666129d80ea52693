"""Entries of the lobby register: who they register, who works there, what they belong to and whom they wrote to."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.model.facts import Entity, Record
from graph.store import Store
from graph.store.consistency import check
from ingest.loading.pipeline import load, prepare
from ingest.records import Options, RowLog
from ingest.sources.lobbyregister.left_over import known_fields, left_over

Put = Callable[[str, str | bytes], Path]
Triple = tuple[str, str, str, str]
FIELDS = [
    {"code": "FOI_ENERGY", "de": "Energie", "en": "Energy"},
    {"code": "FOI_ENERGY_NET", "de": "Energienetze", "en": "Power grids"},
    {"code": "FOI_LAW_OTHER", "de": 'Sonstiges im Bereich "Recht"', "en": "Other"},
    {"code": "FOI_OTHER", "de": "Sonstige Interessenbereiche", "fieldOfInterestText": "Glas, Mehrweg; Baukultur"},
]
OFFICE = {
    "ended": True,
    "endDate": "2021-07",
    "type": {"code": "FEDERAL_ADMINISTRATION", "de": "Bundesverwaltung"},
    "federalAdministration": {
        "function": "Referent",
        "supremeFederalAuthority": "Bundesministerium der Finanzen (BMF) oder dessen Geschäftsbereich",
        "supremeFederalAuthorityShort": "BMF",
    },
}
MANDATE = {
    "ended": False,
    "type": {"code": "HOUSE_OF_REPRESENTATIVES", "de": "Bundestag"},
    "houseOfRepresentatives": {"function": {"code": "MEMBER", "de": "Mitglied des Deutschen Bundestages"}},
}
ENTRY: dict[str, Any] = {
    "registerNumber": "R999001",
    "activeLobbyist": True,
    "accountDetails": {"lastUpdateDate": "2024-06-04T17:10:08.000+02:00"},
    "registerEntryDetails": {"detailsPageUrl": "https://register.example/suche/R999001/1", "version": 6},
    "lobbyistIdentity": {
        "identity": "ORGANIZATION",
        "name": "Verband Deutscher Glaswerke e.V. (VDGW)",
        "legalForm": {"code": "LF_EV", "de": "Eingetragener Verein (e. V.)"},
        "address": {"city": "Jena", "street": "Am Ofen", "streetNumber": "1", "zipCode": "07743"},
        "contactDetails": {
            "emails": [{"email": "info@glas.example"}],
            "phoneNumber": "+49000",
            "websites": [{"website": "www.glas.example"}],
        },
        "legalRepresentatives": [
            {
                "academicDegreeBefore": "Dr.",
                "firstName": "Anna",
                "lastName": "Lang",
                "function": "Präsidentin",
                "entrustedPerson": True,
                "emails": [{"email": "anna.lang@glas.example"}],
            },
            {"commonFirstName": "Bo", "lastName": "Weiß"},
        ],
        "entrustedPersons": [
            {"firstName": "Anna", "lastName": "Lang"},
            {"firstName": "Cem", "lastName": "Arslan", "recentGovernmentFunction": OFFICE},
            {"firstName": "Dora", "lastName": "Ott", "recentGovernmentFunction": MANDATE},
        ],
        "memberships": [
            {"membership": "Bund der Werke e.V. (Fördermitglied), Erfurt"},
            {"membership": "1. VDX\n2. Initiative Glas"},
        ],
    },
    "activitiesAndInterests": {"activity": {"code": "ACT_TRADE_ASSOC", "de": "Verband"}, "fieldsOfInterest": FIELDS},
    "regulatoryProjects": {
        "regulatoryProjects": [
            {
                "regulatoryProjectNumber": "RV0000001",
                "title": "Glas im Gesetz",
                "fieldsOfInterest": FIELDS[:1],
                "printedMatters": [
                    {
                        "title": "Entwurf eines Glasgesetzes",
                        "printingNumber": "20/1",
                        "issuer": "BT",
                        "leadingMinistries": [{"title": "Bundesministerium für Glas", "shortTitle": "BMGL"}],
                    }
                ],
            }
        ]
    },
    "statements": {
        "statements": [
            {
                "pdfUrl": "https://register.example/media/Stellungnahme-Gutachten-SG2406240143.pdf",
                "regulatoryProjectNumber": "RV0000001",
                "regulatoryProjectTitle": "Glas im Gesetz",
                "recipientGroups": [
                    {
                        "sendingDate": "2024-03-15",
                        "recipients": [
                            {"code": "RG_BUNDESTAG", "de": "Bundestag"},
                            {"code": "RG_BUNDESTAG|RG_BT_COMMITTEES", "de": "Gremien"},
                            {"code": "RG_FEDERAL_GOVERNMENT", "de": "Bundesregierung"},
                            {"code": "RG_FEDERAL_GOVERNMENT|RG_FG_BMGL", "de": "Bundesministerium für Glas (BMGL)"},
                        ],
                    }
                ],
            }
        ]
    },
}
PERSON: dict[str, Any] = {
    "registerNumber": "R999002",
    "lobbyistIdentity": {
        "identity": "NATURAL",
        "firstName": "Emil",
        "lastName": "Kern",
        "academicDegreeBefore": "Dr.",
        "companyName": "Kern Beratung",
        "entrustedPersons": [{"firstName": "Fee", "lastName": "Gut"}],
        "memberships": [{"membership": "Initiative Glas"}],
    },
    "contracts": {
        "contracts": [
            {
                "clients": {
                    "clientOrganizations": [
                        {
                            "referenceName": "Verband Deutscher Glaswerke",
                            "referenceDetailsPageUrl": "https://register.example/suche/R999001",
                        }
                    ],
                    "clientPersons": [{"firstName": "Gabi", "lastName": "Hell"}],
                }
            }
        ]
    },
}


def records(put: Put, *entries: object, name: str = "register.json") -> tuple[list[Record], RowLog]:
    prepared = prepare(put(name, json.dumps(entries if len(entries) > 1 else entries[0])), Options(), most_rejected=1)
    return list(prepared.records()), prepared.row_log


def said(record: Record) -> set[Triple]:
    """All facts of a record as type, names of both ends and role."""
    names = {entity.key: entity.name for entity in record.entities}
    return {(fact.type, names[fact.start], names[fact.end], fact.role) for fact in record.facts}


def named(record: Record, name: str) -> Entity:
    (found,) = [entity for entity in record.entities if entity.name == name]
    return found


GLASS = "Verband Deutscher Glaswerke e.V. (VDGW)"
BILL = "Entwurf eines Glasgesetzes"
STATEMENT = "Stellungnahme von VDGW: Glas im Gesetz"
FORMER = "Referent (Ministerium oder Geschäftsbereich)"
HOUSE = "Deutscher Bundestag"


def test_an_entry_says_what_was_read_from_it_by_hand(put: Put) -> None:
    (record,), row_log = records(put, ENTRY)
    assert said(record) == {
        ("WORKS_FOR", "Anna Lang", GLASS, "Präsidentin"),
        ("WORKS_FOR", "Anna Lang", GLASS, "Betraute Person"),
        ("WORKS_FOR", "Bo Weiß", GLASS, "Gesetzliche Vertretung"),
        ("WORKS_FOR", "Cem Arslan", GLASS, "Betraute Person"),
        ("WORKS_FOR", "Dora Ott", GLASS, "Betraute Person"),
        ("WORKS_FOR", "Cem Arslan", "Bundesministerium der Finanzen (BMF)", FORMER),
        ("MEMBER_OF", "Dora Ott", HOUSE, "Mitglied des Deutschen Bundestages"),
        ("MEMBER_OF", GLASS, "Bund der Werke e.V.", "Fördermitglied"),
        ("MEMBER_OF", GLASS, "VDX", ""),
        ("MEMBER_OF", GLASS, "Initiative Glas", ""),
        ("DEALS_WITH", GLASS, "Energie", ""),
        ("DEALS_WITH", GLASS, "Energienetze", ""),
        ("PART_OF", "Energienetze", "Energie", ""),
        ("DEALS_WITH", GLASS, "Recht", ""),
        ("DEALS_WITH", GLASS, "Glas", ""),
        ("DEALS_WITH", GLASS, "Mehrweg", ""),
        ("DEALS_WITH", GLASS, "Baukultur", ""),
        ("DEALS_WITH", GLASS, BILL, ""),
        ("DEALS_WITH", "Bundesministerium für Glas (BMGL)", BILL, ""),
        ("TOOK_PART_IN", GLASS, STATEMENT, "sender"),
        ("TOOK_PART_IN", HOUSE, STATEMENT, "recipient"),
        ("TOOK_PART_IN", "Bundesministerium für Glas (BMGL)", STATEMENT, "recipient"),
        ("DEALS_WITH", STATEMENT, "Energie", ""),
        ("DEALS_WITH", STATEMENT, BILL, ""),
    }  # fmt: skip
    assert (row_log.rows, row_log.rejected, row_log.notes) == (1, [], [])


def test_the_organisation_has_its_number_first_and_all_that_the_entry_tells(put: Put) -> None:
    (record,), _ = records(put, ENTRY)
    organisation = record.entities[0]
    assert organisation.keys == ("lobbyregister:R999001", "org:verband deutscher glaswerke", "org:vdgw")
    assert organisation.values == {
        "kind": "association",
        "legal_form": "e. V.",
        "short_name": "VDGW",
        "place": "Jena",
        "website": "www.glas.example",
        "external_ids": ("lobbyregister:R999001",),
    }
    assert not organisation.in_passing
    assert named(record, "Initiative Glas").in_passing


def test_people_have_title_address_and_the_house_as_context(put: Put) -> None:
    (record,), _ = records(put, ENTRY)
    anna = named(record, "Anna Lang")
    assert anna.keys[:2] == ("mail:anna.lang@glas.example", "name:anna lang@lobbyregister:R999001")
    assert "name:anna lang@vdgw" in anna.keys
    assert anna.values["title"] == "Dr."


def test_an_address_given_for_two_people_names_an_office(put: Put) -> None:
    shared = [{"firstName": name, "lastName": name, "emails": [{"email": "vorstand@x.example"}]} for name in "AB"]
    entry = ENTRY | {"lobbyistIdentity": {"identity": "ORGANIZATION", "name": "Werk", "legalRepresentatives": shared}}
    (record,), _ = records(put, entry)
    assert not [key for entity in record.entities for key in entity.keys if key.startswith("mail:")]


def test_places_and_days_lead_back_to_the_entry(put: Put) -> None:
    (record,), _ = records(put, ENTRY)
    facts = {fact.place: fact for fact in record.facts}
    assert {"entry R999001, memberships 2", "entry R999001, legalRepresentatives 1"} <= facts.keys()
    event = named(record, STATEMENT)
    assert event.keys == ("lobbyregister-statement:SG2406240143/2024-03-15",)
    assert event.values == {"format": "statement", "start": "2024-03-15"}
    (left_office,) = [fact for fact in record.facts if fact.valid_to]
    assert (left_office.role, left_office.valid_to) == (FORMER, "2021-07")


def test_a_registered_person_works_for_company_and_client(put: Put) -> None:
    (_, record), row_log = records(put, ENTRY, PERSON)
    assert said(record) == {
        ("WORKS_FOR", "Emil Kern", "Kern Beratung", ""),
        ("WORKS_FOR", "Fee Gut", "Kern Beratung", "Betraute Person"),
        ("MEMBER_OF", "Emil Kern", "Initiative Glas", ""),
        ("WORKS_FOR", "Emil Kern", "Verband Deutscher Glaswerke", "Auftragnehmer in der Interessenvertretung"),
    }
    assert named(record, "Emil Kern").keys[0] == "lobbyregister:R999002"
    assert named(record, "Verband Deutscher Glaswerke").keys[0] == "lobbyregister:R999001"
    assert [(note.key, note.place) for note in row_log.notes] == [
        ("note_register_unplaced", "entry R999002, contracts 1, clientPersons 1")
    ]


@pytest.mark.parametrize("profession", ["Rechtsanwalt", "selbstständig", ""])
def test_a_profession_is_no_company(put: Put, profession: str) -> None:
    identity = PERSON["lobbyistIdentity"] | {"companyName": profession}
    (record,), _ = records(put, {"registerNumber": "R999002", "lobbyistIdentity": identity})
    assert [entity.name for entity in record.entities if entity.label == "Organisation"] == ["Initiative Glas"]
    assert ("KNOWS", "Fee Gut", "Emil Kern", "colleague") in said(record)


def test_money_comes_from_public_hands_for_a_year(put: Put) -> None:
    allowances = {
        "relatedFiscalYearStart": "2023-01-01",
        "relatedFiscalYearEnd": "2023-12-31",
        "publicAllowances": [
            {
                "name": "Glasstiftung gGmbH",
                "location": "Jena",
                "type": {"de": "Land"},
                "publicAllowanceEuro": {"to": 5},
            },
            {"name": "Anna Lang"},
        ],
    }
    fees = {"individualContributors": [{"name": "Werk Nord GmbH"}]}
    (record,), row_log = records(put, ENTRY | {"publicAllowances": allowances, "membershipFees": fees})
    (grant,) = [fact for fact in record.facts if fact.type == "FUNDS"]
    assert (grant.role, grant.valid_from, grant.valid_to) == (
        "Zuwendung der öffentlichen Hand: Land", "2023-01-01", "2023-12-31"
    )  # fmt: skip
    assert ("MEMBER_OF", "Werk Nord GmbH", GLASS, "") in said(record)
    assert [note.key for note in row_log.notes] == ["note_register_no_giver"]


def test_a_field_nobody_knows_is_listed_once(put: Put) -> None:
    entries = [json.loads(json.dumps(ENTRY)) | {"colour": "red", "registerNumber": f"R99900{n}"} for n in range(3)]
    entries[1]["lobbyistIdentity"]["legalRepresentatives"][0]["shoe"] = 42
    _, row_log = records(put, *entries)
    assert [note.context["value"] for note in row_log.notes] == [
        "colour",
        "lobbyistIdentity.legalRepresentatives.shoe",
    ]
    assert list(left_over({"registerNumber": "R1", "colour": ""}, known_fields())) == []


def test_an_entry_without_number_or_name_is_rejected_and_the_others_go_on(put: Put) -> None:
    nameless = {"registerNumber": "R999003", "lobbyistIdentity": {"identity": "ORGANIZATION", "name": " "}}
    found, row_log = records(put, ENTRY, {"lobbyistIdentity": {"name": "X"}}, nameless, [], PERSON)
    assert len(found) == 2
    assert [(error.key, error.row) for error in row_log.rejected] == [
        ("register_no_number", 2),
        ("register_no_name", 3),
        ("register_no_entry", 4),
    ]


def test_the_source_tells_title_day_and_publisher(put: Put) -> None:
    source = prepare(put("a.json", json.dumps(ENTRY)), Options()).source
    assert source.title == f"Lobbyregister des Deutschen Bundestages: {GLASS}"
    assert (source.kind, source.publisher, source.date) == ("register", "Deutscher Bundestag", "2024-06-04")
    assert (source.url, source.confidentiality) == ("https://register.example/suche/R999001/1", "public")
    own = prepare(put("a.json", json.dumps(ENTRY)), Options(title="T", date="2025", publisher="P")).source
    assert (own.title, own.date, own.publisher) == ("T", "2025", "P")


def test_a_register_is_in_the_network_once(store: Store, put: Put) -> None:
    path = put("register.json", json.dumps([ENTRY, PERSON]))
    load(store, prepare(path, Options()))
    assert not load(store, prepare(path, Options())).changes.any
    assert check(store.view(), store.schema) == []
    people = sorted(node["name"] for node in store.view().nodes("Person"))
    assert people == ["Anna Lang", "Bo Weiß", "Cem Arslan", "Dora Ott", "Emil Kern", "Fee Gut"]
    (glass,) = [node for node in store.view().nodes("Organisation") if "lobbyregister:R999001" in node["keys"]]
    assert (glass["name"], glass["short_name"]) == (GLASS, "VDGW")


def test_a_list_of_participants_meets_the_register_by_number_name_and_abbreviation(store: Store, put: Put) -> None:
    load(store, prepare(put("register.json", json.dumps(ENTRY)), Options()))
    people = "Name;Firma\nDr. Anna Lang;VDGW\nBo Weiß;Verband Deutscher Glaswerke\n"
    load(store, prepare(put("liste.csv", people), Options(event="Auftakt", date="2024")))
    assert sum(node["name"] in ("Anna Lang", "Bo Weiß") for node in store.view().nodes("Person")) == 2
