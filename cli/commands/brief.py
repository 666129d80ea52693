"""Commands that hand on what is known: `brief` and `briefings`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, cast, get_args

import typer

from briefing.documents.request import KINDS, OF_ALL, Request, plain
from briefing.documents.scope import ACTORS
from briefing.documents.shelf import shelf
from briefing.production import produce
from briefing.production.edition import before, edition, hand_on
from briefing.production.face import face_in
from briefing.renderers import Paper, RenderOptions, endings, renderer
from briefing.sections import SECTIONS
from briefing.wording.sentences import Language, Sentences
from cli.as_of import AsOf, asked_day
from cli.options import Data, Json, settings, words
from cli.output.terminal import print_json, print_table, say
from cli.reading import opened
from graph.analysis.questions import QUESTIONS
from graph.errors import LANGUAGES, UsageError
from graph.model.facts import LEVELS
from graph.network import Network
from graph.network.search import find_one
from graph.settings import Settings

_ENDINGS = " ".join(endings())
_SECTIONS = ", ".join(SECTIONS)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What stands on the command line, as text."""

    subjects: Sequence[str]
    sections: str
    as_of: str
    language: str
    audience: str
    office: str
    meeting: bool
    gaps: bool
    question: str
    kind: str
    annex: bool
    poster: bool
    aim: str
    colleague: str

    def request(self, network: Network, chosen: Settings) -> Request:
        """Return the request it means.

        Raises:
            UsageError: a name, date, language, audience or question that does not exist.
        """
        if self.kind == "handover" and not self.colleague.strip():
            raise UsageError("handover_of_nobody")
        if not self.subjects and not (self.gaps or self.question or self.kind in OF_ALL):
            raise UsageError("no_subject")
        if not network.nodes:
            raise UsageError("empty_network")
        if self.question and self.question not in QUESTIONS:
            raise UsageError("unknown_question", value=self.question, known=", ".join(QUESTIONS))
        if self.audience not in LEVELS:
            raise UsageError("unknown_audience", value=self.audience)
        if self.kind and self.kind not in KINDS:
            raise UsageError("unknown_kind_of_briefing", value=self.kind, known=", ".join(KINDS))
        language = self.language or chosen.language
        if language not in LANGUAGES:
            raise UsageError("unknown_language", value=language)
        return Request(
            tuple(dict.fromkeys(find_one(network, name).id for name in self.subjects)),
            asked_day(self.as_of) or network.reference_day(date.today()),
            cast(Language, language),
            self.audience,
            tuple(name.strip() for name in self.sections.split(",") if name.strip()),
            find_one(network, office, labels=ACTORS).id if (office := self.office or chosen.office) else "",
            self.meeting or self.kind == "meeting",
            self.gaps or bool(self.question),
            self.question,
            self.kind,
            self.annex,
            self.aim,
            self.colleague.strip(),
            poster=self.poster,
        )


