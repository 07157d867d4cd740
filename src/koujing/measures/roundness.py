"""How round reported statistics are: the last digit that is written, against chance.

If nothing favoured one last digit over another, each that a writer can choose would be as frequent: 0 to 9 at the end of a whole
number of two digits or more, and 1 to 9 at the end of decimals, where a 0 is left out. A number may be round because it was
agreed upon, rounded or estimated: roundness never proves that it was invented.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import NamedTuple

import pandas as pd
import scipy

from koujing.chinese.numeral_forms import DIGITS, PLAIN_FORMS, ZEROS, number_pattern
from koujing.chinese.numeral_places import DIGIT_VALUES
from koujing.chinese.numerals import read_numeral
from koujing.chinese.patterns import lazy
from koujing.measures.groups import group_rows
from koujing.measures.intervals import LEVEL, share_interval

# The digits that count as round, and the chance that the last digit is one of them. All 761 numbers with decimals in the State
# Council reports of 1954 to 2025 end in another digit than 0.
MARKS = {"whole": ((0, 5), 2 / 10), "half": ((5,), 1 / 9), "fine": ((5,), 1 / 9)}
SURE = 0.9  # a status of at least this certainty is counted among the sure ones
COLUMNS = ("n", "n_round", "share", "low", "high", "chance", "band_low", "band_high", "p", "n_sure", "share_sure")
_NO_PRECISION = ("rank", "ratio")
_PER = re.compile("[百千万]分之")
_DECIMALS = lazy(rf"(?<=[\d{ZEROS}{DIGITS}])\ ?[.．·点]\ ?([\d{ZEROS}{DIGITS}]+)")


class LastDigit(NamedTuple):
    """The last digit of a number as it is written, and how many decimals it has."""

    digit: int
    n_decimals: int


def count_round(statistics: pd.DataFrame, documents: pd.DataFrame, by: str = "") -> pd.DataFrame:
    """How often the last digit written is a round one, by status and, if given, by a further column.

    ``by`` is a column of ``statistics`` (``kind``, ``domain``) or one by which speeches can be grouped (``level``, ``speaker``,
    ``decade``; see ``group_rows``). One row for each group and mark:

    - ``mark``: ``whole`` (whole numbers of two digits or more; 0 and 5 are round), ``half`` (one decimal; 5 is round), ``fine``
      (more decimals; 5 is round, and as hardly anybody rounds there, the row shows how far chance goes);
    - ``n``, ``n_round``, and the ``share`` of round ones with Wilson's 95 % interval ``low, high``;
    - ``chance``: the share if all last digits were as frequent (1/5 or 1/9); ``band_low, band_high``: where it lies by chance in
      at least 95 of 100 cases; ``p``: exact binomial test, two-sided, not adjusted for the number of rows;
    - ``n_sure, share_sure``: the same, of statistics whose status is certain to .9 or more.

    What a speech repeats of one indicator counts once. Left out are ranks, ratios, ranges, fractions (三分之二), single digits,
    numbers that are masked or hedged inside (40多万), and statistics whose wording the table lacks or whose value is not that of
    its wording. Errors: ``ValueError`` for any other ``by``.

    >>> rows = pd.DataFrame({"speech": "a", "text": ["7.5%", "6.5%", "8.3%", "120人"], "value": [7.5, 6.5, 8.3, 120], "kind": "",
    ...     "indicator": "", "status": "target", "status_certainty": 1.0})
    >>> count_round(rows, pd.DataFrame({"speech": ["a"]}))[["status", "mark", "n", "n_round"]].to_numpy().tolist()
    [['target', 'whole', 1, 1], ['target', 'half', 3, 2]]
    """
    groups = ["status", *([by] if by else [])]
    rows = statistics[statistics["value"].notna() & ~statistics["kind"].isin(_NO_PRECISION)]
    rows = rows.assign(**{by: _group(rows, by, documents)}) if by else rows
    rows = rows.drop_duplicates(["speech", *groups, "indicator", "text"])
    found = [last_digit(text, value) for text, value in zip(rows["text"], rows["value"], strict=True)]
    rows = rows.assign(mark=list(map(_mark, found)), is_round=list(map(_is_round, found)))
    return _counted(rows[rows["mark"] != ""].dropna(subset=groups), groups)


def last_digit(text: str, value: float) -> LastDigit | None:
    """The last digit of a statistic as it is written; ``None`` for a single digit, and where none is written that means ``value``.

    >>> last_digit("450.6万吨", 4_506_000), last_digit("百分之七点五", 7.5), last_digit("两千万元", 2e7), last_digit("5倍", 5)
    (LastDigit(digit=6, n_decimals=1), LastDigit(digit=5, n_decimals=1), LastDigit(digit=0, n_decimals=0), None)
    """
    written = _number().search(_PER.sub("", text, count=1).translate(PLAIN_FORMS))
    numeral = read_numeral(written[0]) if written else None
    if not written or not numeral or numeral.value is None or numeral.hedge or not math.isclose(numeral.value, abs(value)):
        return None
    if decimals := _DECIMALS.search(written[0]):
        return LastDigit(_digit(decimals[1][-1]), len(decimals[1]))
    whole = int(numeral.value / numeral.step)
    return LastDigit(whole % 10, 0) if whole > 9 else None


@cache
def _number() -> re.Pattern[str]:
    return re.compile(number_pattern(), re.VERBOSE)


def _digit(character: str) -> int:
    return DIGIT_VALUES[character] if character in DIGIT_VALUES else int(character)


def _mark(found: LastDigit | None) -> str:
    if not found:
        return ""
    return "fine" if found.n_decimals > 1 else "half" if found.n_decimals else "whole"


def _is_round(found: LastDigit | None) -> bool:
    return found is not None and found.digit in MARKS[_mark(found)][0]


def _group(rows: pd.DataFrame, by: str, documents: pd.DataFrame) -> pd.Series[str]:
    return rows[by] if by in rows else group_rows(rows, by, documents, pd.DataFrame())


def _counted(rows: pd.DataFrame, groups: list[str]) -> pd.DataFrame:
    """One row for each group and mark, the marks in their order."""
    sure = rows["status_certainty"] >= SURE
    rows = rows.assign(sure=sure, sure_round=sure & rows["is_round"])
    table = rows.groupby([*groups, "mark"]).agg(
        n=("is_round", "size"), n_round=("is_round", "sum"), n_sure=("sure", "sum"), sure_round=("sure_round", "sum")
    )
    table = table.reset_index()
    n, k, chance = table["n"], table["n_round"], table["mark"].map(lambda mark: MARKS[mark][1])
    low, high = share_interval(k, n)
    band_low, band_high = scipy.stats.binom.interval(LEVEL, n, chance)
    p = [scipy.stats.binomtest(int(a), int(b), c).pvalue for a, b, c in zip(k, n, chance, strict=True)]
    table = table.assign(share=k / n, low=low, high=high, chance=chance, band_low=band_low / n, band_high=band_high / n, p=p)
    table["share_sure"] = table["sure_round"] / table["n_sure"].where(table["n_sure"] > 0)
    in_order = table.sort_values("mark", key=lambda marks: marks.map(list(MARKS).index), kind="stable", ignore_index=True)
    return in_order[[*groups, "mark", *COLUMNS]]
