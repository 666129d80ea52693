"""Up to when the sources reach: beyond that day the network is unknown, not ended."""

from datetime import date

from dashboard.parts.frame import Context
from dashboard.parts.markup import element, text
from dashboard.state import current as store
from graph.analysis.phrases import reach_said


def reach_line(context: Context, day: date) -> str:
    """Return a line where the sources end before today, or before the day that is looked at; else nothing."""
    reached = store.reference_day(context.data)
    if reached >= date.today():
        return ""
    return element("p", text(context.says.phrase(reach_said(reached, day))), css="an-small")
