"""Damaged files for every reader, guided by what the code does with them: `python -m tools.fuzz --seconds 600`.

Needs the extra `fuzz` (atheris). The first files are those of our own tests, see `tools.fuzz_corpus`. Each kind of
source gets a share of the time in a process of its own, with bounded memory. Only errors about the input may come
out, and soon. What breaks that is kept as a file beside its traceback; the exit code is 1.
"""

import argparse
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

MEMORY = 4 * 1024**3  # bytes of address space of one process: what asks for more is a finding
LONGEST = 32 * 1024  # bytes of an input
SLOW = 10  # seconds of the processor that a single input may take


def read(path: Path, kind: str) -> None:
    """Read a file of a kind as a load would; a text becomes proposals. Errors about the input are what is wanted."""
    from graph.errors import LANGUAGES, InputError
    from ingest.documents import extract, read_document
    from ingest.loading.pipeline import prepare
    from ingest.records import Options

    try:
        if kind == "document":
            extract(read_document(path).text)
        else:
            for _ in prepare(path, Options(event="Auftakt", kind=kind), most_rejected=1).records():
                pass
    except InputError as error:
        if not all(map(error.message, LANGUAGES)):
            raise AssertionError(error.key) from error


class TooSlowError(Exception):
    """An input took longer than it may."""


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """Raise TooSlowError in what takes longer."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlowError(f"more than {seconds} s")

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)  # of the processor: a busy machine is no finding
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def watched(path: Path, kind: str, wrap: Callable[[bytes], bytes], findings: Path) -> Callable[[bytes], None]:
    """Return what reads one input and keeps it, each place in the code once, where anything but a refusal comes out."""
    met: set[str] = set()

    def one(data: bytes) -> None:
        whole = wrap(data)
        path.write_bytes(whole)
        try:
            with no_longer_than(SLOW):
                read(path, kind)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__}-{Path(last.filename).stem}-{last.lineno}"
            if place not in met:
                met.add(place)
                kept = findings / f"{kind}-{place}{''.join(path.suffixes)}"
                kept.write_bytes(whole)
                kept.with_name(f"{kept.name}.traceback.txt").write_text(traceback.format_exc(), encoding="utf-8")

    return one


def fuzz(name: str, seconds: int, findings: Path) -> None:
    """Feed one target for so long; does not return, since the fuzzer ends the process."""
    import atheris  # type: ignore[import-not-found, unused-ignore]

    with atheris.instrument_imports(include=["graph", "ingest"]):
        import ingest.loading.pipeline  # noqa: F401
        from tools.fuzz_corpus import targets
    target = targets()[name]
    work = findings / "work" / name
    seeds = work / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(target.files):
        (seeds / f"{number}").write_bytes(content[:LONGEST])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    one = watched(work / f"a{target.ending}", target.kind, target.wrap, findings)
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        "-rss_limit_mb=0",
        "-verbosity=0",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(seeds)], one)
    atheris.Fuzz()


def main(given: Sequence[str]) -> int:
    """Fuzz all targets, or the named ones, one after the other; return 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz")
    parser.add_argument("--seconds", type=int, default=600, help="of all targets together")
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    parser.add_argument("--target", action="append", help="only these")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(given)
    chosen.findings.mkdir(parents=True, exist_ok=True)
    if chosen.alone:
        fuzz(chosen.target[0], chosen.seconds, chosen.findings.resolve())
    from tools.fuzz_corpus import targets

    names = chosen.target or sorted(targets())
    share = max(5, chosen.seconds // len(names))
    for name in names:
        started = time.monotonic()
        command = [sys.executable, "-m", "tools.fuzz", "--alone", "--target", name, "--seconds", str(share)]
        ended = subprocess.run(
            [*command, "--findings", str(chosen.findings)],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        runs = next((line.split()[-1] for line in ended.stderr.splitlines() if "number_of_executed_units" in line), "?")
        sys.stdout.write(f"{name}: {runs} inputs in {time.monotonic() - started:.0f} s\n")
        if ended.returncode:
            (chosen.findings / f"{name}-ended.txt").write_text(ended.stdout + ended.stderr, encoding="utf-8")
    found = sorted(path.name for path in chosen.findings.iterdir() if path.name.endswith(".txt"))
    sys.stdout.write("".join(f"found: {name}\n" for name in found) or "nothing found\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
