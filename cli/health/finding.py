"""One thing that was looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

State = Literal["sound", "doubtful", "wrong"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found; its words are `doctor.<key>`, and how to mend it `doctor.<key>.mend`."""

    key: str
    state: State = "sound"
    context: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        """Whether nothing has to be done."""
        return self.state == "sound"


def sound(key: str, **context: object) -> Checked:
    """Return that something is as it should be."""
    return Checked(key, "sound", context)


def doubtful(key: str, **context: object) -> Checked:
    """Return that something works and should be otherwise."""
    return Checked(key, "doubtful", context)


def wrong(key: str, **context: object) -> Checked:
    """Return that something does not work, or is not safe."""
    return Checked(key, "wrong", context)
