"""Rebuild ``lexicons/unit_heads.tsv``: python tests/make_unit_heads.py FOLDER ... > src/koujing/lexicons/unit_heads.tsv

How much likelier the name of what is measured ends in a character where the statistic has a certain unit: 名 stands with persons,
亩 with areas. Counted where koujing is fairly sure of the name, outside the coded passages of ``data/gold/meaning``.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from math import log

from koujing import read
from koujing.statistics.heads import STEP, WIDEST, unit_in
from score_meaning import rows_of, statistics_of

# A unit is listed by itself if so many statistics have it, and a character if so many names end in it.
UNITS, HEADS, SURE = 20, 4, 0.6
# So many more statistics with each unit are supposed, the names of which end as all names do.
SUPPOSED = 8
HEAD = """\
# How much likelier the name of what is measured ends in these characters if the statistic has this unit and kind than it does otherwise:
# `fits` is the logarithm of the quotient, 1.5 times and rounded, from -3 to 3; what is not listed has 0. `other` are all rarer units.
# Source: counted in reports of the State Council, local reports, news and speeches where koujing is fairly sure of the name, outside
# the coded passages of data/gold/meaning. Rebuilt by tests/make_unit_heads.py.
unit	kind	fits	heads"""


def named(folders: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """The unit and kind of each statistic that nobody coded, and the last character of its name."""
    passages = {row["passage"]: row for row in rows_of("passages.csv")}
    held = {(row["source"], row["speech"]) for row in passages.values() if row["part"] == "held"}
    coded = {(passages[row["passage"]]["source"], row["start"]) for row in rows_of("statistics.csv")}
    for folder in folders:
        for document in read(folder).documents:
            for speech in document.speeches:
                if (document.source, speech.id) not in held:
                    for (start, _), row in statistics_of(speech).items():
                        sure = row["indicator"] and row["indicator_certainty"] >= SURE
                        if sure and (document.source, str(start)) not in coded:
                            yield unit_in(row["text"]), row["kind"], row["indicator"][-1]


def lines(found: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    rows = Counter(found)
    many, heads = Counter[tuple[str, str]](), Counter[str]()
    for (unit, kind, head), n in rows.items():
        many[unit, kind] += n
        heads[head] += n
    seen, of_unit = Counter[tuple[str, str, str]](), Counter[tuple[str, str]]()
    for (unit, kind, head), n in rows.items():
        unit = unit if many[unit, kind] >= UNITS else "other"
        seen[unit, kind, head] += n
        of_unit[unit, kind] += n
    for (unit, kind), n in sorted(of_unit.items()):
        fits: dict[int, list[str]] = {}
        for head in sorted(head for head in heads if heads[head] >= HEADS and head.isalpha()):
            share = heads[head] / heads.total()
            odds = log((seen[unit, kind, head] / share + SUPPOSED) / (n + SUPPOSED))
            fits.setdefault(max(-WIDEST, min(WIDEST, round(STEP * odds))), []).append(head)
        yield from (f"{unit}\t{kind}\t{fit}\t{''.join(fits[fit])}" for fit in sorted(fits) if fit)


if __name__ == "__main__":
    print("\n".join([HEAD, *lines(named(sys.argv[1:]))]))
