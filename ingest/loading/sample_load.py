"""The sample that comes with the program: a real opening event and an invented network around it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.packaged import read_yaml
from graph.store import Store
from ingest.loading.pipeline import Progress, load, prepare
from ingest.loading.report import FileReport
from ingest.readers.checksum import checksum
from ingest.records import Options
from ingest.sample import MANIFEST, folder


def sample_files() -> Iterator[tuple[Path, Options]]:
    """Yield the files of the sample in loading order with what the manifest says of them."""
    manifest = read_yaml((folder() / MANIFEST).read_text(encoding="utf-8"))
    for entry in manifest["files"]:
        yield Path(str(folder() / entry["file"])), _options(entry)


def _options(entry: dict[str, Any]) -> Options:
    source, event = entry.get("source", {}), entry.get("event", {})
    return Options(
        title=source.get("title", ""),
        publisher=source.get("publisher", ""),
        date=str(event.get("date") or source.get("date") or ""),
        event=event.get("name", ""),
        invented=source.get("invented"),
        confidentiality=source.get("confidentiality", ""),
    )


def load_sample(store: Store, progress: Progress = lambda *_: None) -> Iterator[FileReport]:
    """Load the files of the sample that the store does not have yet, and yield a report on each.

    Raises:
        StoreError: the database is away or busy; loading again finishes the work.
    """
    for path, options in sample_files():
        if not store.view().sources(sha256=checksum(path)):
            yield load(store, prepare(path, options), progress=progress)
