"""How a notebook shows a study: its number of speeches, their years, and a line about each table."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd

from koujing.across import schemas

PAGE = """\
<p><b>{name}</b>: {told}</p>
<table><thead><tr><th>table</th><th>rows</th><th style="text-align: left">what it holds</th></tr></thead>
<tbody>
{rows}</tbody></table>
"""
ROW = '<tr><td>{}</td><td>{:,}</td><td style="text-align: left">{}</td></tr>\n'


def overview(name: str, frames: Mapping[str, pd.DataFrame]) -> str:
    """The name of a study, its speeches and years, and its tables, as HTML.

    >>> page = overview("<a>", {"documents": pd.DataFrame({"date": ["2013-05", "", "2015"]})})
    >>> page.splitlines()[0]
    '<p><b>&lt;a&gt;</b>: 3 speeches, 2013–2015, 1 of them undated</p>'
    """
    holds = {table: schema.says.partition(".")[0].replace("`", "").replace("*", "") for table, schema in schemas().items()}
    rows = "".join(ROW.format(table, len(frame), escape(holds.get(table, ""))) for table, frame in frames.items())
    return PAGE.format(name=escape(name), told=_told(frames["documents"]["date"]), rows=rows)


def _told(dates: pd.Series[str]) -> str:
    """How many speeches there are, and from which years."""
    years = sorted({date[:4] for date in dates if date})
    undated = int((dates == "").sum())
    span = "–".join(dict.fromkeys([years[0], years[-1]])) if years else ""
    told = [f"{len(dates):,} speech{'es' * (len(dates) != 1)}", span, f"{undated:,} of them undated" if undated else ""]
    return ", ".join(filter(None, told))
