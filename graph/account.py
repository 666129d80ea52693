"""Who is at work, for what is recorded with a name."""

import getpass


def me() -> str:
    """Return the name of the user account, "" where there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
