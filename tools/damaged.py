"""A thousand damaged files, each read in a process of its own: `python -m tools.damaged --files 1000 --seed 1`.

Every file is read as a load would, first as what it seems to be, then as the kind it was. A process has little memory
and little time (Linux). A file is read, or refused with a sentence in both languages; anything else is a finding, kept
as a file beside what was said, and the exit code is 1.
"""

import argparse
import contextlib
import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.damaged_files import Damaged, damaged_files

MEMORY = 1024 << 20  # bytes of addresses that reading one file may take beside the program
SECONDS = 40  # of the processor, for one file: reading has a share of its own, which ends earlier
MEGABYTES = 600  # that reading one file may take beside the program
READ, REFUSED, TRACEBACK, SLOW, MEMORY_OUT = "read", "refused", "traceback", "too slow", "too much memory"
FINDINGS = (TRACEBACK, SLOW, MEMORY_OUT)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a file ended: one of the five words, what was said, seconds of the processor, megabytes more than before."""

    name: str
    damage: str
    ended: str
    said: str
    seconds: float
    megabytes: int


def _errors_of(path: Path, kind: str) -> tuple[int, list[str]]:
    """Read a file; return the number of its records, and what was said of it."""
    from graph.errors import LANGUAGES, AkteursnetzError
    from ingest.documents import extract, read_document
    from ingest.loading.gathering import gather
    from ingest.loading.pipeline import prepare
    from ingest.records import Options

    records, said = 0, []
    try:
        with gather([path]) as found:
            for file in found.files:
                prepared = prepare(file.path, Options(event="Auftakt", kind=kind), most_rejected=1)
                said += [error.message(one) for error in prepared.row_log.rejected for one in LANGUAGES]
                records += sum(1 for _ in prepared.records())
                if prepared.mapped.proposals:
                    extract(read_document(file.path).text)
    except AkteursnetzError as error:
        sentences = [error.message(one) for one in LANGUAGES]
        if not all(sentences):
            raise AssertionError(error.key) from error
        said += sentences
    return records, said


def _in_child(path: Path, kind: str) -> tuple[str, str]:
    """Return how reading ended, and what was said."""
    try:
        ways = [_errors_of(path, one) for one in dict.fromkeys(("", kind))]
    except MemoryError:
        return MEMORY_OUT, traceback.format_exc()
    except BaseException:  # noqa: BLE001 - whatever it is, it is a finding
        return TRACEBACK, traceback.format_exc()
    read = any(records for records, _ in ways)
    said = [one for _, told in ways for one in told]
    return (READ if read or not said else REFUSED), "\n".join(said)[:2_000]


def read_apart(path: Path, one: Damaged, memory: int = MEMORY, seconds: int = SECONDS) -> Outcome:
    """Read a file in a process of its own; what it used is measured from outside."""
    report = path.with_name("report.json")
    report.unlink(missing_ok=True)
    before = _pages(1) >> 10
    child = os.fork()
    if not child:
        code = 1
        with contextlib.suppress(BaseException):
            most = _pages(0) + memory
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
            report.write_text(json.dumps(_in_child(path, one.kind)), encoding="utf-8")
            code = 0
        os._exit(code)
    _, status, used = os.wait4(child, 0)
    spent, megabytes = used.ru_utime + used.ru_stime, max(0, used.ru_maxrss - before) >> 10
    if report.exists() and not status:
        ended, said = json.loads(report.read_text(encoding="utf-8"))
    else:
        ended = SLOW if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU else TRACEBACK
        said = f"ended with status {status}"
    if ended in (READ, REFUSED) and megabytes > MEGABYTES:
        ended = MEMORY_OUT
    return Outcome(one.name, one.damage, ended, said, spent, megabytes)


def _pages(which: int) -> int:
    """Return how many bytes this process has: 0 for addresses, 1 for memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[which]) * resource.getpagesize()


def run(files: Iterable[Damaged], findings: Path | None = None) -> list[Outcome]:
    """Read all files, one after the other; keep those that are findings."""
    import ingest.documents
    import ingest.loading.gathering
    import ingest.loading.pipeline  # noqa: F401 - what is read of every file counts for none

    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        for one in files:
            path = Path(folder, one.name.replace("/", "_"))
            path.write_bytes(one.content)
            outcomes.append(read_apart(path, one))
            if findings and outcomes[-1].ended in FINDINGS:
                findings.mkdir(parents=True, exist_ok=True)
                (findings / path.name).write_bytes(one.content)
                (findings / f"{path.name}.txt").write_text(
                    f"{one.kind} {one.damage}\n{outcomes[-1]}\n{outcomes[-1].said}", encoding="utf-8"
                )
            path.unlink()
    return outcomes


def table(outcomes: Sequence[Outcome]) -> str:
    """The figures as lines of a Markdown table, by damage."""
    words = (READ, REFUSED, *FINDINGS)
    lines = [f"| damage | files | {' | '.join(words)} | most seconds | most MB |", "|---|" + "---:|" * 8]
    groups = {name: [one for one in outcomes if one.damage == name] for name in sorted({o.damage for o in outcomes})}
    for name, group in {**groups, "**all**": list(outcomes)}.items():
        counts = Counter(one.ended for one in group)
        cells = [len(group), *(counts[word] for word in words), f"{max(one.seconds for one in group):.1f}"]
        lines.append(f"| {name} | {' | '.join(map(str, cells))} | {max(one.megabytes for one in group)} |")
    return "\n".join(lines)


def main(given: Sequence[str]) -> int:
    """Make the files, read them, tell; return 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tools.damaged")
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--findings", type=Path, default=Path("damaged-findings"))
    chosen = parser.parse_args(given)
    started = time.monotonic()
    outcomes = run(damaged_files(chosen.files, chosen.seed), chosen.findings)
    sys.stdout.write(f"{table(outcomes)}\n\n{time.monotonic() - started:.0f} s, seed {chosen.seed}\n")
    found = [one for one in outcomes if one.ended in FINDINGS]
    sys.stdout.write("".join(f"{one.ended}: {one.name} ({one.seconds:.1f} s, {one.megabytes} MB)\n" for one in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
