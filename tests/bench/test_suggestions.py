from datetime import date
from pathlib import Path

import pytest

from bench.suggestions import measured, read_meetings
from graph.analysis.suggestions.evaluate import OURS


@pytest.mark.shared_data
def test_suggestions_come_true_more_often_than_those_of_other_methods(shared_data: Path) -> None:
    records = list(read_meetings(shared_data / "mep_meetings" / "meetings.csv.gz"))
    found = measured(records, date(2020, 6, 30), across=True)
    best = found.share(found.best_baseline(1), 1)
    assert found.share(OURS, 1) >= 1.3 * best > 0
