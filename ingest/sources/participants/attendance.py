"""Whether somebody came: what the columns "Status", "Zusage" and "Anwesend" say."""

import re
from collections.abc import Iterable

from graph.model.fold import fold

# What was seen on the day goes before what was promised.
_SEEN = frozenset(
    {
        *("anwesend", "anwesenheit", "erschienen", "teilgenommen", "attended"),
        *("eingecheckt", "checked in", "check in status", "check in", "checkin"),
    }
)
_CAME = frozenset(
    {
        *("ja", "j", "yes", "y", "x", "1", "true", "wahr", "ok", "u2713", "u2714", "u2705", "u2611"),
        *("zugesagt", "zusage", "angemeldet", "angenommen", "bestaetigt", "registriert", "anwesend", "erschienen"),
        *("teilgenommen", "nimmt teil", "teilnahme", "eingecheckt", "vor ort", "online", "digital", "praesenz"),
        *("in praesenz", "attending", "attended", "accepted", "registered", "confirmed", "approved", "checked in"),
        *("bezahlt", "paid", "bestaetigt", "completed", "gueltig", "valid", "akzeptiert", "zugesagt online"),
        *("present", "going", "joined", "will attend", "in person", "virtual"),
    }
)
_STAYED_AWAY = frozenset(
    {
        *("nein", "n", "no", "0", "false", "falsch", "u2717", "u2718", "u274c", "u2610", "u2612"),
        *("abgesagt", "absage", "abgelehnt", "abgemeldet", "abwesend", "storniert", "storno", "entschuldigt"),
        *("unentschuldigt", "krank", "verhindert", "nicht erschienen", "nicht anwesend", "nicht teilgenommen"),
        *("nicht angemeldet", "nimmt nicht teil", "eingeladen", "warteliste", "keine teilnahme", "keine rueckmeldung"),
        *("not attending", "did not attend", "not attended", "cancelled", "canceled", "declined", "refunded"),
        *("deleted", "no show", "noshow", "absent", "not going", "invited", "waitlisted", "waiting list"),
        *("nicht eingecheckt", "not checked in", "ungueltig", "erstattet", "abgebrochen", "expired", "abgelaufen"),
        *("mit vorbehalt", "tentative", "keine antwort", "ohne antwort", "not responded"),
        *("no response", "rejected", "not present"),
    }
)
# Say how somebody was invited, or that there was nothing to answer.
_SILENT = frozenset(
    {
        *("erforderlicher teilnehmer", "optionaler teilnehmer", "besprechungsorganisator", "organisator", "keine"),
        *("required attendee", "optional attendee", "meeting organizer", "meeting organiser", "organizer", "none"),
    }
)
_MOMENT = re.compile(r"(?:.*\D)?\d{1,2}[:.]\d\d(?:\D.*)?")


def says_nothing(text: str) -> bool:
    """Return whether a value is known to say nothing about whether somebody came."""
    return fold(text) in _SILENT


def is_seen(title: str) -> bool:
    """Return whether a column tells what was seen on the day, not what was promised before."""
    return fold(title) in _SEEN


def has_come(text: str) -> bool | None:
    """Return whether a value means that somebody came; None where nobody knows.

    >>> has_come("Zugesagt"), has_come("No-Show"), has_come("vielleicht")
    (True, False, None)
    >>> has_come("09.11.2023 09:01")
    True
    """
    folded = fold(text)
    return True if folded in _CAME or _MOMENT.fullmatch(text) else False if folded in _STAYED_AWAY else None


def came(values: Iterable[str]) -> bool:
    """Return whether somebody came by all values, those of the day first; without a known one it is taken so."""
    return next((known for value in values if (known := has_come(value)) is not None), True)
