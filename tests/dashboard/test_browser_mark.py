"""The mark by which a browser is known again: given once, out of reach of scripts, secure behind TLS."""

import pytest

from dashboard.server.web_app import _mark
from dashboard.state.who import COOKIE


def test_a_browser_without_a_mark_is_given_one_that_no_script_reads() -> None:
    (name, value), *more = _mark([(b"accept", b"text/html")])
    assert (name, more) == (b"set-cookie", [])
    parts = value.decode().split("; ")
    assert parts[0].startswith(f"{COOKIE}=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(parts)
    assert "Secure" not in parts
    assert value != _mark([])[0][1], "each browser has its own"


def test_behind_tls_it_is_sent_over_tls_alone() -> None:
    assert _mark([(b"x-forwarded-proto", b"https")])[0][1].endswith(b"; Secure")


@pytest.mark.parametrize("cookies", [f"{COOKIE}=abc", f"a=b; {COOKIE}=abc"])
def test_one_that_has_a_mark_keeps_it(cookies: str) -> None:
    assert _mark([(b"Cookie", cookies.encode())]) == []
