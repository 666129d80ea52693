"""Trains the sequence model of the extraction anew: `python tools/train_names.py FILE.tsv [FILE.tsv ...] [--out OUT]`.

The files are those of GermEval 2014 (CC BY 4.0, see ingest/documents/model/NOTICE.md), no part of this project.
The same files in the same order give the same model.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.germeval import read
from ingest.documents.model import FILE, train

OUT = Path(__file__).resolve().parents[1] / "ingest" / "documents" / "model" / FILE


def main(corpus: Sequence[Path], out: Path = OUT) -> None:
    """Train on all sentences of the files."""
    sentences = read(corpus)
    train(((sentence.text, sentence.names) for sentence in sentences), out)
    sys.stdout.write(f"{out.name}: {out.stat().st_size:,} bytes from {len(sentences):,} sentences\n")


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="+", type=Path, metavar="FILE.tsv")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    main(given.corpus, given.out)
