"""How long something still takes, in words."""

from briefing.wording.language import Words

_MINUTE = 90  # seconds from which on minutes are said


def time_left(words: Words, seconds: float) -> str:
    """Return about how long something still takes, in words."""
    in_minutes = seconds > _MINUTE
    return words.count("minutes" if in_minutes else "seconds", round(seconds / 60 if in_minutes else seconds))
