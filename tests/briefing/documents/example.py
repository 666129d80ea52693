"""A briefing by hand, about invented people, with what every format has to cope with."""

from dataclasses import replace

from briefing.documents.document import (
    Briefing,
    DatedEvent,
    Map,
    NamedContact,
    NotedText,
    Paragraph,
    Points,
    Section,
    SourceNote,
    Table,
)
from briefing.drawing.picture import Figure, Link, Picture

WORDS = {
    "sources": "Quellen",
    "contents": "Inhalt",
    "page": "Seite",
    "map": "Karte",
    "legend": "Legende",
    "invented": "erfunden",
    "as_of": "Stand",
    "data_version": "Datenstand",
    "audience": "Für wen",
    "audience_name": "intern",
    "made_at": "Erstellt",
}
KINDS = {
    "Person": "Person",
    "Event": "Veranstaltung",
    "ministry": "Ministerium",
    "association": "Verband",
    "company": "Unternehmen",
    "research": "Forschung und Lehre",
    "initiative": "Initiative",
}
FIGURES = (
    Figure("org:h2", "Wasserstoffnetz Mustertal e. V.", "", "initiative", "1", subject=True, invented=True),
    Figure("person:ivo", "Ivo Tannhoff", "Geschäftsführer", "Person", "1", invented=True),
    Figure("person:carla", "Dr. Carla Bergkamp", "Glaswerk Musterstadt", "Person", "2", invented=True),
    Figure("org:glas", "Glaswerk Musterstadt GmbH", "", "company", "2", invented=True),
    Figure("org:min", "Musterministerium für Wirtschaft und Energie", "", "ministry", "3", invented=True),
    Figure("person:ref", "Hanna Östermann", "Referat IV B 4", "Person", "3", invented=True),
    Figure("org:verband", "Verband der Glasindustrie Musterland", "", "association", "2", invented=True),
    Figure("org:inst", "Institut für Wasserstoff und Prozesswärme", "", "research", "1", invented=True),
    Figure("event:tag", "Wasserstofftag Musterstadt", "10.05.2022", "Event", "1", invented=True),
)
LINKS = (
    Link("person:ivo", "org:h2", "Geschäftsführer", "firm", weight=3),
    Link("person:carla", "org:glas", "Leiterin Energie", "firm", weight=2),
    Link("org:glas", "org:verband", "Mitglied", "firm"),
    Link("org:glas", "org:h2", "Mitglied", "past"),
    Link("person:ref", "org:min", "Referentin", "firm"),
    Link("person:ref", "person:ivo", "Wasserstofftag", "uncertain", weight=0.4),
    Link("person:carla", "event:tag", "Referentin"),
    Link("person:ivo", "event:tag", "Gastgeber"),
    Link("org:inst", "org:h2", "Projektpartner", "firm", invented=True),
    Link("org:verband", "org:min", "Anhörung", "past"),
)
ALTERNATIVE = (
    "Die Karte zeigt 9 Einträge und 10 Verbindungen. Wasserstoffnetz Mustertal: Ivo Tannhoff, Glaswerk Musterstadt."
)


def text(words: str, *notes: int) -> tuple[NotedText, ...]:
    """A piece of text with its notes."""
    return (NotedText(words, notes),)


def example(**changes: object) -> Briefing:
    """The briefing, with some fields changed."""
    summary = Section(
        "summary",
        "Kurz gesagt",
        (
            Paragraph(
                (*text("Wasserstoffnetz Mustertal e. V. (Initiative, erfunden). ", 1), *text("Sitz: Musterstadt.", 2))
            ),
            Points((text("2 Personen arbeiten dafür.", 1, 2), text("Zuletzt dabei: Wasserstofftag Musterstadt.", 1))),
        ),
    )
    network_map = Section(
        "map",
        "Beziehungskarte",
        (Map(Picture(FIGURES, LINKS, KINDS), ALTERNATIVE, "Gezeigt sind 9 von 12 Einträgen."),),
    )
    rows = (
        (text("Dr. Carla Bergkamp"), text("Leiterin Energie", 1), text("seit 2019", 1), text("10.05.2022", 1)),
        (text("Ivo Tannhoff"), text("Geschäftsführer", 1, 2), text("seit 03/2020", 2), text("10.05.2022", 1)),
        (text("Hanna Östermann"), text("Referentin", 3), text("", 3), text("unbekannt")),
    )
    who = Section("who", "Wer ist wer", (Table("Personen", ("Name", "Funktion", "Zeit", "Zuletzt dabei"), rows),))
    whole = Briefing(
        title="Briefing: Wasserstoffnetz Mustertal e. V.",
        subtitle="Stand 25. November 2026 · Datenstand 7 · intern",
        language="de",
        audience="internal",
        as_of="2026-11-25",
        made_at="2026-11-25T09:30:00+00:00",
        data_version=7,
        subjects=("Wasserstoffnetz Mustertal e. V.",),
        sections=(summary, network_map, who),
        notes=(
            SourceNote(1, "Teilnehmendenliste Wasserstofftag (erfunden), Zeile 3; Zeile 17", "", invented=True),
            SourceNote(
                2, "Vereinsverzeichnis Musterland (erfunden), Eintrag 12", "https://verein.example/12?a=1&b=2", True
            ),
            SourceNote(3, "Geschäftsverteilungsplan (erfunden), Seite 4", "javascript:alert(1)", True),
        ),
        contacts=(
            NamedContact(
                "person:ivo", "Ivo Tannhoff", "Ivo", "Tannhoff", emails=("ivo.tannhoff@h2-mustertal.example",)
            ),
        ),
        occasions=(DatedEvent("event:tag", "Wasserstofftag Musterstadt", "2022-05-10", place="Musterstadt"),),
        words=WORDS,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def with_name(name: str) -> Briefing:
    """The briefing with one name in every place where a name can stand."""
    figures = (replace(FIGURES[0], name=name, note=name), *FIGURES[1:])
    links = (replace(LINKS[0], label=name), *LINKS[1:])
    picture = Picture(figures, links, KINDS | {"initiative": name})
    blocks = (
        Paragraph(text(name, 1)),
        Points((text(name, 1), text(name))),
        Table(name, (name, "B"), ((text(name, 1, 2), text("b")), (text("c"), text(name)))),
        Map(picture, name, name),
    )
    return example(
        title=name,
        subtitle=name,
        subjects=(name,),
        sections=(Section("summary", name, blocks),),
        notes=(SourceNote(1, name, name), SourceNote(2, name)),
        words=WORDS | {"audience_name": name},
    )
