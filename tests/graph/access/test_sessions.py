"""The book of sessions: idle, old, signed out everywhere, ended by the provider; one book for several processes."""

import json
from pathlib import Path

import pytest

from graph.access.groups import groups_in, of_groups, read_grants
from graph.access.sessions import BOOK, Limits, SessionBook, session_id
from graph.errors import UsageError

LIMITS = Limits(idle=60, longest=1000)


class Clock:
    now = 10_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(tmp_path: Path, clock: Clock) -> SessionBook:
    return SessionBook(tmp_path, clock)


def use(book: SessionBook, session: str, person: str = "p-a", begun: float = 10_000.0) -> str:
    return book.used(session, person, begun, ("team",), LIMITS).over


def test_a_session_ends_when_nobody_clicks_and_does_not_come_back(book: SessionBook, clock: Clock) -> None:
    assert use(book, "one") == ""
    for _ in range(5):
        clock.now += 50
        assert use(book, "one") == ""
    clock.now += 61
    assert use(book, "one") == "idle"
    assert use(book, "one") == "idle"


def test_a_session_ends_after_its_time_however_much_it_is_used(book: SessionBook, clock: Clock) -> None:
    for _ in range(25):
        assert use(book, "one") in {"", "old"}
        clock.now += 41
    assert use(book, "one") == "old"


@pytest.mark.parametrize("back", [21, 30, 59, 61, 10_000])
def test_a_clock_that_is_put_back_lengthens_no_session(book: SessionBook, clock: Clock, back: int) -> None:
    use(book, "one", begun=clock.now)
    clock.now += 55
    assert use(book, "one") == ""
    clock.now -= back
    assert use(book, "one") == ("idle" if back < 10_000 else "old")
    clock.now += back
    assert use(book, "one") != ""


def test_clocks_that_are_set_right_by_a_little_end_nothing(book: SessionBook, clock: Clock) -> None:
    assert use(book, "one", begun=clock.now + 60) == ""
    clock.now -= 15
    assert use(book, "one", begun=clock.now + 60) == ""
    assert use(book, "to come", begun=clock.now + 300) == "old"


def test_signing_out_everywhere_ends_what_began_before_and_nothing_else(book: SessionBook) -> None:
    use(book, "one"), use(book, "two"), use(book, "other", "p-b")
    assert book.sign_out_everywhere("p-a") == 2
    assert [use(book, "one"), use(book, "two"), use(book, "other", "p-b")] == ["signed_out", "signed_out", ""]
    assert use(book, "new") == ""


def test_another_process_sees_it_at_once(book: SessionBook, tmp_path: Path, clock: Clock) -> None:
    use(book, "one")
    there = SessionBook(tmp_path, clock)
    assert use(there, "one") == ""
    there.sign_out("one")
    assert use(book, "one") == "signed_out"


def test_what_the_provider_says_now_counts(book: SessionBook) -> None:
    use(book, "one")
    book.checked("one", ("guests",))
    assert book.used("one", "p-a", 10_000.0, ("team",), LIMITS).groups == ("guests",)
    book.checked("one", None)
    assert use(book, "one") == "ended"


def test_an_old_cookie_begins_no_session(book: SessionBook) -> None:
    assert use(book, "kept", begun=8_000.0) == "old"


def test_a_damaged_book_lets_nobody_go_on(book: SessionBook, tmp_path: Path) -> None:
    use(book, "one")
    (tmp_path / BOOK).write_text("{", encoding="utf-8")
    assert use(book, "one") == "ended"


def test_the_book_holds_no_names(book: SessionBook, tmp_path: Path) -> None:
    claims = {"iss": "https://x.example", "sub": "anna", "nonce": "n", "iat": 1, "name": "Anna Beispiel"}
    use(book, session_id(claims))
    assert "anna" not in (tmp_path / BOOK).read_text(encoding="utf-8").lower()
    assert json.loads((tmp_path / BOOK).read_text(encoding="utf-8"))["sessions"].keys() == {session_id(claims)}


def test_roles_of_several_groups_add_up_and_the_highest_level_counts() -> None:
    grants = read_grants("team=edit,review; guests = read@partners;a=b=read@public")
    assert of_groups(grants, ["team", "guests"]) == (frozenset({"edit", "review", "read"}), "internal")
    assert of_groups(grants, ["guests", "a=b", "unknown"]) == (frozenset({"read"}), "partners")
    assert of_groups(grants, ["unknown"]) == (frozenset(), "public")
    for bad in ("team", "team=boss", "team=read@secret", "=read"):
        with pytest.raises(UsageError):
            read_grants(bad)


def test_groups_are_found_where_providers_put_them() -> None:
    assert groups_in({"roles": ["a", "b"]}, "roles") == ("a", "b")
    assert groups_in({"x.y": "a"}, "x.y") == ("a",)
    assert groups_in({"groups": {"a": 1}}, "groups") is None
    assert groups_in({}, "groups") is None
