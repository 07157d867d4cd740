"""What a study holds, as a notebook shows it: how many speeches, of which years, and each table with a line on it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd

HOLDS = {
    "documents": "one row a speech: title, date, place, level, genre, size",
    "repairs": "what was mended in the raw text, and what stands there now",
    "set_aside": "what of the files belongs to no speech, and why",
    "evidence": "the words that date, place and organisation rest on",
    "sections": "headings, what they announce, and how many points follow",
    "voices": "passages in which somebody else speaks",
    "sentences": "every sentence",
    "terms": "how often each word stands in each section and voice",
    "pairs": "how often two headline terms stand near each other",
    "texture": "length and variety of words, clauses and sentences",
    "reuse": "how much of a speech stood in earlier ones",
    "regimes": "headline terms counted in three ways",
    "statistics": "numbers that are reported: value, unit, indicator, status, period",
    "formulas": "numeral slogans: count, head, members",
    "phrases": "set wordings that several speeches share",
    "checks": "sums, growth, shares and counts: do they hold as written?",
    "parallels": "runs of parts built alike",
    "directives": "who is told to do what, and how strongly",
    "metaphors": "words of war, building, illness and other fields",
    "problems": "what could not be read or coded, and what to do",
}
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
    rows = "".join(ROW.format(table, len(frame), HOLDS.get(table, "")) for table, frame in frames.items())
    return PAGE.format(name=escape(name), told=_told(frames["documents"]["date"]), rows=rows)


def _told(dates: pd.Series[str]) -> str:
    """How many speeches there are, and from which years."""
    years = sorted({date[:4] for date in dates if date})
    undated = int((dates == "").sum())
    span = "–".join(dict.fromkeys([years[0], years[-1]])) if years else ""
    told = [f"{len(dates):,} speech{'es' * (len(dates) != 1)}", span, f"{undated:,} of them undated" if undated else ""]
    return ", ".join(filter(None, told))
