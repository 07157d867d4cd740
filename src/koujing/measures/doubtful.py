"""Whether results move when the rows that the coder doubts are left out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from koujing.measures.groups import commonest, group_rows
from koujing.measures.intervals import share_interval
from koujing.measures.ledger import ledger
from koujing.measures.revisions import revisions
from koujing.measures.roundness import SURE, count_round

COLUMNS = ["finding", "n", "share", "low", "high", "n_sure", "share_sure", "moves"]
FAR = 0.05
Flags = tuple[str, "pd.Series[bool]", "pd.Series[bool]"]  # what is asked, of which rows it is true, and which rows are certain


def without_doubtful(
    statistics: pd.DataFrame, documents: pd.DataFrame, sections: pd.DataFrame, series: pd.DataFrame
) -> pd.DataFrame:
    """Shares that the notebooks report, of all rows and of the rows with a certainty of .9 or more.

    ``series`` are headline rows (``study.series()``). Columns: ``finding``; ``n, share, low, high`` (Wilson) of all rows; ``n_sure,
    share_sure``; ``moves``, whether the share of the certain rows lies outside that interval and five points or more away (of
    thousands of rows, the interval is narrower than anything that matters). A share of no rows is left out.
    """
    asked = [*_statuses(statistics, documents, sections), *_times(statistics, documents), *_known(series, documents)]
    rows = [(name, len(flags), flags.mean(), sure.sum(), flags[sure].mean()) for name, flags, sure in asked if sure.any()]
    round_ones = count_round(statistics, documents).query("mark == 'half' and n_sure > 0")
    round_ones["finding"] = round_ones["status"] + " numbers with one decimal that end in .5"
    columns = ["finding", "n", "share", "n_sure", "share_sure"]
    table = pd.concat([pd.DataFrame(rows, columns=columns), round_ones[columns]], ignore_index=True)
    table["low"], table["high"] = share_interval(table["share"] * table["n"], table["n"])
    far = (table["share_sure"] - table["share"]).abs() >= FAR
    table["moves"] = far & ~table["share_sure"].between(table["low"], table["high"])
    return table[COLUMNS]


def _statuses(statistics: pd.DataFrame, documents: pd.DataFrame, sections: pd.DataFrame) -> Iterator[Flags]:
    target, sure = statistics["status"] == "target", statistics["status_certainty"] >= SURE
    yield "statistics that are targets", target, sure
    part = group_rows(statistics, "part", documents, sections)
    for name in ("review", "tasks"):
        yield f"statistics of {name} parts that are targets", target[part == name], sure[part == name]
    if len(statistics):
        domain = commonest(statistics.loc[statistics["domain"] != "", "domain"])[0]
        yield f"statistics on {domain}, the commonest domain", statistics["domain"] == domain, statistics["indicator_certainty"] >= SURE


def _times(statistics: pd.DataFrame, documents: pd.DataFrame) -> Iterator[Flags]:
    year = pd.to_numeric(statistics["speech"].map(documents.set_index("speech")["date"]).str[:4], errors="coerce")
    told = pd.to_numeric(statistics["time_to"].str[:4], errors="coerce")
    known = year.notna() & told.notna()
    yield "statistics for the year before the speech", (told == year - 1)[known], (statistics["when_certainty"] >= SURE)[known]


def _known(series: pd.DataFrame, documents: pd.DataFrame) -> Iterator[Flags]:
    clear = ledger(series, documents).query("verdict in ('met', 'missed')")
    yield "targets with a clear outcome that were met", clear["verdict"] == "met", clear["certainty"] >= SURE
    again = revisions(series)
    yield "numbers told again that differ", again["verdict"] == "revised", again["certainty"] >= SURE
