"""The life of a bundle: when it is used, when it is absent, and which level adds or drops it."""

from __future__ import annotations

import pandas as pd
import scipy

from koujing import lexicons
from koujing.measures.groups import years_of
from koujing.measures.intervals import LEVEL
from koujing.measures.sums import Large, sums

PLACE = ("province", "prefecture", "county")
# How many columns of ``PLACE`` identify a place of each level; levels below the county have no column of their own.
LEVELS = {"central": 0, "province": 1, "prefecture": 2, "county": 3, "township": 3, "village": 3}


def registry_attestations(formulas: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """First and last use in a study of every bundle of the registry: ``bundle, n, first, first_source, first_start,
    last, last_source, last_start``, in the order of ``lexicons/formulas.tsv``.

    ``first`` and ``last`` are years, missing for a bundle that no dated speech uses. They say when *these texts* use it, not
    when it was coined.
    """
    dated = _dated(formulas, documents).sort_values(["year", "speech", "start"], kind="stable")
    columns = ["year", "source", "start"]
    first, last = (
        dated.drop_duplicates("bundle", keep=keep).set_index("bundle")[columns] for keep in ("first", "last")
    )
    canonical = pd.Index([row["canonical"] for row in lexicons.load("formulas")], name="bundle")
    n = formulas["bundle"].value_counts().reindex(canonical, fill_value=0).astype(int).rename("n")
    named = [
        ends.set_axis([end, f"{end}_source", f"{end}_start"], axis=1)
        for end, ends in (("first", first), ("last", last))
    ]
    return pd.concat([n, *(table.reindex(canonical) for table in named)], axis=1).reset_index()


def trace_careers(formulas: pd.DataFrame | Large, documents: pd.DataFrame) -> pd.DataFrame:
    """When each bundle is used, and when it is missing: ``bundle, n, n_years, first, last, n_absent, absent``.

    ``n_years`` counts the years with the bundle, ``absent`` lists the years between the first and the last that have a text but
    not the bundle; years without any text are no evidence and not counted. The most years first, then the fewest absences.

    >>> used = pd.DataFrame({"bundle": ["三农", "三农"], "speech": ["a", "c"]})
    >>> texts = pd.DataFrame({"speech": ["a", "b", "c"], "date": ["2001", "2002-03-05", "2004"]})
    >>> trace_careers(used, texts).to_numpy().tolist()
    [['三农', 2, 2, 2001, 2004, 1, '2002']]
    """
    years = years_of(documents)
    year_of = pd.DataFrame({"speech": documents["speech"], "year": years}).dropna().astype({"year": "int64"})
    with_text, rows = set(year_of["year"]), []
    for bundle, uses in sums(formulas, ["bundle", "year"], [year_of], "1").groupby("bundle", sort=True):
        used = set(uses["year"])
        missing = sorted(year for year in with_text - used if min(used) < year < max(used))
        rows.append((bundle, int(uses["n"].sum()), len(used), min(used), max(used), len(missing), "|".join(map(str, missing))))
    table = pd.DataFrame(rows, columns=["bundle", "n", "n_years", "first", "last", "n_absent", "absent"])
    return table.sort_values(["n_years", "n_absent", "bundle"], ascending=[False, True, True], ignore_index=True)


def level_steps(documents: pd.DataFrame) -> dict[str, tuple[str, str, pd.DataFrame]]:
    """Where a lower level can take up what a higher one said: name of the step → the two levels and their ``documents``.

    The speeches of a place in one year are paired with those of that year and the year before by the next higher level of the
    same place that has any: a county is not compared with another province, or with what was said years ago.

    >>> texts = pd.DataFrame({"speech": list("abc"), "level": ["province", "county", "county"], "province": ["甲省", "甲省", "乙省"],
    ...                       "prefecture": "", "county": ["", "丙县", "丁县"], "date": ["2013", "2014-03", "2014"]})
    >>> {step: rows["speech"].tolist() for step, (_, _, rows) in level_steps(texts).items()}
    {'province to county, 甲省 2014': ['a', 'b']}
    """
    spoken: dict[tuple[str, tuple[str, ...], int], list[str]] = {}
    dated = documents.assign(year=years_of(documents)).dropna(subset="year")
    for row in dated[dated["level"].isin(LEVELS)].to_dict("records"):
        place = tuple(row[name] for name in PLACE[: LEVELS[row["level"]]])
        spoken.setdefault((row["level"], place, row["year"]), []).append(row["speech"])
    steps: dict[tuple[str, str, tuple[str, ...], int], set[str]] = {}
    for (level, place, year), speeches in spoken.items():
        for higher in list(LEVELS)[: list(LEVELS).index(level)][::-1]:
            home = place[: LEVELS[higher]]
            above = [*spoken.get((higher, home, year), []), *spoken.get((higher, home, year - 1), [])]
            if above and all(home):
                steps.setdefault((higher, level, home, year), set()).update(speeches, above)
                break
    return {
        f"{higher} to {level}, {' '.join((*home, str(year)))}": (higher, level, documents[documents["speech"].isin(speeches)])
        for (higher, level, home, year), speeches in sorted(steps.items(), key=lambda step: str(step[0]))
    }


def level_ratios(formulas: pd.DataFrame, documents: pd.DataFrame, higher: str, lower: str) -> pd.DataFrame:
    """What a lower level makes of a higher one's bundles: ``bundle, n_higher, n_lower, ratio, low, high, verdict``.

    ``ratio`` is the lower level's rate per character over the higher's, with the exact 95 % interval given the total of both
    (Przyborowski and Wilenski 1940; Clopper and Pearson 1934): 0 for a bundle that is dropped, infinite for one that is added.
    ``verdict`` is ``added``, ``dropped``, ``amplified`` or ``muted`` (the interval excludes 1) or ``kept``. Uses within a
    speech are treated as independent, which is only roughly true. Errors: ``ValueError`` if a level has no speech.

    >>> used = pd.DataFrame({"bundle": ["三农", "四风", "三农"], "speech": ["a", "b", "b"]})
    >>> texts = pd.DataFrame({"speech": ["a", "b"], "level": ["province", "county"], "n_han": [1_000, 1_000]})
    >>> level_ratios(used, texts, "province", "county")[["bundle", "ratio", "verdict"]].to_numpy().tolist()
    [['三农', 1.0, 'kept'], ['四风', inf, 'added']]
    """
    level = documents["level"].set_axis(documents["speech"])
    han = documents.groupby("level")["n_han"].sum().astype(float)
    for name in (higher, lower):
        if name not in han.index:
            raise ValueError(f"no speech of level {name!r}; the levels of the documents are {', '.join(sorted(set(level)))}")
    counts = pd.crosstab(formulas["bundle"], formulas["speech"].map(level)).reindex(
        columns=[higher, lower], fill_value=0
    )
    counts = counts[counts.sum(axis=1) > 0]
    rows = [
        (bundle, n, m, *_ratio(int(n), int(m), han[higher] / han[lower]))
        for bundle, n, m in zip(counts.index, counts[higher], counts[lower], strict=True)
    ]
    return pd.DataFrame(rows, columns=["bundle", "n_higher", "n_lower", "ratio", "low", "high", "verdict"])


def _ratio(n_higher: int, n_lower: int, exposure: float) -> tuple[float, float, float, str]:
    """Ratio of two rates, its exact interval, and the verdict; ``exposure`` is the higher level's characters over the lower's."""
    share = scipy.stats.binomtest(n_lower, n_higher + n_lower).proportion_ci(LEVEL, method="exact")
    ratio, low, high = (_odds(p) * exposure for p in (n_lower / (n_higher + n_lower), share.low, share.high))
    told = "amplified" if low > 1 else "muted" if high < 1 else "kept"
    return ratio, low, high, "added" if not n_higher else "dropped" if not n_lower else told


def _odds(share: float) -> float:
    return float("inf") if share >= 1 else share / (1 - share)


def _dated(formulas: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    years = years_of(documents).set_axis(documents["speech"])
    return formulas.assign(year=formulas["speech"].map(years)).dropna(subset="year")
