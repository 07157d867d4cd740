"""The page of one speech, as Markdown for Sphinx: what it is, its condition, outline, speakers, slogans and statistics."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from koujing.dataframes import written
from koujing.measures.state import pieces_set_aside, repairs_by_kind
from koujing.measures.structure import LEFT_OUT
from koujing.show.display import search_table
from koujing.show.escape import escape
from koujing.show.speech_view import show_speech
from koujing.site.row_list import NOTHING, list_rows
from koujing.speech import Speech
from koujing.statistics.find import Statistic
from koujing.tables import QUOTATION, schema_of

FIELDS = ("title", "date", "province", "prefecture", "county", "level", "body", "organisation", "genre", "speaker")
SHOWN = {
    "text": "statistic", "value": "value", "unit": "unit", "kind": "kind", "modifier": "hedge", "indicator": "of what",
    "status": "status", "period": "period", "note": "note", "start": "at",
}
TO_ROW = "→"  # heads the column that leads to a statistic's place among all rows  # fmt: skip
LONG = f"more than {QUOTATION} characters"  # shown in place of a wording that a shared table leaves out
MANY = 12  # a table with more rows scrolls in a frame of its own

PAGE = """\
---
orphan: true
---
# {title}

{links}

## What it is

{facts}

## How it compares with the other speeches

{standing}

## The condition of the text

{state}

## How it is built

{outline}

## Who speaks

{voices}

## Slogans

{formulas}

## Statistics

{statistics}

{borrowed}
## Every row, in the order of the text

Click a place for the address of its row, and for a line with which the row can be cited.{lead}

{rows}
{text}"""
BORROWED = """
## What it took and gave

{}
"""
LEAD = " Click a wording to see it in the text."
TEXT = """
## The text

Hover over a mark, or touch it, to see its coding. Click it, or press Enter on it, for its row.

