"""What is due for one person as a file for a mail: Markdown, a page, a mail to be sent, and its dates."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from html import escape
from pathlib import Path
from typing import Any

from icalendar import Calendar, Event

from briefing.wording.language import Words
from briefing.wording.sentences import Sentences
from graph.curation.due import Agenda, Asked
from graph.curation.thing import Due
from graph.errors import UsageError
from graph.files.drafts import draft_of
from graph.model.facts import digest as short_hash

_CSS = (
    "body{font-family:sans-serif;color:#1b2733;max-width:46rem;margin:1.5rem auto;padding:0 1rem;line-height:1.45}"
    "h1{font-size:1.5rem}h2{font-size:1.1rem;margin:1.4rem 0 .3rem}li{margin:.3rem 0}"
    ".over{color:#a3261b;font-weight:600}"
    "small{color:#4a5562}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class Digest:
    """What is due for somebody, and the words to say it in."""

    agenda: Agenda
    asked: Asked
    says: Sentences

    @property
    def words(self) -> Words:
        """The words of headings."""
        return Words(self.says.language)

    @property
    def title(self) -> str:
        """The heading, and the subject of a mail."""
        day = self.words.date(self.asked.today.isoformat())
        return self.words("digest_title", name=self.asked.person, day=day)

    def lines(self, thing: Due) -> tuple[str, str, bool]:
        """Return the sentence of a thing, how its day lies, and whether that has passed."""
        when = thing.when(self.asked.today)
        given = self.words("today_given", name=thing.giver) if thing.giver else ""
        said = " ".join(filter(None, (self.says.phrase(thing.said), given)))
        return said, self.says.phrase(when) if when else "", thing.is_over(self.asked.today)

    def sections(self) -> Iterator[tuple[str, list[tuple[str, str, bool]]]]:
        """Yield heading and lines of each section."""
        for section, things in self.agenda.items():
            yield self.words(f"today_{section}"), [self.lines(thing) for thing in things]


def as_markdown(digest: Digest) -> str:
    """Return the digest as Markdown; what stands in names is shown to the letter."""
    return _written(digest, _plain)


def as_text(digest: Digest) -> str:
    """Return the digest as text, for a terminal or a mail."""
    return _written(digest, _one_line)


def _written(digest: Digest, write: Callable[[str], str]) -> str:
    parts = [f"# {write(digest.title)}", ""]
    for title, lines in digest.sections():
        parts += [f"## {title}", "", *(_line(*line, write) for line in lines), ""]
    if not digest.agenda:
        parts += [digest.words("today_nothing"), ""]
    return "\n".join(parts)


def _line(said: str, when: str, over: bool, write: Callable[[str], str]) -> str:
    day = f"**{when}**" if over else when
    return f"- {write(said)} – {day}" if day else f"- {write(said)}"


def as_html(digest: Digest) -> str:
    """Return the digest as a page that needs nothing from elsewhere."""
    body = [f"<h1>{escape(digest.title)}</h1>"]
    for title, lines in digest.sections():
        body.append(f"<h2>{escape(title)}</h2><ul>{''.join(map(_item, lines))}</ul>")
    if not digest.agenda:
        body.append(f"<p>{escape(digest.words('today_nothing'))}</p>")
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(digest.title)}</title><style>{_CSS}</style>"
    )
    return f'<!doctype html><html lang="{digest.says.language}"><head>{head}</head><body>{"".join(body)}</body></html>'


def _item(line: tuple[str, str, bool]) -> str:
    said, when, over = line
    css = ' class="over"' if over else ""
    return f"<li>{escape(said)}{f' <small{css}>{escape(when)}</small>' if when else ''}</li>"


def as_mail(digest: Digest) -> str:
    """Return the digest as a mail that a mail program opens to be sent, as text and as a page."""
    mail = EmailMessage()
    mail["Subject"] = _one_line(digest.title)
    mail["X-Unsent"] = "1"  # Outlook opens it as a draft
    mail.set_content(as_text(digest))
    mail.add_alternative(as_html(digest), subtype="html")
    return mail.as_string()


def as_calendar(digest: Digest, now: datetime | None = None) -> str:
    """Return what has a day as a calendar of whole days; what is overdue stands on today."""
    calendar = Calendar()
    calendar.add("prodid", "-//Akteursnetz//Heute//DE")
    calendar.add("version", "2.0")
    for things in digest.agenda.values():
        for thing in things:
            if len(thing.day) == len("2026-03-12") and thing.kind not in ("source", "moved", "tie"):
                calendar.add_component(_date(digest, thing, now or datetime.now(UTC)))
    return str(calendar.to_ical(), "utf-8")


def _date(digest: Digest, thing: Due, now: datetime) -> Event:
    start = date.fromisoformat(thing.day)
    if thing.kind != "event":
        start = max(start, digest.asked.today)
    event = Event()
    event.add("uid", f"{short_hash(thing.id, digest.asked.person)}@akteursnetz")
    event.add("summary", digest.says.phrase(thing.said))
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(days=1))
    event.add("dtstamp", now)
    event.add("transp", "TRANSPARENT")
    return event


def as_json(digest: Digest) -> dict[str, Any]:
    """Return the digest for programs."""
    return {
        "for": digest.asked.person,
        "day": digest.asked.today.isoformat(),
        "since": digest.asked.since,
        "sections": {
            section: [
                {
                    "id": thing.id,
                    "said": digest.lines(thing)[0],
                    "day": thing.day,
                    "overdue": thing.is_over(digest.asked.today),
                    "subjects": list(thing.subjects),
                    "handed_on_by": thing.giver,
                }
                for thing in things
            ]
            for section, things in digest.agenda.items()
        },
    }


WRITERS: dict[str, Callable[[Digest], str]] = {
    ".md": as_markdown,
    ".html": as_html,
    ".htm": as_html,
    ".eml": as_mail,
    ".ics": as_calendar,
}


def write_digest(digest: Digest, out: Path) -> None:
    """Write the digest in the form its ending names.

    Raises:
        UsageError: there is no such form, or the file can not be written.
    """
    writer = WRITERS.get(out.suffix.lower())
    if writer is None:
        raise UsageError("digest_form", file=out.name, known=", ".join(WRITERS))
    with draft_of(out) as draft:
        draft.write_bytes(writer(digest).encode())


def _plain(text: str) -> str:
    """Return text that Markdown shows to the letter."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|~!&" else c for c in _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())
