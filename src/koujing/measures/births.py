"""When a term appears and disappears, and how sure a silence of the texts makes it.

The first and the last speech with a term say little alone: a rare term is silent for years by luck. Under the term's own mean rate
λ, the chance of finding nothing in L characters is exp(−λL); but words come in bursts, and λ is known from a few speeches only, so
that this chance is far too small. Here the speech is the unit: if a term stands in ``used`` of the ``speeches`` of its life, how
likely is it that all of so many more would lack it? This is the beta-binomial probability of zero; for speeches of equal length it
is the exact permutation test of a silence at the end, and the discrete form of Solow's (1993) test of extinction.

A term that slowly grows common is called silent too early: its mean rate is not that of its youth.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from koujing.measures.groups import years_of, years_without
from koujing.measures.intervals import Floats
from koujing.measures.sums import Large, sums

# A birth or a death is reported where the adjusted chance of the silence is below this.
RARE = 0.01
# A silence that is at least as likely as this may have happened in the life of the term.
PLAUSIBLE = 0.05
SIDES = ("before", "after")
COLUMNS = [
    "term", "n", "n_speeches", "first", "last", "per_10k_chars", "birth", "born_low", "born_high", "born_gap", "death", "died_low",
    "died_high", "died_gap", *(f"{name}_{side}" for side in SIDES for name in ("poisson", "chance", "q")),
]  # fmt: skip


def trace_births(terms: pd.DataFrame | Large, documents: pd.DataFrame, of: str = "n") -> pd.DataFrame:
    """When each term is born and when it goes, by year, the earliest first.

    ``terms`` has ``speech, term, n`` (``of`` names other columns to count, see ``sums``), ``documents`` has ``speech, date, n_han``;
    speeches without a date are left out.

    - ``n``, ``n_speeches``; the years ``first, last``; ``per_10k_chars``: uses per 10,000 Han characters from first to last;
    - ``birth``: ``born`` if the silence before is too long for luck (``q_before`` < .01), ``always`` if the earliest texts have
      the term, else ``undecidable``; ``death``: ``gone``, ``in use`` or ``undecidable`` likewise;
    - ``born_low, born_high``: the birth lies after the text of the year ``born_low``, for a silence from there on would have a
      chance below .05, and not after the first use; ``died_low, died_high``: the last use, and the text by which it is gone;
    - ``born_gap, died_gap``: the years without any text in between (``1961–1963|1965–1974``), in which it may have happened unseen;
    - ``poisson_before, poisson_after``: exp(−λL), the chance if words fell independently; too small, since words come in bursts;
    - ``chance_before, chance_after``: what ``silence_chance`` gives. The speeches that it compares with are those from first to
      last, except those of the year next to the silence, which has the term by definition. The silence is measured in speeches of
      their mean length; a year counts as no more speeches than it has, since a long text rarely has every term;
    - ``q_before, q_after``: this chance adjusted for the number of terms with such a silence (Benjamini & Hochberg 1995).

    >>> texts = pd.DataFrame({"speech": list("abcdefgh"), "date": [str(year) for year in range(1990, 1998)], "n_han": 9_000})
    >>> used = pd.DataFrame({"speech": list("efgh"), "term": "三农", "n": 1})
    >>> trace_births(used, texts)[["first", "birth", "death", "chance_before"]].round(4).to_numpy().tolist()
    [[1994, 'undecidable', 'in use', 0.0286]]
    """
    years = years_of(documents)
    counted = years.notna() & (documents["n_han"] > 0)
    dated = documents[counted]
    year_of = pd.DataFrame({"speech": dated["speech"], "year": years[counted].astype("int64")})
    uses = sums(terms, ["term", "year"], [year_of], of, speeches=True).query("n > 0")
    if not len(uses):
        return pd.DataFrame(columns=COLUMNS)
    texts, of_year = np.unique(year_of["year"], return_inverse=True)
    places, names = pd.factorize(uses["term"])
    cells = places, np.searchsorted(texts, uses["year"])
    by_year = [np.zeros((len(names), len(texts))) for _ in range(2)]
    for counted_uses, column in zip(by_year, ("n", "n_speeches"), strict=True):
        counted_uses[cells] = uses[column]
    counts = [*by_year, np.bincount(of_year).astype(float), np.bincount(of_year, dated["n_han"].to_numpy(dtype=float))]
    before = _silence(*counts)
    after = _silence(*(count[..., ::-1] for count in counts))
    table = pd.DataFrame({"term": names, "n": counts[0].sum(axis=1), "n_speeches": counts[1].sum(axis=1)})
    table = table.astype({"n": "int64", "n_speeches": "int64"})
    table["first"], table["last"] = texts[before["edge"]], texts[::-1][after["edge"]]
    table["per_10k_chars"] = 10_000 * before["rate"]
    table = table.assign(**_told(before, texts, "before"), **_told(after, texts[::-1], "after"))
    return table.sort_values(["first", "n", "term"], ascending=[True, False, True], kind="stable", ignore_index=True)[COLUMNS]


def silence_chance(silence: npt.ArrayLike, speeches: npt.ArrayLike, used: npt.ArrayLike) -> Floats:
    """The chance that ``silence`` further speeches all lack a term that stands in ``used`` of ``speeches``.

    Γ(S+1) Γ(S−u+G+1) / (Γ(S−u+1) Γ(S+G+1)) for u of S speeches and a silence of G: the share of the arrangements of all S+G
    speeches in which the last G are those without the term; also the beta-binomial probability of 0 in G, with u and S−u+1. G may
    be a fraction. It is 1 for a term that none of the speeches uses.

    >>> silence_chance([1, 1, 3], [2, 2, 4], [1, 2, 4]).round(4).tolist()
    [0.6667, 0.3333, 0.0286]
    """
    g, s, u = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (silence, speeches, used)))
    some = np.maximum(u, 1)
    lacking = np.maximum(s - some, 0) + 1
    return np.where(u > 0, np.exp(scipy.special.betaln(some, lacking + g) - scipy.special.betaln(some, lacking)), 1.0)


def _silence(uses: Floats, present: Floats, speeches: Floats, han: Floats) -> dict[str, Any]:
    """The silence of each term before its first year, and how likely it is; tables are terms × years with a text.

    ``edge`` is the place of the first year, ``bound`` that of the latest year from which on a silence is not plausible (−1 if
    there is none).
    """
    first, end = (uses > 0).argmax(axis=1), uses.shape[1] - (uses[:, ::-1] > 0).argmax(axis=1)
    at = np.arange(len(uses))
    had, texts, length = (np.insert(count.cumsum(axis=-1), 0, 0, axis=-1) for count in (present, speeches, han))
    rate = uses.sum(axis=1) / (length[end] - length[first])
    n, used, size = texts[end] - texts[first + 1], had[at, end] - had[at, first + 1], length[end] - length[first + 1]
    mean = np.divide(size, n, out=np.ones(len(n)), where=n > 0)
    counted = np.insert(np.minimum(han / mean[:, None], speeches).cumsum(axis=1), 0, 0, axis=1)
    silences = np.maximum(counted[at, first][:, None] - counted[:, :-1], 0)
    chances = silence_chance(silences, n[:, None], used[:, None])
    poisson = np.exp(-rate * length[first])
    return {"edge": first, "rate": rate, "poisson": poisson, "chance": chances[:, 0], "bound": (chances < PLAUSIBLE).sum(axis=1) - 1}


def _told(silence: dict[str, Any], texts: npt.NDArray[Any], side: str) -> dict[str, Any]:
    """The columns of one side; ``texts`` are the years with a text, counted away from the silence."""
    born = side == "before"
    name, change, open_ended = ("born", "birth", "always") if born else ("died", "death", "in use")
    silent = silence["edge"] > 0
    chance, poisson = (np.where(silent, silence[key], np.nan) for key in ("chance", "poisson"))
    q = np.full(len(chance), np.nan)
    if silent.any():
        q[silent] = scipy.stats.false_discovery_control(chance[silent])
    decided = q < RARE
    verdict = np.where(decided, "born" if born else "gone", np.where(silent, "undecidable", open_ended))
    ends = np.sort(np.stack([texts[silence["bound"]], texts[silence["edge"]]]), axis=0)
    gaps = [years_without(low, high, texts) if known else "" for low, high, known in zip(*ends.tolist(), decided, strict=True)]
    low, high = (pd.array(end, dtype="Int64") for end in ends)
    low[~decided] = high[~decided] = pd.NA
    of_side = {"poisson": poisson, "chance": chance, "q": q}
    ends_of = {f"{name}_low": low, f"{name}_high": high, f"{name}_gap": gaps}
    return {change: verdict, **ends_of, **{f"{key}_{side}": column for key, column in of_side.items()}}
