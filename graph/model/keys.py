"""Keys: the names under which sources know an actor, strongest first.

An external id is stronger than an e-mail address, an address stronger than a name with its context. A key
belongs to at most one node. The scheme before the colon tells the label, so keys of two labels never meet.
"""

import re
from collections.abc import Iterable

from graph.model.fold import fold

# Schemes of our own making; any other one is that of a register: `lobbyregister:R000534`, `orcid:...`.
# `place` names what no other key tells from somebody else, by its place in a source.
OWN_SCHEMES = frozenset({"mail", "name", "org", "event", "topic", "region", "nuts", "place"})

# Addresses many people read: they name an office, not a person.
SHARED_MAILBOXES = frozenset(
    {
        "admin",
        "anmeldung",
        "buero",
        "contact",
        "empfang",
        "events",
        "geschaeftsstelle",
        "hallo",
        "info",
        "kontakt",
        "mail",
        "newsletter",
        "no-reply",
        "noreply",
        "office",
        "post",
        "poststelle",
        "presse",
        "redaktion",
        "sekretariat",
        "service",
        "support",
        "team",
        "veranstaltung",
        "veranstaltungen",
        "verwaltung",
        "vorzimmer",
        "webmaster",
        "willkommen",
        "zentrale",
    }
)
_ADDRESS = re.compile(r"[^@\s<>,;:\"()]{1,64}@[^@\s<>,;:\"()]{1,253}\.[^@\s<>,;:\"().]{2,63}")


def normal_email(text: str) -> str | None:
    """Return the address in lower case, or None where the text is no e-mail address.

    >>> normal_email(" mailto:Anna.Weiss@Werk.example ")
    'anna.weiss@werk.example'
    """
    address = text.strip().removeprefix("mailto:").strip("<>").lower()
    return address if _ADDRESS.fullmatch(address) else None


def is_personal(address: str) -> bool:
    """Return whether an address (in normal form) can stand for one person."""
    return address.partition("@")[0] not in SHARED_MAILBOXES


def person_keys(
    name_key: str, contexts: Iterable[str] = (), emails: Iterable[str] = (), external: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the keys of a person: external ids, personal addresses, the folded name in each context.

    A context is the key of an organisation or of an event; without any the name stands alone.

    >>> person_keys("joachim lang", ["org:bdi"], ["j.lang@werk.example"])
    ('mail:j.lang@werk.example', 'name:joachim lang@bdi')
    """
    named = [f"name:{name_key}@{context.removeprefix('org:')}" for context in contexts] or [f"name:{name_key}@"]
    mails = [f"mail:{address}" for address in emails if is_personal(address)]
    return tuple(dict.fromkeys([*external, *mails, *named]))


def split_name_key(key: str) -> tuple[str, str] | None:
    """Return folded name and context key of a person's name key, or None for any other key.

    >>> split_name_key("name:joachim lang@bdi")
    ('joachim lang', 'org:bdi')
    """
    if not key.startswith("name:"):
        return None
    name, _, context = key.removeprefix("name:").partition("@")
    if context and ":" not in context:
        context = f"org:{context}"
    return name, context


def event_key(name: str, date: str = "", parent: str = "") -> str:
    """Return the key of an event, or of a session when `parent` is the key of its event.

    >>> event_key("Workshop 2", parent=event_key("Auftakt", "2021-03-16"))
    'event:workshop 2@auftakt@2021-03-16'
    """
    return f"event:{fold(name)}@{parent.removeprefix('event:') or date}"


def topic_key(name: str) -> str:
    """Return the key of a topic."""
    return f"topic:{fold(name)}"


def region_keys(name: str, code: str = "") -> tuple[str, ...]:
    """Return the keys of a region: its code where it has one, then its name."""
    named = f"region:{fold(name)}"
    return (f"nuts:{code.lower()}", named) if code else (named,)
