"""Commands as a person types them: exit code, what was printed, what was said beside it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from cli.main import main

Run = Callable[..., tuple[int, str, str]]


def typed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Runs a command and returns its exit code, its output and its messages."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    shown = capsys.readouterr()
    return int(ended.value.code or 0), shown.out, shown.err


def answer(result: tuple[int, str, str], code: int = 0) -> Any:
    """The JSON a command printed, once it ended as expected."""
    assert result[0] == code, result[2]
    return json.loads(result[1])
