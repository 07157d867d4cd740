"""How far a coding can be trusted: shares with intervals that know passages, calibration, confusions, kinds of errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from koujing.chinese.cores import same_core
from koujing.measures.agreement import FIELDS, Score, compare_sources
from koujing.measures.intervals import LEVEL, RESAMPLES, bootstrap_rate, share_interval
from koujing.measures.score import score_directives, score_parallels

PRECISION, RECALL, F1 = "precision", "recall", "F1"
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)


def counts_by_source(reference: Path, coded: Path) -> pd.DataFrame:
    """How much of each source is right: ``source, table, measure, k, n``; ``measure`` is precision, recall, F1 or a field.

    ``k`` of ``n`` coded spans (precision), spans of the reference (recall) or cells of agreeing spans (fields) are right. F1 is
    precision and recall in one: half of their ``k`` over half of their ``n``; runs that overlap have none. A source in which no range
    is known to have been read has no precision. See ``score.accuracy_table``.
    """
    there = [table for table in FIELDS if any(reference.glob(f"*.{table}.csv"))]
    scores = [one for table in there for one in compare_sources(table, reference, coded)]
    scores += [*score_parallels(reference, coded), *score_directives(reference, coded)]
    found = [(score.sources[0], score.table, *row) for score in scores for row in _counts(score)]
    return pd.DataFrame(found, columns=["source", "table", "measure", "k", "n"])


def _counts(score: Score) -> Iterator[tuple[str, float, float]]:
    yield RECALL, score.n_right, score.n_reference
    if not np.isnan(score.precision):
        yield PRECISION, score.n_right_coded, score.n_coded
        if score.table != "parallels":
            yield F1, (score.n_right + score.n_right_coded) / 2, (score.n_reference + score.n_coded) / 2
    for name, (right, n) in score.fields.items():
        yield name, right, n


def share_right(counts: pd.DataFrame, by: Sequence[str], unit: str = "source") -> pd.DataFrame:
    """What share is right in each group, by two intervals: ``by``, ``n_units, k, n, share, low, high, unit_low, unit_high``.

    ``counts`` has ``k`` right of ``n`` in each ``unit`` (a source, a passage). ``low, high`` is the Wilson interval, which takes rows
    for independent; ``unit_low, unit_high`` the bootstrap over units, which lets whole passages vary (missing below eight units).

    >>> counts = pd.DataFrame({"source": ["a", "b"], "field": "status", "k": [9, 8], "n": [10, 10]})
    >>> share_right(counts, ["field"])[["n_units", "k", "n", "share"]].to_numpy().tolist()
    [[2.0, 17.0, 20.0, 0.85]]
    """
    units = counts[counts["n"] > 0].groupby([*by, unit], sort=False)[["k", "n"]].sum().reset_index()
    table = units.groupby([*by], sort=False).agg(n_units=(unit, "size"), k=("k", "sum"), n=("n", "sum")).reset_index()
    table["share"] = table["k"] / table["n"]
    table["low"], table["high"] = share_interval(table["k"], table["n"])
    ends = [bootstrap_rate(rows["k"], rows["n"], np.random.default_rng(0)) for _, rows in units.groupby([*by], sort=False)]
    table[["unit_low", "unit_high"]] = np.array(ends, dtype=float).reshape(len(table), 2)
    return table


def calibration(rows: pd.DataFrame, edges: Sequence[float] = EDGES) -> pd.DataFrame:
    """Are rows that are said to be right with a chance of .9 right nine times in ten? ``sure, below, n, said, right, low, high``.

    ``rows`` has ``certainty`` (0 to 1) and whether the row is ``right``; a bin has the rows from the edge ``sure`` to the next,
    ``below``, where the last includes 1. ``said`` is the mean certainty, ``right`` the share that is right with its Wilson interval.

    >>> rows = pd.DataFrame({"certainty": [0.9375, 0.9375, 0.625, 0.625], "right": [True, True, True, False]})
    >>> calibration(rows)[["sure", "n", "said", "right"]].to_numpy().tolist()
    [[0.5, 2.0, 0.625, 0.5], [0.9, 2.0, 0.9375, 1.0]]
    """
    told = rows.dropna(subset="certainty")
    places = np.clip(np.searchsorted(edges, told["certainty"], side="right") - 1, 0, len(edges) - 2)
    bins = told.assign(sure=np.array(edges)[places], below=np.array(edges)[places + 1]).groupby(["sure", "below"])
    table = bins.agg(n=("right", "size"), said=("certainty", "mean"), right=("right", "mean")).reset_index()
    table["low"], table["high"] = share_interval(table["right"] * table["n"], table["n"])
    return table


def calibration_error(rows: pd.DataFrame, edges: Sequence[float] = EDGES) -> float:
    """The mean distance between what is said and what is right, over the bins of ``calibration`` weighted by their rows.

    >>> calibration_error(pd.DataFrame({"certainty": [0.6, 0.6], "right": [True, False]})).__round__(3)
    0.1
    """
    table = calibration(rows, edges)
    return float(np.average((table["said"] - table["right"]).abs(), weights=table["n"]))


def confusion(wanted: pd.Series[str], coded: pd.Series[str]) -> pd.DataFrame:
    """How often the coder gave each answer (the columns) where the reader gave another (the rows); ``none`` for no answer.

    >>> confusion(pd.Series(["target", "target", "rule"]), pd.Series(["target", "reported", ""])).loc["target"].to_dict()
    {'none': 0, 'reported': 1, 'target': 1}
    """
    read, given = (side.mask(side == "", "none") for side in (wanted, coded))
    table: pd.DataFrame = pd.crosstab(read, given, rownames=["read"], colnames=["coded"])
    return table


def corrected_share(share: float, rows: pd.DataFrame, answer: str, rng: np.random.Generator) -> tuple[float, float, float]:
    """A coded share of one answer, corrected for the errors that the coder makes where a reader checked it, with its 95 % interval.

    The share is multiplied by precision over recall of the ``answer`` (the estimator of Rogan & Gladen 1978 for rare errors);
    ``rows`` has ``passage, want, got``. The interval is the percentile bootstrap over passages: it knows the errors of the check, not
    those of sampling speeches.

    >>> rows = pd.DataFrame({"passage": [*"aab"], "want": ["target", "target", "rule"], "got": ["target", "rule", "rule"]})
    >>> corrected_share(0.2, rows, "target", np.random.default_rng(0))[0]
    0.4
    """
    wanted, coded = (rows[side].eq(answer).groupby(rows["passage"]).sum().to_numpy(dtype=float) for side in ("want", "got"))
    drawn = rng.multinomial(len(wanted), np.full(len(wanted), 1 / len(wanted)), size=RESAMPLES)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = (drawn @ wanted) / (drawn @ coded)
    low, high = np.nanquantile(share * ratios, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(share * wanted.sum() / coded.sum()), float(low), float(high)


def kind_of_time_error(want: str, got: str) -> str:
    """In what way a time of a statistic is wrong; both are ``FROM to TO``.

    >>> [kind_of_time_error("2015 to 2015", got) for got in ("2014 to 2014", " to ", "2011 to 2015", "2009 to 2009")]
    ['the year beside it', 'no time given', 'a period for a year', 'another year']
    >>> kind_of_time_error(" to ", "2015 to 2015"), kind_of_time_error("2013 to 2017", "2017 to 2017")
    ('a time where the text gives none', 'a year for a period')
    """
    (a, b), (c, d) = ([end.strip()[:4] for end in told.split(" to ")] for told in (f" {want} ", f" {got} "))
    if not a or not c:
        return "a time where the text gives none" if c else "no time given"
    if (a == b) != (c == d):
        return "a year for a period" if c == d else "a period for a year"
    return "the year beside it" if abs(int(a) - int(c)) <= 1 and abs(int(b) - int(d)) <= 1 else "another year"


def kind_of_wording_error(want: str, got: str) -> str:
    """In what way the wording of an indicator is wrong.

    >>> [kind_of_wording_error("贫困人口", got) for got in ("", "人口", "农村贫困人口", "贫困村")]
    ['none given', 'its end only', 'more before it', 'another wording']
    """
    if not got:
        return "none given"
    if want.endswith(got):
        return "its end only"
    return "more before it" if got.endswith(want) else "within it" if want in got or got in want else "another wording"


def reader_agreement(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """How far two readers agree on what statistics say: ``passage, measure, k, n``, by passage.

    Both tables have ``passage, start, end, status, time_from, time_to, indicator, contested``. Measures: ``F1`` of the spans, and on
    spans that both have ``status``, ``when`` (the years of both ends), ``indicator`` and ``core``; a field that one of them calls contested
    is left out, as are times of rules.

    >>> row = {"passage": ["1"], "start": [0], "end": [2], "time_from": "2015", "time_to": "2015", "indicator": "村", "contested": ""}
    >>> sides = [pd.DataFrame(row | {"status": [status]}) for status in ("target", "reported")]
    >>> reader_agreement(*sides)[["measure", "k", "n"]].to_numpy().tolist()
    [['F1', 1, 1.0], ['status', 0, 1.0], ['when', 1, 1.0], ['indicator', 1, 1.0], ['core', 1, 1.0]]
    """
    both = one.merge(other, on=["passage", "start", "end"], suffixes=("", "_2"))
    met = both.groupby("passage").size()
    sizes = (one.groupby("passage").size() + other.groupby("passage").size()) / 2
    found = [(passage, F1, int(met.get(passage, 0)), n) for passage, n in sizes.items()]
    doubted = both["contested"] + "|" + both["contested_2"]
    years = [both[end].str[:4] == both[f"{end}_2"].str[:4] for end in ("time_from", "time_to")]
    cores = pd.Series(list(map(same_core, both["indicator"], both["indicator_2"])), both.index, dtype=bool)
    asked = {
        "status": (both["status"] == both["status_2"], ~doubted.str.contains("status")),
        "when": (years[0] & years[1], ~doubted.str.contains("when|time") & (both["status"] != "rule")),
        "indicator": (both["indicator"] == both["indicator_2"], ~doubted.str.contains("indicator")),
        "core": (cores, ~doubted.str.contains("indicator")),
    }
    for name, (agrees, counts) in asked.items():
        for passage, rows in agrees[counts].groupby(both["passage"]):
            found.append((passage, name, int(rows.sum()), len(rows)))
    return pd.DataFrame(found, columns=["passage", "measure", "k", "n"])


def count_kinds(kinds: Sequence[str], examples: Sequence[str], shown: int = 3) -> pd.DataFrame:
    """How often each kind of error occurs, with the first ``shown`` different examples: index ``kind``; ``times, examples``.

    >>> count_kinds(["none given", "another", "none given"], ["村, not nothing", "户, not 人", "村, not nothing"])["times"].to_dict()
    {'none given': 2, 'another': 1}
    """
    table = pd.DataFrame({"kind": kinds, "told": examples})
    first = table.drop_duplicates().groupby("kind").head(shown)
    counted = pd.DataFrame({"times": table.groupby("kind").size(), "examples": first.groupby("kind")["told"].agg("; ".join)})
    return counted.sort_values("times", ascending=False, kind="stable")
