"""A command in which one call fails: `python -m tests.reliability.failing FOLDER NUMBER ARGUMENT...`.

Counted are the calls that concern files of the data folder (to open, make, move or take one away, and to have it
written onto the disk), as the interpreter announces them. The last line of the errors tells how many there were.
"""

import errno
import os
import sys
from pathlib import Path

EVENTS = {
    "open",
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.listdir",
    "os.scandir",
    "os.chmod",
    "os.truncate",
}


def main() -> None:
    """Run the command; the call of that number fails with an input/output error."""
    folder, number, *arguments = sys.argv[1:]
    count, at, on = 0, int(number), True

    def count_on(place: object) -> None:
        nonlocal count
        if not on or not isinstance(place, str | Path) or not str(place).startswith(folder):
            return
        count += 1
        if count == at:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(place))

    def hook(event: str, values: tuple[object, ...]) -> None:
        if event in EVENTS and values:
            count_on(values[0])

    fsync = os.fsync

    def checked(handle: int) -> None:
        count_on(str(Path(f"/proc/self/fd/{handle}").readlink()))
        fsync(handle)

    sys.addaudithook(hook)
    os.fsync = checked
    from cli.main import main as command

    try:
        command(arguments)
    finally:
        on = False
        sys.stderr.write(f"\ncalls: {count}\n")


if __name__ == "__main__":
    main()
