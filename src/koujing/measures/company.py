"""The company that a term keeps in two eras: which words come near it, which leave it, and which stay.

The strength of a pair is logDice, which does not depend on the size of the texts. The speech is the unit of the test and of the
interval, because what one speech repeats makes company in that speech only.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from koujing.measures.collocation import log_dice
from koujing.measures.groups import listed
from koujing.measures.intervals import LEVEL, RESAMPLES, Floats
from koujing.measures.keyness import HALF, decide
from koujing.measures.permutation import shuffle_p
from koujing.measures.sums import Large, keep_in, sums
from koujing.measures.units import LEFT_OUT, MOST_SPEECHES, two_sides

# Fewer speeches with the term than this, on either side, say nothing about its company in an era.
MIN_SPEECHES = 5
ERAS = ("early", "late")
COUNTS = [f"{what}_{era}" for what in ("n", "speeches", "log_dice") for era in ERAS]
COLUMNS = ["term", *COUNTS, "change", "low", "high", "p", "q", "verdict"]


@dataclass(frozen=True)
class Near:
    """The words near a term: ``pairs`` counts their pairs with the term, ``margins`` those with any word (words × speeches),
    ``node`` the pairs of the term with any word, by speech."""

    words: npt.NDArray[Any]
    pairs: Floats
    margins: Floats
    node: Floats

    def log_dice(self, weights: npt.NDArray[Any]) -> Floats:
        """Words × weightings; each row of ``weights`` says how often every speech is taken. No pair counts as half a one."""
        taken = weights.T.astype(float)
        together = self.pairs @ taken
        return log_dice(np.where(together > 0, together, HALF), np.maximum(self.node @ taken, 1), self.margins @ taken)

    def in_units(self, is_late: npt.NDArray[np.bool_], rng: np.random.Generator) -> tuple[Near, npt.NDArray[np.bool_]]:
        """The same by blocks of speeches if there are too many of them (see ``units``), and which blocks are late."""
        if len(is_late) <= MOST_SPEECHES:
            return self, is_late
        sides = two_sides(int((~is_late).sum()), int(is_late.sum()), rng)
        n_early, n_late = (int(side.max()) + 1 for side in sides)
        unit = np.empty(len(is_late), dtype=np.int64)
        unit[~is_late], unit[is_late] = sides[0], np.where(sides[1] == LEFT_OUT, LEFT_OUT, sides[1] + n_early)
        dealt = np.eye(n_early + n_late)[unit] * (unit != LEFT_OUT)[:, None]
        return Near(self.words, self.pairs @ dealt, self.margins @ dealt, self.node @ dealt), np.arange(n_early + n_late) >= n_early


def compare_company(
    pairs: pd.DataFrame | Large, node: str, eras: tuple[Collection[str], Collection[str]], rng: np.random.Generator, least: int = 5
) -> pd.DataFrame:
    """How the company of ``node`` changes from the speeches of the first era to those of the second; the largest gain comes first.

    ``pairs`` has ``speech, term, other, n``; words with fewer than ``least`` pairs with the node in both eras together are left
    out. Columns:

    - ``term``; ``n_early, n_late``: its pairs with the node; ``speeches_early, speeches_late``: the speeches with such a pair;
    - ``log_dice_early, log_dice_late`` (half a pair where there is none), and ``change``, their difference: 1 is twice as close;
    - ``low, high``: 95 % bootstrap percentiles of the change; the speeches of either era are drawn whole. Where an era has no
      pair, no draw of it has one, and the interval is too narrow at that end: the test decides;
    - ``p``: permutation test, in which speeches are reassigned to the eras; ``q``: adjusted for the number of words;
    - ``verdict``: ``gained`` or ``lost`` (q ≤ .05); ``kept`` if both eras have ``least`` pairs and no change is shown, which
      does not show that there is none; else ``not shown``. It is ``undecidable``, with no test, if an era has fewer than five speeches
      with the node, or too few for any p to pass; with fewer than five there is no interval either.

    Of more than 2,000 speeches, blocks are drawn and reassigned (see ``units``).
    Errors: ``ValueError`` if a speech belongs to both eras, or if no pairs of the node were counted in them.
    """
    early, late = (sorted(set(era)) for era in eras)
    if both := sorted(set(early) & set(late)):
        raise ValueError(f"speech {both[0]!r} belongs to both eras; expected eras that do not overlap")
    near = _read_near(pairs, node, [*early, *late], least)
    is_late = np.repeat([False, True], [len(early), len(late)])
    sides = dict(zip(ERAS, (~is_late, is_late), strict=True))
    table = pd.DataFrame({"term": near.words})
    for era, side in sides.items():
        table[f"n_{era}"] = near.pairs[:, side].sum(axis=1).astype("int64")
        table[f"speeches_{era}"] = (near.pairs[:, side] > 0).sum(axis=1)
        table[f"log_dice_{era}"] = near.log_dice(side[None])[:, 0]
    table["change"] = table["log_dice_late"] - table["log_dice_early"]
    table = table.assign(**_test(near, is_late, rng))
    gained = np.where(table["change"] > 0, "gained", "lost")
    kept = np.where(table[["n_early", "n_late"]].min(axis=1) >= least, "kept", "not shown")
    verdict = table["verdict"].to_numpy()
    table["verdict"] = np.select([verdict == "key", verdict == "not shown"], [gained, kept], verdict)
    return table.sort_values(["change", "term"], ascending=[False, True], kind="stable", ignore_index=True)[COLUMNS]


def _read_near(pairs: pd.DataFrame | Large, node: str, speeches: list[str], least: int) -> Near:
    columns = pd.Index(speeches)
    rows = keep_in(keep_in(pairs, "speech", columns), "term", [""], rest=True)
    margins = sums(keep_in(rows, "other", [""]), ["term", "speech"])
    after = keep_in(keep_in(rows, "term", [node]), "other", ["", node], rest=True)
    before = keep_in(keep_in(rows, "other", [node]), "term", [node], rest=True)
    of_node = margins[margins["term"] == node].set_index("speech")["n"].reindex(columns, fill_value=0)
    if not of_node.any():
        counted = listed(sorted(margins["term"].unique()))
        raise ValueError(f"no pairs of {node!r} were counted in these eras; there are pairs of {counted or 'no word'}")
    near = pd.concat([sums(after, ["other", "speech"]), sums(before, ["term", "speech"]).rename(columns={"term": "other"})])
    often = near.groupby("other")["n"].sum()
    words = pd.Index(sorted(often.index[often >= least]))
    together, alone = _spread(near["other"], near, words, columns), _spread(margins["term"], margins, words, columns)
    return Near(words.to_numpy(), together, alone, of_node.to_numpy(dtype=float))


def _spread(names: pd.Series[str], rows: pd.DataFrame, words: pd.Index[str], speeches: pd.Index[str]) -> Floats:
    """The counts as a table words × speeches; other words are left out."""
    places = words.get_indexer(pd.Index(names)), speeches.get_indexer(pd.Index(rows["speech"]))
    table, known = np.zeros((len(words), len(speeches))), places[0] >= 0
    np.add.at(table, (places[0][known], places[1][known]), rows["n"].to_numpy(dtype=float)[known])
    return table


def _test(near: Near, is_late: npt.NDArray[np.bool_], rng: np.random.Generator) -> dict[str, Any]:
    """Columns ``low, high, p, q`` and the verdict of ``decide``."""
    if min((near.node[side] > 0).sum() for side in (~is_late, is_late)) < MIN_SPEECHES:
        return dict.fromkeys(("low", "high", "p", "q"), np.nan) | {"verdict": "undecidable"}
    near, is_late = near.in_units(is_late, rng)
    drawn = np.zeros((2, RESAMPLES, len(is_late)))
    for weights, side in zip(drawn, (~is_late, is_late), strict=True):
        n = int(side.sum())
        weights[:, side] = rng.multinomial(n, np.full(n, 1 / n), RESAMPLES)
    changes = near.log_dice(drawn[1]) - near.log_dice(drawn[0])
    low, high = np.quantile(changes, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=1)
    p, smallest = shuffle_p(lambda deals: np.abs(near.log_dice(deals) - near.log_dice(~deals)), is_late, rng)
    return {"low": low, "high": high} | decide(p, smallest, LEVEL)
