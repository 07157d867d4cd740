"""Which words one group of speeches uses more than another: effect size, evidence, and a test at the level of speeches.

Three questions, three columns. *How much more often?* The log ratio, with a conservative bound to rank by. *How surprising, if
words fell independently?* G². *Does it hold when whole speeches vary?* A permutation test over speeches, because words within a
speech are not independent (Kilgarriff 2005; Lijffijt et al. 2016), with control of the false discovery rate. With few speeches
no such test can decide, and none is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, islice
from math import comb
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special, stats

from koujing import lexicons
from koujing.measures.intervals import LEVEL, Floats
from koujing.measures.sums import Large, keep_in, sums
from koujing.measures.units import LEFT_OUT, MOST_SPEECHES, two_sides

# Permutations drawn at random if there are too many to enumerate.
DRAWS = 9_999
# A count of zero is taken as half an occurrence in the log ratio (Hardie 2014).
HALF = 0.5
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
    - ``verdict``: ``key`` (q ≤ 1 − level), ``not shown``, or ``undecidable`` if even the most extreme arrangement of so few
      speeches could not reach the bound;
    - ``masked``: whether the term is one that masks hide, in speeches that have masks.

    If both tables have the same speeches, these are compared in pairs (their halves are swapped); otherwise speeches are
    reassigned to the groups. Of more than 2,000 speeches, random blocks change sides (see ``units``), and only terms whose
    ``lrc`` is not 0 are tested; the others have p = 1. Errors: ``ValueError`` if a group is empty or if the speeches were
    segmented in different ways.
    """
    own = [_exposure(rows) for rows in (target, reference)]
    _refuse_unlike(own, documents)
    exposures = list(sizes or own)
    totals = _totals(target, reference)
    totals = totals[totals["n_target"] + totals["n_reference"] >= least].reset_index(drop=True)
    f1, f2 = (totals[f"n_{side}"].to_numpy(dtype=float) for side in SIDES)
    n1, n2 = (float(size.sum()) for size in exposures)
    ratio, bound = log_ratio(f1, f2, n1, n2, level)
    p, smallest = _p_over_speeches((target, reference), exposures, totals["term"], bound != 0, rng)
    table = totals[["term", "n_target", "n_reference"]].copy()
    table["per_million_target"], table["per_million_reference"] = f1 / n1 * 1e6, f2 / n2 * 1e6
    table[SPEECHES] = totals[SPEECHES]
    table["log_ratio"], table["lrc"] = ratio, bound
    table["g2"] = g2(f1, f2, n1, n2) * np.sign(f1 / n1 - f2 / n2)
    table = table.assign(**decide(p, smallest, level))
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


def _p_over_speeches(
    sides: tuple[pd.DataFrame | Large, pd.DataFrame | Large],
    exposures: list[pd.Series[int]],
    names: pd.Series[str],
    candidates: npt.NDArray[np.bool_],
    rng: np.random.Generator,
) -> tuple[Floats, float]:
    """The p of each term and the smallest possible one; with too many speeches, blocks of them are permuted, and only for candidates."""
    n, m = map(len, exposures)
    paired = exposures[0].index.equals(exposures[1].index)
    units = two_sides(n, m, rng, paired)
    tested = candidates | (n + m <= MOST_SPEECHES)
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
    counts = sums(keep_in(rows, "term", names), ["term", "unit"], [of])
    table = np.zeros((len(names), int(unit.max(initial=LEFT_OUT)) + 1))
    table[names.get_indexer(pd.Index(counts["term"])), counts["unit"]] = counts["n"]
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
    cells = sum(special.xlogy(o, o) for o in (a, b, size - a, other - b))
    margins = special.xlogy(a + b, a + b) + special.xlogy(total - a - b, total - a - b)
    constant = special.xlogy(size, size) + special.xlogy(other, other) - special.xlogy(total, total)
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
    low = np.where(a > 0, special.betaincinv(np.maximum(a, 1), b + 1, tail), 0.0)
    high = np.where(b > 0, special.betainccinv(a + 1, np.maximum(b, 1), tail), 1.0)
    with np.errstate(divide="ignore"):
        low, high = (np.log2(share / (1 - share)) + np.log2(n2 / n1) for share in (low, high))
    return ratio, np.where(low > 0, low, np.where(high < 0, high, 0.0))


def permutation_p(
    counts: npt.ArrayLike,
    sizes: npt.ArrayLike,
    is_target: npt.ArrayLike,
    rng: np.random.Generator,
    paired: bool = False,
    draws: int = DRAWS,
) -> tuple[Floats, float]:
    """Two-sided p of the difference of pooled rates, for each term, and the smallest p that these speeches could give at all.

    ``counts`` is terms × speeches, ``sizes`` the tokens of each speech, ``is_target`` its group. Speeches are reassigned to two
    groups of the same sizes in every possible way if there are at most ``draws`` ways, else in ``draws`` random ways plus the
    observed one. ``paired``: column i of the target and column i of the reference are halves of one speech, and only these are
    swapped.

    >>> p, smallest = permutation_p([[9, 8, 7, 1, 0]], [10] * 5, [1, 1, 1, 0, 0], np.random.default_rng(1))
    >>> p.tolist(), smallest
    ([0.1], 0.1)
    """
    v, s = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    return shuffle_p(lambda deals: _difference(v, s, deals), is_target, rng, paired, draws)