def brief(
    subjects: Annotated[list[str] | None, typer.Argument(metavar="[SUBJECT...]", help=words("brief.subjects"))] = None,
    out: Annotated[list[Path] | None, typer.Option("--out", help=words("brief.out", known=_ENDINGS))] = None,
    sections: Annotated[str, typer.Option("--sections", help=words("brief.sections", known=_SECTIONS))] = "",
    meeting: Annotated[bool, typer.Option("--meeting", help=words("brief.meeting"))] = False,
    gaps: Annotated[bool, typer.Option("--gaps", help=words("brief.gaps"))] = False,
    question: Annotated[str, typer.Option("--question", help=words("gaps.question", known=", ".join(QUESTIONS)))] = "",
    office: Annotated[str, typer.Option("--from", metavar="NAME", help=words("brief.from"))] = "",
    kind: Annotated[str, typer.Option("--kind", help=words("brief.kind", known=", ".join(KINDS)))] = "",
    annex: Annotated[bool, typer.Option("--annex/--no-annex", help=words("brief.annex"))] = True,
    poster: Annotated[bool, typer.Option("--poster", help=words("brief.poster"))] = False,
    aim: Annotated[str, typer.Option("--aim", help=words("brief.aim"))] = "",
    colleague: Annotated[str, typer.Option("--colleague", metavar="NAME", help=words("brief.colleague"))] = "",
    as_of: AsOf = "",
    language: Annotated[str, typer.Option("--language", help=words("brief.language"))] = "",
    audience: Annotated[str, typer.Option("--audience", help=words("brief.audience"))] = "internal",
    template: Annotated[list[Path] | None, typer.Option("--template", help=words("brief.template"))] = None,
    recipient: Annotated[str, typer.Option("--for", metavar="WHOM", help=words("brief.for"))] = "",
    reference: Annotated[str, typer.Option("--reference", metavar="NUMBER", help=words("brief.reference"))] = "",
    paper: Annotated[str, typer.Option("--paper", help=words("brief.paper"))] = "A4",
    landscape: Annotated[bool, typer.Option("--landscape", help=words("brief.landscape"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=words("brief.dry_run"))] = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Write a briefing about people, organisations, a topic, a region, an event, a meeting or gaps."""
    chosen, outs = settings(data), out or []
    options = RenderOptions(_paper(paper), landscape)
    if not outs and not dry_run:
        raise UsageError("no_out")
    for file in outs:
        renderer(file)
    asked = _Asked(
        subjects or [],
        sections,
        as_of,
        language,
        audience,
        office,
        meeting,
        gaps,
        question,
        kind,
        annex,
        poster,
        aim,
        colleague,
    )
    with opened(chosen) as found:
        store, view = found.store, found.view
        network = found.network
        request = plain(asked.request(network, chosen), network)
        made = edition(network, request, before(view, request))
        if not dry_run:
            own = face_in(chosen.data)
            hand_on(
                store, made, outs, options, recipient=recipient, reference=reference, templates=template or [], own=own
            )
    _report(made, [] if dry_run else outs, as_json=as_json)


def _paper(text: str) -> Paper:
    wanted = text.upper()
    if wanted not in get_args(Paper):
        raise UsageError("unknown_paper", value=text, known=", ".join(get_args(Paper)))
    return cast(Paper, wanted)


def _report(made: produce.Made, outs: Sequence[Path], *, as_json: bool) -> None:
    briefing = made.briefing
    if as_json:
        print_json(
            {
                "title": briefing.title,
                "as_of": briefing.as_of,
                "data_version": briefing.data_version,
                "audience": briefing.audience,
                "language": briefing.language,
                "subjects": list(made.request.subjects),
                "sections": [section.id for section in briefing.sections],
                "figures": dict(briefing.figures),
                "sources": len(briefing.notes),
                "files": [str(file) for file in outs],
                "left_out": list(briefing.left_out),
            }
        )
        return
    say(f"{briefing.title} ({briefing.subtitle})")
    say(words("brief.holds", sections=", ".join(section.title for section in briefing.sections)))
    for file in outs:
        say(words("brief.written", file=file))
    if briefing.left_out:
        say(words("brief.left_out"))
    for line in briefing.left_out:
        say(f"  {line}")


def briefings(
    top: Annotated[int, typer.Option("--top", min=1, max=1000, help=words("analysis.top"))] = 20,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """List the briefings made: when, by whom, of what, for whom, in which formats."""
    chosen = settings(data)
    with opened(chosen) as found:
        entries, network = found.view.entries(produce.EXPORTS), found.network
    says = Sentences(network, chosen.language)
    kept = shelf(entries)[:top]
    if as_json:
        rows: list[dict[str, Any]] = [{"at": k.at, "who": k.who, **k.body} for k in kept]
        print_json(rows)
        return
    if not kept:
        say(words("briefings.none"))
        return
    columns = [words(f"briefings.{name}") for name in ("at", "who", "subjects", "audience", "for", "formats")]
    table = [
        [
            k.at[:16].replace("T", " "),
            k.who,
            k.title(says),
            words(f"briefings.{k.audience}"),
            k.recipient,
            ", ".join(k.formats),
        ]
        for k in kept
    ]
    print_table(columns, table)
