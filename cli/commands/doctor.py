"""The command `doctor`: what is wrong with this installation, and how to mend it."""

import typer

from cli.health import base, machine, outside
from cli.options import Data, Json, settings, words
from cli.output.terminal import print_json, print_table, say

CHECKS = (
    *(machine.name, machine.folder, machine.disk, machine.port, machine.secret_files),
    *(base.database, base.log, base.backup),
    *(outside.password, outside.roles, outside.sign_in, outside.proxy),
)


def doctor(as_json: Json = False, data: Data = None) -> None:
    """Say what is wrong and how to mend it; the exit code is 1 where something has to be mended."""
    chosen = settings(data)
    found = [one for check in CHECKS for one in check(chosen)]
    is_wrong = any(one.state == "wrong" for one in found)
    told = [
        (
            one,
            words(f"doctor.{one.key}", **one.context),
            "" if one.is_sound else words(f"doctor.{one.key}.mend", **one.context),
        )
        for one in found
    ]
    if as_json:
        print_json([{"check": one.key, "state": one.state, "finding": what, "mend": mend} for one, what, mend in told])
    else:
        columns = [words(f"doctor.column_{name}") for name in ("state", "finding", "mend")]
        print_table(columns, [[words(f"doctor.state_{one.state}"), what, mend] for one, what, mend in told])
        say(words("doctor.wrong" if is_wrong else "doctor.sound"))
    raise typer.Exit(1 if is_wrong else 0)
