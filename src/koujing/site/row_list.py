"""All coded rows of a speech on its page, in the order of the text: each can be linked to, cited, and shown with or without its table."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from koujing.manifest import __version__
from koujing.measures.damage import KINDS
from koujing.measures.structure import OPENING

SMALL = ("punctuation", "script")  # repairs of single characters: up to four thousand in a text
MANY = 150  # rows that are folded together; a page with no more shows them all
OUTSIDE = "(outside the speech)"
NOTHING = "<p>None found.</p>"

BOX = """\
<style>
{hidden}</style>
<div class="kj-rows" data-study="{study}" data-speech="{speech}" data-version="{version}">
<fieldset><legend>Show the rows of</legend>{filters}</fieldset>
{folds}
</div>
<script>
{script}</script>"""
FILTER = '<label><input type="checkbox" value="{table}" checked> {name} <small>{n:,}</small></label>'
HIDDEN = '.kj-rows:has([value="{table}"]:not(:checked)) tr.{table}:not(:target) {{ display: none; }}\n'
FOLD = "<details{state}><summary>{name} <small>{start}–{end}, {n:,} rows</small></summary>\n{rows}\n</details>"
TABLE = """\
<table><thead><tr><th>place</th><th>table</th><th>wording</th><th>reading</th><th>how sure</th></tr></thead><tbody>
{}
</tbody></table>"""
ROW = (
    '<tr id="{id}" class="{table}"><td><a href="#{id}">{start}–{end}</a></td><td>{name}</td><td lang="zh">{wording}</td>'
    "<td>{reading}</td><td>{sure}</td></tr>"
)
MENDED = '<a id="{id}" href="#{id}">{start}–{end} {wording}</a>'

# Every browser needs this for the line to cite; some also to unfold what surrounds the row that a link leads to.
SCRIPT = """\
{
  const box = document.querySelector(".kj-rows"), {study, speech, version} = box.dataset;
  const line = Object.assign(document.createElement("small"), {className: "kj-cite"});
  const open = () => {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    line.remove();
    for (let fold = place?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    place?.scrollIntoView({block: "center", behavior: "instant"});
    if (!place || !box.contains(place)) return;
    const [link, cells] = [place.querySelector("a") ?? place, place.children];
    const [table, at] = [place.className || "repairs", link.textContent.split(" ")[0]];
    line.textContent = `Cite: ${study} ${speech}, ${table} ${at}, ${place.id}, koujing ${version}`;
    cells[3] ? cells[3].append(line) : place.after(line);
  };
  addEventListener("hashchange", open);
  open();
}
"""


def list_rows(rows: pd.DataFrame, study: str, speech: str, linked: Iterable[str] = ()) -> str:
    """The rows that ``coded_rows`` gives for one speech, as HTML; those whose ids are ``linked`` lead to their mark in the text.

    They are folded under the outermost headings, at most 150 together. The wording of a row is all that is quoted of the text, so that
    neighbouring rows join to no more of it than their tables hold.
    """
    if rows.empty:
        return NOTHING
    small = (rows["table"] == "repairs") & rows["kind"].isin(SMALL)
    folds = [*_folds(rows[~small], set(linked)), *_mended(rows[small])]
    counts = rows.loc[~small, "table"].value_counts()
    filters = " ".join(FILTER.format(table=table, name=_name(str(table)), n=n) for table, n in counts.items())
    hidden = "".join(HIDDEN.format(table=table) for table in counts.index)
    names = {"study": html.escape(study), "speech": html.escape(speech), "version": __version__}
    return BOX.format(hidden=hidden, filters=filters, folds="\n".join(folds), script=SCRIPT, **names)


def _folds(rows: pd.DataFrame, linked: set[str]) -> Iterator[str]:
    state = " open" if len(rows) <= MANY else ""
    for number, under in rows.groupby("section", sort=False, dropna=False):
        heads = under.loc[under["table"] == "sections", "wording"]
        name = OUTSIDE if pd.isna(number) else html.escape(heads.iloc[0]) if number and len(heads) else OPENING
        for first in range(0, len(under), MANY):
            part = under[first : first + MANY]
            lines = "\n".join(_row(row, linked) for row in part.to_dict("records"))
            yield _fold(part, TABLE.format(lines), name, state)


def _fold(rows: pd.DataFrame, markup: str, name: str, state: str = "") -> str:
    return FOLD.format(state=state, name=name, start=rows["start"].iloc[0], end=rows["end"].max(), n=len(rows), rows=markup)


def _row(row: dict[Any, Any], linked: set[str]) -> str:
    wording = html.escape(row["wording"])
    if row["id"] in linked:
        wording = f'<a href="#t-{row["id"]}">{wording or "in the text"}</a>'
    return ROW.format_map(row | {"wording": wording, "name": _name(row["table"])})


def _mended(rows: pd.DataFrame) -> Iterator[str]:
    for kind, some in rows.groupby("kind", sort=False):
        cells = some.assign(wording=some["wording"].map(html.escape)).to_dict("records")
        places = " ·\n".join(map(MENDED.format_map, cells))
        yield _fold(some, f'<p class="kj-mended" lang="zh">{places}</p>', f"{KINDS[str(kind)]}, mended")


def _name(table: str) -> str:
    return table.replace("_", " ")
