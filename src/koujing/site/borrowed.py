"""What each speech of a study took from others and gave to them, from the table ``borrowings``, with links both ways."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Mapping

import pandas as pd

from koujing.show.links import borrowing_ids, speech_pages
from koujing.study import Study

TABLE = """\
<div class="kj-scroll"><table><thead><tr><th>here</th><th>it</th><th>other speech</th><th>how</th></tr></thead><tbody>
{}
</tbody></table></div>"""
ROW = '<tr id="{id}"><td><a href="#{id}">{here}</a></td><td>{way}</td><td>{there}</td><td>{how}</td></tr>'
TOLD = ("kind", "similarity", "changed")


def borrowed(study: Study, labels: Mapping[str, str]) -> dict[str, str] | None:
    """Speech → a table, as HTML, of the passages that it shares with others, in the order of its text; ``labels`` are their short names.

    The earlier speech gave and the later took; where a date is missing or both have the same, they share. ``None`` for a study without
    the table ``borrowings``.
    """
    if "borrowings" not in study.frames:
        return None
    rows = study["borrowings"]
    rows = rows.assign(id=borrowing_ids(rows), how=[_how(row) for row in rows.to_dict("records")])
    dates = dict(zip(study.documents["speech"], study.documents["date"], strict=True))
    pages, found = speech_pages(study), defaultdict(list)
    for here, there in (("a", "b"), ("b", "a")):
        for row in rows.sort_values(f"start_{here}", kind="stable").to_dict("records"):
            speech, other = row[f"speech_{here}"], row[f"speech_{there}"]
            place = f"{html.escape(labels.get(other, other))} {row[f'start_{there}']}–{row[f'end_{there}']}"
            link = f'<a href="{pages[other]}.html#{row["id"]}">{place}</a>' if other in pages else place
            cells = {"here": f"{row[f'start_{here}']}–{row[f'end_{here}']}", "there": link, "way": _way(dates.get(speech), dates.get(other))}
            found[speech].append((row[f"start_{here}"], ROW.format_map(row | cells)))
    return {speech: TABLE.format("\n".join(line for _, line in sorted(lines))) for speech, lines in found.items()}


def _how(row: Mapping[str, object]) -> str:
    told = [f"{name} {html.escape(str(row[name]))}" for name in TOLD if name in row and pd.notna(row[name]) and row[name] != ""]
    return " · ".join(told)


def _way(here: str | None, there: str | None) -> str:
    """What the speech of one date does with a passage of a speech of another; a year and a day in it are no order.

    >>> _way("2013", "2016-05"), _way("2016-05", "2013"), _way("2016", "2016-05"), _way("", "2013")
    ('gave to', 'took from', 'shares with', 'shares with')
    """
    if not here or not there or here.startswith(there) or there.startswith(here):
        return "shares with"
    return "gave to" if here < there else "took from"
