"""Each number and each name in the sentences of the two pages is found again in the network, by plain counting.

Nothing of the sections is used here: facts are read from the list of the network, one after the other.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from briefing.documents.document import Briefing, Paragraph, Points, Table
from briefing.documents.request import Request
from briefing.production import produce
from briefing.sections import lead, to_us
from briefing.words import catalogue
from graph.columns import Keeper
from graph.model.dates import format_date
from graph.network import Network
from graph.network.search import find_one
from graph.store import Store
from tests.briefing.documents.grown import DAY, grown
from tests.briefing.documents.little_network import DAY as LITTLE_DAY
from tests.briefing.documents.little_network import little_network
from tests.briefing.documents.plain_count import Counted

SPELLED = ("kein", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
N = rf"({'|'.join(SPELLED[1:])}|\d[\d.]*)"
NUMBER = re.compile(rf"(?<![\w.])(?:{'|'.join(SPELLED[2:])}|\d[\d.]*)(?:-?mal)?(?![\w])", re.IGNORECASE)
_QUOTED = re.compile(r"„[^“]*“")
_DAY = re.compile(r"\(?\b\d\d\.\d\d\.\d{4}\)?")


def number(text: str) -> int:
    """The number a sentence says."""
    small = text.lower().removesuffix("mal").rstrip("-")
    return SPELLED.index(small) if small in SPELLED else int(small.replace(".", ""))


Check = Callable[[Counted, Request, "re.Match[str]"], bool]


def _people(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    return number(said[1]) == len(world.people_of(asked.subjects[0]))


def _head(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    role = said[2].partition(" seit ")[0]
    return any((asked.subjects[0], role) in world.functions_of(who) for who in world.named(said[1]))


def _members(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    now = [r for r in world.facts if r.type == "MEMBER_OF" and r.end == asked.subjects[0] and not world.is_over(r)]
    return number(said[1]) == len({r.start for r in now if world.network.nodes[r.start].label == "Organisation"})


def _function(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    return any(
        r.type in ("WORKS_FOR", "MEMBER_OF") and format_date(r.valid_from, "de") == said[1]
        for r in world.facts
        if r.valid_from
    )


def _more(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    return number(said[1]) == len(world.functions_of(asked.subjects[0])) - 2


def _met(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    both = [e for e in world.there(asked.subjects[0]) & world.there(asked.office) if not _is_statement(world, e)]
    days = sorted(world.event_day(e) for e in both)
    return (len(both), days[0][:4], format_date(days[-1], "de")) == (number(said[2]), said[1], said[3])


def _met_once(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    both = [e for e in world.there(asked.subjects[0]) & world.there(asked.office) if not _is_statement(world, e)]
    return [format_date(world.event_day(e), "de") for e in both] == [said[1]]


def _is_statement(world: Counted, event: str) -> bool:
    return world.network.nodes[event].kind == "statement"


def _last(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    days = [world.event_day(e) for e in world.there(asked.subjects[0])]
    return format_date(max(days), "de") == said[1]


def _were_at(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    """Each of those named was at an event of that day."""
    return all(_was_at(world, name, said[1]) for name in re.split(r", | und ", said[2]))


def _were_many(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    """Three are named, so many others were there."""
    day = next((e for e in map(world.event_day, world.events) if format_date(e, "de") == said[1]), "")
    all_of_them = world.at_event(asked.subjects[0], day)
    return number(said[3]) == len(all_of_them) - 3 and all(_was_at(world, n, said[1]) for n in said[2].split(", "))


def _was_at(world: Counted, name: str, day: str) -> bool:
    return any(day in {format_date(world.event_day(e), "de") for e in world.there(node)} for node in world.named(name))


def _both_at(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    return all(_was_at(world, name, said[3]) for name in (said[1], said[2]))


def _pairs(world: Counted, said: "re.Match[str]") -> list[tuple[str, str]]:
    return [(one, other) for one in world.named(said[1]) for other in world.named(said[2]) if one != other]


def _both_in(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    def houses(who: str) -> set[str]:
        return {r.end for r in world.facts if r.start == who and r.type in ("WORKS_FOR", "MEMBER_OF")}

    return any(
        house in houses(one) & houses(other) for one, other in _pairs(world, said) for house in world.named(said[3])
    )


def _acquainted(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    known = [{r.start, r.end} for r in world.facts if r.type == "KNOWS"]
    return any({one, other} in known for one, other in _pairs(world, said))


def _untied(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    return any(not world.tied(one, other) for one, other in _pairs(world, said))


def _active(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    found = world.active(asked.subjects[0])
    people = sum(world.network.nodes[i].label == "Person" for i in found)
    houses = {"Organisation": len(found) - people, "Person": people}
    numbers = re.findall(rf"{N} (Organisation|Person)(?:en)?", said[0])
    return bool(numbers) and all(number(n) == houses[kind] for n, kind in numbers)


def _part_of(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    def houses(who: str) -> set[str]:
        return {r.end for r in world.facts if r.type == "MEMBER_OF" and r.start == who and not world.is_over(r)}

    return number(said[1]) == len(houses(asked.subjects[0]) - houses(asked.office) - {asked.office})


def _all_of_them(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    subject = asked.subjects[0]
    people = {n.id for n in world.network.nodes.values() if n.label == "Person"}
    if world.network.nodes[subject].label == "Event":
        there = {r.start for r in world.facts if r.type == "TOOK_PART_IN" and world.whole(r.end) == subject}
        return number(said[1]) == len(there & people)
    return number(said[1]) == len(world.active(subject))


def _initiatives(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    found = [i for i in world.active(asked.subjects[0]) if world.network.nodes[i].kind == "initiative"]
    return number(said[1]) == len(found)


def _shown(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    return number(said[2]) == len(world.active(asked.subjects[0])) or asked.subjects[0] in world.people_of("")


def _since(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    return any(
        format_date(r.valid_from, "de") == said[1] for r in world.facts if r.type in ("FUNDS", "COOPERATES_WITH")
    )


def _seen(world: Counted, asked: Request, said: "re.Match[str]") -> bool:
    return True  # sizes of groups that are worked out of the whole network, not counted


CHECKS: tuple[tuple[str, Check], ...] = (
    (rf"(?:ist|sind) {N} Person(?:en)? belegt", _people),
    (rf"kennen wir {N} Person(?:en)?", _people),
    (rf"(?:ist|sind) {N} Organisation(?:en)? als Mitglied belegt", _members),
    (r"\(seit ([^)]+)\)", _function),
    (r"an der Spitze steht ([^(]+) \(([^)]+)\)", _head),
    (rf"{N} weitere Tätigkeit(?:en)? (?:ist|sind) belegt", _more),
    (
        rf"waren seit (\d{{4}}) ({'|'.join(SPELLED[2:])}|\d+-)mal auf derselben Veranstaltung, "
        r"zuletzt bei „X“ \(([\d.]+)\)",
        _met,
    ),
    (r"waren auf derselben Veranstaltung: „X“ \(([\d.]+)\)", _met_once),
    (r"Zuletzt (?:war|waren) [^„]+ bei „X“ \(([\d.]+)\)", _last),
    (rf"^Bei „X“ \(([\d.]+)\) waren (.+) und {N} weitere dabei\.$", _were_many),
    (r"^Bei „X“ \(([\d.]+)\) (?:war|waren) (?!.* weitere dabei)(.+) dabei\.$", _were_at),
    (
        r"(?:^|(?<=[.!?] ))([^.„]*?(?:Dr\.|Prof\.|\.-Ing\.)?[^.„]*?) und ([^„]+?) waren beide bei „X“ \(([\d.]+)\)",
        _both_at,
    ),
    (
        r"(?:^|(?<=\) ))([^(„]+?) und ([^„]+?) (?:arbeiten beide bei|gehören beide zu|arbeiten beide bei) (.+?)\.$",
        _both_in,
    ),
    (r"^([^(„]+?) und ([^„]+?) kennen einander\.", _acquainted),
    (r"^Zwischen (.+?) und ((?:der|dem|den) .+?|[A-ZÄÖÜ]\S+ \S+) ist kein Kontakt belegt", _untied),
    (rf"^(?:Nach unseren Quellen )?.*?{N} (?:Organisation|Person)(?:en)?(?: und {N} Person(?:en)?)? aktiv", _active),
    (rf"Darunter sind {N} Initiativen", _initiatives),
    (rf"gehör(?:t|en) zu {N} Organisation(?:en)? als Mitglied", _part_of),
    (rf"Mit keinem der {N} ist ein Gespräch notiert", _all_of_them),
    (rf"Gezeigt sind {N} von {N}", _shown),
    (r"(?:fördert|fördern|arbeitet|arbeiten) seit ([\d.]+)", _since),
    (rf"\({N} und {N} Akteure?\)", _seen),
)


def sentences(briefing: Briefing) -> Iterator[tuple[str, str]]:
    """Section and text of each sentence and cell of the two pages."""
    for section in briefing.sections:
        for block in section.blocks if section.page else ():
            match block:
                case Paragraph(pieces):
                    yield from ((section.id, piece.text) for piece in pieces)
                case Points(items):
                    yield from ((section.id, piece.text) for item in items for piece in item)
                case Table(rows=rows):
                    yield from ((section.id, piece.text) for row in rows for cell in row for piece in cell)


def untrue(briefing: Briefing, asked: Request, network: Network) -> list[str]:
    """What the network does not say: numbers counted otherwise or by nobody, names that nobody has."""
    world, found = Counted(network, asked.as_of), []
    known = _known_words(network)
    for section, text in sentences(briefing):
        plain = " ".join(text.replace("[erfunden]", "").split()).replace(" .", ".").replace(" ,", ",")
        bare = _unquoted(plain)
        rest = bare
        for pattern, check in CHECKS:
            for said in re.finditer(pattern, bare):
                rest = rest.replace(said[0], "")
                if not check(world, asked, said):
                    found.append(f"{section}: {said[0]}")
        rest = _without_names(_DAY.sub("", rest), network)
        found += [f"{section}: nobody counts „{n}“ in: {bare}" for n in NUMBER.findall(rest) if n.lower() != "eine"]
        words = re.findall(r"\b[A-ZÄÖÜ]\w+", re.sub(r"\(seit [^)]+\)| seit \w+ \d{4}", "", bare))
        found += [f"{section}: nobody is called {w}: {bare}" for w in words if _stemmed(w) not in known]
    return found


def _unquoted(text: str) -> str:
    """A sentence without the names of events; of what one says aloud, which stands in quotation marks itself, too."""
    if text.startswith("„"):
        return re.sub(r"‚.*‘", "X", text)
    return _QUOTED.sub("„X“", text)


def _without_names(text: str, network: Network) -> str:
    names = sorted(
        (s for n in network.nodes.values() for s in (n.display, n.short) if any(c.isdigit() for c in s)), key=len
    )
    for name in reversed(names):
        text = text.replace(name, "")
    roles = {r.role for r in network.relations if any(c.isdigit() for c in r.role)}
    for role in roles:
        text = text.replace(role, "")
    return text


def _stemmed(word: str) -> str:
    return re.sub(r"(?:en|er|es|em|e|n|s)$", "", word.casefold()) if len(word) > 4 else word.casefold()


def _known_words(network: Network) -> frozenset[str]:
    """The words of all names, roles and places of a network, and those of the templates."""
    texts = [t for n in network.nodes.values() for t in (n.display, n.short, str(n.fields.get("place", "")))]
    texts += [r.role for r in network.relations] + list(catalogue("de").values())
    kinds = network.schema.nodes.values()
    texts += [display.de for kind in kinds for display in kind.kinds.values()]
    texts += [role.display.de for r in network.schema.relationships.values() for role in r.roles.values()]
    return frozenset(_stemmed(word) for text in texts for word in re.findall(r"\w+", text))


def briefed(network: Network, *subjects: str, office: str = "", day: object = DAY) -> list[str]:
    request = Request(subjects, day, office=office, annex=False)  # type: ignore[arg-type]
    return untrue(produce.make(network, request).briefing, request, network)


@cache
def _grown(seed: int) -> Network:
    return grown(seed, 16, 8, 4)


ABOUT = ("p0", "p1", "p5", "h0", "h1", "h4", "r0", "t0")


@pytest.mark.parametrize("seed", [3, 8])
@pytest.mark.parametrize("office", ["", "h2"])
def test_what_is_said_of_a_network_made_by_chance_is_found_again(seed: int, office: str) -> None:
    assert [fault for subject in ABOUT for fault in briefed(_grown(seed), subject, office=office)] == []


SAMPLED = (
    ("Stahlbündnis Erbachtal", "BMWi"),
    ("Zukunftsbündnis Industrie Oderbogen e. V.", "Musterministerium für Industrie Brandenburg"),
    ("Gewerkschaft Werk und Wandel, Bezirk Ost", ""),
    ("Aylin Demirtaş", "BMWi"),
    ("Marlies Quappe", "Zukunftsbündnis Industrie Oderbogen e. V."),
    ("Brandenburg", ""),
    ("Wasserstoff", "BMWi"),
)


@pytest.mark.embedded
def test_what_is_said_of_the_sample_is_found_again(sample: Store) -> None:
    network = Keeper().network(sample.view())
    day = network.reference_day(DAY)
    found = []
    for subject, office in SAMPLED:
        ids = [find_one(network, name).id for name in (subject, office) if name]
        found += briefed(network, ids[0], office="".join(ids[1:]), day=day)
    assert found == []


def test_a_number_counted_wrong_and_a_name_nobody_has_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the tests above could not fail."""
    monkeypatch.setattr(
        "briefing.documents.section_context.Matter.counted", lambda self, key, n: self.words(f"{key}_many", n=n + 7)
    )
    assert any("Person" in fault for fault in briefed(_grown(3), "h0"))
    monkeypatch.undo()
    monkeypatch.setattr(to_us, "times", lambda matter, n: "neunmal")
    assert any("neunmal" in fault for fault in briefed(little_network(), "werk", office="amt", day=LITTLE_DAY))
    monkeypatch.undo()
    monkeypatch.setattr(lead, "because", lambda matter, step: "Erna Unbekannt öffnet alles.")
    assert any("Unbekannt" in fault for fault in briefed(_grown(3), "h0", office="h2"))


def test_the_little_network_is_found_again() -> None:
    for subject in ("werk", "amt", "anna", "harz", "wasserstoff"):
        assert briefed(little_network(), subject, office="amt" if subject != "amt" else "", day=LITTLE_DAY) == []
