"""Tables for readers: short names for speeches, captions, and tables of any length that can be searched."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise
from typing import Any

import pandas as pd

from koujing.show.escape import MarkdownFormatter

FEW = 12  # up to this many speeches, a plot shows each on its own; more are grouped by decade
LONGEST_NAME = 16
PREVIEW = 10  # rows in the page itself, for search engines and for readers without scripts
SHOWN = 200  # rows the script shows
CODED = 75  # a column of at most this many values is stored as one printable character per row
SEPARATORS = "|¦‖\t\x1f"

SCRIPT = """\
for (const box of document.querySelectorAll('[data-koujing="KEY"]:not([data-ready])')) {
  box.dataset.ready = "";
  const [input, count, body] = ["input", "output", "tbody"].map(name => box.querySelector(name));
  const {separator, columns, links} = JSON.parse(box.querySelector('[type="application/json"]').textContent);
  const unpack = column => typeof column === "string" ? column.split(separator)
    : [...column[1]].map(code => column[0][code.charCodeAt(0) - 48]);
  const linked = Object.entries(links ?? {}).map(([column, [folder, pages]]) => [column, unpack(pages).map(page => page && folder + page)]);
  const cells = columns.map(unpack);
  let rows = cells[0].map((_, row) => Object.assign(cells.map(column => column[row]), {links: linked.map(([, pages]) => pages[row])}));
  const draw = () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const hits = rows.filter(row => words.every(word => row.join("\\n").toLowerCase().includes(word)));
    count.textContent = `${hits.length} of ${rows.length} rows` + (hits.length > SHOWN ? ", the first SHOWN shown" : "");
    body.replaceChildren(...hits.slice(0, SHOWN).map(row => {
      const line = document.createElement("tr");
      for (const cell of row) line.appendChild(document.createElement("td")).textContent = cell;
      linked.forEach(([column], place) => {
        const link = Object.assign(document.createElement("a"), {href: row.links[place], textContent: row[column]});
        if (row.links[place]) line.children[column].replaceChildren(link);
      });
      return line;
    }));
  };
  const compare = (a, b) => a !== "" && b !== "" && !isNaN(a) && !isNaN(b) ? a - b : a < b ? -1 : a > b ? 1 : 0;
  box.querySelectorAll("th button").forEach((button, column) => {
    let way = -1;
    button.onclick = () => {
      way = -way;
      rows.sort((a, b) => way * compare(a[column], b[column]));
      draw();
    };
  });
  input.oninput = draw;
  const asked = new URLSearchParams(location.hash.slice(1)).get("KEY");
  if (asked) {
    input.value = asked;
    draw();
    box.scrollIntoView();
  }
}
"""
SIZES = {1e12: "trn", 1e9: "bn", 1e6: "m"}
HEDGES = {"approx": "about", "at_least": "at least", "at_most": "at most", "over": "over", "near": "nearly"}
BOX = """\
<div data-koujing="{key}">
<p><input type="search" aria-label="search the table" placeholder="words to find" style="width: 16em">
<output aria-live="polite">{count}</output></p>
<div style="max-height: 26em; overflow: auto"><table><thead><tr>{head}</tr></thead>
<tbody>{body}</tbody></table></div>
<script type="application/json">{data}</script>
<script>
{script}</script>
</div>
"""
BUTTON = '<th><button type="button" title="sort" style="all: unset; cursor: pointer">{}</button></th>'


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


@dataclass(frozen=True)
class SearchTable:
    """A table that a notebook or a web page shows with a search field; in plain text it only says what it holds."""

    markup: str = field(repr=False)
    summary: str

    def _repr_html_(self) -> str:
        return self.markup

    def __repr__(self) -> str:
        return self.summary


def search_table(
    frame: pd.DataFrame, columns: Sequence[str], key: str, links: Mapping[str, Sequence[str]] | None = None, preview: int = PREVIEW
) -> SearchTable:
    """All rows of ``frame`` with the named columns, searchable by typing words and sortable by clicking a column's name.

    It shows how many rows contain all the words typed, in any case, and the first 200 of these rows. ``key`` tells the
    tables of a page apart. The rows are stored in the page as JSON, and the table's own short script inserts them as text,
    so that nothing in them can act as markup and nothing is loaded from a network. ``links`` has for any of the columns where each
    of its cells leads; an empty string makes no link. A link to the page that ends in ``#KEY=words`` finds these words in the table.
    The first ``preview`` rows are also in the page itself, for readers without scripts.
    """
    key = re.sub(r"[^A-Za-z0-9-]", lambda sign: f"-{ord(sign[0]):x}-", key)  # used in an attribute and in a selector
    texts = [[_cell(value) for value in frame[column]] for column in columns]
    rows = [[html.escape(text) for text in row] for row in islice(zip(*texts, strict=True), preview)]
    linked = {columns.index(column): list(pages) for column, pages in (links or {}).items()}
    for place, pages in linked.items():
        for row, page in zip(rows, pages, strict=False):
            row[place] = f'<a href="{html.escape(page)}">{row[place]}</a>' if page else row[place]
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    count = f"{len(rows)} of {len(frame)} rows; type to search them all"
    head = "".join(BUTTON.format(html.escape(column)) for column in columns)
    script = SCRIPT.replace("SHOWN", str(SHOWN)).replace("KEY", key)  # a key may be SHOWN
    markup = BOX.format(key=key, count=count, head=head, body=body, data=_packed(texts, linked), script=script)
    return SearchTable(markup, f"searchable table of {len(frame)} rows: {', '.join(columns)}")


def _cell(value: Any) -> str:
    """A value as one line of text: a whole number without decimals, a missing value as an empty string."""
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        return format(value, ".15g") if abs(value) < 1e15 else format(value, ".0f")
    return " ".join(str(value).split())


def _packed(texts: list[list[str]], links: Mapping[int, list[str]]) -> str:
    """Columns, and links by the number of their column, first the folder that all are in, as JSON that is safe in a script."""
    folders = {place: _folder(pages) for place, pages in links.items()}
    pages = {place: [page.removeprefix(folders[place]) for page in links[place]] for place in links}
    used = set(chain.from_iterable(chain.from_iterable([*texts, *pages.values()])))
    separator = next(mark for mark in SEPARATORS if mark not in used)
    data: dict[str, Any] = {"separator": separator, "columns": [_column(cells, separator) for cells in texts]}
    data |= {"links": {place: [folders[place], _column(pages[place], separator)] for place in links}} if links else {}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _folder(pages: list[str]) -> str:
    folders = {"".join(page.rpartition("/")[:2]) for page in pages if page}
    return folders.pop() if len(folders) == 1 else ""


def _column(cells: list[str], separator: str) -> str | list[list[str] | str]:
    """``[values, codes]`` for few distinct values, else one string."""
    values = sorted(set(cells))  # in an order that lines up no text
    code = {value: chr(48 + place) for place, value in enumerate(values)}
    few = not cells or len(values) <= CODED
    return [values, "".join(map(code.__getitem__, cells))] if few else separator.join(cells)
