"""Reads files in a process of its own, with little memory: `python -m tests.support.confined FILE...`.

Each file is read as a load would, a document to its proposals; one line of JSON tells how each ended.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MEMORY = 1536 << 20  # bytes of addresses, of which the program itself takes a third


@dataclass(frozen=True, slots=True)
class Ended:
    """How reading a file ended: key of the refusal, "" for none, its sentence, rejected rows, seconds, megabytes."""

    name: str
    key: str
    said: str
    rejected: tuple[str, ...]
    records: int
    longest: int
    seconds: float
    megabytes: int


def read_confined(files: Sequence[Path], timeout: float) -> list[Ended]:
    """Return how reading each of the files ended.

    Raises:
        AssertionError: something else than a refusal came out, or the process was ended by the system.
    """
    command = [sys.executable, "-m", "tests.support.confined", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    told = [Ended(**{**line, "rejected": tuple(line["rejected"])}) for line in lines]
    assert [one.name for one in told] == [file.name for file in files], done.stderr[-2000:]
    assert not done.returncode
    return told


def _read(path: Path) -> dict[str, object]:
    from graph.errors import AkteursnetzError
    from ingest.documents import extract, read_document
    from ingest.loading.gathering import gather
    from ingest.loading.pipeline import prepare
    from ingest.records import Options

    key = said = ""
    rejected: list[str] = []
    records = longest = 0
    try:
        with gather([path]) as found:
            for file in found.files:
                prepared = prepare(file.path, Options(event="Auftakt"), most_rejected=1)
                rejected += [error.message("de") for error in prepared.row_log.rejected]
                texts = [prepared.source.title]
                for record in prepared.records():
                    records += 1
                    texts += [text for e in record.entities for text in (e.name, e.place, *map(str, e.values.values()))]
                    texts += [text for fact in record.facts for text in (fact.role, fact.place)]
                longest = max(longest, *map(len, texts))
                if prepared.mapped.proposals:
                    extract(read_document(file.path).text)
    except AkteursnetzError as error:
        key, said = error.key, error.message("de")
    return {"key": key, "said": said, "rejected": rejected, "records": records, "longest": longest}


def main(names: Sequence[str]) -> None:
    """Read the files one after the other and tell of each."""
    import ingest.loading.pipeline  # noqa: F401 - what is read of every file counts for none

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for name in names:
        before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        ended = _read(Path(name))
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = time.process_time() - started
        more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        told = {"name": Path(name).name, **ended, "seconds": spent, "megabytes": max(more, children.ru_maxrss) >> 10}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
