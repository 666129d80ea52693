"""Trains the sequence model of the extraction anew: `python tools/train_names.py CORPUS.json.gz [OUT]`.

The corpus is the SmartData corpus (CC BY 4.0, see ingest/documents/model/NOTICE.md).
The same corpus gives the same file.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.annotations import read
from ingest.documents.model import FILE, train

OUT = Path(__file__).resolve().parents[1] / "ingest" / "documents" / "model" / FILE


def main(corpus: Path, out: Path = OUT) -> None:
    """Train on the whole corpus."""
    documents = read(corpus)
    train(((document.text, document.names) for document in documents), out)
    sys.stdout.write(f"{out.name}: {out.stat().st_size:,} bytes from {len(documents):,} texts\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
