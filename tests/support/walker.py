"""A browser without a page: it keeps cookies, and goes where it is sent when it is told to.

What a browser sees as `https://HOST` may be a server on the loopback without TLS, as behind a proxy.
"""

from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

GO = "/_akteursnetz/sign-in/go"
Headers = list[tuple[str, str]]


@dataclass
class Answer:
    """What came back; `where` is the whole address it leads to, "" for none."""

    status: int
    headers: Headers
    body: str
    where: str = ""

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def cookies_set(self) -> Headers:
        """The cookies it sets, each with its name and what is said of it."""
        said = [value for name, value in self.headers if name.lower() == "set-cookie"]
        return [(one.partition("=")[0], one) for one in said]


@dataclass
class Walker:
    """Somebody at a browser; `address` is the dashboard as she sees it, `place` where it really is (host:port)."""

    address: str
    place: str
    cookies: dict[str, str] = field(default_factory=dict)

    def asks(self, where: str, method: str = "GET", **headers: str) -> Answer:
        """Asks for an address, at the dashboard where only a path is said."""
        there = urljoin(self.address, where)
        is_here = there.startswith(self.address)
        parts = urlsplit(there)
        said = {"Host": urlsplit(self.address).netloc, **headers} if is_here else headers
        if is_here and self.cookies:
            said["Cookie"] = self.cookie()
        with closing(HTTPConnection(self.place if is_here else parts.netloc, timeout=60)) as connection:
            connection.request(method, f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", headers=said)
            answer = connection.getresponse()
            body = answer.read().decode("utf-8", "replace")
            found = Answer(answer.status, answer.getheaders(), body)
        found.where = urljoin(there, found.header("Location")) if found.header("Location") else ""
        if is_here:
            self._keep(found)
        return found

    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _keep(self, answer: Answer) -> None:
        for _, said in answer.cookies_set():
            for name, one in SimpleCookie(said).items():
                self.cookies[name] = one.coded_value
                if one["max-age"] == "0":
                    del self.cookies[name]

    def to_the_provider(self) -> str:
        """Begins a sign-in; the address at the provider it leads to."""
        return self.asks(self.asks(GO).where).where

    def answer_for(self, name: str) -> str:
        """Signs in at the provider; the address its answer leads to."""
        there = urlsplit(self.to_the_provider())
        return self.asks(f"{there.scheme}://{there.netloc}/login?{there.query}&{urlencode({'who': name})}").where

    def signs_in(self, name: str) -> Answer:
        return self.asks(self.answer_for(name))

    def is_in(self) -> bool:
        return self.asks("/").status == 200
