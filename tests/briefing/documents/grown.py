"""Networks of any size to write briefings about, invented by chance out of a seed."""

from datetime import date
from random import Random

from graph.curation.conversations import Conversation, Promise
from graph.curation.due import Books
from graph.model.schema import load
from graph.network import Network, Node, Relation
from tests.briefing.documents.little_network import SOURCES, fact, node, source

DAY = date(2024, 6, 1)
_GIVEN = ("Anna", "Ben", "Carla", "Dörte", "Emil", "Franziska", "Gül", "Hanna-Lena", "Ivo", "Jörg", "Käthe", "Ludger")
_FAMILY = ("Weiß", "Grün", "Roth", "Blau-Mustermann", "von Tannhoff", "Östermann", "Bergkamp", "Yıldız", "Ey", "Löwe")
_HOUSES = (
    ("Deutscher Musterverband der Stahlindustrie e. V.", "association"),
    ("Bayerisches Musterministerium für Wirtschaft und Energie", "ministry"),
    ("Glaswerk Musterstadt GmbH", "company"),
    ("IG Muster", "union"),
    ("Institut für Wasserstoff und Prozesswärme", "research"),
    ("Wasserstoffnetz Mustertal", "initiative"),
    ("Stadtwerke Musterhausen", "company"),
    ("Industrie- und Handelskammer zu Musterburg", "chamber"),
    ("Landkreis Mustermark", "municipality"),
    ("Allianz Wärmewende", "initiative"),
    ("Amt für Regionalentwicklung", "agency"),
    ("Musterzeitung", "media"),
    ("Beirat Transformation", "body"),
    ("AG Wärme", "working_group"),
    ("Agora", "other"),
)
_EVENTS = (
    "Treffen",
    "Rundgang ohne Tag",
    "Jahresforum Regionale Industrie in der Mitte des Landes und anderswo",
    "Wasserstofftag „Nord“",
)
_ROLES = ("Leiterin", "Referent", "Geschäftsführer", "", "Vorsitzende des Vorstands", "stellvertretende Sprecherin")
_TOPICS = ("Wasserstoff", "Fachkräfte", "Kreislaufwirtschaft")
_REGIONS = ("Lausitz", "Harz", "Saarland", "Bayern", "Ruhrgebiet")


def grown(seed: int, people: int = 12, houses: int = 6, events: int = 3) -> Network:
    """Return a network of invented people, organisations, events, topics and regions."""
    chance = Random(seed)
    nodes, facts = _nodes(chance, people, houses, events), list[Relation]()
    for n in range(people):
        facts += _of_person(chance, f"p{n}", people, houses, events)
    for n in range(houses):
        if chance.random() < 0.5:
            facts.append(fact("MEMBER_OF", f"h{n}", f"h{chance.randrange(houses)}"))
        if chance.random() < 0.4:
            facts.append(fact("COOPERATES_WITH", f"h{n}", f"h{chance.randrange(houses)}", "list"))
        facts.append(fact("DEALS_WITH", f"h{n}", f"t{chance.randrange(len(_TOPICS))}"))
        facts.append(fact("ACTIVE_IN", f"h{n}", f"r{chance.randrange(len(_REGIONS))}"))
    unique = {f.id: f for f in facts if f.start != f.end}
    return Network(load(), {n.id: n for n in nodes}, list(unique.values()), 22)


def _nodes(chance: Random, people: int, houses: int, events: int) -> list[Node]:
    found = [source(name, level) for name, level in SOURCES.items()]
    for n in range(people):
        title = {"title": "Dr."} if chance.random() < 0.2 else {}
        name = f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}"
        found.append(node(f"p{n}", "Person", name, **title))
    for n in range(houses):
        name, kind = _HOUSES[n % len(_HOUSES)]
        place = {"place": "Musterstadt"} if chance.random() < 0.5 else {}
        found.append(node(f"h{n}", "Organisation", name if n < len(_HOUSES) else f"{name} {n}", kind=kind, **place))
    for n in range(events):
        day = date(chance.choice((2018, 2021, 2023, 2024, 2025)), chance.randint(1, 12), chance.randint(1, 28))
        kind = _EVENTS[n % len(_EVENTS)]
        dated = {} if "ohne" in kind else {"start": day.isoformat()}
        found.append(node(f"e{n}", "Event", f"{kind} {day.year}" if dated else kind, format="meeting", **dated))
    found += [node(f"t{n}", "Topic", name) for n, name in enumerate(_TOPICS)]
    return found + [node(f"r{n}", "Region", name) for n, name in enumerate(_REGIONS)]


def _of_person(chance: Random, who: str, people: int, houses: int, events: int) -> list[Relation]:
    found = []
    for house in chance.sample(range(houses), k=min(houses, chance.choice((0, 1, 1, 2)))):
        more = {"valid_from": "2019"} if chance.random() < 0.4 else {}
        if chance.random() < 0.15:
            more["valid_to"] = "2022"
        type_ = chance.choice(("WORKS_FOR", "WORKS_FOR", "MEMBER_OF"))
        found.append(fact(type_, who, f"h{house}", role=chance.choice(_ROLES), **more))
    there = [event for event in range(events) if chance.random() < 0.5]
    found += [fact("TOOK_PART_IN", who, f"e{n}", chance.choice(("report", "list", "talk"))) for n in there]
    if chance.random() < 0.2:
        found.append(fact("KNOWS", who, f"p{chance.randrange(people)}"))
    if chance.random() < 0.4:
        found.append(fact("DEALS_WITH", who, f"t{chance.randrange(len(_TOPICS))}"))
    return found


def books(seed: int, people: int = 12) -> Books:
    """Return promises and conversations with some of these people."""
    chance = Random(seed)
    talks = tuple(
        Conversation(
            f"talk{n}",
            f"2024-0{n + 1}-11",
            chance.choice(("telephone", "meeting", "mail")),
            (f"p{chance.randrange(people)}",),
            (),
            chance.choice(("", "Über die Förderung gesprochen. Sie meldet sich.")),
            "Frau Muster",
            f"2024-0{n + 1}-12T10:00:00+00:00",
        )
        for n in range(chance.randrange(4))
    )
    promises = tuple(
        Promise(
            f"promise{n}",
            talks[0].id if talks else "",
            "Unterlagen zum Fonds schicken.",
            chance.choice(("Frau Muster", f"p{chance.randrange(people)}")),
            chance.choice((f"p{chance.randrange(people)}", "")),
            chance.choice(("", "2024-05-01", "2024-08-01")),
        )
        for n in range(chance.choice((0, 1, 2, 3, 7)))
    )
    return Books(promises, talks)
