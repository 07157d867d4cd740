"""Which words one group of speeches uses more than another: effect size, evidence, and a test at the level of speeches.

Three questions, three columns. *How much more often?* The log ratio, with a conservative bound to rank by. *How surprising, if
words fell independently?* G². *Does it hold when whole speeches vary?* A permutation test over speeches, because words within a
speech are not independent (Kilgarriff 2005; Lijffijt et al. 2016), with control of the false discovery rate. With few speeches
no such test can decide, and none is reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from koujing import lexicons
from koujing.measures.intervals import LEVEL, Floats
from koujing.measures.permutation import permutation_p
from koujing.measures.sums import Large, sums
from koujing.measures.units import LEFT_OUT, MOST_SPEECHES, two_sides

# A count of zero is taken as half an occurrence in the log ratio (Hardie 2014).
HALF = 0.5
# The test of 2,000 terms takes about a second.
TESTED = 2_000
SIDES = ("target", "reference")
COUNTS, SPEECHES = ([f"{what}_{side}" for side in SIDES] for what in ("n", "speeches"))


def keyness(
    target: pd.DataFrame | Large,
    reference: pd.DataFrame | Large,
    documents: pd.DataFrame,
    rng: np.random.Generator,
    least: int = 5,
    level: float = LEVEL,
    sizes: tuple[pd.Series[int], pd.Series[int]] | None = None,
) -> pd.DataFrame:
    """Compare two ``terms`` tables; the key terms of the target come first (by ``lrc``, then G², then the term).

    ``target`` and ``reference`` are rows of ``terms`` (``speech, term, n``): two groups of speeches, or two parts of
    the same speeches. ``sizes`` are the exposures of the speeches on each side, by speech (Han characters, for formulas);
    the default is the number of words in the rows. Terms with fewer than ``least`` uses in both together are left out. Columns:

    - ``n_target, n_reference``; ``per_million_target, per_million_reference`` (of the exposure); ``speeches_target,
      speeches_reference``;
    - ``log_ratio`` and ``lrc`` (see ``log_ratio``); ``g2``, the four-cell form, signed: negative where the term is
      commoner in the reference;
    - ``p``, ``q``: permutation test over speeches and its adjustment (Benjamini & Hochberg 1995), missing where undecidable;
    - ``verdict``: ``key`` (q ≤ 1 − level), ``not shown``, ``not tested`` (see below), or ``undecidable`` if even the most extreme
      arrangement of so few speeches could not reach the bound;
    - ``masked``: whether the term is one that masks hide, in speeches that have masks.

    If both tables have the same speeches, these are compared in pairs (their halves are swapped); otherwise speeches are
    reassigned to the groups. Of more than 2,000 speeches, random blocks change sides (see ``units``), and only the 2,000 terms
    of the strongest ``lrc`` are tested, if it is not 0; ``q`` takes the others for terms with p = 1. Errors: ``ValueError`` if a
    group is empty or if the speeches were segmented in different ways.
    """
    own = [_exposure(rows) for rows in (target, reference)]
    _refuse_unlike(own, documents)
    exposures = list(sizes or own)
    totals = _totals(target, reference)
    totals = totals[totals["n_target"] + totals["n_reference"] >= least].reset_index(drop=True)
    f1, f2 = (totals[f"n_{side}"].to_numpy(dtype=float) for side in SIDES)
    n1, n2 = (float(size.sum()) for size in exposures)
    ratio, bound = log_ratio(f1, f2, n1, n2, level)
    strength = g2(f1, f2, n1, n2)
    tested = _candidates(bound, strength, is_large=sum(map(len, exposures)) > MOST_SPEECHES)
    p, smallest = _p_over_speeches((target, reference), exposures, totals["term"], tested, rng)
    table = totals[["term", "n_target", "n_reference"]].copy()
    table["per_million_target"], table["per_million_reference"] = f1 / n1 * 1e6, f2 / n2 * 1e6
    table[SPEECHES] = totals[SPEECHES]
    table["log_ratio"], table["lrc"] = ratio, bound
    table["g2"] = strength * np.sign(f1 / n1 - f2 / n2)
    table = table.assign(**decide(p, smallest, level))
    table.loc[~tested, ["p", "q"]] = np.nan
    table.loc[~tested & (table["verdict"] == "not shown"), "verdict"] = "not tested"
    hidden = documents["n_masks"][documents["speech"].isin(own[0].index.union(own[1].index))].sum() > 0
    table["masked"] = table["term"].isin([row["now"] for row in lexicons.load("masks")] if hidden else [])
    return table.sort_values(["lrc", "g2", "term"], ascending=[False, False, True], kind="stable", ignore_index=True)


def _totals(target: pd.DataFrame | Large, reference: pd.DataFrame | Large) -> pd.DataFrame:
    """The uses of each term on both sides and the speeches with it, terms in code point order."""
    named = [{"n": n, "n_speeches": n_speeches} for n, n_speeches in zip(COUNTS, SPEECHES, strict=True)]
    counts = [sums(rows, ["term"], speeches=True) for rows in (target, reference)]
    one, other = (table.rename(columns=names) for table, names in zip(counts, named, strict=True))
    both = one.merge(other, on="term", how="outer").fillna(dict.fromkeys([*COUNTS, *SPEECHES], 0))
    return both.astype(dict.fromkeys([*COUNTS, *SPEECHES], "int64")).sort_values("term", kind="stable", ignore_index=True)


def _candidates(bound: Floats, strength: Floats, is_large: bool) -> npt.NDArray[np.bool_]:
    """Which terms are tested: all, or of too many speeches those of the strongest bounds that are not 0."""
    if not is_large:
        return np.ones(len(bound), dtype=bool)
    strongest = np.lexsort((-strength, -np.abs(bound)))[:TESTED]
    tested = np.zeros(len(bound), dtype=bool)
    tested[strongest] = bound[strongest] != 0
    return tested


def _p_over_speeches(
    sides: tuple[pd.DataFrame | Large, pd.DataFrame | Large],
    exposures: list[pd.Series[int]],
    names: pd.Series[str],
    tested: npt.NDArray[np.bool_],
    rng: np.random.Generator,
) -> tuple[Floats, float]:
    """The p of each term (1 if it is not tested) and the smallest possible one."""
    n, m = map(len, exposures)
    paired = exposures[0].index.equals(exposures[1].index)
    units = two_sides(n, m, rng, paired)
    chosen = pd.Index(names[tested])
    counts = [_by_unit(*side, chosen) for side in zip(sides, exposures, units, strict=True)]
    sizes = [np.bincount(unit + 1, exposure)[1:] for unit, exposure in zip(units, exposures, strict=True)]
    is_target = np.repeat([True, False], list(map(len, sizes)))
    p = np.ones(len(names))
    p[tested], smallest = permutation_p(np.hstack(counts), np.concatenate(sizes), is_target, rng, paired=paired)
    return p, smallest


def _by_unit(rows: pd.DataFrame | Large, exposure: pd.Series[int], unit: npt.NDArray[np.int64], names: pd.Index[str]) -> Floats:
    """The uses of each term in each unit, terms × units."""
    of = pd.DataFrame({"speech": exposure.index, "unit": unit})[unit >= 0]
    counts = sums(rows, ["place", "unit"], [pd.DataFrame({"term": names, "place": range(len(names))}), of])
    table = np.zeros((len(names), int(unit.max(initial=LEFT_OUT)) + 1))
    table[counts["place"], counts["unit"]] = counts["n"]
    return table


def _exposure(rows: pd.DataFrame | Large) -> pd.Series[int]:
    """The number of words of each speech, in code point order."""
    return sums(rows, ["speech"]).set_index("speech")["n"]


def g2(f1: npt.ArrayLike, f2: npt.ArrayLike, n1: npt.ArrayLike, n2: npt.ArrayLike) -> Floats:
    """Log-likelihood ratio G² = 2 Σ O ln(O/E) over all *four* cells of the 2×2 table (Dunning 1993).

    Rayson's two-cell form, which LL calculators print, leaves out the cells of the other words and is a little smaller:
    10 in 1,000 against 5 in 1,000 tokens is 1.712 here and 1.699 in the two-cell form.

    >>> g2([110, 10], [111, 5], 2552, 29225).round(2).tolist(), g2(10, 5, 1000, 1000).round(4).tolist()
    ([270.72, 32.21], 1.7116)
    """
    a, b, size, other = (np.asarray(x, dtype=float) for x in (f1, f2, n1, n2))
    total = size + other
    cells = sum(scipy.special.xlogy(o, o) for o in (a, b, size - a, other - b))
    margins = scipy.special.xlogy(a + b, a + b) + scipy.special.xlogy(total - a - b, total - a - b)
    constant = scipy.special.xlogy(size, size) + scipy.special.xlogy(other, other) - scipy.special.xlogy(total, total)
    return np.asarray(np.maximum(2 * (cells - margins - constant), 0))


def log_ratio(
    f1: npt.ArrayLike, f2: npt.ArrayLike, n1: float, n2: float, level: float = LEVEL
) -> tuple[Floats, Floats]:
    """Binary log of the ratio of rates (Hardie 2014), a zero counted as half an occurrence, and its conservative bound.

    1 is twice as often, −1 half as often. The bound LRC (Evert 2022) is the end nearer to zero of the exact confidence
    interval of the log ratio, or 0 if the interval contains 0. Given f1+f2, f1 is binomial, so the interval is that of Clopper
    and Pearson; its level is corrected for the number of terms compared (Bonferroni).

    >>> ratio, bound = log_ratio([30, 0], [10, 3], 1000, 1000)
    >>> ratio.round(2).tolist(), bound.round(2).tolist()
    ([1.58, -2.58], [0.38, 0.0])
    """
    a, b = np.asarray(f1, dtype=float), np.asarray(f2, dtype=float)
    ratio = np.log2(np.where(a, a, HALF) / n1) - np.log2(np.where(b, b, HALF) / n2)
    tail = (1 - level) / 2 / max(a.size, 1)
    low = np.where(a > 0, scipy.special.betaincinv(np.maximum(a, 1), b + 1, tail), 0.0)
    high = np.where(b > 0, scipy.special.betainccinv(a + 1, np.maximum(b, 1), tail), 1.0)
    with np.errstate(divide="ignore"):
        low, high = (np.log2(share / (1 - share)) + np.log2(n2 / n1) for share in (low, high))
    return ratio, np.where(low > 0, low, np.where(high < 0, high, 0.0))


def decide(p: Floats, smallest: float, level: float) -> dict[str, Any]:
    """Columns ``p, q, verdict``; no test if the smallest attainable p exceeds the first threshold of the control."""
    if smallest > (1 - level) / max(len(p), 1):
        return {"p": np.nan, "q": np.nan, "verdict": "undecidable"}
    q = scipy.stats.false_discovery_control(p) if len(p) else p
    return {"p": p, "q": q, "verdict": np.where(q <= 1 - level + 1e-12, "key", "not shown")}


def _refuse_unlike(exposures: Sequence[pd.Series[int]], documents: pd.DataFrame) -> None:
    for name, exposure in zip(SIDES, exposures, strict=True):
        if not len(exposure):
            raise ValueError(f"the {name} has no terms; expected rows of a terms table")
    used = documents[documents["speech"].isin(exposures[0].index.union(exposures[1].index))]
    ways: Sequence[str] = sorted(used["segmentation"].unique())
    if len(ways) > 1:
        raise ValueError(f"speeches segmented in different ways ({', '.join(ways)}) cannot be compared; code them all in the same way")
