"""In what state reported figures are: how they are worded, how many digits they have, what growth they claim."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd

STATES = ("plain", "hedged", "range", "open", "masked", "unread")


def wording_state(statistics: pd.DataFrame) -> pd.Series[str]:
    """How each figure is worded, one of six.

    ``plain``: a number and nothing else; ``hedged``: with a modifier (近, 约, 超过, …); ``range``: two ends, or a
    vague numeral that allows two (几十); ``open``: no value and one end only (上万); ``masked``: hidden by a filter;
    ``unread``: none of these.

    >>> table = pd.DataFrame({"value": [5.0, 5.0, None, None], "low": [5.0, 5.0, 1.0, 10_000.0],
    ...     "high": [5.0, None, 2.0, None], "modifier": ["", "over", "", ""], "note": ["", "", "range", ""]})
    >>> wording_state(table).tolist()
    ['plain', 'hedged', 'range', 'open']
    """
    bounded = np.isfinite(statistics[["low", "high"]].astype(float))
    ends, valued = bounded.sum(axis=1), statistics["value"].notna()
    masked = statistics["note"].str.contains("masked", regex=False)
    cases = [masked, valued & (statistics["modifier"] != ""), valued, ends == 2, ends == 1]
    names = ["masked", "hedged", "plain", "range", "open"]
    return pd.Series(np.select(cases, names, "unread"), index=statistics.index)


def significant_digits(values: pd.Series[float]) -> pd.Series[int]:
    """Digits of each value without the zeros at its ends: 20,240,000 has 4, 0.50 has 1, zero has 1.

    A lower bound of the digits written, because a zero at the end may have been measured (10.0%); missing where the
    value is.

    >>> significant_digits(pd.Series([20_240_000.0, 0.5, 4344.32, None])).tolist()
    [4, 1, 6, <NA>]
    """
    counted = [pd.NA if pd.isna(value) else _digits(float(value)) for value in values]
    return pd.Series(counted, index=values.index, dtype="Int64")


def _digits(value: float) -> int:
    return len("".join(map(str, Decimal(repr(value)).as_tuple().digits)).strip("0")) or 1


def growth_of(statistics: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """The growth of one indicator that each speech reports and the one that it targets, in per cent.

    One row a speech that has either: ``speech, achieved, target``. Of several achieved rates the smallest is taken,
    because a rise over several years is larger than that of one (their yearly average need not be); of several targets
    the first, which is the next year's. A range counts as its middle; decreases are left out.

    >>> table = pd.DataFrame({"speech": "a", "start": [1, 5, 9], "indicator": "收入", "kind": "change", "unit": "%",
    ...     "status": ["achieved", "achieved", "target"], "value": [65.5, 10.6, None], "low": [65.5, 10.6, 8],
    ...     "high": [65.5, 10.6, 9], "note": ""})
    >>> growth_of(table, "收入").to_numpy().tolist()
    [['a', 10.6, 8.5]]
    """
    chosen = (statistics["kind"] == "change") & (statistics["unit"] == "%") & (statistics["indicator"] == indicator)
    rows = statistics[chosen & ~statistics["note"].str.contains("decrease")].sort_values(["speech", "start"])
    rate = rows["value"].fillna((rows["low"] + rows["high"]) / 2).groupby([rows["status"], rows["speech"]])
    both = {"achieved": rate.min(), "target": rate.first()}
    table = pd.DataFrame(
        {status: rates[rates.index.get_level_values(0) == status].droplevel(0) for status, rates in both.items()}
    )
    return table.dropna(how="all").rename_axis("speech").reset_index()