{}
"""


def write_page(
    document: pd.Series[str],
    label: str,
    links: str,
    standing: pd.DataFrame,
    rows: Mapping[str, pd.DataFrame],
    text: Speech | None,
    study: str = "",
    borrowed: str | None = None,
) -> str:
    """The page of the speech in ``document``, a row of the table ``documents``, as Markdown; ``label`` is its short name.

    ``links`` is Markdown; ``standing`` says how the speech compares with its ``study``. ``rows`` holds the speech's rows of the
    tables ``repairs, set_aside, statistics, formulas``, of ``evidence`` with a column ``place``, of ``outline_speeches`` (as
    ``outline``), of ``share_voices`` (as ``voices``) and of ``coded_rows`` (as ``coded``); ``borrowed`` is HTML, ``None`` if nothing
    was compared. Without ``text``, the page quotes no more than these tables do.
    """
    coded = rows["coded"]
    inside = coded[coded["start"].between(text.start, text.end, inclusive="left")] if text else coded.iloc[:0]
    return PAGE.format(
        title=escape(" · ".join(filter(None, [label, document["title"]]))),
        links=links,
        facts=raw(_facts(document, rows["evidence"])),
        standing=raw(table(["", "here", "median of the study", "rank"], standing.itertuples())),
        state=raw(_state(rows["repairs"], rows["set_aside"])),
        outline=raw(_outline(rows["outline"])),
        voices=raw(_voices(rows["voices"])),
        formulas=raw(_formulas(rows["formulas"])),
        statistics=raw(_statistics(rows["statistics"])),
        borrowed="" if borrowed is None else BORROWED.format(raw(borrowed or NOTHING)),
        lead=LEAD if text else "",
        rows=raw(list_rows(coded, study, document["speech"], inside["id"])),
        text=TEXT.format(raw(show_speech(text, inside))) if text else "",
    )


def raw(markup: str) -> str:
    """A block of HTML in a fence that is longer than any fence inside it."""
    fence = "`" * (3 + max(map(len, re.findall("`+", markup)), default=0))
    return f"{fence}{{raw}} html\n<div class=\"kj-page\">\n{markup}\n</div>\n{fence}"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """An HTML table of texts, or a note if there are no rows."""
    lines = [" ".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) for row in rows]
    names = "".join(f"<th>{html.escape(name)}</th>" for name in head)
    body = "\n".join(f"<tr>{line}</tr>" for line in lines)
    box = '<div class="{}"><table><thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table></div>'
    return box.format("kj-scroll" if len(lines) > MANY else "", names, body) if lines else NOTHING


def _facts(document: pd.Series[str], evidence: pd.DataFrame) -> str:
    told: dict[str, list[str]] = {field: [] for field in FIELDS}
    for row in evidence.to_dict("records"):
        words = f"{row['text'] or LONG} ({row['place']}, {row['start']}–{row['end']})"
        told.setdefault(row["field"], []).append(words)
    told["date"] = told["date"] or [document["date_evidence"]]
    known = [(field, document[field], "; ".join(told[field])) for field in FIELDS if document[field]]
    unknown = ", ".join(field for field in FIELDS if not document[field])
    return table(["", "", "rests on"], known + [("not known", unknown, "")] * bool(unknown))


def _state(repairs: pd.DataFrame, set_aside: pd.DataFrame) -> str:
    kinds = repairs_by_kind(repairs)[["places", "mended", "open"]]
    pieces = pieces_set_aside(set_aside)[["pieces", "raw_characters"]]
    mended = table(["damage", "places", "mended", "left open"], kinds.itertuples())
    aside = table(["set aside in its file", "pieces", "raw characters"], pieces.itertuples())
    return mended + (aside if len(pieces) else "")


def _outline(outline: pd.DataFrame) -> str:
    line = '<li style="margin-inline-start: {}em"><b>{}</b>{} <small>{}</small></li>'
    items = []
    for row in outline.to_dict("records"):
        told = [html.escape(row["part"]), f"{row['share']:.0%}"]
        told += [f"{verb} {row[key]}" for key, verb in (("announced", "announces"), ("found", "has")) if pd.notna(row[key])]
        told += [f"<strong>{row['verdict']} than announced</strong>"] if row["verdict"] in ("fewer", "more") else []
        name = [html.escape(part) for part in (row["ordinal"], row["name"].removeprefix(row["ordinal"]))]
        items.append(line.format(1.6 * max(row["depth"] - 1, 0), *name, " · ".join(told)))
    return f'<ul class="kj-scroll kj-outline">{"".join(items)}</ul>' if outline["depth"].any() else NOTHING


def _voices(shares: pd.DataFrame) -> str:
    head = ["who", "office", "verbs", "passages", "share of the text"]
    rows = ((r.who, r.role, r.verbs, r.passages, f"{r.share:.1%}") for r in shares.itertuples())
    return table(head, rows)


def _formulas(formulas: pd.DataFrame) -> str:
    """One row for each wording with the members found for it, in order of first mention."""
    columns = ["text", "gloss", "kind", "count", "members"]
    shown = formulas.assign(count=formulas["count"].astype("string").fillna(""))
    grouped = shown.groupby(columns, sort=False)["start"].agg(["size", "min"]).reset_index()
    rows = ([*row[:4], _members(row[4]), *row[5:]] for row in grouped.itertuples(index=False))
    return table(["formula", "in English", "kind", "count", "members", "times", "first at"], rows)


def _members(cell: str) -> str:
    return " | ".join(member or LEFT_OUT for member in cell.split("|")) if cell else ""


def _statistics(statistics: pd.DataFrame) -> str:
    shown = written(statistics, schema_of(Statistic))[list(SHOWN)].rename(columns=SHOWN).assign(**{TO_ROW: TO_ROW})
    links = {TO_ROW: [f"#{row}" for row in statistics["id"]]}
    return str(search_table(shown, [TO_ROW, *SHOWN.values()], "statistics", links).markup) if len(shown) else NOTHING
