from datetime import date

import pandas as pd

from dashboard.pages.actor.timeline import timeline_rows
from dashboard.parts.frame import Context

TODAY = date(2026, 11, 22)


def test_roles_last_until_today_and_events_are_days(context: Context) -> None:
    rows = {str(row["label"]): row for row in timeline_rows(context, "mueller", TODAY)}
    assert set(rows) == {"AfI · Referent", "Treffen · Vortrag", "Tagung · Teilnahme"}
    role = rows["AfI · Referent"]
    assert (role["start"], role["end"]) == (pd.Timestamp(2019, 1, 1), pd.Timestamp(TODAY))
    assert (role["kind"], role["when"]) == ("Rolle mit Zeitraum", "seit 2019")
    assert rows["Treffen · Vortrag"]["start"] == pd.Timestamp(2021, 3, 16)


def test_a_role_without_dates_stands_at_the_day_of_its_source_and_says_so(context: Context) -> None:
    row = timeline_rows(context, "anna", TODAY)[-1]
    assert (row["label"], row["kind"]) == ("Werk Nord GmbH · erfunden", "Rolle, zu diesem Zeitpunkt belegt")
    assert row["start"] == pd.Timestamp(2022, 1, 1)


def test_what_has_no_roles_has_no_picture(context: Context) -> None:
    assert timeline_rows(context, "wasserstoff", TODAY) == []
