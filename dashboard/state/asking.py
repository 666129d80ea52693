"""How the few servers are asked that are set: where one leads elsewhere nobody follows, least of all with a token."""

from http.client import HTTPResponse
from typing import IO
from urllib.request import HTTPRedirectHandler, Request, build_opener

_PATIENCE = 5.0  # seconds for an answer


class _Stays(HTTPRedirectHandler):
    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: object, newurl: str) -> None:
        """Return no further request: the answer counts as an error with its number."""


def ask(address: str, token: str = "") -> HTTPResponse:
    """Return the answer of an address of the web, asked with a token where there is one.

    Raises:
        ValueError: it is no address of the web.
        HTTPError: it refuses, or leads elsewhere.
        OSError: nobody answers.
    """
    if not address.startswith(("https://", "http://")):
        raise ValueError("no address of the web")
    request = Request(address, headers={"Authorization": f"Bearer {token}"} if token else {})  # noqa: S310 - checked above
    answer: HTTPResponse = build_opener(_Stays).open(request, timeout=_PATIENCE)
    return answer
