"""Charts as SVG, written by hand: they need no library, and a page shows them in light and dark alike."""

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10
from typing import Final

INK: Final = "#667"
BAR: Final = "#2a7f9e"
GOAL: Final = "#c2410c"
STYLE: Final = "font:12px system-ui,sans-serif"


def _svg(width: int, height: int, title: str, body: Sequence[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img"'
    return f'{head} style="{STYLE}"><title>{escape(title)}</title>{"".join(body)}</svg>\n'


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" fill="{INK}" text-anchor="{anchor}">{escape(words)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str = INK, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"{dashed}/>'


def bars(title: str, rows: Sequence[tuple[str, float, float, float]], goal: float | None = None) -> str:
    """Bars of shares with intervals: (name, share, low, high) each, 0..1, and a dashed line at the goal."""
    left, wide, step = 200, 400, 22
    body = [_text(0, 14, title)]
    for k, (name, share, low, high) in enumerate(rows):
        y = 30 + k * step
        body.append(_text(left - 8, y + 13, name, "end"))
        body.append(f'<rect x="{left}" y="{y + 2}" width="{share * wide:.1f}" height="14" fill="{BAR}"/>')
        body.append(_line(left + low * wide, y + 9, left + high * wide, y + 9))
        body.append(_text(left + wide + 8, y + 13, f"{share:.3f}"))
    height = 36 + len(rows) * step
    if goal is not None:
        body.append(_line(left + goal * wide, 26, left + goal * wide, height - 8, GOAL, "4 3"))
    return _svg(left + wide + 60, height, title, body)


def curves(title: str, found: Mapping[str, Sequence[tuple[float, float, int]]]) -> str:
    """Reliability charts side by side: what was said against what was so; on the diagonal both agree."""
    side, gap, across = 130, 34, 4
    body = [_text(0, 14, title)]
    for k, (name, points) in enumerate(found.items()):
        x, y = 20 + (k % across) * (side + gap), 44 + (k // across) * (side + gap + 14)
        body.append(f'<rect x="{x}" y="{y}" width="{side}" height="{side}" fill="none" stroke="{INK}"/>')
        body.append(_text(x, y - 6, name.replace("_", " ")))
        body.append(_line(x, y + side, x + side, y, GOAL, "4 3"))
        at = [(x + said * side, y + side - so * side) for said, so, _ in points]
        body.append(_way(at))
        body += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{BAR}"/>' for a, b in at]
    rows = -(-len(found) // across)
    return _svg(20 + across * (side + gap), 60 + rows * (side + gap + 14), title, body)


def grid(title: str, columns: Sequence[str], rows: Mapping[str, Mapping[str, float]]) -> str:
    """A field of shares, 0..1: the paler, the worse; missing ones stay empty."""
    left, cell, step = 230, 54, 18
    body = [_text(0, 14, title)]
    body += [_text(left + k * cell + cell / 2, 34, name, "middle") for k, name in enumerate(columns)]
    for n, (name, values) in enumerate(rows.items()):
        y = 40 + n * step
        body.append(_text(left - 8, y + 13, name.replace("_", " "), "end"))
        for k, column in enumerate(columns):
            if column in values:
                share = values[column]
                colour = BAR if share >= 0.75 else GOAL
                opacity = 0.15 + 0.75 * (share if share >= 0.75 else 1 - share)
                x = left + k * cell
                body.append(
                    f'<rect x="{x}" y="{y}" width="{cell - 2}" height="{step - 2}" fill="{colour}" '
                    f'opacity="{opacity:.2f}"/>'
                )
                body.append(f'<text x="{x + cell / 2}" y="{y + 13}" text-anchor="middle">{share:.2f}</text>')
    return _svg(left + len(columns) * cell + 10, 50 + len(rows) * step, title, body)


def growth(title: str, unit: str, found: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """What each thing takes by size, both axes logarithmic: (size, taken) each, both above 0. Flat is good."""
    left, top, wide, high = 70, 30, 420, 260
    points = [point for line in found.values() for point in line]
    (x0, x1), (y0, y1) = (
        (floor(min(logs)), max(ceil(max(logs)), floor(min(logs)) + 1))
        for logs in ([log10(p[axis]) for p in points] for axis in (0, 1))
    )

    def at(size: float, taken: float) -> tuple[float, float]:
        return left + (log10(size) - x0) / (x1 - x0) * wide, top + (y1 - log10(taken)) / (y1 - y0) * high

    body = [_text(0, 14, title), _text(left - 8, top - 8, unit, "end")]
    for power in range(y0, y1 + 1):
        y = at(10**x0, 10.0**power)[1]
        body += [_line(left, y, left + wide, y, dash="1 4"), _text(left - 8, y + 4, f"{10.0**power:,g}", "end")]
    for power in range(x0, x1 + 1):
        body.append(_text(at(10**power, 10.0**y0)[0], top + high + 18, f"{10**power:,}", "middle"))
    for name, line in found.items():
        spots = [at(*point) for point in line]
        body.append(_way(spots))
        body.append(_text(spots[-1][0] + 8, spots[-1][1] + 4, name))
    return _svg(left + wide + 130, top + high + 30, title, body)


def _way(points: Sequence[tuple[float, float]]) -> str:
    places = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline fill="none" stroke="{BAR}" stroke-width="2" points="{places}"/>'
