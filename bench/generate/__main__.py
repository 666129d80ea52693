"""`python -m bench.generate --facts N --seed S --out FOLDER`: write an invented network as files, or into a database.

The folder then holds `files/` (facts files and participant lists), one list of 100 further rows, and `manifest.json`
with what the files state. With `--store` the network goes straight into the database that the settings name
(`AKTEURSNETZ_DATA`, `NEO4J_URI`): through the store's writer, with the same keys and evidence, without reading files.
"""

import argparse
import json
import sys
from pathlib import Path

from bench.generate.files import write_files
from bench.generate.plan import Plan


def main(given: list[str]) -> int:
    """Make a network and say what it holds; return 0."""
    parser = argparse.ArgumentParser(prog="python -m bench.generate", description=__doc__)
    parser.add_argument("--facts", type=int, required=True, help="relationships, 100 to 5,000,000")
    parser.add_argument(
        "--actors", type=int, default=0, help="people and organisations (default: a tenth of the facts)"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--store", action="store_true", help="fill the database instead, without files")
    chosen = parser.parse_args(given)
    try:
        plan = Plan(chosen.facts, chosen.seed, chosen.actors)
    except ValueError as error:
        parser.error(str(error))
    if chosen.store:
        from bench.generate.filling import fill

        told = fill(plan, chosen.out, _echo)
    else:
        told = write_files(plan, chosen.out, _echo)
    _echo("\n")
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return 0


def _echo(text: str) -> None:
    sys.stderr.write(f"\r{text}" if text != "\n" else text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
