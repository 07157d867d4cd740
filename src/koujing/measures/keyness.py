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

# Permutations drawn at random if there are too many to enumerate.
DRAWS = 9_999
# A count of zero is taken as half an occurrence in the log ratio (Hardie 2014).
HALF = 0.5


def keyness(
    target: pd.DataFrame,
    reference: pd.DataFrame,
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
    reassigned to the groups. Errors: ``ValueError`` if a group is empty or if the speeches were segmented in different ways.
    """
    _refuse_unlike(target, reference, documents)
    names, counts, exposure, is_target = _stack(target, reference, sizes)
    f1, f2 = counts[:, is_target].sum(axis=1), counts[:, ~is_target].sum(axis=1)
    kept = f1 + f2 >= least
    names, counts, f1, f2 = names[kept], counts[kept], f1[kept], f2[kept]
    n1, n2 = float(exposure[is_target].sum()), float(exposure[~is_target].sum())
    ratio, bound = log_ratio(f1, f2, n1, n2, level)
    paired = _speeches(target, sizes, 0) == _speeches(reference, sizes, 1)
    p, smallest = permutation_p(counts, exposure, is_target, rng, paired=paired)
    table = pd.DataFrame({"term": names, "n_target": f1.astype("int64"), "n_reference": f2.astype("int64")})
    table["per_million_target"], table["per_million_reference"] = f1 / n1 * 1e6, f2 / n2 * 1e6
    table["speeches_target"] = (counts[:, is_target] > 0).sum(axis=1)
    table["speeches_reference"] = (counts[:, ~is_target] > 0).sum(axis=1)
    table["log_ratio"], table["lrc"] = ratio, bound
    table["g2"] = g2(f1, f2, n1, n2) * np.sign(f1 / n1 - f2 / n2)
    table = table.assign(**decide(p, smallest, level))
    hidden = documents[documents["speech"].isin([*target["speech"], *reference["speech"]])]["n_masks"].sum() > 0
    table["masked"] = table["term"].isin([row["now"] for row in lexicons.load("masks")] if hidden else [])
    return table.sort_values(["lrc", "g2", "term"], ascending=[False, False, True], kind="stable", ignore_index=True)


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


def _speeches(table: pd.DataFrame, sizes: tuple[pd.Series[int], pd.Series[int]] | None, side: int) -> list[str]:
    return sorted(sizes[side].index if sizes else table["speech"].unique())


def _stack(
    target: pd.DataFrame, reference: pd.DataFrame, sizes: tuple[pd.Series[int], pd.Series[int]] | None
) -> tuple[npt.NDArray[Any], Floats, Floats, npt.NDArray[np.bool_]]:
    """Terms in code point order; counts, terms × speeches of both sides; exposures; and which speeches are the target's."""
    sides = (target, reference)
    names = pd.Index(sorted({*target["term"], *reference["term"]}))
    blocks, exposures = [], []
    for side, table in enumerate(sides):
        speeches = pd.Index(_speeches(table, sizes, side))
        block = np.zeros((len(names), len(speeches)))
        places = names.get_indexer(pd.Index(table["term"])), speeches.get_indexer(pd.Index(table["speech"]))
        np.add.at(block, places, table["n"].to_numpy(dtype=float))
        blocks.append(block)
        exposures.append(sizes[side][speeches].to_numpy(dtype=float) if sizes else block.sum(axis=0))
    is_target = np.repeat([True, False], [len(block.T) for block in blocks])
    return names.to_numpy(), np.hstack(blocks), np.concatenate(exposures), is_target


def _refuse_unlike(target: pd.DataFrame, reference: pd.DataFrame, documents: pd.DataFrame) -> None:
    for name, table in (("target", target), ("reference", reference)):
        if not len(table):
            raise ValueError(f"the {name} has no terms; expected rows of a terms table")
    used = documents[documents["speech"].isin([*target["speech"], *reference["speech"]])]
    ways: Sequence[str] = sorted(used["segmentation"].unique())
    if len(ways) > 1:
        raise ValueError(f"speeches segmented in different ways ({', '.join(ways)}) cannot be compared; code them all in the same way")
