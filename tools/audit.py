"""Licences, bill of materials and known weaknesses of what runs: `python -m tools.audit`, or `make audit`.

pip-audit asks an index for known weaknesses. Where it is not installed or does not reach its data, that is said, and
the exit code is 2: nothing was found is another thing than nothing was asked.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools import licences, sbom

BILL = Path("sbom.cdx.json")
ROOT = Path(__file__).parents[1]
_OWN = ROOT / ".venv/audit/bin/python"  # where `make audit` puts pip-audit: what runs stays as it is pinned
COMMAND = (
    *(
        str(_OWN) if _OWN.exists() else sys.executable,
        "-m",
        "pip_audit",
        "--requirement",
        str(ROOT / "constraints.txt"),
        "--no-deps",
    ),
    *("--disable-pip", "--progress-spinner", "off"),
)
SOUND, FOUND, NOT_ASKED = 0, 1, 2


def weaknesses(command: Sequence[str] = COMMAND, seconds: float = 300) -> tuple[int, str]:
    """Return whether weaknesses are known, or could not be asked for, and what there is to say."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return NOT_ASKED, f"pip-audit did not answer ({type(error).__name__})."
    if not done.returncode:
        return SOUND, "pip-audit: no known weaknesses."
    if done.returncode == 1 and "known vulnerabilit" in done.stderr and done.stdout.strip():
        return FOUND, done.stdout
    last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
    return NOT_ASKED, f"pip-audit did not reach its data, known weaknesses were NOT looked for: {last[:300]}"


def main() -> int:
    """Run all three; return 1 where something is wrong, 2 where weaknesses could not be asked for."""
    wrong = licences.main()
    sbom.main([str(BILL)])
    state, said = weaknesses()
    sys.stderr.write(f"Bill of materials: {BILL}\n{said}\n")
    return FOUND if wrong else state


if __name__ == "__main__":
    sys.exit(main())
