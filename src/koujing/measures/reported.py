"""How statistics are reported: their wording, their precision, the growth they claim, and what recurs."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import numpy as np
import pandas as pd

from koujing.chinese.numeral_forms import DIGITS, TO_TEN, YEAR, ZEROS
from koujing.chinese.numerals import read_integer

NEW_YUAN = 1955
_NUMBER = f"[两{TO_TEN[1:]}几数]"
# 五年来, 前三年, 四年中, 2003年到2007年, 八五期间, but neither 2007年 nor 一九八二年
SPAN_OF_YEARS = re.compile(
    rf"(?<![{ZEROS}{DIGITS}\d])(?:{_NUMBER}{{1,3}}|\d{{1,2}})年|年[至到—–~-]|年代|期间|时期|计划"
)
YEAR_ALONE = re.compile(rf"({YEAR})年")
STRETCH = re.compile(rf"(?:近|过去|今后|未来|前|后)?[\d{ZEROS}两{TO_TEN}几]+[多余]?年(?:以?来|间|中|内)?")

STATES = ("plain", "hedged", "range", "open", "masked", "unread")


def wording_state(statistics: pd.DataFrame) -> pd.Series[str]:
    """How each statistic is worded: one of six states.

    ``plain``: a number and nothing else; ``hedged``: with a modifier (近, 约, 超过, …); ``range``: two ends, or a
    vague numeral that implies two (几十); ``open``: no value and one end only (上万); ``masked``: hidden by a filter;
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
    """The number of digits of each value without the zeros at its ends: 20,240,000 has 4, 0.50 has 1, zero has 1.

    It is a lower bound of the significant digits, because a zero at the end may have been measured (10.0%); missing where the
    value is missing.

    >>> significant_digits(pd.Series([20_240_000.0, 0.5, 4344.32, None])).tolist()
    [4, 1, 6, <NA>]
    """
    counted = [pd.NA if pd.isna(value) else _digits(float(value)) for value in values]
    return pd.Series(counted, index=values.index, dtype="Int64")


def _digits(value: float) -> int:
    return len("".join(map(str, Decimal(repr(value)).as_tuple().digits)).strip("0")) or 1


