"""What speeches report against what somebody else counted: each claim consistent, inconsistent or undetermined."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, NamedTuple

from koujing.later import pd
from koujing.measures.revisions import overlap
from koujing.measures.statements import OF_SEVERAL, is_early, reported

VERDICTS = ("consistent", "inconsistent", "undetermined")
NUMBER = ["concept", "owner", "time"]
SERIES = ["concept", "owner", "unit"]  # what the values of one series share
FOUND = ["truth", "truth_low", "truth_high", "row", "verdict", "why", "gap"]
COLUMNS = [
    *NUMBER, "per", "speech", "date", "value", "low", "high", "unit", "modifier", *FOUND, "certainty",
    "statistic", "source", "start", "end",
]  # fmt: skip


class Truth(NamedTuple):
    """What was counted: the value, what its rounding leaves, and where the file says so."""

    value: float
    low: float
    high: float
    row: str


class Found(NamedTuple):
    """What was found about one claim: the last seven columns but those that lead to its text."""

    truth: float
    truth_low: float
    truth_high: float
    row: str
    verdict: str
    why: str = ""
    gap: float = math.nan


Truths = Mapping[str, Truth]  # of one concept and place, by time


def judge_claims(series: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """Every reported headline row of a concept that ``truth`` has, beside the value that was counted.

    ``truth`` is what ``koujing.truth.read_truth`` gives: ``concept, owner, time, value, low, high, unit, row``, each number once.

    - ``truth, truth_low, truth_high``: the value counted, and what its rounding leaves; ``row``: where the file says so. For several
      years, it is the sum of their values (a total), their mean (a yearly average) or, of percentages, their growth together;
    - ``verdict``: ``consistent`` if claim and truth have a value in common, ``inconsistent`` if they have none; ``undetermined`` if
      they cannot be compared, or if something else may explain a difference: the speech names another basis, gives other values or
      was given before the time was over;
    - ``why``: what is open; ``gap``: how far the claim lies above the truth at the least (negative: below it), 0 where consistent.
    """
    known: dict[tuple[str, ...], dict[str, Truth]] = defaultdict(dict)
    for row in truth.to_dict("records"):
        known[tuple(row[name] for name in SERIES)][row["time"]] = Truth(*(row[name] for name in Truth._fields))
    rows = reported(series)
    rows = rows[rows["concept"].isin(truth["concept"])].sort_values([*NUMBER, "date", "speech"], kind="stable", ignore_index=True)
    found = [_judge(claim, known.get(tuple(claim[name] for name in SERIES), {})) for claim in rows.to_dict("records")]
    return rows.join(pd.DataFrame(found, rows.index, FOUND))[COLUMNS]


def say_verdicts(table: pd.DataFrame) -> str:
    """The verdicts in lines: each inconsistent claim, how many claims of each concept stay open and why, and the sums."""
    wrong, undetermined = (table[table["verdict"] == verdict] for verdict in VERDICTS[1:])
    lines = [
        f"inconsistent: {row['concept']} of {row['owner']}, {row['time']}: {row['speech']} says {_number(row)} {row['unit']} "
        f"({row['source']}, {row['start']}–{row['end']}), row {row['row']} has {row['truth']:.10g}"
        for row in wrong.to_dict("records")
    ]
    reasons = Counter(zip(undetermined["concept"], undetermined["why"], strict=True))
    lines += [f"undetermined: {n} of {concept}: {why}" for (concept, why), n in sorted(reasons.items())]
    counts = ", ".join(f"{(table['verdict'] == verdict).sum()} {verdict}" for verdict in VERDICTS)
    return "\n".join([*lines, f"{len(table)} claims of {table['concept'].nunique()} concepts: {counts}"])


def _number(claim: Mapping[Hashable, Any]) -> str:
    """The value, or the ends where there is none; an open end is empty."""
    ends = [claim["value"]] if not math.isnan(claim["value"]) else [claim["low"], claim["high"]]
    return "..".join("" if math.isnan(end) else f"{end:.10g}" for end in ends)


def _judge(claim: Mapping[Hashable, Any], known: Truths) -> Found:
    times = _times(claim["time"])
    if why := _open(claim, known, times):
        return Found(math.nan, math.nan, math.nan, "", "undetermined", why)
    truth = _together([known[time] for time in times], claim["per"], claim["unit"])
    if overlap(claim["low"], claim["high"], truth.low, truth.high):
        return Found(*truth, "consistent", gap=0)
    gap = claim["low"] - truth.high if claim["low"] > truth.high else claim["high"] - truth.low
    why = claim["basis"] and f"the speech counts by another basis: {claim['basis']}"
    why = why or (claim["differing"] and f"the speech also says {claim['differing']}")
    why = why or ("it was given before the time was over" if is_early(claim["date"], claim["time"]) else "")
    return Found(*truth, "undetermined" if why else "inconsistent", why, gap)


def _open(claim: Mapping[Hashable, Any], known: Truths, times: Sequence[str]) -> str:
    """Why a claim cannot be compared with anything; empty if it can."""
    lacking = [time for time in times if time not in known]
    is_of_several = claim["per"] in OF_SEVERAL
    reasons = {
        "whose number it is stays open": not claim["owner"],
        "its time stays open": not claim["time"],
        "it has no number": math.isnan(claim["low"]) and math.isnan(claim["high"]),
        f"the file has no value of {claim['owner']} in {claim['unit']}": not known,
        f"the file has no value for {', '.join(lacking) if len(times) > 1 else 'this time'}": lacking,
        "it is of several years, but neither their total nor their average": len(times) > 1 and not is_of_several,
        "it is a total or an average of years that stay open": len(times) == 1 and is_of_several,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _times(time: str) -> list[str]:
    """The single times that a time consists of: each year of several, else itself.

    >>> _times("2013..2015"), _times("2014-01..2014-06")
    (['2013', '2014', '2015'], ['2014-01..2014-06'])
    """
    first, _, last = time.partition("..")
    years = len(first) == len(last) == 4
    return [str(year) for year in range(int(first), int(last) + 1)] if years else [time]


def _together(truths: Sequence[Truth], per: str, unit: str) -> Truth:
    """What several years come to: the sum or the mean, of percentages the growth they add up to or its yearly mean.

    >>> years = [Truth(10, 9, 11, "2"), Truth(21, 20, 22, "3")]
    >>> _together(years, "cumulative", "%").value, _together(years, "average", "人").value
    (33.1, 15.5)
    """
    if len(truths) == 1:
        return truths[0]

    def one(numbers: Sequence[float]) -> float:
        n = len(numbers) if per == "average" else 1
        if unit == "%":
            return round(100 * (math.prod(1 + number / 100 for number in numbers) ** (1 / n) - 1), 10)
        return math.fsum(numbers) / n

    values, lows, highs, rows = zip(*truths, strict=True)
    return Truth(one(values), one(lows), one(highs), "|".join(rows))
