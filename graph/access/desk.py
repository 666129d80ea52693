"""The person at the desk: who she is, since when, and what she may do and see."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import sha256

from graph import account
from graph.access.rights import ROLES, load_rights, may, roles_with
from graph.errors import NotAllowed, UsageError
from graph.model.facts import LEVELS, Confidentiality
from graph.settings import settings_now

_Tell = Callable[[], "Person | None"]
_by_itself: ContextVar[bool] = ContextVar("by_itself", default=False)
_told: list[_Tell] = []  # the dashboard, which knows who is signed in
_watching: list[Callable[["Person", str], None]] = []  # the audit log, which notes who was refused which right


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the desk; `id` stands in the log in place of her name, `level` is what she may see.

    `since` is when she signed in (ISO 8601, UTC), "" where nobody signs in.
    """

    id: str
    name: str
    roles: frozenset[str] = frozenset()
    since: str = ""
    level: Confidentiality = "internal"

    def may(self, right: str) -> bool:
        """Return whether she has a right; who sees a part only may do nothing that rests on the whole."""
        return may(self.roles, right) and (self.sees_all or right in load_rights().outside)

    @property
    def sees_all(self) -> bool:
        """Whether nothing is hidden from her."""
        return self.level == LEVELS[-1]


PROGRAM = Person("program", "", frozenset({"read"}))  # what it does by itself: whether all is well
NOBODY = Person("", "")  # work that is done without anybody at the desk of a dashboard with sign-in


def ask_first(tell: _Tell | None) -> None:
    """Ask this who is at the desk; it returns None where it does not know, which is the person of this machine."""
    _told[:] = [tell] if tell else []


def person() -> Person:
    """Return who is at the desk now: somebody who is signed in, else the one person of this machine."""
    if _by_itself.get():
        return PROGRAM
    for tell in _told:
        if (told := tell()) is not None:
            return told
    return of_this_machine()


@contextmanager
def by_itself() -> Iterator[None]:
    """Have the program look whether all is well, for nobody in particular; it can read and nothing more."""
    token = _by_itself.set(True)
    try:
        yield
    finally:
        _by_itself.reset(token)


def of_this_machine() -> Person:
    """Return who works with commands, or at a dashboard on loopback: all rights, unless settings give her fewer.

    Raises:
        UsageError: a setting names a role that there is not.
    """
    given = settings_now().roles
    roles, level = granted(given) if given.strip() else (frozenset(ROLES), LEVELS[-1])
    name = account.own_name()
    key = f"name:{account.folded(name)}" if name else account.account_key()
    return Person(person_id(key), name, roles, level=level)


def require(right: str) -> None:
    """Refuse what the person at the desk may not do.

    Raises:
        NotAllowed: none of her roles has this right.
    """
    here = person()
    if not here.may(right):
        for tell in _watching:
            tell(here, right)
        raise NotAllowed(right, roles_with(right))


def watch_refusals(tell: Callable[[Person, str], None]) -> None:
    """Have this be told of each right that is refused, and to whom."""
    _watching[:] = [tell]


def person_id(key: str) -> str:
    """Return the id of whoever is known under a key (an account, or who signed in where): it tells no name."""
    return f"p-{sha256(key.encode()).hexdigest()[:12]}"


def granted(text: str) -> tuple[frozenset[str], Confidentiality]:
    """Return roles and level that a setting grants: "edit,review", or "read@partners" for who sees less.

    >>> sorted(granted("edit, review")[0]), granted("read@partners")[1]
    (['edit', 'review'], 'partners')

    Raises:
        UsageError: there is no such role or level.
    """
    roles, _, level = text.partition("@")
    names = frozenset(part for role in roles.split(",") if (part := role.strip()))
    wanted = level.strip() or LEVELS[-1]
    if names - set(ROLES) or not names or wanted not in LEVELS:
        raise UsageError("bad_roles", value=text, known=", ".join(ROLES), levels=", ".join(LEVELS))
    return names, next(known for known in LEVELS if known == wanted)
