"""A day as spoken of (今天, 昨天, 18日, 5月3日), and the date of the text → the day that it means."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from koujing.chinese.patterns import lazy
from koujing.chinese.stretch import Now, Stretch

_DAY = lazy(r"(?P<word>今[天晨晚早]|昨|前天)|(?:(?P<month>\d\d?|[本上当])月)?(?P<day>\d\d?)[日号]")


def of_day(words: str, now: Now, base: int, ahead: bool) -> Stretch | None:
    """The day that words at the beginning of a time mean: the last such day, or the next for what is ahead.

    >>> now = Now(2020, 3, 2)
    >>> [of_day(words, now, 0, False)[0] for words in ("今天", "昨天", "28日", "1月6日")]
    ['2020-03-02', '2020-03-01', '2020-02-28', '2020-01-06']
    """
    match = _DAY.match(words)
    if not match or not (now.year and now.month and now.day):
        return None
    today = date(now.year, now.month, min(now.day, monthrange(now.year, now.month)[1]))
    if match["word"]:
        day = today - timedelta(days={"昨": 1, "前": 2}.get(match["word"][0], 0))
        return Stretch(day.isoformat(), day.isoformat(), "day")
    found = _latest(today, match["month"] or "", int(match["day"]), ahead)
    last = today.isoformat() if words.endswith("以来") else found
    return Stretch(found, last, "day") if found else None


def _latest(today: date, month: str, day: int, ahead: bool) -> str:
    """The last day of that number up to a date, or the first after it for what is ahead."""
    named = int(month) if month.isdecimal() else 0
    step = 1 if ahead else -1
    at = today.year * 12 + today.month - 1 - (month == "上")
    for k in range(13):
        year, number = divmod(at + step * k, 12)
        fits = 1 <= day <= monthrange(year, number + 1)[1] and named in {0, number + 1}
        if fits and (step * (date(year, number + 1, day) - today).days >= 0 or month in {"本", "当", "上"}):
            return date(year, number + 1, day).isoformat()
    return ""
