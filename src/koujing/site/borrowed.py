"""What each speech of a study took from others and gave to them, from the table ``borrowings``, with links both ways."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from koujing.show.links import borrowing_ids, speech_pages
from koujing.study import Study

TABLE = """\
<div class="kj-scroll"><table><thead><tr><th>here</th><th>it</th><th>the other speech</th><th>how</th></tr></thead><tbody>
{}
</tbody></table></div>"""
ROW = '<tr id="{id}"><td><a href="#{id}">{start}–{end}</a></td><td>{way}</td><td>{there}</td><td>{how}</td></tr>'
WAYS = {"a": "gave to", "b": "took from"}  # what either speech of a passage did, where their dates tell which is earlier
UNTOLD = "shares with"


def borrowed(study: Study, labels: Mapping[str, str]) -> dict[str, str] | None:
    """Speech → a table, as HTML, of the passages that it shares with others, in the order of its text; ``labels`` are their short names.

    Of the edits it tells those that say something (a name localised, an order turned into a report). ``None`` for a study in which
    nothing is shared, or that was not compared.
    """
    if "borrowings" not in study.frames or study["borrowings"].empty:
        return None
    rows = study["borrowings"]
    rows = rows.assign(id=borrowing_ids(rows))
    seen = pd.concat([_seen_from(rows, "a", "b"), _seen_from(rows, "b", "a")]).sort_values(["start", "end", "id"], kind="stable")
    pages = speech_pages(study)

    def line(row: dict[Any, Any]) -> str:
        other = row["other"]
        place = f"{html.escape(labels.get(other, other))} {row['other_start']}–{row['other_end']}"
        there = f'<a href="{pages[other]}.html#{row["id"]}">{place}</a>' if other in pages else place
        return ROW.format_map(row | {"there": there, "how": _how(row)})

    groups = seen.groupby("speech", sort=False)
    return {str(speech): TABLE.format("\n".join(map(line, some.to_dict("records")))) for speech, some in groups}


def _seen_from(rows: pd.DataFrame, here: str, there: str) -> pd.DataFrame:
    own = {f"{name}_{here}": name for name in ("speech", "start", "end")}
    other = {f"speech_{there}": "other", f"start_{there}": "other_start", f"end_{there}": "other_end"}
    way = [WAYS[here] if direction else UNTOLD for direction in rows["direction"]]
    return rows.rename(columns=own | other).assign(way=way)


def _how(row: dict[Any, Any]) -> str:
    edits = json.loads(row["changed"] or "[]")
    telling = [f"{_words(edit['was'])} → {_words(edit['now'])} ({edit['change']})" for edit in edits if edit["change"]]
    parts = [row["kind"], f"similarity {row['similarity']:.2f}", f"{len(edits)} edits" if edits else "no word changed", *telling]
    return " · ".join(map(html.escape, parts))


def _words(cell: str) -> str:
    return cell or "…"
