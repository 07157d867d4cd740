"""A concordance as an HTML page of its own, and as the table that a notebook shows."""

from __future__ import annotations

import html
from pathlib import Path

from koujing.later import pd

# Han characters all have one width, so that contexts of equal length look equally long; lines are never wrapped.
STYLE = """\
.kj-kwic { border-collapse: collapse; font-family: "Noto Sans Mono CJK SC", "Sarasa Mono SC", NSimSun, monospace; }
.kj-kwic td, .kj-kwic th { padding: .1em .5em; text-align: left; white-space: pre; }
.kj-kwic td.kj-left, .kj-kwic th.kj-left { text-align: right; }
.kj-kwic td.kj-node { background: rgba(213,94,0,.16); font-weight: bold; padding: .1em .2em; text-align: center; }
.kj-kwic tbody tr { border-top: 1px solid rgba(128,128,128,.25); }
"""
COLUMNS = ("speech", "date", "left", "node", "right", "part", "voice", "start", "end")
TABLE = """\
<style>
{style}</style>
<div style="overflow-x: auto"><table class="kj-kwic" lang="zh-Hans"><caption>{caption}</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{body}</tbody></table></div>
"""
PAGE = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body>
{table}</body></html>
"""


def kwic_table(frame: pd.DataFrame, caption: str, most: int | None = None) -> str:
    """The hits aligned at the node, at most ``most`` of them; the caption then says how many more there are."""
    shown = frame if most is None else frame.head(most)
    more = (
        f"; the first {len(shown):,} are shown, {len(frame) - len(shown):,} more are not"
        if len(shown) < len(frame)
        else ""
    )
    head = "".join(f'<th class="kj-{column}">{column}</th>' for column in COLUMNS)
    body = "".join(map(_line, shown.itertuples()))
    return TABLE.format(style=STYLE, caption=html.escape(caption + more), head=head, body=body)


def _line(hit: object) -> str:
    cells = (f'<td class="kj-{column}">{html.escape(str(getattr(hit, column)))}</td>' for column in COLUMNS)
    return f"<tr>{''.join(cells)}</tr>\n"


def save_page(frame: pd.DataFrame, caption: str, path: Path) -> None:
    """Write a page that shows every hit and loads nothing from a network."""
    page = PAGE.format(title=html.escape(caption), table=kwic_table(frame, caption))
    path.write_text(page, encoding="utf-8", newline="\n")
