"""Proposals out of a German text: persons with functions, organisations, events, dates, places and topics."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.names.legal_form import company_forms
from graph.names.organisation import parse_organisation
from ingest.documents.acquaintances import Acquainted, acquaintances_in
from ingest.documents.attach import held_in, signs_of, under_name
from ingest.documents.confidence import calibrated
from ingest.documents.conversation import conversations_in
from ingest.documents.days import DayInText, days_in, first_date, term_in
from ingest.documents.events import Happening, events_in
from ingest.documents.functions import HeldFunction, functions_in
from ingest.documents.gazetteer import EMPTY, KNOWN, Gazetteer
from ingest.documents.mentions import ORGANISATION, PERSON, Mention, between
from ingest.documents.organisations import aliases_in
from ingest.documents.persons import title_of
from ingest.documents.pronouns import Spoken, alone, subject
from ingest.documents.proposal import Kind, TextProposal
from ingest.documents.recognise import Finder, recognise, with_guesses
from ingest.documents.tokens import Sentence, sentences_of
from ingest.documents.topics import topics_in

_ITS = re.compile(r"\s*(?:Dessen|Deren)\s")
_LEADS = re.compile(r"(?:Geschäftsführer|Inhaber|Werkleiter|Firmenchef|Vorstandsvorsitzende|Vorstandschef)")
_ITS_CONFIDENCE, _LEADS_CONFIDENCE = 0.7, 0.55
LONGEST = 1_000_000  # letters of a text that are looked at


def extract(
    text: str, gazetteer: Gazetteer = EMPTY, *, date: str = "", finder: Finder | None = None
) -> list[TextProposal]:
    """Return what a text seems to say, in the order of the text; nothing in it is checked against the world.

    Every mention of a name is one proposal, so a name that comes again is proposed again. `date` is the day of the
    document, by which ministries get their names of that time; `finder` replaces the model the program brings along.
    """
    text = text[:LONGEST].encode("utf-8", "replace").decode()  # half a pair of signs is none, and one place
    sentences = sentences_of(text)
    day = date or first_date(text)
    mentions = [
        replace(m, confidence=calibrated(text, m)) if m.confidence != KNOWN else m
        for m in recognise(text, sentences, gazetteer, day, finder)
    ]
    aliases = aliases_in(text, mentions)
    found: list[TextProposal] = []
    last: list[str] = []
    spoken = Spoken(text)
    for sentence in sentences:
        inside = between(mentions, sentence.start, sentence.end)
        found += _of_sentence(text, sentence, inside, gazetteer, day, aliases, last, spoken)
        spoken.listen(sentence, inside)
        spoken.above = alone(text, sentence, inside)
        last = [m.name for m in inside if m.sort == ORGANISATION]
    found += _conversations(text, sentences, mentions)
    return sorted(found, key=lambda p: (p.start, p.end, p.kind))


def _conversations(text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[TextProposal]:
    """Return the contacts that the note of a conversation is about, each in the sentence that names the first of the two."""
    found = []
    for c in conversations_in(text, mentions):
        sentence = next(s for s in sentences if s.start <= c.one.start < s.end)
        said = _Said(text, sentence)
        place = (c.one.name, c.one.start, c.one.end)
        found.append(said.of("acquaintance", *place, c.sure, other=c.other, event=c.way, date=c.date))
    return found


def _of_sentence(
    text: str,
    sentence: Sentence,
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    day: str,
    aliases: Mapping[str, str],
    before: Sequence[str],
    spoken: Spoken,
) -> list[TextProposal]:
    """Return the proposals of a sentence; `before` are the organisations the one before it names, `spoken` the people."""
    said = _Said(text, sentence)
    functions = functions_in(text, sentence, mentions, day)
    mentions = with_guesses(text, sentence, functions, mentions, day)
    signs = signs_of(
        text, sentence, sorted([*subject(text, sentence, spoken), *mentions], key=lambda m: m.start), functions
    )
    held = [_in_full(h, aliases) for h in held_in(under_name(signs, spoken.above))]
    held = [_of_the_one_before(text, sentence, h, mentions, before) for h in held]
    days = days_in(text, sentence, day[:4])
    events = [e for e in events_in(text, sentence) if not any(m.start <= e.start and e.end <= m.end for m in mentions)]
    date = days[0].date if days else ""
    found = [said.mention(m, held) for m in mentions]
    one = len({h.person.name for h in held}) == 1
    term = term_in(text, sentence) if one else ("", "")
    found += [said.held(h, *term) for h in held]
    found += [said.event(e, date) for e in events] + [said.day(d) for d in days]
    found += said.participations(mentions, events, date)
    found += [said.acquaintance(pair) for pair in acquaintances_in(signs, spoken)]
    return found + [
        said.of("topic", name, start, end, 0.6) for start, end, name in topics_in(text, sentence, gazetteer)
    ]


def _in_full(held: HeldFunction, aliases: Mapping[str, str]) -> HeldFunction:
    return replace(held, organisation=aliases.get(held.organisation, held.organisation))


def _of_the_one_before(
    text: str, sentence: Sentence, held: HeldFunction, mentions: Sequence[Mention], before: Sequence[str]
) -> HeldFunction:
    """Return who leads the organisation that the sentence before names: "Dessen Vorsitzende Eva Kern ..." and, of the
    only company there, the one who can but lead that: "Geschäftsführerin Eva Kern"."""
    if held.organisation or not held.role or not before or any(m.sort == ORGANISATION for m in mentions):
        return held
    if _ITS.match(text, sentence.start):
        return replace(held, organisation=before[-1], confidence=min(held.confidence, _ITS_CONFIDENCE))
    alone = len(set(before)) == 1 and parse_organisation(before[0]).legal_form in company_forms()
    if alone and _LEADS.match(held.role):
        return replace(held, organisation=before[0], confidence=_LEADS_CONFIDENCE)
    return held


class _Said:
    """Makes the proposals of one sentence."""

    def __init__(self, text: str, sentence: Sentence) -> None:
        self.text, self.sentence = text, sentence
        self.shown = " ".join(text[sentence.start : sentence.end].split())

    def of(self, kind: Kind, name: str, start: int, end: int, confidence: float, **more: str) -> TextProposal:
        number, offset = self.sentence.number, self.sentence.start
        return TextProposal(
            kind, name, self.shown, start, end, round(confidence, 2), number=number, offset=offset, **more
        )

    def mention(self, mention: Mention, held: Sequence[HeldFunction]) -> TextProposal:
        place = (mention.name, mention.start, mention.end)
        if mention.sort != PERSON:
            return self.of("organisation" if mention.sort == ORGANISATION else "place", *place, mention.confidence)
        own = [h for h in held if h.person is mention]
        best = next((h for h in own if h.role), None)
        beside = next((h for h in own if not h.role), None)
        if best and beside and best.organisation not in ("", beside.organisation):
            best = None  # that function is elsewhere than the person's own house, and a proposal of its own
        said = best or beside
        title = self.title(mention)
        if said is None:
            return self.of("person", *place, mention.confidence, title=title)
        organisation = said.organisation or (beside.organisation if beside else "")
        sure = min(mention.confidence, said.confidence)
        return self.of("person", *place, sure, role=said.role, organisation=organisation, title=title)

    def title(self, person: Mention) -> str:
        return title_of(self.text[person.start : person.end])

    def held(self, held: HeldFunction, since: str, until: str) -> TextProposal:
        sure = min(held.confidence, max(held.person.confidence, 0.3))
        kind: Kind = "function" if held.role else "membership"
        person = held.person
        more = {"role": held.role, "organisation": held.organisation, "title": self.title(person)}
        if held.role:  # where somebody belongs is older than a new function there
            more |= {"date": since, "until": until}
        return self.of(kind, person.name, person.start, person.end, sure, **more)

    def acquaintance(self, pair: Acquainted) -> TextProposal:
        person = pair.person
        more = {"other": pair.other, "title": self.title(person)}
        return self.of("acquaintance", person.name, person.start, person.end, pair.confidence, **more)

    def event(self, event: Happening, date: str) -> TextProposal:
        return self.of("event", event.name, event.start, event.end, event.sure, event=event.name, date=date)

    def day(self, day: DayInText) -> TextProposal:
        return self.of("date", day.date, day.start, day.end, 0.95 if day.sure else 0.7, date=day.date)

    def participations(self, mentions: Sequence[Mention], events: Sequence[Happening], date: str) -> list[TextProposal]:
        """Return who seems to have taken part in the one event of the sentence."""
        if len(events) != 1:
            return []
        event = events[0]
        return [
            self.of(
                "participation",
                m.name,
                m.start,
                m.end,
                min(0.6, m.confidence),
                event=event.name,
                date=date,
                title=self.title(m),
            )
            for m in mentions
            if m.sort == PERSON and (m.end <= event.start or m.start >= event.end)
        ]
