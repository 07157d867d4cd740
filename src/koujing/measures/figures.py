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


def domains_by(statistics: pd.DataFrame, groups: pd.Series[str], top: int = 7) -> pd.DataFrame:
    """Per cent of the figures of each group by domain: the ``top`` domains of all in order, then ``other`` and ``unknown``.

    >>> table = pd.DataFrame({"domain": ["money", "money", "people", ""]})
    >>> domains_by(table, pd.Series(["a", "a", "b", "b"]), top=1).to_dict("index")
    {'a': {'money': 100.0, 'other': 0.0, 'unknown': 0.0}, 'b': {'money': 0.0, 'other': 50.0, 'unknown': 50.0}}
    """
    known = statistics.loc[statistics["domain"] != "", "domain"]
    order = known.value_counts().sort_index().sort_values(ascending=False, kind="stable").index[:top].to_list()
    named = statistics["domain"].where(statistics["domain"].isin([*order, ""]), "other").replace("", "unknown")
    counts = pd.crosstab(groups, named).reindex(columns=[*order, "other", "unknown"], fill_value=0)
    return 100 * counts.div(counts.sum(axis=1), axis=0).rename_axis(index=None, columns=None)


def recurring_figures(statistics: pd.DataFrame) -> pd.DataFrame:
    """Values that several speeches state of one indicator: ``indicator, value, unit, n_speeches, speeches, statuses``.

    The most speeches first; ``speeches`` are those of the column ``label``, in order of the table. The same words and
    number need not be the same claim: 8 % is a round number.

    >>> table = pd.DataFrame({"label": ["1998", "1999", "1999"], "indicator": "粮食", "value": [5.0, 5.0, 6.0], "unit": "吨",
    ...                       "status": ["target", "achieved", "target"]})
    >>> recurring_figures(table).to_numpy().tolist()
    [['粮食', 5.0, '吨', 2, '1998, 1999', 'achieved 1, target 1']]
    """
    stated = statistics[statistics["value"].notna() & (statistics["indicator"] != "")]
    rows = []
    for (indicator, value, unit), part in stated.groupby(["indicator", "value", "unit"], sort=True):
        speeches = list(dict.fromkeys(part["label"]))
        if len(speeches) > 1:
            statuses = ", ".join(f"{status} {n}" for status, n in part["status"].value_counts().sort_index().items())
            rows.append((indicator, value, unit, len(speeches), ", ".join(speeches), statuses))
    table = pd.DataFrame(rows, columns=["indicator", "value", "unit", "n_speeches", "speeches", "statuses"])
    order = ["n_speeches", "indicator", "value", "unit"]
    return table.sort_values(order, ascending=[False, True, True, True], kind="stable", ignore_index=True)
