"""The command `extract`: proposals out of a document, without a database unless its names are asked for."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import Data, Json, settings, words
from cli.output.terminal import print_json, print_table, say
from cli.reading import opened
from ingest import documents
from ingest.documents.models import finder

COLUMNS = ("kind", "name", "role", "organisation", "confidence", "sentence")
WIDEST = 60  # letters of a sentence in the table


def extract(
    path: Annotated[Path, typer.Argument(metavar="FILE", help=words("extract.path"))],
    as_json: Json = False,
    known: Annotated[bool, typer.Option("--known", help=words("extract.known"))] = False,
    model: Annotated[str, typer.Option("--model", help=words("extract.model"))] = "",
    data: Data = None,
) -> None:
    """Print what a document seems to say."""
    stronger = finder(model)
    document = documents.read_document(path)
    gazetteer = _known_names(data) if known else documents.EMPTY
    proposals = documents.extract(document.text, gazetteer, date=document.date, finder=stronger)
    if as_json:
        print_json([proposal.shown() for proposal in proposals])
        return
    rows = [[_cell(column, proposal) for column in COLUMNS] for proposal in proposals]
    if rows:
        print_table([words(f"extract.column.{column}") for column in COLUMNS], rows)
    say(words("extract.counts", count=len(proposals), title=document.title))


def _cell(column: str, proposal: documents.TextProposal) -> str:
    if column == "kind":
        return words(f"extract.kind.{proposal.kind}")
    if column == "name" and proposal.other:
        return f"{proposal.name} – {proposal.other}"
    return str(proposal.shown()[column])[:WIDEST]


def _known_names(data: Path | None) -> documents.Gazetteer:
    with opened(settings(data)) as found:
        return documents.Gazetteer.from_network(found.network)
