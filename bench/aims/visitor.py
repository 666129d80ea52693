"""A visitor without a browser: speaks the dashboard's own protocol, asks for pages and waits until they are whole."""

import time
from dataclasses import dataclass, field
from typing import Any

from websockets.sync.client import ClientConnection, connect

LIMIT = 300.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A page that came: seconds until its first element and until it was whole, kilobytes, what went wrong."""

    page: str
    first: float
    whole: float
    kilobytes: float
    wrong: tuple[str, ...] = ()


@dataclass(slots=True)
class Visitor:
    """One connection, which is one session of the dashboard."""

    port: int
    limit: float = LIMIT
    connection: ClientConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            open_timeout=self.limit,
            proxy=None,
        )

    def go(self, page: str, query: str = "", holds: str = "") -> Seen:
        """Return what came of a page; `page` is its part of the address, `holds` a text that has to be on it.

        Raises:
            TimeoutError: it was not whole within the limit.
        """
        from streamlit.proto.BackMsg_pb2 import BackMsg

        asked: Any = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = page
        asked.rerun_script.context_info.timezone = "Europe/Berlin"
        asked.rerun_script.context_info.locale = "de-DE"
        start = time.perf_counter()
        self.connection.send(asked.SerializeToString())
        return self._until_whole(page, start, holds.encode())

    def _until_whole(self, page: str, start: float, holds: bytes) -> Seen:
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        first, size, wrong, is_there = 0.0, 0, list[str](), not holds
        while True:
            left = self.limit - (time.perf_counter() - start)
            raw = self.connection.recv(timeout=max(left, 0.01))
            message: Any = ForwardMsg()
            message.ParseFromString(raw if isinstance(raw, bytes) else raw.encode())
            size += len(raw)
            is_there = is_there or (isinstance(raw, bytes) and holds in raw)
            kind = message.WhichOneof("type")
            if kind == "delta":
                first = first or time.perf_counter() - start
                element = message.delta.new_element
                if element.WhichOneof("type") == "exception":
                    wrong.append(f"{element.exception.type}: {element.exception.message}"[:200])
            elif kind == "page_not_found":
                wrong.append(f"no page {page}")
            elif kind == "script_finished" and message.script_finished in (0, 1):
                if message.script_finished:
                    wrong.append("the script could not be read")
                if not is_there:
                    wrong.append(f"{holds.decode()} is not on {page}")
                return Seen(page, first, time.perf_counter() - start, size / 1024, tuple(wrong))

    def close(self) -> None:
        """Leave."""
        self.connection.close()
