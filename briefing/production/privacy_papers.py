"""The letter that tells a person what is kept of her (Art. 13, 14 DSGVO), and the register entry (Art. 30)."""

from collections.abc import Iterable, Sequence
from datetime import date

from briefing.documents.document import Block, Briefing, NotedText, Paragraph, Points, Section, Table
from briefing.production.person_report import FIXED_WORDS
from briefing.words import BriefingWords
from graph.model.dates import format_date
from graph.model.schema import load
from graph.privacy.bases import Basis
from graph.privacy.informing import Duty
from graph.privacy.register import RegisterEntry


def letter(duty: Duty, basis: Basis, office: str, language: str, today: date) -> Briefing:
    """Return the letter to one person."""
    words = BriefingWords(language)
    missing = words("letter_fill_in")
    said = {
        "office": office or missing,
        "source": duty.source_name,
        "since": format_date(duty.since, language),
        "basis": basis.basis or missing,
        "purpose": basis.purpose or missing,
    }
    points = [words(f"letter_{name}", **said) for name in ("what", "source", "purpose", "basis", "to", "how_long")]
    blocks: tuple[Block, ...] = (
        _paragraph(words("letter_dear", name=duty.name)),
        _paragraph(words("letter_begin", **said)),
        Points(tuple((NotedText(point),) for point in points)),
        _paragraph(words("letter_rights")),
        _paragraph(words("letter_no_decisions")),
        _paragraph(words("letter_contact", **said)),
    )
    title = words("letter_title", article=duty.article)
    return _document(title, duty.name, language, today, [Section("letter", words("letter_section"), blocks)], words)


def register_document(entry: RegisterEntry, language: str, today: date) -> Briefing:
    """Return the register entry."""
    words = BriefingWords(language)
    missing = words("letter_fill_in")
    schema = load()
    fields = [(_named(schema.nodes["Person"].fields[n].display, language), str(c)) for n, c in entry.fields.items()]
    facts = [(_named(schema.relationships[n].display, language), str(c)) for n, c in entry.facts.items()]
    general = [
        (words("register_controller"), entry.controller or missing),
        (words("register_officer"), missing),
        (words("register_purpose"), entry.purpose or missing),
        (words("register_basis"), entry.basis or missing),
        (words("register_people"), words("register_people_said", n=entry.people)),
        (words("register_third"), words("register_third_said")),
        (words("register_measures"), words("register_measures_said", engine=entry.engine)),
        (words("register_rights"), words("register_rights_said", restricted=entry.restricted, erased=entry.erased)),
        (words("register_without_basis"), str(entry.without_basis)),
    ]
    rules = [(r.kind or r.source or "*", r.field or "*", str(r.months), r.since) for r in entry.retention]
    sections: list[tuple[str, Sequence[str], Sequence[Sequence[str]]]] = [
        ("general", ("what", "says"), general),
        ("data", ("what", "people"), fields),
        ("facts", ("what", "count"), facts),
        ("sources", ("kind", "count"), [(_kind(kind, language), str(n)) for kind, n in entry.sources.items()]),
        ("bases", ("source", "basis", "purpose"), [(name, *both) for name, both in entry.own_bases.items()]),
        ("recipients", ("to", "count"), [(to, str(n)) for to, n in entry.recipients.items()]),
        ("retention", ("kind", "field", "months", "since"), rules),
    ]
    made = [_section(words, name, columns, rows) for name, columns, rows in sections]
    return _document(words("register_title"), entry.controller, language, today, made, words)


def _kind(kind: str, language: str) -> str:
    """Return a kind of source as one says it."""
    known = load().nodes["Source"].kinds
    return _named(known[kind], language) if kind in known else kind


def _section(words: BriefingWords, name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Section:
    title = words(f"register_section_{name}")
    if not rows:
        return Section(name, title, (_paragraph(words("register_nothing")),))
    heads = tuple(words(f"register_column_{column}") for column in columns)
    return Section(name, title, (Table(title, heads, tuple(tuple((NotedText(c),) for c in row) for row in rows)),))


def _document(
    title: str, subject: str, language: str, today: date, sections: Iterable[Section], words: BriefingWords
) -> Briefing:
    day = today.isoformat()
    fixed = {name: words(name) for name in FIXED_WORDS} | {"audience_name": words("person_for_her")}
    subtitle = words("letter_subtitle", day=format_date(day, language))
    return Briefing(title, subtitle, language, "internal", day, day, 0, (subject,), tuple(sections), (), words=fixed)


def _named(display: object, language: str) -> str:
    return str(getattr(display, language))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((NotedText(text),))
