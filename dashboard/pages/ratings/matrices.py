"""A matrix as a table in which what is missing stands out; as a file, too."""

from briefing.exchange.sheets import as_csv
from dashboard.parts import design
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.parts.saving import save_button
from dashboard.state import ratings as state
from graph.analysis.matrices import Matrix, Sort


def draw_matrix(context: Context, sort: Sort) -> None:
    """Draw one matrix with its gaps."""
    words, found = context.words, state.counted(context.data, sort)
    if not found.rows:
        notice(words("matrix_none"))
        return
    draw(element("p", text(words(f"matrix_help_{sort}")), " ", text(words("matrix_gaps", n=len(found.gaps)))))
    draw(_table(context, found, sort))
    draw(design.scrolls_sideways(words))
    head = [words(f"matrix_row_{sort}"), *(_kind(context, c) for c in found.columns)]
    lines = [[_row(context, r, sort), *(str(found.at(r, c)) for c in found.columns)] for r in found.rows]
    file = words(f"matrix_file_{sort}") + ".csv"
    save_button(words("table_csv"), lambda: as_csv(head, lines), file, kind=f"matrix-{sort}")


def _table(context: Context, found: Matrix, sort: Sort) -> str:
    words, gaps = context.words, found.gaps
    head = [element("th", text(words(f"matrix_row_{sort}")), scope="col")]
    head += [element("th", text(_kind(context, column)), scope="col") for column in found.columns]
    most = max(found.cells.values(), default=1)
    rows = [element("tr", *head)]
    for row in found.rows:
        cells = [element("th", text(_row(context, row, sort)), scope="row")]
        for column in found.columns:
            count = found.at(row, column)
            if (row, column) in gaps:
                cells.append(element("td", text(words("matrix_gap")), css="an-gap"))
            else:
                share = f"background: rgb(29 79 124 / {5 + 30 * count / most:.0f}%)"
                cells.append(element("td", text(words.number(count)), style=share))
        rows.append(element("tr", *cells))
    label = words(f"ratings_view_{sort}")
    table = element("table", element("caption", text(label)), element("tbody", *rows), css="an-matrix")
    return element("div", table, css="an-wide", tabindex="0", role="region", aria_label=label)


def _kind(context: Context, kind: str) -> str:
    kinds = context.network.schema.nodes["Organisation"].kinds
    return context.words.of(kinds[kind]) if kind in kinds else kind


def _row(context: Context, row: str, sort: Sort) -> str:
    return _kind(context, row) if sort == "kind" else context.network.nodes[row].display
