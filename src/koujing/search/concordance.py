"""Every occurrence of a wording in its context: sorted, shown and saved."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rich.cells import cell_len

from koujing.later import pd
from koujing.opening import own_lexicon
from koujing.reading.files import one_line
from koujing.search.hits import Folder, Found, Hit, Source, search
from koujing.search.page import kwic_table, save_page
from koujing.search.query import Query
from koujing.search.sheet import refuse_foreign, save_sheet, save_table
from koujing.speech import Problem

SHOWN = 200  # rows shown in a notebook; a saved page has them all
SUFFIXES = (".html", ".csv", ".xlsx")

# Hits with equal keys stay in the order of source and place.
SORTS: dict[str, Callable[[Hit], tuple[str, ...]]] = {
    "speech": lambda hit: (),
    "left": lambda hit: (hit.left[::-1],),  # read from the node outwards
    "right": lambda hit: (hit.right,),
    "date": lambda hit: (hit.date or "unknown",),  # sorts after everything that begins with a digit
    "text": lambda hit: (hit.node, hit.right),
}


@dataclass(frozen=True)
class Concordance:
    """The hits of a pattern, also as a table (``frame``: one row per hit, with the columns of ``Hit``).

    ``n_masks`` masked words, in ``n_masked_speeches`` of the speeches searched, could not be restored, so the pattern may
    also be hidden there. ``problems`` lists the files that could not be read, or only in part. If there are as many hits as
    ``limit`` allows, there may be more.
    """

    pattern: str
    as_: str
    hits: tuple[Hit, ...] = field(repr=False)
    n_masks: int = 0
    n_masked_speeches: int = 0
    problems: tuple[Problem, ...] = ()
    limit: int | None = None

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The hits as a table."""
        return pd.DataFrame(self.hits, columns=list(Hit._fields)).astype({"start": "int64", "end": "int64"})

    def __len__(self) -> int:
        return len(self.hits)

    def __str__(self) -> str:
        columns = max((cell_len(hit.left) for hit in self.hits), default=0)
        return "\n".join([*(kwic_line(hit, columns) for hit in self.hits), self.summary])

    @property
    def summary(self) -> str:
        """How many hits there are in how many speeches, whether a limit was reached, and how many masks may hide more."""
        counts = len(self), len({hit.speech for hit in self.hits}), self.n_masks, self.n_masked_speeches
        return summary(self.pattern, self.as_, *counts, is_cut=len(self) == self.limit)

    def _repr_html_(self) -> str:
        return kwic_table(self.frame, self.summary, SHOWN)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write all hits in the format given by the suffix of ``path``: a page (.html), a table (.csv) or an Excel sheet (.xlsx).

        In the table, a text that begins with ``=``, ``+``, ``-`` or ``@`` is written as it is, and Excel would take it for a
        formula; in the sheet it remains text. Errors: ``ValueError`` for any other suffix; ``FileExistsError`` if a file would
        be replaced that is not a concordance; ``RuntimeError`` for a sheet if ``xlsxwriter`` is not installed.
        """
        path = Path(path)
        check_suffix(path)
        refuse_foreign(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix.lower() == ".html":
            save_page(self.frame, self.summary, path)
        elif path.suffix.lower() == ".xlsx":
            save_sheet(self.frame, path)
        else:
            save_table(self.frame, path)


def concordance(
    pattern: str,
    source: Source,
    *,
    as_: str = "literal",
    sort: str = "speech",
    width: int = 20,
    limit: int | None = None,
    lexicon: Folder | None = None,
    workers: int | None = None,
) -> Concordance:
    """All hits of ``pattern`` in a file, folder, study, corpus, speech or several speeches, with ``width`` characters of context.

    ``as_``, ``width``, ``lexicon`` and ``workers`` are as in ``find_hits``. ``sort`` is ``speech`` (the order of the texts), ``left``
    (the left context, read from the hit outwards), ``right``, ``date`` (unknown dates last) or ``text`` (the words found,
    then the right context); equal hits stay in the order of source and place. ``limit`` keeps only that many of the sorted
    hits. A study is searched in its sentences. Errors: ``ValueError`` for an invalid pattern, mode, sort, width or limit,
    and for a study made to be shared, which has no sentences; ``ReadingError`` if nothing can be read.

    >>> from koujing.opening import sample_folder
    >>> found = concordance("锅炉", sample_folder() / "bureaus.jsonl", width=4, sort="right")
    >>> print(found.summary)
    “锅炉” (literal): 3 hits in 1 speech
    >>> found.frame[["left", "node", "right"]].agg(" ".join, axis=1).tolist()
    ['坳小学的 锅炉 房里，就', '已经改造 锅炉 的123', '，余下的 锅炉 要全部点']
    """
    query = Query(pattern, as_, width, own_lexicon(lexicon))
    check_order(sort, limit)
    found = list(search(query, source, workers=workers))
    return gather(query, found, sort, limit)


def gather(query: Query, found: Iterable[Found], sort: str = "speech", limit: int | None = None) -> Concordance:
    """Sort what a search found into a concordance."""
    found = list(found)
    hits = tuple(sorted((hit for part in found for hit in part.hits), key=SORTS[sort])[:limit])
    return Concordance(
        query.pattern,
        query.as_,
        hits,
        sum(part.n_masks for part in found),
        sum(part.n_masked_speeches for part in found),
        tuple(problem for part in found for problem in part.problems),
        limit,
    )


def check_order(sort: str, limit: int | None) -> None:
    """Refuse an unknown order or a limit below one before anything is read."""
    if sort not in SORTS:
        raise ValueError(f"sort {sort!r}: expected one of {', '.join(SORTS)}")
    if limit is not None and limit < 1:
        raise ValueError(f"limit {limit}: expected 1 hit or more")


def check_suffix(path: Path) -> None:
    """Refuse a file name whose suffix is not one that a concordance can be saved with."""
    if path.suffix.lower() not in SUFFIXES:
        raise ValueError(f"{path}: expected a name that ends in {', '.join(SUFFIXES)}")


def kwic_line(hit: Hit, columns: int) -> str:
    """A hit as one line of a terminal, its left context padded to ``columns``; a Han character fills two of them.

    >>> kwic_line(Hit("a", "a", "", 3, 5, "要", "修路", "。", "", ""), 6)
    '    要 【修路】 。  (a, 3–5)'
    """
    where = ", ".join(filter(None, (hit.speech, hit.date, f"{hit.start}–{hit.end}")))
    return one_line(f"{' ' * (columns - cell_len(hit.left))}{hit.left} 【{hit.node}】 {hit.right}  ({where})")


def summary(
    pattern: str, as_: str, n_hits: int, n_speeches: int, n_masks: int, n_masked_speeches: int, is_cut: bool = False
) -> str:
    """One line on what was found, and on what may be hidden.

    >>> summary("山", "literal", 1, 1, 3, 2)
    '“山” (literal): 1 hit in 1 speech; 3 masked words in 2 speeches were not searched'
    """
    found = f"“{pattern}” ({as_}): {_n(n_hits, 'hit')} in {_n(n_speeches, 'speech')}{' (the limit; there may be more)' if is_cut else ''}"
    were = "was" if n_masks == 1 else "were"
    masked = f"; {_n(n_masks, 'masked word')} in {_n(n_masked_speeches, 'speech')} {were} not searched"
    return found + (masked if n_masks else "")


def _n(n: int, noun: str) -> str:
    plural = noun + ("es" if noun.endswith("ch") else "s")
    return f"{n:,} {noun if n == 1 else plural}"
