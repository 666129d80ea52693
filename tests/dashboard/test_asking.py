"""A server that leads elsewhere is not followed, and no other one gets to see a token."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.error import HTTPError

import pytest

from cli.health import outside
from dashboard.state import asking, sign_in
from graph.settings import Settings

Seen = list[tuple[str, str]]


@contextmanager
def answering(status: int, where: str, seen: Seen) -> Iterator[str]:
    """A server on loopback that notes path and token of who asks."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append((self.path, self.headers.get("Authorization", "")))
            self.send_response(status)
            if where:
                self.send_header("Location", where)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its name in the library
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_token_goes_to_the_server_that_was_set_and_no_other(status: int) -> None:
    asked: Seen = []
    followed: Seen = []
    with answering(200, "", followed) as other, answering(status, f"{other}/userinfo", asked) as provider:
        with pytest.raises(HTTPError) as refused:
            sign_in._get(f"{provider}/userinfo", "secret")
        refused.value.close()
        assert refused.value.code == status
    assert asked == [("/userinfo", "Bearer secret")]
    assert followed == []


def test_an_answer_is_read_and_other_addresses_are_refused() -> None:
    seen: Seen = []
    with answering(200, "", seen) as provider:
        assert sign_in._get(f"{provider}/userinfo", "secret") == {}
    assert seen == [("/userinfo", "Bearer secret")]
    for address in ("file:///etc/hostname", "ftp://x.example", ""):
        with pytest.raises(ValueError, match="no address"):
            asking.ask(address)


def test_doctor_follows_no_provider_elsewhere_and_says_so() -> None:
    followed: Seen = []
    with answering(200, "", followed) as other, answering(302, other, []) as provider:
        settings = Settings(
            neo4j_uri=None,
            sign_in_url=f"{provider}/.well-known/openid-configuration",
            sign_in_client="akteursnetz",
            sign_in_secret="a secret of the tests",  # type: ignore[arg-type]
            sign_in_address="http://127.0.0.1:8501",
            groups="lesen=read",
        )
        (found,) = outside.sign_in(settings)
    assert followed == []
    assert (found.key, found.state) == ("provider_away", "wrong")