def shuffle_p(
    differ: Callable[[npt.NDArray[np.bool_]], Floats],
    is_target: npt.ArrayLike,
    rng: np.random.Generator,
    paired: bool = False,
    draws: int = DRAWS,
) -> tuple[Floats, float]:
    """The p of any difference between two groups of speeches, as in ``permutation_p``.

    ``differ`` takes assignments of the speeches to the target, one a row, and gives the sizes of the differences, terms ×
    assignments.
    """
    group = np.asarray(is_target, dtype=bool)
    deals = _swaps(group, rng, draws) if paired else _deals(group, rng, draws)
    exact = len(deals) <= draws and _n_ways(group, paired) == len(deals)
    observed = differ(group[None])
    parts = np.array_split(deals, max(1, len(deals) * len(observed) // 2_000_000))
    extreme = sum((differ(part) >= observed * (1 - 1e-9)).sum(axis=1) for part in parts)
    p = extreme / len(deals) if exact else (extreme + 1) / (len(deals) + 1)
    n = int(group.sum())
    return p, smallest_p(n, len(group) - n, paired)


def _difference(v: Floats, s: Floats, target: npt.NDArray[np.bool_]) -> Floats:
    """Absolute difference of the pooled rates, terms × assignments."""
    mine = target.T.astype(float)
    ours, size = v @ mine, s @ mine
    return np.asarray(np.abs(ours / size - (v.sum(axis=1)[:, None] - ours) / (s.sum() - size)))


def smallest_p(n_target: int, n_reference: int, paired: bool = False) -> float:
    """The smallest p that a permutation test over this number of speeches could give, however different they are.

    >>> smallest_p(5, 2), smallest_p(3, 3), smallest_p(6, 6, paired=True)
    (0.047619047619047616, 0.1, 0.03125)
    """
    mirrored = paired or n_target == n_reference  # the opposite arrangement is equally extreme
    return (2 if mirrored else 1) / (1 << n_target if paired else comb(n_target + n_reference, n_target))


def _n_ways(group: npt.NDArray[np.bool_], paired: bool) -> int:
    n = int(group.sum())
    return 1 << n if paired else comb(len(group), n)


def _deals(group: npt.NDArray[np.bool_], rng: np.random.Generator, draws: int) -> npt.NDArray[np.bool_]:
    n, k = len(group), int(group.sum())
    if comb(n, k) <= draws:
        chosen = np.array(list(islice(combinations(range(n), k), draws)))
    else:
        chosen = rng.permuted(np.tile(np.arange(n), (draws, 1)), axis=1)[:, :k]
    deals = np.zeros((len(chosen), n), dtype=bool)
    np.put_along_axis(deals, chosen, True, axis=1)
    return deals


def _swaps(group: npt.NDArray[np.bool_], rng: np.random.Generator, draws: int) -> npt.NDArray[np.bool_]:
    k = int(group.sum())
    every = np.arange(min(1 << k, draws + 1))[:, None] >> np.arange(k) & 1 == 1
    swapped = every if len(every) <= draws else rng.random((draws, k)) < 0.5
    deals = np.empty((len(swapped), len(group)), dtype=bool)
    deals[:, np.flatnonzero(group)], deals[:, np.flatnonzero(~group)] = ~swapped, swapped
    return deals


def decide(p: Floats, smallest: float, level: float) -> dict[str, Any]:
    """Columns ``p, q, verdict``; no test if the smallest attainable p exceeds the first threshold of the control."""
    if smallest > (1 - level) / max(len(p), 1):
        return {"p": np.nan, "q": np.nan, "verdict": "undecidable"}
    q = stats.false_discovery_control(p) if len(p) else p
    return {"p": p, "q": q, "verdict": np.where(q <= 1 - level + 1e-12, "key", "not shown")}


def _refuse_unlike(exposures: Sequence[pd.Series[int]], documents: pd.DataFrame) -> None:
    for name, exposure in zip(SIDES, exposures, strict=True):
        if not len(exposure):
            raise ValueError(f"the {name} has no terms; expected rows of a terms table")
    used = documents[documents["speech"].isin(exposures[0].index.union(exposures[1].index))]
    ways: Sequence[str] = sorted(used["segmentation"].unique())
    if len(ways) > 1:
        raise ValueError(f"speeches segmented in different ways ({', '.join(ways)}) cannot be compared; code them all in the same way")
