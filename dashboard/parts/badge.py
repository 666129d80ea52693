"""The mark of what is invented."""

from briefing.wording.language import Words
from dashboard.parts.markup import element, text


def invented(words: Words, is_invented: bool) -> str:
    """Return the badge as HTML, "" for what is not invented."""
    if not is_invented:
        return ""
    return element("span", text(words("invented")), css="an-badge", title=words("invented_help"))


def mark(words: Words, is_invented: bool) -> str:
    """Return the mark as plain text, for tables and lists."""
    return words("invented") if is_invented else ""
