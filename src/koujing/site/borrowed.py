"""What each speech of a study took from others and gave to them, from the table ``borrowings``, with links both ways."""

from __future__ import annotations

import html
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
TOLD = ("kind", "similarity")


def borrowed(study: Study, labels: Mapping[str, str]) -> dict[str, str] | None:
    """Speech → a table, as HTML, of the passages that it shares with others, in the order of its text; ``labels`` are their short names.

    The earlier speech gave and the later took; where a date is missing or does not decide, they share. ``None`` for a study without
    the table ``borrowings``.
    """
    if "borrowings" not in study.frames:
        return None
    rows = study["borrowings"]
    rows = rows.assign(id=borrowing_ids(rows))
    seen = pd.concat([_seen_from(rows, "a", "b"), _seen_from(rows, "b", "a")]).sort_values(["start", "end"], kind="stable")
    dates = dict(zip(study.documents["speech"], study.documents["date"], strict=True))
    pages = speech_pages(study)

    def line(row: dict[Any, Any]) -> str:
        other = row["other"]
        place = f"{html.escape(labels.get(other, other))} {row['other_start']}–{row['other_end']}"
        there = f'<a href="{pages[other]}.html#{row["id"]}">{place}</a>' if other in pages else place
        way = say_way(dates.get(row["speech"], ""), dates.get(other, ""))
        return ROW.format_map(row | {"way": way, "there": there, "how": _how(row)})

    groups = seen.groupby("speech", sort=False)
    return {str(speech): TABLE.format("\n".join(map(line, some.to_dict("records")))) for speech, some in groups}


def _seen_from(rows: pd.DataFrame, here: str, there: str) -> pd.DataFrame:
    own = {f"{name}_{here}": name for name in ("speech", "start", "end")}
    other = {f"speech_{there}": "other", f"start_{there}": "other_start", f"end_{there}": "other_end"}
    return rows.rename(columns=own | other)


def _how(row: dict[Any, Any]) -> str:
    told = ((name, row.get(name)) for name in TOLD)
    said = ((name, format(cell, ".2g") if isinstance(cell, float) else str(cell)) for name, cell in told if cell)
    return " · ".join(f"{name} {html.escape(cell)}" for name, cell in said)


def say_way(here: str, there: str) -> str:
    """What the speech of one date did with a passage of the speech of another; a year and a day in it are in no order.

    >>> say_way("2013", "2016-05"), say_way("2016-05", "2013"), say_way("2016", "2016-05"), say_way("", "2013")
    ('gave to', 'took from', 'shares with', 'shares with')
    """
    if here.startswith(there) or there.startswith(here):
        return "shares with"
    return "gave to" if here < there else "took from"
