"""Read a date however it is written: in either script or in both, with 年月日, with points, strokes or gaps, in eight digits."""

from __future__ import annotations

import re
from datetime import date

from koujing.chinese.numeral_forms import DIGITS, PLAIN_FORMS, ZEROS
from koujing.chinese.numerals import read_integer
from koujing.chinese.patterns import lazy

LEAP_YEAR = 2000
# A circle or the letter O is often typed for 〇; cheques and some signatures have 贰零壹伍.
_NOUGHTS = f"{ZEROS}◯OoＯｏ"
FIGURES = rf"\d{_NOUGHTS}{DIGITS}壹贰叁肆伍陆柒捌玖"
GAP = r"[^\S\n]*+"
YEAR = rf"(?:[1１一壹][9９九玖]|[2２二贰][0０{_NOUGHTS}])[{FIGURES}]{{2}}"
NUMBER = rf"[{FIGURES}十拾廿卅元]{{1,4}}+"  # of a month or a day: 3, ３, 三, 03, 十二, 廿五, 元
DAY = "[日号號]"
LAST = rf"(?:{GAP}[、和至到\-—–－~～]{GAP}{NUMBER})?"  # 3月5、6日, 3月5-7日: the first day counts
MONTH_DAY = rf"(?P<month>{NUMBER}){GAP}月{GAP}(?P<day>{NUMBER}){LAST}{GAP}{DAY}"
# One date, for verbose patterns, looked for only where a figure stands; what is no day of the calendar is left to ``read_date``.
WRITTEN = rf"""(?=[\d一壹二贰])(?<![{FIGURES}])(?:
    (?P<year>{YEAR})(?:
        {GAP}年{GAP}(?P<month>{NUMBER}){GAP}月份?  # 二〇一五年3月5日, 2015年3月
        (?:{GAP}(?P<day>{NUMBER}){LAST}{GAP}(?:{DAY}|(?=[）)\n]|\Z)))?
      | (?P<mark>{GAP}[-—–－./．／。·]{GAP}|[^\S\n]{{1,2}})(?P<m>{NUMBER})(?P=mark)(?P<d>{NUMBER})(?!\d)  # 2015.3.5
      | (?P<md>\d{{4}})(?!\d)  # 20150305
    )
  | (?P<d2>\d{{1,2}})[-./](?P<m2>\d{{1,2}})[-./](?P<y2>(?:19|20)\d\d)(?!\d)  # 05.03.2015
)"""
DATE = lazy(WRITTEN, re.VERBOSE)
_TENS = lazy(f"[{DIGITS[:3]}]?十[{DIGITS}]?")
_NOUGHT = str.maketrans(dict.fromkeys(_NOUGHTS, "0") | {"元": "1"})


def read_date(m: re.Match[str]) -> tuple[int, int, int] | None:
    """Year, month and day of what ``WRITTEN`` matched; the day is 0 if there is none, all is None if no calendar has it.

    >>> [read_date(DATE.fullmatch(t)) for t in ("二〇一五年三月五日", "２０１５．３．５", "2015年元月", "2015年2月30日")]
    [(2015, 3, 5), (2015, 3, 5), (2015, 1, 0), None]
    """
    at = m.groupdict()
    year, month, day = at["year"] or at["y2"], at["month"] or at["m"] or at["m2"], at["day"] or at["d"] or at["d2"]
    if at["md"]:
        month, day = at["md"][:2], at["md"][2:]
    found = number(year), number(month), number(day) if day else 0
    return found if is_date(found[0], found[1], found[2] if day else 1) else None


def number(written: str) -> int:
    """A year, month or day as a number: 二〇一五, 3, 十二, 廿五, 元; -1 for what is none.

    >>> [number(n) for n in ("二○一五", "２０", "二〇", "廿五", "叁拾", "元", "十十")]
    [2015, 20, 20, 25, 30, 1, -1]
    """
    if written.isascii() and written.isdigit():
        return int(written)
    plain = written.translate(PLAIN_FORMS).translate(_NOUGHT)
    if "十" not in plain:
        return int("".join(str(DIGITS.find(c) + 1 or int(c)) for c in plain))
    tens = _TENS.fullmatch(plain)
    return (read_integer(plain) or -1) if tens else -1


def is_date(year: int, month: int, day: int) -> bool:
    """Whether there is such a day in the calendar."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
