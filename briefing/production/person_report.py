"""The answer to a person who asks what is kept about her (Art. 15 DSGVO), as a document in any format of briefings."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import cast

from briefing.documents.document import Block, Briefing, NotedText, Paragraph, Section, Table
from briefing.wording.sentences import Language, Sentences
from briefing.words import BriefingWords
from graph.model.dates import format_date
from graph.model.schema import load
from graph.network import Network
from graph.privacy.reporting import KeptRecord, PersonReport

FIXED_WORDS = (
    "sources",
    "contents",
    "page",
    "map",
    "legend",
    "invented",
    "as_of",
    "data_version",
    "audience",
    "made_at",
)
_LONGEST = 600  # signs of a note in a cell; the JSON has it whole


def person_report(report: PersonReport, language: str, today: date, version: int) -> Briefing:
    """Return the report as a document."""
    words = BriefingWords(language)
    made = _Report(report, words)
    blocks = {
        "values": made.values(),
        "facts": made.facts(),
        "records": made.records(report.records),
        "elsewhere": made.records(report.elsewhere),
        "sources": made.sources(),
        "recipients": made.recipients(),
        "places": made.places(),
        "rights": made.rights(),
    }
    sections = [Section(n, words(f"person_section_{n}"), tuple(some)) for n, b in blocks.items() if (some := list(b))]
    fixed = {name: words(name) for name in FIXED_WORDS} | {"audience_name": words("person_for_her")}
    return Briefing(
        words("person_title", name=report.name),
        words("person_subtitle", day=format_date(today.isoformat(), language)),
        language,
        "internal",
        today.isoformat(),
        today.isoformat(),
        version,
        (report.name,),
        tuple(sections),
        (),
        words=fixed,
    )


class _Report:
    def __init__(self, report: PersonReport, words: BriefingWords) -> None:
        self.report, self.words = report, words
        self._sources = {s.id: s.name or s.id for s in report.sources}
        self._fields, self._kinds = load().nodes["Person"].fields, load().nodes["Source"].kinds
        self._says = Sentences(Network(load(), {}, []), cast(Language, words.language))

    def values(self) -> Iterator[Block]:
        rows = [
            [
                self._field(v.field),
                v.value,
                self._source(v.source),
                self._place(v.place),
                self._former(is_former=v.is_former),
            ]
            for v in self.report.values
        ]
        yield from self._table("values", ("field", "value", "source", "place", "state"), rows)

    def facts(self) -> Iterator[Block]:
        kinds = load().relationships
        rows = []
        for f in self.report.facts:
            display = kinds[f.type].display
            dates = " – ".join(format_date(d, self.words.language) for d in (f.valid_from, f.valid_to) if d)
            said = "; ".join(f"{self._source(source)}, {self._place(place)}" for source, place in f.evidence)
            known = kinds[f.type].roles.get(f.role)
            role = self._says.text(known.display) if known else f.role
            state = self._former(is_former=f.is_former)
            name = str(getattr(display, self.words.language, f.type))
            rows.append([name, f.other, role, dates, said, state])
        yield from self._table("facts", ("type", "other", "role", "dates", "source", "state"), rows)

    def records(self, records: Iterable[KeptRecord]) -> Iterator[Block]:
        rows = [[self._book(r.book), r.at[:16].replace("T", " "), r.who, _shown(r)] for r in records]
        yield from self._table("records", ("book", "at", "who", "says"), rows)

    def sources(self) -> Iterator[Block]:
        rows = [
            [
                s.name,
                self._says.text(self._kinds[s.kind]) if s.kind in self._kinds else s.kind,
                s.date,
                s.recorded_at[:10],
                s.recorded_by,
                s.basis or self.words("person_no_basis"),
                s.purpose,
                s.keep_until,
            ]
            for s in self.report.sources
        ]
        names = ("source", "kind", "date", "recorded", "who", "basis", "purpose", "until")
        yield from self._table("sources", names, rows)

    def recipients(self) -> Iterator[Block]:
        rows = [
            [r.at[:10], r.kind, r.to, r.file, r.who, self.words("person_sure" if r.is_certain else "person_maybe")]
            for r in self.report.recipients
        ]
        yield from self._table("recipients", ("at", "kind", "to", "file", "who", "sure"), rows)
        if not rows:
            yield _paragraph(self.words("person_no_recipients"))

    def places(self) -> Iterator[Block]:
        keys = ", ".join(self.report.keys)
        yield _paragraph(self.words("person_stored", id=self.report.id, keys=keys))
        if self.report.position:
            yield _paragraph(self.words("person_position"))
        if self.report.files:
            yield _paragraph(self.words("person_files", files=", ".join(self.report.files)))
        if self.report.restricted:
            yield _paragraph(self.words("person_restricted"))

    def rights(self) -> Iterator[Block]:
        yield _paragraph(self.words("person_rights"))
        yield _paragraph(self.words("person_no_scores"))

    def _table(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Block]:
        if rows:
            heads = tuple(self.words(f"person_column_{column}") for column in columns)
            cells = tuple(tuple((NotedText(cell),) for cell in row) for row in rows)
            yield Table(self.words(f"person_section_{name}"), heads, cells)

    def _source(self, source: str) -> str:
        return self._sources.get(source, source)

    def _place(self, place: str) -> str:
        return self._says.place(f"#{place}")

    def _field(self, name: str) -> str:
        field = self._fields.get(name)
        return str(getattr(field.display, self.words.language)) if field else self.words("person_field_name")

    def _former(self, *, is_former: bool) -> str:
        return self.words("person_former" if is_former else "person_now")

    def _book(self, book: str) -> str:
        key = f"person_book_{book}"
        return self.words(key) if self.words.has(key) else book


def _shown(record: KeptRecord) -> str:
    text = json.dumps(record.says, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def _paragraph(text: str) -> Paragraph:
    return Paragraph((NotedText(text),))
