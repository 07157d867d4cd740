"""Where the rows of a study stand on the site: links from a page of the site to the page of a speech."""

from __future__ import annotations

import re
from collections.abc import Iterable

from koujing.study import Study

MOST_PAGES = 1000  # a page takes 50 ms, half of it in Sphinx; the table of a larger study still lists all its speeches


def page_names(names: Iterable[str]) -> list[str]:
    """A file name without suffix for each name, of letters, digits, - and _; all are different, even if case is ignored.

    >>> page_names(["a#1", "A 1", "1954", "index", "林场"])
    ['a-1', 'A-1-2', '1954', 'index-4', 'speech']
    """
    taken = {"index"}
    pages = []
    for number, name in enumerate(names, 1):
        page = re.sub(r"[^A-Za-z0-9_]+", "-", name)[:60].strip("-_") or "speech"
        while page.lower() in taken:
            page += f"-{number}"
        taken.add(page.lower())
        pages.append(page)
    return pages


def link_statistics(study: Study) -> dict[str, str]:
    """The id of each statistic → a link from a notebook on the site to its row on the page of its speech, if that has a page."""
    folder = page_names([study.name])[0]
    speeches = study.documents["speech"]
    pages = dict(zip(speeches[:MOST_PAGES], page_names(speeches), strict=False))
    rows = study.statistics[["id", "speech", "start"]].itertuples(index=False, name=None)
    return {row: f"../speeches/{folder}/{pages[speech]}.html#statistics={start}" for row, speech, start in rows if speech in pages}
