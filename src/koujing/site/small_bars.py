"""A small picture of a few bars, as SVG that takes the colours and the font of the page around it."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence

from koujing.site.headlines import Bar

WIDTH, ROW = 320, 32
LONGEST = 236  # of a bar: the rest is for the number behind it
LETTERS = 40  # of a label


def draw_bars(bars: Sequence[Bar], full: float = 0) -> str:
    """Bars below each other, each under its label and with its number behind it; ``full`` is the value of the longest bar.

    >>> draw_bars([Bar("met", 3, "3")]).count("<rect"), "<title>met: 3</title>" in draw_bars([Bar("met", 3, "3")])
    (1, True)
    """
    ends = [abs(end) for bar in bars for end in (bar.value, bar.high) if not math.isnan(end)]
    unit = LONGEST / (full or max(ends, default=0) or 1)
    told = html.escape("; ".join(f"{bar.label}: {bar.shown}" for bar in bars))
    drawn = "\n".join(_draw(bar, ROW * k, unit) for k, bar in enumerate(bars))
    box = '<svg class="kj-bars" viewBox="0 0 {} {}" role="img" aria-label="{told}"><title>{told}</title>\n{}</svg>'
    return box.format(WIDTH, ROW * len(bars), drawn, told=told)


def _draw(bar: Bar, top: float, unit: float) -> str:
    length = 0 if math.isnan(bar.value) else abs(bar.value) * unit
    marks = [f'<text x="0" y="{top + 11}">{html.escape(_short(bar.label))}</text>']
    marks.append(f'<rect x="0" y="{top + 16}" width="{length:.1f}" height="10"/>')
    end = length
    if not math.isnan(bar.low + bar.high):
        low, high = bar.low * unit, bar.high * unit
        marks.append(f'<path d="M{low:.1f} {top + 21}H{high:.1f}"/>')
        end = max(length, high)
    marks.append(f'<text class="kj-number" x="{end + 5:.1f}" y="{top + 25.5}">{html.escape(bar.shown)}</text>')
    return "".join(marks)


def _short(label: str) -> str:
    return label if len(label) <= LETTERS else label[: LETTERS - 1] + "…"
