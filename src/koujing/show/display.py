"""Tables for readers: short names for speeches, captions, and tables of any length that can be searched."""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from koujing.show.escape import MarkdownFormatter
from koujing.show.packing import pack
from koujing.show.shown import Shown

FEW = 12  # up to this many speeches, a plot shows each on its own; more are grouped by decade
LONGEST_NAME = 16
PREVIEW = 10  # rows in the page itself, for search engines and for readers without scripts
SHOWN = 200  # rows in the page itself of a table that is all of a page

SIZES = {1e12: "trn", 1e9: "bn", 1e6: "m"}
WORDS = {1e12: "trillion", 1e9: "billion", 1e6: "million"}
THIN = "\u202f"
NUMBERS = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?(?:\.\.-?[0-9]+(?:\.[0-9]+)?)?")
HEDGES = {"approx": "about", "at_least": "at least", "at_most": "at most", "over": "over", "near": "nearly"}
BOX = """\
<div data-koujing="{key}">
<table><thead><tr>{head}</tr></thead>
<tbody>{body}</tbody></table>
<p>{count}</p>
<script type="application/json">{data}</script>
</div>
"""


def label_speeches(documents: pd.DataFrame) -> pd.DataFrame:
    """Short names for plots and tables, one row per speech: ``speech, label, year, group, genre, n_han``.

    ``label`` is the year if no two speeches share one, else the name of the source without any long hash, the level
    and the year. ``year`` is missing if the date is. ``group`` is the label if there are at most 12 speeches, else the
    decade.

    >>> documents = pd.DataFrame({"speech": ["a#1", "a#2"], "date": ["2013", ""], "level": "county", "genre": "speech",
    ...                           "n_han": 1})
    >>> label_speeches(documents)[["label", "year", "group"]].to_numpy(dtype=str).tolist()
    [['a#1 county 2013', '2013', 'a#1 county 2013'], ['a#2 county', '<NA>', 'a#2 county']]
    """
    year = pd.to_numeric(documents["date"].str[:4], errors="coerce").astype("Int64")
    if year.notna().all() and year.is_unique and len(year) > FEW:
        label = year.astype(str)
    else:
        names = documents["speech"].map(short_names(documents["speech"]))
        parts = (names + " " + documents["level"] + " " + year.astype("string").fillna("")).str.split()
        label = parts.map(lambda words: " ".join(dict.fromkeys(words)))
    decade = (year // 10 * 10).astype("string").add("s").fillna("undated")
    group = label if len(documents) <= FEW else decade
    return documents[["speech", "genre", "n_han"]].assign(label=label, year=year, group=group)


def name_places(documents: pd.DataFrame) -> pd.Series[str]:
    """A name for each speech by place and date: the department, or the smallest place that is known, then the date.

    Where no place is known or two speeches would share a name, it is that of ``label_speeches``.

    >>> named = {"date": ["2013", "2013-03-21"], "county": ["丙县", ""], "prefecture": "乙市", "province": "甲省", "level": "county"}
    >>> texts = pd.DataFrame({"speech": ["a#1", "a#2"], "body": "party", "organisation": "", "genre": "speech", "n_han": 1} | named)
    >>> name_places(texts).tolist()
    ['丙县 2013', '乙市 2013-03-21']
    """
    department = documents["organisation"].where(documents["body"] == "department", "")
    known = zip(department, documents["county"], documents["prefecture"], documents["province"], strict=True)
    place = pd.Series([next(filter(None, cells), "") for cells in known], documents.index, dtype=str)
    names = (place + " " + documents["date"]).str.strip()
    return names.where((place != "") & ~names.duplicated(keep=False), label_speeches(documents)["label"])


def name_texts(documents: pd.DataFrame) -> pd.DataFrame:
    """The documents by date, each with the ``label`` of ``name_places``, its ``year``, and the ``group`` in which it is counted.

    That is the text itself if there are at most 12, else its decade; a mere year comes after the days in it.

    >>> named = {"date": ["2013", "2013-03-21"], "county": ["丙县", ""], "prefecture": "乙市", "province": "甲省", "level": "county"}
    >>> texts = pd.DataFrame({"speech": ["a#1", "a#2"], "body": "party", "organisation": "", "genre": "speech", "n_han": 1} | named)
    >>> name_texts(texts)[["speech", "label", "group"]].to_numpy().tolist()
    [['a#2', '乙市 2013-03-21', '乙市 2013-03-21'], ['a#1', '丙县 2013', '丙县 2013']]
    """
    names = label_speeches(documents).assign(label=name_places(documents))
    group = names["label"] if len(names) <= FEW else names["group"]
    texts = documents.assign(label=names["label"], year=names["year"], group=group, when=documents["date"].replace("", "9999") + "~")
    return texts.sort_values(["when", "speech"], kind="stable", ignore_index=True).drop(columns="when")


def say_numbers(rows: pd.DataFrame, of: str = "") -> pd.Series[str]:
    """Each number in short words: its value or range with its hedge; ``of`` is what the names of the columns begin with.

    >>> rows = pd.DataFrame({"value": [7.0, None, 2.466e13], "low": [6.5, 6, 2.46e13], "high": [7.5, 6.5, 2.47e13],
    ...                      "modifier": ["approx", "", "over"]})
    >>> say_numbers(rows).tolist()
    ['about 7', '6–6.5', 'over 24.66 trn']
    """
    value, low, high = (rows[f"{of}{name}" if f"{of}{name}" in rows else of.rstrip("_")] for name in ("value", "low", "high"))
    hedge = rows[f"{of}modifier"] if f"{of}modifier" in rows else pd.Series("", rows.index)
    return pd.Series(list(map(_say, value, low, high, hedge)), rows.index, dtype=str)


def _say(value: float, low: float, high: float, hedge: str) -> str:
    ends = [value] if pd.notna(value) else [low, high]
    told = "–".join(short_number(end) for end in ends if pd.notna(end))
    return f"{HEDGES.get(hedge, '')} {told}".strip() if told else ""


def short_number(value: float, _: object = None) -> str:
    """A number on an axis or in a table, with at most six digits: 56.9 trn, 400 m, 7.5.

    >>> short_number(568_845e8), short_number(7.5), short_number(-2400)
    ('56.8845 trn', '7.5', '-2,400')
    """
    size = next((size for size in SIZES if abs(value) >= size), 1.0)
    return f"{value / size:g} {SIZES.get(size, '')}".strip() if size > 1 or abs(value) < 1e3 else f"{value:,.7g}"


def group_order(names: pd.DataFrame) -> list[str]:
    """The groups of ``label_speeches`` in the order of a plot: single speeches as they come, decades by time.

    >>> group_order(pd.DataFrame({"group": ["2010s"] * 8 + ["undated", "1990s"] * 4}))
    ['1990s', '2010s', 'undated']
    """
    found = list(dict.fromkeys(names["group"]))
    return found if len(names) <= FEW else sorted(found)


def short_names(names: Iterable[str]) -> dict[str, str]:
    """Names of sources or speeches without long hashes and in at most 16 characters, unless two of them would clash.

    >>> short_names(["004_daf738433048f64c#2", "1954"])
    {'004_daf738433048f64c#2': '004#2', '1954': '1954'}
    """
    short = {name: _short(name) for name in names}
    return short if len(set(short.values())) == len(short) else {name: name for name in short}


def _short(speech: str) -> str:
    source, mark, number = speech.partition("#")
    name = re.sub(r"_[0-9a-f]{8,}$", "", source)
    return (name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…") + mark + number


def year_spans(years: Iterable[int]) -> str:
    """Years in order, with consecutive ones written as a range.

    >>> year_spans([1961, 1963, 1962, 1965])
    '1961–1963, 1965'
    """
    ordered = sorted({int(year) for year in years})
    breaks = [0, *(k for k in range(1, len(ordered)) if ordered[k] > ordered[k - 1] + 1), len(ordered)]
    runs = [ordered[a:b] for a, b in pairwise(breaks) if a < b]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


@dataclass(frozen=True)
class Caption:
    """A line that a notebook shows above a table: a name in bold, followed by a text."""

    name: str
    text: str = ""

    def _repr_markdown_(self) -> str:
        return MarkdownFormatter().format("**{}**: {}" if self.text else "**{}**", *filter(None, (self.name, self.text)))

    def __repr__(self) -> str:
        return ": ".join(filter(None, (self.name, self.text)))


def caption(name: str, text: str = "") -> Caption:
    """A line above a table: ``name`` in bold, then ``text``; markup in either is shown literally.

    >>> caption("my_speeches", "the last dozen")
    my_speeches: the last dozen
    >>> print(caption("<b>", "$x$")._repr_markdown_())
    **\\<b\\>**: \\$x\\$
    """
    return Caption(name, text)


def search_table(
    frame: pd.DataFrame, columns: Sequence[str], key: str, links: Mapping[str, Sequence[str]] | None = None, preview: int = PREVIEW
) -> Shown:
    """All rows of ``frame`` with the named columns; on the site they can be searched, sorted, filtered, copied and saved.

    ``key`` tells the tables of a page apart: a link to the page that ends in ``#KEY=words`` finds these words in the table.
    ``links`` has for any of the columns where each of its cells leads; an empty string makes no link. The first ``preview`` rows
    are in the page itself, for notebooks and for readers without scripts; all travel as JSON, which the script of the site
    inserts as text, so that nothing in them can act as markup. Numbers are written for people and saved for machines.

    >>> search_table(pd.DataFrame({"year": [1955], "value": [51_623.0]}), ["year", "value"], "k").markup.splitlines()[2]
    '<tbody><tr><td>1955</td><td>51\u202f623</td></tr></tbody></table>'
    """
    key = re.sub(r"[^A-Za-z0-9-]", lambda sign: f"-{ord(sign[0]):x}-", key)  # used in an attribute
    texts = [[_cell(value) for value in frame[column]] for column in columns]
    linked = {columns.index(column): list(pages) for column, pages in (links or {}).items()}
    shown = [[*map(say_number if _are_numbers(cells) else str, cells[:preview])] for cells in texts]
    body = "".join(f"<tr>{_row(row, linked, number)}</tr>" for number, row in enumerate(zip(*shown, strict=True)))
    data = json.dumps(pack(texts, linked) | {"page": preview}, ensure_ascii=False, separators=(",", ":"))
    markup = BOX.format(
        key=key, head="".join(f"<th>{html.escape(column)}</th>" for column in columns), body=body,
        count=f"{min(preview, len(frame))} of {len(frame)} rows", data=data.replace("<", "\\u003c"),
    )  # fmt: skip
    return Shown(markup, f"searchable table of {len(frame)} rows: {', '.join(columns)}")


def _are_numbers(cells: Iterable[str]) -> bool:
    """Whether all cells are numbers or ranges or empty; tables that were written to CSV hold them as text."""
    return all(not cell or NUMBERS.fullmatch(cell) for cell in cells)


def _row(cells: Sequence[str], links: Mapping[int, list[str]], number: int) -> str:
    shown = [html.escape(cell) for cell in cells]
    for place, pages in links.items():
        if pages[number]:
            shown[place] = f'<a href="{html.escape(pages[number])}">{shown[place]}</a>'
    return "".join(f"<td>{cell}</td>" for cell in shown)


def _cell(value: Any) -> str:
    """A value as one line of text: a whole number without decimals, a missing value as an empty string."""
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        return format(value, ".15g") if abs(value) < 1e15 else format(value, ".0f")
    return " ".join(str(value).split())


def say_number(cell: str) -> str:
    """A number or range of a table as people write it: from a million on six digits and a word; from 10,000 on thousands apart.

    >>> say_number("30000000000"), say_number("51623"), say_number("2013"), say_number("-1234567.5"), say_number("8..12000")
    ('30 billion', '51\u202f623', '2013', '-1.23457 million', '8–12\u202f000')
    """
    return "–".join(map(_said, cell.split("..")))


def _said(number: str) -> str:
    value = float(number or "nan")
    for size, word in WORDS.items():
        if size <= abs(value) < math.inf:
            return f"{value / size:.6g} {word}"
    return f"{value:,.15g}".replace(",", THIN) if 10_000 <= abs(value) < math.inf else number
