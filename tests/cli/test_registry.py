"""Commands are imported when they are called; the help needs none of the libraries behind them."""

import subprocess
import sys

import pytest
from typer.main import get_command

from cli.main import COMMANDS, app

HEAVY = ("numpy", "scipy", "pandas", "networkx", "rustworkx", "neo4j", "streamlit")


@pytest.mark.parametrize("arguments", [["--help"], ["nonsense"]])
def test_help_and_a_mistyped_command_import_no_heavy_library(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom cli.main import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        f"sys.stderr.write('loaded:' + ','.join(n for n in {HEAVY!r} if n in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.endswith("loaded:")


def test_the_help_lists_every_command_in_the_order_of_the_table() -> None:
    done = subprocess.run([sys.executable, "-m", "cli.main", "--help"], capture_output=True, text=True, check=True)
    listed = [line.split()[0] for line in done.stdout.partition("Commands:")[2].splitlines() if line[:3].strip()]
    assert [name for name in listed if name in COMMANDS] == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_name_leads_to_a_command_of_that_name(name: str) -> None:
    found = get_command(app).commands[name]  # type: ignore[attr-defined]
    assert found.name == name
    assert found.help