def growth_of(statistics: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """The growth of one indicator that each speech reports for the year before and targets for its own, in per cent per year.

    One row per speech that has either: ``speech, achieved, target``. Only unambiguous rates are taken: a speech with more than
    one value has none. *Achieved* growth stands outside the tasks and names no time or the year before, in a speech that states
    no statistic for a span of years (one that does may give a yearly average). A *target* stands in the tasks and names the
    year of the speech. A range counts as its middle; decreases are left out. ``statistics`` also has the ``year`` of the speech
    and the ``part`` in which each statistic stands.

    >>> table = pd.DataFrame({"speech": "a", "year": 2009, "part": ["review", "tasks", "tasks"], "indicator": "收入",
    ...     "kind": "change", "unit": "%", "status": ["reported", "target", "target"], "period": ["去年", "今年", "今后五年"],
    ...     "value": [10.6, None, 7.0], "low": [10.6, 8, 7], "high": [10.6, 9, 7], "note": ""})
    >>> growth_of(table, "收入").to_numpy().tolist()
    [['a', 10.6, 8.5]]
    """
    looks_back = set(statistics.loc[(statistics["part"] != "tasks") & _spans_years(statistics["period"]), "speech"])
    chosen = (statistics["kind"] == "change") & (statistics["unit"] == "%") & (statistics["indicator"] == indicator)
    rows = statistics[chosen & ~statistics["note"].str.contains("decrease")]
    rows = rows.assign(rate=rows["value"].fillna((rows["low"] + rows["high"]) / 2), of=_year_of(rows) - rows["year"])
    achieved = (rows["status"] == "reported") & (rows["part"] != "tasks") & ~rows["speech"].isin(looks_back)
    achieved &= (rows["of"] == -1) | (rows["period"] == "")
    target = (rows["status"] == "target") & (rows["part"] == "tasks") & (rows["of"] == 0)
    table = pd.DataFrame({"achieved": _single(rows[achieved]), "target": _single(rows[target])})
    return table.rename_axis("speech").reset_index()


def _year_of(rows: pd.DataFrame) -> pd.Series[int]:
    """The single year that each period names; missing if it names none, several or part of a year."""
    periods = rows["period"].map(_bare_period)
    years = [read_integer(year[1]) if (year := YEAR_ALONE.fullmatch(period)) else None for period in periods]
    named = pd.Series(years, rows.index, dtype="Int64")
    relative = periods.map({"今年": 0, "本年": 0, "去年": -1, "上年": -1, "过去一年": -1, "一年来": -1, "全年": -1}).astype("Int64")
    return named.fillna(rows["year"] + relative)


def _spans_years(periods: pd.Series[str]) -> pd.Series[bool]:
    return periods.map(lambda period: bool(SPAN_OF_YEARS.search(_bare_period(period)))).astype(bool)


def _bare_period(period: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", period))


def _single(rows: pd.DataFrame) -> pd.Series[float]:
    """The rate of each speech with a single distinct rate."""
    rates = rows.groupby("speech")["rate"].agg(["nunique", "first"])
    return rates.loc[rates["nunique"] == 1, "first"]


def is_named(statistics: pd.DataFrame) -> pd.Series[bool]:
    """Whether each statistic has an indicator that says what it measures; a span of time (十年, ten years) only says when.

    >>> is_named(pd.DataFrame({"indicator": ["粮食", "十年", ""]})).tolist()
    [True, False, False]
    """
    return statistics["indicator"].map(lambda name: bool(name) and not STRETCH.fullmatch(name)).astype(bool)


def largest_sums(statistics: pd.DataFrame) -> pd.DataFrame:
    """For each indicator the row with its largest amount in yuan (the first of equals), sorted from the largest.

    Speeches from before 1955 are left out: in March 1955, ten thousand old yuan became one new yuan.
    ``statistics`` also has the ``year`` of the speech.

    >>> table = pd.DataFrame({"year": [1954, 1979, 1979], "indicator": "投资", "unit": "元", "value": [9e12, 4e9, 3e9]})
    >>> largest_sums(table)["value"].tolist()
    [4000000000.0]
    """
    rows = in_new_yuan(statistics)
    ordered = rows[is_named(rows)].sort_values("value", ascending=False, kind="stable")
    return ordered.drop_duplicates("indicator").reset_index(drop=True)


def in_new_yuan(statistics: pd.DataFrame) -> pd.DataFrame:
    """The rows with an amount in new yuan, that is, in speeches from 1955 on (see ``largest_sums``)."""
    known = (statistics["unit"] == "元") & statistics["value"].notna()
    return statistics[known & ~(statistics["year"] < NEW_YUAN).fillna(False).astype(bool)]


def domains_by(statistics: pd.DataFrame, groups: pd.Series[str], top: int = 7) -> pd.DataFrame:
    """Percentages of the statistics of each group by domain: the ``top`` domains overall, then ``other`` and ``unknown``.

    >>> table = pd.DataFrame({"domain": ["money", "money", "people", ""]})
    >>> domains_by(table, pd.Series(["a", "a", "b", "b"]), top=1).to_dict("index")
    {'a': {'money': 100.0, 'other': 0.0, 'unknown': 0.0}, 'b': {'money': 0.0, 'other': 50.0, 'unknown': 50.0}}
    """
    known = statistics.loc[statistics["domain"] != "", "domain"]
    order = known.value_counts().sort_index().sort_values(ascending=False, kind="stable").index[:top].to_list()
    named = statistics["domain"].where(statistics["domain"].isin([*order, ""]), "other").replace("", "unknown")
    counts = pd.crosstab(groups, named).reindex(columns=[*order, "other", "unknown"], fill_value=0)
    return 100 * counts.div(counts.sum(axis=1), axis=0).rename_axis(index=None, columns=None)


def recurring_statistics(statistics: pd.DataFrame) -> pd.DataFrame:
    """Values that several speeches state for one indicator: ``indicator, value, unit, n_speeches, speeches, statuses``.

    The most speeches first; ``speeches`` lists their ``label``, in the order of the table. The same words with the same number
    need not be the same claim: 8 % is a round number.

    >>> table = pd.DataFrame({"label": ["1998", "1999", "1999"], "indicator": "粮食", "value": [5.0, 5.0, 6.0], "unit": "吨",
    ...                       "status": ["target", "reported", "target"]})
    >>> recurring_statistics(table).to_numpy().tolist()
    [['粮食', 5.0, '吨', 2, '1998, 1999', 'reported 1, target 1']]
    """
    stated = statistics[statistics["value"].notna() & is_named(statistics)]
    rows = []
    for (indicator, value, unit), part in stated.groupby(["indicator", "value", "unit"], sort=True):
        speeches = list(dict.fromkeys(part["label"]))
        if len(speeches) > 1:
            statuses = ", ".join(f"{status} {n}" for status, n in part["status"].value_counts().sort_index().items())
            rows.append((indicator, value, unit, len(speeches), ", ".join(speeches), statuses))
    table = pd.DataFrame(rows, columns=["indicator", "value", "unit", "n_speeches", "speeches", "statuses"])
    order = ["n_speeches", "indicator", "value", "unit"]
    return table.sort_values(order, ascending=[False, True, True, True], kind="stable", ignore_index=True)
