"""What the search of the site looks through: the text of every page and the coded rows of every speech, each with its address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pandas as pd

from koujing.show.links import MOST_PAGES, page_names
from koujing.show.packing import unpack
from koujing.study import Study

Place = tuple[str, str]  # an anchor of a page and a text; an anchor that ends in = is a table of the page, by its key
VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
BLOCKS = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "tr", "dt", "dd", "pre", "div", "summary", "figcaption", "section", "ul", "ol"}
UNREAD = {"script", "style", "svg", "math"}
# Folded code, the sign of a permanent link, and the anchors of coded rows, which are taken from their tables. A packed table is
# read from its data, which has all rows.
UNREAD_CLASSES = {"cell_input", "headerlink", "kj-rows"}
ROWS = {"statistics": ("text", "indicator", "status", "time_from"), "formulas": ("text", "gloss", "members")}


def write_search_index(site: Path, studies: Sequence[Study]) -> None:
    """Write ``_static/search-index.js``: per page its address, its title, its places and the coded rows of its speech.

    It is a script because browsers refuse to fetch data from a disk.
    """
    rows = dict(found for study, folder in zip(studies, page_names(study.name for study in studies), strict=True)
                for found in _coded_rows(study, f"speeches/{folder}"))  # fmt: skip
    pages = []
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix()
        page = Page(with_tables=address not in rows)
        page.feed(path.read_text(encoding="utf-8"))
        if page.places:
            pages.append([address, page.places[0][1], _by_anchor(page.places[1:]), rows.get(address, [])])
    text = json.dumps(pages, ensure_ascii=False, separators=(",", ":"))
    (site / "_static/search-index.js").write_text(f"const koujingIndex = {text};\n", encoding="utf-8")


def _by_anchor(places: Sequence[Place]) -> list[tuple[str, list[str]]]:
    """The texts under each anchor in turn, so that a long one is written once.

    >>> _by_anchor([("a", "x"), ("a", "y"), ("b", "z")])
    [('a', ['x', 'y']), ('b', ['z'])]
    """
    return [(anchor, [text for _, text in each]) for anchor, each in groupby(places, key=itemgetter(0))]


def _coded_rows(study: Study, folder: str) -> Iterator[tuple[str, list[Place]]]:
    """The address of the page of each speech, and its coded rows: the id of each, and what can be looked for."""
    speeches = study.documents["speech"]
    pages = dict(zip(speeches[:MOST_PAGES], page_names(speeches), strict=False))
    found: dict[str, list[Place]] = {speech: [] for speech in pages}
    for table, columns in ROWS.items():
        rows = study[table]
        cells = zip(*(rows[column].astype("string").fillna("") for column in columns), strict=True)
        wordings = [" · ".join(filter(None, row)) for row in cells]
        values = rows["value"] if "value" in rows else pd.Series(float("nan"), rows.index)
        for speech, row, wording, value in zip(rows["speech"], rows["id"], wordings, values, strict=True):
            if speech in found:
                found[speech].append((row, _with_value(wording, value)))
    for speech, page in pages.items():
        yield f"{folder}/{page}.html", found[speech]


def _with_value(wording: str, value: float) -> str:
    """The wording, and the number for machines where the wording writes it otherwise.

    >>> _with_value("一千二百人", 1200.0), _with_value("1,200人", 1200.0)
    ('一千二百人 · 1200', '1,200人')
    """
    number = f"{value:.15g}"
    return wording if pd.isna(value) or number in wording.replace(",", "") else f"{wording} · {number}"


class Page(HTMLParser):
    """The places of a page of the site in order; the first is its title.

    >>> page = Page()
    >>> page.feed('<article><section id="a"><h1>Title</h1><p>One <b>two</b>.</p></section></article>')
    >>> page.places
    [('a', 'Title'), ('a', 'One two.')]
    """

    def __init__(self, with_tables: bool = True) -> None:
        super().__init__()
        self.places: list[Place] = []
        self._with_tables = with_tables
        self._open: list[tuple[str, str]] = []  # the elements that are open, each with the anchor that holds in it
        self._unread = 0  # how many elements are open when one begins that is not read
        self._text: list[str] = []
        self._table = ""
        self._is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where text begins to belong to another place."""
        has: Mapping[str, str] = {name: value or "" for name, value in attrs}
        if tag == "img" and self._open and not self._unread:
            self._text.append(f" {has.get('alt', '')} ")
        if tag in VOID or not (self._open or tag == "article"):
            return
        self._end_text(tag)
        if tag in ("td", "th"):
            self._text.append(" · ")
        self._table = has.get("data-koujing", self._table)
        self._open.append((tag, has.get("id") or (self._open[-1][1] if self._open else "")))
        is_data = tag == "script" and has.get("type") == "application/json"
        classes = set(has.get("class", "").split())
        if not self._unread and (tag in UNREAD or "data-koujing" in has or classes & UNREAD_CLASSES):
            self._unread = len(self._open)
        self._is_data = is_data and self._with_tables

    def handle_endtag(self, tag: str) -> None:
        """End the place that ends with the element."""
        if not any(tag == name for name, _ in self._open) or tag in VOID:
            return
        self._end_text(tag)
        while self._open and self._open.pop()[0] != tag:
            pass
        if len(self._open) < self._unread:
            self._unread = 0

    def handle_data(self, data: str) -> None:
        """Gather text; the rows of a packed table are places of their own."""
        if self._open and not self._unread:
            self._text.append(data)
        elif self._is_data and self._open and self._open[-1][0] == "script":
            rows = zip(*unpack(json.loads(data)), strict=True)
            self.places += [(f"{self._table}=", " · ".join(filter(None, row))) for row in rows]

    def _end_text(self, tag: str) -> None:
        """A block begins or ends: so does a place, but that all of a row of a table is one."""
        if tag in BLOCKS and tag != "tr" and any(name == "tr" for name, _ in self._open):
            self._text.append(" ")
            return
        if tag not in BLOCKS:
            return
        text = re.sub(r"\s+", " ", "".join(self._text)).strip(" ·")
        self._text = []
        if text and self._open:
            self.places.append((self._open[-1][1], text))
