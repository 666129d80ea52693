"""What a person sees when something went wrong that nobody foresaw: what to do, and a number to quote."""

import logging
import secrets

from briefing.wording.language import Words
from dashboard.parts.frame import language, notice
from graph.logs import log_file
from graph.settings import Settings

_LOG = logging.getLogger(__name__)


def tell(error: Exception) -> bool:
    """Note an error in the log under a number and draw the sentence that names it; True: nothing else is drawn."""
    number = secrets.token_hex(3).upper()
    _LOG.error("error %s on a page", number, exc_info=error)
    words = Words(language())
    notice(words("error_happened", number=number, file=log_file(Settings().data, "dashboard")), role="alert")
    return True
