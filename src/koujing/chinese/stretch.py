"""Values of time: the date of a text, a stretch of years, months or days, and the parts of a year as they are written."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

from koujing.chinese.numeral_forms import DIGITS, LINKS, TO_TEN
from koujing.chinese.numerals import read_integer
from koujing.chinese.patterns import lazy
from koujing.chinese.times import COUNT

# Parts of a year, each with its first and its last month; a numeral stands for its own.
PART = lazy(
    rf"""(?P<half>[上下])半年 | (?P<upto>前[{DIGITS[:3]}两])个?季度 | 第?(?P<quarter>[{DIGITS[:4]}])季度 | 前(?P<months>{COUNT}{{1,2}})个月
  | (?P<since>\d\d?|[{TO_TEN}]{{1,2}})月?份?\ ?[{LINKS}]{{1,2}}\ ?(?:[今本]年)?(?P<until>\d\d?|[{TO_TEN}]{{1,2}})月
  | (?P<month>\d\d?|[{TO_TEN}]{{1,2}})月(?:(?P<day>\d\d?)日)? | (?P<this>[本上当])月 | (?P<end>[底末]|终) | (?P<begin>初)""",
    re.VERBOSE,
)


class Now(NamedTuple):
    """The date of a text, 0 for what is unknown, and the years whose results it reviews and whose work it plans."""

    year: int = 0
    month: int = 0
    day: int = 0
    reviewed: int = 0
    planned: int = 0


class Stretch(NamedTuple):
    """From when to when (yyyy, yyyy-mm or yyyy-mm-dd), and the kind of words that said so."""

    first: str
    last: str
    kind: str

    @property
    def years(self) -> tuple[int, int]:
        """Its first and its last year."""
        return int(self.first[:4]), int(self.last[:4])


def of_years(first: int, last: int, kind: str) -> Stretch:
    """The stretch from one year to another.

    >>> of_years(2016, 2017, "span").years
    (2016, 2017)
    """
    return Stretch(str(first), str(last), kind)


def within(year: int, rest: str, kind: str) -> Stretch | None:
    """A year, or the part of it that the rest of the words names.

    >>> within(2016, "前两个季度", "named")[:2]
    ('2016-01', '2016-06')
    """
    part = PART.search(rest)
    if not part:
        return of_years(year, year, kind)
    first, last = months_of(part)
    if not 1 <= first <= last <= 12:
        return None
    stretch = Stretch(f"{year}-{first:02}", f"{year}-{last:02}", f"{kind} month")
    if part["day"] and 1 <= int(part["day"]) <= monthrange(year, first)[1]:
        day = f"{stretch.first}-{int(part['day']):02}"
        return Stretch(day, day, f"{kind} day")
    return stretch


def months_of(part: re.Match[str]) -> tuple[int, int]:
    """The first and the last month of a part of a year.

    >>> months_of(PART.match("二季度"))
    (4, 6)
    """
    if part["half"]:
        return (1, 6) if part["half"] == "上" else (7, 12)
    if part["upto"]:
        return 1, 3 * count_of(part["upto"][1])
    if part["quarter"]:
        return 3 * count_of(part["quarter"]) - 2, 3 * count_of(part["quarter"])
    if part["months"]:
        return 1, count_of(part["months"])
    if part["since"]:
        return count_of(part["since"]), count_of(part["until"])
    if part["month"]:
        return count_of(part["month"]), count_of(part["month"])
    return (12, 12) if part["end"] else (1, 1)


def count_of(words: str) -> int:
    """A number of years or months, 0 for what is none.

    >>> count_of("两"), count_of("十二"), count_of("十十")
    (2, 12, 0)
    """
    return 2 if words == "两" else read_integer(words) or 0
