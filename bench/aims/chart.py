"""A chart with logarithmic axes as SVG, drawn without any library."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 860, 420, 64, 300, 40, 46
COLOURS = ("#1b6ca8", "#c44e00", "#3a7d34", "#8a3fa0", "#b3202a", "#5b6770", "#0f8b8d", "#a07800")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart; lines of one thing have one colour."""

    name: str
    points: Sequence[tuple[float, float]]
    is_dashed: bool = False
    thing: str = ""


def chart(title: str, lines: Sequence[Line], x_name: str, y_name: str) -> str:
    """Return the chart as SVG."""
    xs = [x for line in lines for x, _ in line.points]
    ys = [y for line in lines for _, y in line.points]
    axes = _Axes(_bounds(xs), _bounds(ys))
    things = list(dict.fromkeys(line.thing or line.name for line in lines))
    colours = {thing: COLOURS[n % len(COLOURS)] for n, thing in enumerate(things)}
    parts = [
        *_frame(axes, title, x_name, y_name),
        *(p for n, line in enumerate(lines) for p in _drawn(axes, line, n, colours)),
    ]
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    return "\n".join([head, f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>', *parts, "</svg>"]) + "\n"


def _bounds(values: Sequence[float]) -> tuple[int, int]:
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return low, max(high, low + 1)


@dataclass(frozen=True, slots=True)
class _Axes:
    x: tuple[int, int]
    y: tuple[int, int]

    def place(self, x: float, y: float) -> tuple[float, float]:
        across = (log10(x) - self.x[0]) / (self.x[1] - self.x[0])
        up = (log10(y) - self.y[0]) / (self.y[1] - self.y[0])
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)


def _frame(axes: _Axes, title: str, x_name: str, y_name: str) -> Iterator[str]:
    yield f'<text x="{LEFT}" y="22" font-size="15" font-weight="bold">{escape(title)}</text>'
    left, right, bottom, top = LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM, TOP
    for power in range(axes.x[0], axes.x[1] + 1):
        x, _ = axes.place(10.0**power, 10.0 ** axes.y[0])
        yield f'<line x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{bottom}" stroke="#dddddd"/>'
        yield f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{10**power:,}</text>'
    for power in range(axes.y[0], axes.y[1] + 1):
        _, y = axes.place(10.0 ** axes.x[0], 10.0**power)
        yield f'<line x1="{left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" stroke="#dddddd"/>'
        yield f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>'
    yield f'<text x="{(left + right) / 2:.0f}" y="{HEIGHT - 8}" text-anchor="middle">{escape(x_name)}</text>'
    yield f'<text x="14" y="{top - 8}">{escape(y_name)}</text>'


def _drawn(axes: _Axes, line: Line, number: int, colours: Mapping[str, str]) -> Iterator[str]:
    colour, dash = colours[line.thing or line.name], ' stroke-dasharray="5 4"' if line.is_dashed else ""
    places = [axes.place(x, y) for x, y in line.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'
    yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places)
    x, y = WIDTH - RIGHT + 16, TOP + 14 + number * 17
    yield f'<line x1="{x}" y1="{y - 4}" x2="{x + 28}" y2="{y - 4}" stroke="{colour}" stroke-width="2"{dash}/>'
    yield f'<text x="{x + 36}" y="{y}">{escape(line.name)}</text>'
