"""A pytest plugin: how many examples Hypothesis tries, a share of them each day, all of them with `make test-thorough`.

A test names the number that is thorough. The daily run draws other examples each time, so the days add up.
"""

import pytest
from hypothesis import is_hypothesis_test, settings

DAILY, THOROUGH = "daily", "thorough"
SHARE = 4
FEWEST = 5
_NUMBERS = "_hypothesis_internal_use_settings"

settings.register_profile(DAILY, deadline=None)  # a hundred at first, as Hypothesis has it
settings.register_profile(THOROUGH, deadline=None, max_examples=300)


def daily(number: int) -> int:
    """How many of a thorough number of examples are tried each day."""
    return min(number, max(FEWEST, number // SHARE))


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile(config.getoption("--hypothesis-profile", None) or DAILY)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Lessens the numbers that tests name themselves; no profile reaches those."""
    if settings.get_current_profile_name() != DAILY:
        return
    tests = {id(test): test for item in items if is_hypothesis_test(test := getattr(item, "obj", None))}
    for test in tests.values():
        named: settings = getattr(test, _NUMBERS)
        setattr(test, _NUMBERS, settings(named, max_examples=daily(named.max_examples)))
