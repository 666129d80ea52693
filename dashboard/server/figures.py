"""Whether all is well, and figures of the operation for Prometheus: counts alone, of nobody and nothing by name.

`/_akteursnetz/health` tells anybody yes or no. `/_akteursnetz/metrics` is for who has the token, or who asks from this
machine where nobody signs in.
"""

import os
import time
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from functools import cache
from hmac import compare_digest
from http import HTTPStatus
from threading import Lock
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.state import sign_in
from graph.access.desk import by_itself
from graph.audit import AuditLog
from graph.engine import open_store
from graph.errors import AkteursnetzError
from graph.settings import Settings
from graph.store import Store

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
_HOLDS = 5.0  # seconds an answer about the database holds: who asks often does not ask it more often
_BEGUN = time.time()
_answers: Counter[str] = Counter()
errors: Counter[str] = Counter()
_lock = Lock()
_open: list[Store] = []
_seen: list[tuple[float, dict[str, float]]] = []


def counted(kind: str, send: Send) -> Send:
    """Return the same way to answer, with each answer counted by its status."""

    async def counting(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            _answers[f"{message['status'] // 100}xx"] += 1
        elif kind == "websocket" and message["type"] == "websocket.accept":
            _answers["websocket"] += 1
        await send(message)

    return counting


async def health(request: Request) -> Response:
    """Answer whether the database answers and the audit log can be written."""
    found = await run_in_threadpool(_state)
    is_well = bool(found["database"] and found["log"])
    body = {"status": "ok" if is_well else "failing", **{name: bool(found[name]) for name in ("database", "log")}}
    status = HTTPStatus.OK if is_well else HTTPStatus.SERVICE_UNAVAILABLE
    return JSONResponse(body, status, {"Cache-Control": "no-store"})


async def metrics(request: Request) -> Response:
    """Answer with the figures, in the text format of Prometheus."""
    if not _may_ask(request):
        return PlainTextResponse("a token is needed\n", HTTPStatus.UNAUTHORIZED, {"Cache-Control": "no-store"})
    found = await run_in_threadpool(_state)
    return PlainTextResponse(
        _text(found), media_type="text/plain; version=0.0.4", headers={"Cache-Control": "no-store"}
    )


ROUTES = [Route("/_akteursnetz/health", health), Route("/_akteursnetz/metrics", metrics)]


def _may_ask(request: Request) -> bool:
    token = Settings().metrics_token.get_secret_value()
    given = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    if token:
        return compare_digest(given.encode(), token.encode())
    return sign_in.sign_in() is None


def _state() -> dict[str, float]:
    """Return what was found out about database and log, now or a moment ago."""
    with _lock:
        if _seen and time.monotonic() - _seen[0][0] < _HOLDS:
            return _seen[0][1]
        found = {"database": 0.0, "data_version": 0.0, "log": 0.0, "log_lines": 0.0}
        try:
            with by_itself():
                found |= {"database": 1.0, "data_version": float(_store().view().data_version())}
        except AkteursnetzError:
            forget_store()  # the embedded engine may have come back on another port
        log = AuditLog(Settings().data)
        head = log.head()
        found |= {"log": float(head is not None and _can_write(log)), "log_lines": float(head.lines if head else 0)}
        _seen[:] = [(time.monotonic(), found)]
        return found


@cache
def _store() -> Store:
    _open.append(open_store(Settings(), migrate=False))
    return _open[-1]


def forget_store() -> None:
    """Close the connection that is kept for asking; the next question opens another one."""
    _store.cache_clear()
    while _open:
        _open.pop().close()


def _can_write(log: AuditLog) -> bool:
    there = next(path for path in (log.lines, log.folder, *log.folder.parents) if path.exists())
    return not there.is_symlink() and os.access(there, os.W_OK) and (there.is_dir() or there == log.lines)


def _text(found: dict[str, float]) -> str:
    how = sign_in.sign_in()
    sessions = len(how.book.open_sessions(how.limits)) if how else 0
    single = (
        ("database_up", "gauge", "Whether the database answers.", found["database"]),
        ("data_version", "gauge", "Number of the last change to the network.", found["data_version"]),
        ("audit_log_up", "gauge", "Whether the audit log can be written.", found["log"]),
        ("audit_lines", "gauge", "Lines of the audit log.", found["log_lines"]),
        ("sessions", "gauge", "Sessions that are not over.", float(sessions)),
        ("page_errors_total", "counter", "Errors on pages that nobody foresaw.", float(errors["page"])),
        ("refused_sign_ins_total", "counter", "Answers of the provider that let nobody in.", float(errors["sign_in"])),
        ("start_time_seconds", "gauge", "When the dashboard was started.", _BEGUN),
    )
    lines: list[str] = []
    for name, kind, told, value in single:
        lines += [
            f"# HELP akteursnetz_{name} {told}",
            f"# TYPE akteursnetz_{name} {kind}",
            f"akteursnetz_{name} {value:.15g}",
        ]
    lines += ["# HELP akteursnetz_answers_total Answers by status.", "# TYPE akteursnetz_answers_total counter"]
    lines += [f'akteursnetz_answers_total{{status="{status}"}} {count}' for status, count in sorted(_answers.items())]
    return "\n".join(lines) + "\n"
