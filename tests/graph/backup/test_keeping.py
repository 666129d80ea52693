"""Which backups stay, against the same said slowly."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.backup.keeping import KeepingRule

START = datetime(2025, 1, 1, tzinfo=UTC)
times = st.lists(st.integers(0, 500 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)), max_size=60)
rules = st.builds(KeepingRule, st.integers(1, 6), st.integers(0, 8), st.integers(0, 13))


def slowly(made: list[datetime], rule: KeepingRule) -> set[datetime]:
    stay = set(sorted(set(made))[-rule.last :])
    for count, period in ((rule.days, "%Y%m%d"), (rule.months, "%Y%m")):
        names = sorted({at.strftime(period) for at in made})
        for name in names[len(names) - count if count <= len(names) else 0 :]:
            stay.add(max(at for at in made if at.strftime(period) == name))
    return stay


@given(times, rules)
def test_the_last_ones_and_one_of_each_period_stay(made: list[datetime], rule: KeepingRule) -> None:
    assert rule.kept(made) == slowly(made, rule)


@given(times, rules)
def test_the_newest_stays_and_keeping_twice_is_keeping_once(made: list[datetime], rule: KeepingRule) -> None:
    stay = rule.kept(made)
    assert not made or max(made) in stay
    assert rule.kept(stay) == stay
    assert len(stay) <= rule.last + rule.days + rule.months


def test_a_year_of_hourly_backups_by_hand() -> None:
    made = [START + timedelta(hours=n) for n in range(365 * 24)]
    stay = KeepingRule.of("5/7/12").kept(made)
    assert len(stay) == 5 + 6 + 11  # the last one of its day and of its month is one of the last
    assert min(stay) == datetime(2025, 1, 31, 23, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "off", "0/7/12", "5/7", "a/b/c", "5/7/12/1", "-1/2/3"])
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        KeepingRule.of(text)
