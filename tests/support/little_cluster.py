"""What a cluster looks like to a driver, in front of one real Neo4j: a leader, followers, elections, lost connections.

Each member listens on a port of its own and hands on what it hears, message by message, to the one server behind. It
answers itself where a member of a cluster would: who leads and who is read from (ROUTE), and that it does not lead
(NotALeader). So the driver and the server are real, and all that is made up is which machine one talks to.
"""

import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

RESET, GOODBYE, BEGIN, COMMIT, RUN, ROUTE = 0x0F, 0x02, 0x11, 0x12, 0x10, 0x66
RECORD, SUCCESS, IGNORED, FAILURE = 0x71, 0x70, 0x7E, 0x7F
READS = b"\x84mode\x81r"
BOOKMARK = re.compile(rb"FB:[A-Za-z0-9+/=]+")
_HANDSHAKE = 20


def _packed(value: Any) -> bytes:
    """A value as Bolt writes it; only what is needed here."""
    if isinstance(value, int):
        return b"\xcb" + value.to_bytes(8, "big", signed=True)
    if isinstance(value, str):
        raw = value.encode()
        return b"\xd1" + len(raw).to_bytes(2, "big") + raw
    if isinstance(value, list):
        return bytes([0x90 + len(value)]) + b"".join(map(_packed, value))
    return bytes([0xA0 + len(value)]) + b"".join(_packed(key) + _packed(item) for key, item in value.items())


def _chunk(message: bytes) -> bytes:
    return struct.pack(">H", len(message)) + message + b"\0\0"


def _answer(tag: int, *fields: dict[str, Any]) -> bytes:
    return _chunk(bytes([0xB0 + len(fields), tag]) + b"".join(map(_packed, fields)))


