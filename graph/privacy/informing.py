"""Who has to be told that her data are kept (Art. 13 and 14 DSGVO), by when, and whether that was done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from graph.access.acts import act
from graph.errors import UsageError
from graph.model.claims import Claims
from graph.model.facts import is_invented
from graph.model.fold import fold
from graph.model.ledger import LedgerEntry
from graph.privacy.subject import find_person
from graph.store import Store
from graph.store.view import View

BOOK = "privacy_inform"
State = Literal["open", "sent", "not_needed"]


@dataclass(frozen=True, slots=True)
class Duty:
    """One person to be told: since when she is known, the article, the last day, and what was done."""

    person: str
    name: str
    mails: tuple[str, ...]
    source: str
    source_name: str
    since: str
    article: Literal["13", "14"]
    due: str
    state: State = "open"
    on: str = ""
    who: str = ""
    why: str = ""

    def is_late(self, today: date) -> bool:
        """Return whether the last day is over and nothing was done."""
        return self.state == "open" and self.due < today.isoformat()


def duties(view: View) -> list[Duty]:
    """Return everybody who has to be told, the earliest day first; what is invented needs no letter."""
    sources = {str(n["id"]): n for n in view.nodes("Source")}
    told = {e.id: e for e in view.entries(BOOK)}
    found = (_duty(node, sources, told.get(str(node["id"]))) for node in view.nodes("Person"))
    return sorted((one for one in found if one), key=lambda d: (d.due, d.name, d.person))


@act("protect")
def settle(store: Store, wanted: str, who: str, *, on: str = "", why: str = "") -> Duty:
    """Note that a person was told on a day, or why she need not be (Art. 14 (5)), and return how it stands.

    Raises:
        UnknownName: nobody, or several, are meant.
        UsageError: neither a day nor a reason, or a day that can not be read.
    """
    view = store.view()
    subject = find_person(view, store.schema, wanted)
    if not (on or why.strip()):
        raise UsageError("privacy_reason")
    try:
        day = date.fromisoformat(on).isoformat() if on else ""
    except ValueError as error:
        raise UsageError("privacy_day", value=on[:40]) from error
    state: State = "sent" if day else "not_needed"
    store.curator().note([LedgerEntry(BOOK, subject.id, who, body={"state": state, "on": day, "why": why.strip()})])
    return next(one for one in duties(view) if one.person == subject.id)


def _duty(node: Mapping[str, Any], sources: Mapping[str, Mapping[str, Any]], told: LedgerEntry | None) -> Duty | None:
    first = min(_known(node, sources), default=None)
    if first is None or node.get("retired_at"):
        return None
    since, source = first
    said = sources[source]
    article: Literal["13", "14"] = "13" if fold(str(said.get("said_by") or "")) == fold(str(node["name"])) else "14"
    due = since if article == "13" else _a_month_later(since)
    body = told.body if told else {}
    state: State = body.get("state", "open")
    return Duty(
        str(node["id"]),
        str(node["name"]),
        tuple(node.get("emails") or ()),
        source,
        str(said.get("name") or ""),
        since,
        article,
        due,
        state,
        str(body.get("on", "")),
        told.who if told else "",
        str(body.get("why", "")),
    )


def _known(node: Mapping[str, Any], sources: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for source in Claims.parse(node["claims"]).sources():
        if source in sources and not is_invented(source) and (at := str(sources[source].get("recorded_at") or "")[:10]):
            yield at, source


def _a_month_later(day: str) -> str:
    """Return the day a month later, the last of that month where it is shorter.

    >>> _a_month_later("2026-01-31"), _a_month_later("2026-12-05")
    ('2026-02-28', '2027-01-05')
    """
    then = date.fromisoformat(day)
    year, month = (then.year + 1, 1) if then.month == 12 else (then.year, then.month + 1)
    for last in range(then.day, 27, -1):
        try:
            return date(year, month, last).isoformat()
        except ValueError:
            continue
    return date(year, month, then.day).isoformat()
