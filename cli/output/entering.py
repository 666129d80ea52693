"""What commands that enter by hand share: who said it and when, and how they tell what became of it."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import typer

from briefing.wording.sentences import Sentences
from briefing.wording.sentences.doubts import doubt_sentence
from cli.options import words
from cli.output.terminal import clean_lines, messages, print_json, say
from graph.account import me
from graph.curation.entries import DoubtedEntry, Entered, enter
from graph.curation.entry import Entry, Provenance
from graph.errors import UsageError
from graph.model.facts import LEVELS, Confidentiality
from graph.network import Network
from graph.store import Store

NOT_DONE = 2
SaidBy = Annotated[str, typer.Option("--said-by", help=words("entry.said_by"))]
Way = Annotated[str, typer.Option("--way", help=words("entry.way"))]
Day = Annotated[str, typer.Option("--day", help=words("entry.day"))]
Unsure = Annotated[bool, typer.Option("--unsure", help=words("entry.unsure"))]
Level = Annotated[str, typer.Option("--confidentiality", help=words("entry.confidentiality"))]
Anyway = Annotated[str, typer.Option("--anyway", help=words("entry.anyway"))]
Values = Annotated[list[str] | None, typer.Option("--field", metavar="NAME=VALUE", help=words("entry.field"))]


def provenance(day: str, way: str, said_by: str, confidentiality: str = "internal", *, unsure: bool) -> Provenance:
    """Return how one knows, as the options say it.

    Raises:
        UsageError: no such level of confidentiality.
    """
    sure = "unsure" if unsure else "certain"
    return Provenance(day or date.today().isoformat(), way, said_by, sure, confidentiality=level_of(confidentiality))


def level_of(confidentiality: str) -> Confidentiality:
    """Return a level of confidentiality as it is named.

    Raises:
        UsageError: there is no such level.
    """
    found = next((level for level in LEVELS if level == confidentiality), None)
    if found is None:
        known = ", ".join(LEVELS)
        raise UsageError("entry_choice", field="--confidentiality", value=confidentiality[:60], known=known)
    return found


def pairs(values: Sequence[str]) -> list[tuple[str, str]]:
    """Return name and value of options such as `place=Bonn`.

    Raises:
        UsageError: one of them has no equals sign.
    """
    found = [value.partition("=") for value in values]
    if bad := next((name for name, sign, _ in found if not sign), None):
        raise UsageError("entry_pair", value=bad[:60])
    return [(name.strip(), value.strip()) for name, _, value in found]


@dataclass(frozen=True, slots=True)
class EntryCommand:
    """Writes an entry for a command, and tells what became of it."""

    store: Store
    network: Network
    says: Sentences
    as_json: bool

    def write(self, entry: Entry) -> Entered:
        """Write an entry; what speaks against it is told, and the command ends with exit code 2.

        Raises:
            UsageError: something in it does not fit.
        """
        try:
            done = enter(self.store, self.network, entry, me(), date.today())
        except DoubtedEntry as error:
            told = [doubt_sentence(self.says, doubt) for doubt in error.doubts]
            if self.as_json:
                print_json({"id": None, "doubts": told})
            for line in (*told, words("entry.doubted")):
                messages().print(clean_lines(line), soft_wrap=True)
            sys.exit(NOT_DONE)
        self._tell(done, entry)
        return done

    def _tell(self, done: Entered, entry: Entry) -> None:
        changes = done.changes
        counts = {"nodes": len(changes.created) - 1, "facts": len(changes.facts_created)}
        told: dict[str, Any] = {"id": done.id, "made": dict(done.made), **counts}
        if self.as_json:
            print_json({**told, "doubts": [doubt_sentence(self.says, doubt) for doubt in done.doubts]})
            return
        if corrected := len(entry.values) + len(entry.changes):
            say(words("entry.corrected", n=corrected, id=done.id))
            return
        say(words("entry.done", nodes=max(counts["nodes"], 0), facts=counts["facts"], id=done.id))
