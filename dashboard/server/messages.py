"""Messages of a browser over the websocket: those that nobody here sends are dropped before Streamlit acts on them.

Streamlit empties everybody's caches when a single browser says so, and tells it about the repository it runs from.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from streamlit.proto.BackMsg_pb2 import BackMsg

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
DROPPED = frozenset(
    {"clear_cache", "set_run_on_save", "load_git_info", "debug_disconnect_websocket", "debug_shutdown_runtime"}
)


def sifted(receive: Receive) -> Receive:
    """Return a way to receive on which such messages do not come."""

    async def receiving() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive" or not _is_dropped(message.get("bytes") or b""):
                return message

    return receiving


def _is_dropped(content: bytes) -> bool:
    try:
        return BackMsg.FromString(content).WhichOneof("type") in DROPPED
    except DecodeError:
        return False  # Streamlit refuses it
