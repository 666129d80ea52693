"""The shelf: the briefings made so far (when, by whom, for whom), each of which can be made again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from briefing.documents.request import KINDS, Kind, Request
from briefing.documents.year_title import title_of_year
from briefing.wording.sentences import Sentences
from briefing.words import BriefingWords
from graph.model.facts import Confidentiality
from graph.model.ledger import LedgerEntry
from graph.network import Network


@dataclass(frozen=True, slots=True)
class ShelvedBriefing:
    """One briefing that was made. Names are looked up when it is shown, so that none is kept here."""

    at: str
    who: str
    body: Mapping[str, Any]

    @property
    def subjects(self) -> tuple[str, ...]:
        """The ids of the subjects."""
        return tuple(self.body.get("subjects", ()))

    @property
    def audience(self) -> Confidentiality:
        """For whose eyes it was."""
        return cast(Confidentiality, self.body.get("audience", "internal"))

    @property
    def recipient(self) -> str:
        """For whom it was made."""
        return str(self.body.get("for", ""))

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats it was written in."""
        return tuple(self.body.get("formats", ()))

    @property
    def kind(self) -> Kind:
        """The kind that was asked for, "" for the one it has by itself."""
        said = self.body.get("kind_asked", "")
        return cast(Kind, said) if said in KINDS else ""

    def title(self, says: Sentences) -> str:
        """Return what it was about."""
        words = BriefingWords(says.language)
        if self.kind == "handover":
            return words("title_handover", who=str(self.body.get("colleague", "")))
        if self.kind == "year":
            return title_of_year(words, date.fromisoformat(str(self.body["as_of"])))
        known = [says.name_of(s) if s in says.network.nodes else words("gone_subject") for s in self.subjects]
        shown = ", ".join(known[:3]) + (f" {words('and_more', n=len(known) - 3)}" if len(known) > 3 else "")
        return shown or words("title_gaps_all")

    def again(self, network: Network, day: date) -> Request:
        """Return the request to make it again as of a day, without subjects that are gone."""
        body = self.body
        return Request(
            tuple(s for s in self.subjects if s in network.nodes),
            day,
            body.get("language", "de"),
            self.audience,
            tuple(body.get("sections", ())),
            office if (office := body.get("office", "")) in network.nodes else "",
            bool(body.get("meeting")),
            bool(body.get("gaps")),
            str(body.get("question", "")),
            self.kind,
            bool(body.get("annex", True)),
            colleague=str(body.get("colleague", "")),
            poster=bool(body.get("poster")),
        )


def shelf(entries: Iterable[LedgerEntry]) -> list[ShelvedBriefing]:
    """Return the briefings among the exports, the latest first."""
    found = [ShelvedBriefing(e.at, e.who, e.body) for e in entries if e.body.get("kind") == "briefing"]
    return sorted(found, key=lambda kept: kept.at, reverse=True)
