"""What a person sees when something went wrong that nobody foresaw: what to do, and a number to quote."""

import logging
import secrets

from briefing.wording.language import Words
from dashboard.parts.frame import language, notice
from dashboard.server.figures import errors
from graph.errors import NotAllowed
from graph.logs import log_file
from graph.settings import Settings

_LOG = logging.getLogger(__name__)


def tell(error: Exception) -> bool:
    """Say what somebody may not do; note any other error under a number and name it; True: nothing else is drawn."""
    if isinstance(error, NotAllowed):
        notice(error.message(language()), role="alert")
        return True
    errors["page"] += 1
    number = secrets.token_hex(3).upper()
    _LOG.error("error %s on a page", number, exc_info=error)
    words = Words(language())
    notice(words("error_happened", number=number, file=log_file(Settings().data, "dashboard")), role="alert")
    return True