def _exactly(connection: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        more = connection.recv(size - len(found))
        if not more:
            raise ConnectionError
        found += more
    return found


def _messages(connection: socket.socket) -> Iterator[tuple[bytes, bytes]]:
    """Each message of a connection, put together and as it came."""
    message, raw = b"", b""
    while True:
        head = _exactly(connection, 2)
        size = struct.unpack(">H", head)[0]
        part = _exactly(connection, size)
        message, raw = message + part, raw + head + part
        if not size and message:
            yield message, raw
            message, raw = b"", b""


@dataclass
class Happening:
    """What happens when a member hears a message: once, or more `often`.

    `what` is called first. `lost` says how the connection is lost: before the server hears it, after the server has
    answered ("answer"), or after so many rows of its answer.
    """

    hears: bytes
    what: Callable[[], object] = lambda: None
    lost: str | int = ""
    often: int = 1
    happened: int = 0


class _Line:
    """One connection of a client with a member, and of that with the server."""

    def __init__(self, member: "Member", client: socket.socket) -> None:
        self.member, self.client = member, client
        self.server = socket.create_connection(member.cluster.server)
        self._idle, self._pending, self._started = threading.Condition(), 0, threading.Event()
        self._writes = self._refuses = False
        self._rows: int | None = None
        self._last = False
        for work in (self._up, self._down):
            threading.Thread(target=self._until_lost, args=(work,), daemon=True).start()

    def cut(self) -> None:
        for one in (self.client, self.server):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._started.set()
        with self._idle:
            self._pending = 0
            self._idle.notify_all()

    def _until_lost(self, work: Callable[[], None]) -> None:
        with suppress(OSError):
            work()
        self.cut()

    def _up(self) -> None:
        hello = _exactly(self.client, _HANDSHAKE)
        # A list of versions in place of one would make this part longer; the old way is answered by one.
        self.server.sendall(hello[:4] + hello[4:].replace(b"\0\0\1\xff", b"\0\0\0\0"))
        self.client.sendall(_exactly(self.server, 4))
        self._started.set()
        for message, raw in _messages(self.client):
            self._hear(message, raw)

    def _hear(self, message: bytes, raw: bytes) -> None:
        tag = message[1]
        self.member.heard.append(message)
        happening = self.member.cluster.happening(self.member, message)
        if happening:
            happening.what()
            if happening.lost == "before":
                raise ConnectionError
            self._last = happening.lost == "answer"
            self._rows = happening.lost if isinstance(happening.lost, int) else None
        if tag == BEGIN:
            self._writes = READS not in message
        if tag == RESET:
            self._refuses = False
        if tag == ROUTE:
            self._say(_answer(SUCCESS, {"rt": self.member.cluster.table()}))
        elif self._refuses:
            self._say(_answer(IGNORED))
        elif tag == RUN and self._writes and self.member is not self.member.cluster.leader:
            self._refuses = True
            self._say(_answer(FAILURE, _NOT_LEADING))
        else:
            with self._idle:
                self._pending += tag != GOODBYE
            self.server.sendall(raw)

    def _say(self, answer: bytes) -> None:
        """Answers in place of the server, once that has answered all before."""
        with self._idle:
            self._idle.wait_for(lambda: not self._pending)
            self.client.sendall(answer)

    def _down(self) -> None:
        self._started.wait()
        for message, raw in _messages(self.server):
            is_row = message[1] == RECORD
            self.member.said.append(message)
            if is_row and self._rows is not None:
                self._rows -= 1
            if (self._rows is not None and self._rows < 0) or (self._last and not is_row):
                raise ConnectionError
            with self._idle:
                self.client.sendall(raw)
                self._pending -= not is_row
                self._idle.notify_all()


_CODE = "Neo.ClientError.Cluster.NotALeader"
_NOT_LEADING: dict[str, Any] = {
    "code": _CODE,  # as Bolt has it up to 5.6
    "neo4j_code": _CODE,
    "message": "not the leader",
    "gql_status": "08N07",
    "description": "not the leader",
    "diagnostic_record": {},
}


@dataclass
class Member:
    """A machine of the cluster; `heard` is what was asked of it, `said` what the server answered."""

    cluster: "LittleCluster"
    heard: list[bytes] = field(default_factory=list)
    said: list[bytes] = field(default_factory=list)
    lines: list[_Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listens = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listens.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                self.lines.append(_Line(self, self._listens.accept()[0]))

    def ran(self, text: str) -> int:
        """How often it was asked to run a statement with this text."""
        return sum(message[1] == RUN and text.encode() in message for message in self.heard)

    def dies(self) -> None:
        """All connections are lost, and there are no new ones."""
        with suppress(OSError):
            self._listens.shutdown(socket.SHUT_RDWR)
        self._listens.close()
        for line in self.lines:
            line.cut()


class LittleCluster:
    """Three members in front of a server; the first one leads, the others are read from."""

    def __init__(self, uri: str, members: int = 3) -> None:
        found = urlsplit(uri)
        self.server = (found.hostname or "", found.port or 7687)
        self.members = [Member(self) for _ in range(members)]
        self.leader: Member | None = self.members[0]
        self._happenings: list[tuple[tuple[Member, ...], Happening]] = []
        self._lock = threading.Lock()

    @property
    def uri(self) -> str:
        """Its address, by its first member."""
        return f"neo4j://{self.members[0].address}"

    @property
    def followers(self) -> list[Member]:
        """Who does not lead."""
        return [member for member in self.members if member is not self.leader]

    def when(self, members: list[Member], happening: Happening) -> Happening:
        """Lets something happen the next time one of some members hears a message."""
        self._happenings.append((tuple(members), happening))
        return happening

    def happening(self, member: Member, message: bytes) -> Happening | None:
        """What happens now, if anything does."""
        with self._lock:
            for members, one in self._happenings:
                if one.happened < one.often and any(member is some for some in members) and one.hears in message:
                    one.happened += 1
                    return one
        return None

    def table(self) -> dict[str, Any]:
        """Who is who; an election may go on."""
        roles = {"ROUTE": self.members, "READ": self.followers, "WRITE": [self.leader] if self.leader else []}
        servers = [{"addresses": [one.address for one in some], "role": role} for role, some in roles.items()]
        return {"ttl": 300, "db": "neo4j", "servers": servers}

    def elect(self, member: Member | None) -> None:
        """Lets another one lead, or nobody while an election goes on."""
        self.leader = member

    def close(self) -> None:
        """Ends all of it."""
        for member in self.members:
            member.dies()
