"""YAML that comes with the program, read at each start: by libyaml where it is there, eight times as fast."""

from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str) -> Any:
    """Return what a YAML text says, as `yaml.safe_load` does.

    >>> read_yaml("a: [1, b]")
    {'a': [1, 'b']}
    """
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - either loader is the safe one
