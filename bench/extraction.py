"""`python -m bench.extraction [DATA] [--model FOLDER]` measures the extraction on marked German news: strict spans.

The model in the program is learned of another corpus (GermEval 2014), so none of these texts was seen; measured is on
the quarter that has been kept back from the start. With `--model` a model of the user is measured in its place.
"""

import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.annotations import FILE, Annotated, read
from ingest.documents.extract import extract
from ingest.documents.models import finder
from ingest.documents.recognise import Finder

KINDS = {"person": "PER", "organisation": "ORG"}
LIMITS = (0.9, 0.8, 0.7, 0.5, 0.0)
Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean over whole spans."""

    right: int
    proposed: int
    wanted: int

    @property
    def precision(self) -> float:
        """Return the share of the proposed that is right."""
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        """Return the share of the wanted that is found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(found: set[Span], wanted: set[Span]) -> Score:
    """Return how far found spans are the wanted ones, to the letter."""
    return Score(len(found & wanted), len(found), len(wanted))


def measure(documents: Sequence[Annotated], model: Finder | None = None) -> list[str]:
    """Return a Markdown table of the extraction on the texts kept back."""
    kept = [d for d in documents if d.kept_back]
    begin = time.perf_counter()
    found = {d.id: extract(d.text, finder=model) for d in kept}
    seconds = time.perf_counter() - begin
    letters = sum(len(d.text) for d in kept)
    rows = ["| names | precision | recall | strict F1 | marked |", "|---|---:|---:|---:|---:|"]
    sure = ["", "| names | confidence | proposed | right |", "|---|---|---:|---:|"]
    for kind, sort in KINDS.items():
        wanted = {(d.id, start, end) for d in kept for start, end, marked in d.names if marked == sort}
        spans = {(key, p.start, p.end): p.confidence for key, ps in found.items() for p in ps if p.kind == kind}
        total = score(set(spans), wanted)
        rows.append(f"| {kind} | {total.precision:.2f} | {total.recall:.2f} | {total.f1:.3f} | {total.wanted} |")
        sure += _bands(kind, spans, wanted)
    return [*rows, *sure, "", f"{len(kept)} texts, {letters:,} letters, {letters / seconds:,.0f} letters/s"]


def _bands(kind: str, spans: dict[Span, float], wanted: set[Span]) -> list[str]:
    rows, above = [], 2.0
    for limit in LIMITS:
        inside = {span for span, sure in spans.items() if limit <= sure < above}
        if inside:
            rows.append(f"| {kind} | {limit:.1f} and more | {len(inside)} | {score(inside, wanted).precision:.2f} |")
        above = limit
    return rows


def main(given: Sequence[str], show: Callable[[str], object] = sys.stdout.write) -> int:
    """Measure on the corpus in the shared data folder and print; return 1 where it is missing."""
    parser = ArgumentParser(prog="bench.extraction")
    parser.add_argument("data", nargs="?", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    parser.add_argument("--model", default="")
    asked = parser.parse_args(given)
    corpus = asked.data / FILE
    if not corpus.is_file():
        show(f"not measured: no {FILE} in the data folder\n")
        return 1
    show("\n".join([*measure(read(corpus), finder(asked.model)), ""]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
