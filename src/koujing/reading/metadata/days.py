"""Find the day that a text gives for itself: at its beginning, in the dateline or in the name of its file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from koujing.chinese.numeral_forms import DIGITS, ZEROS
from koujing.chinese.numerals import read_integer
from koujing.chinese.patterns import lazy
from koujing.reading.metadata.clues import Words
from koujing.reading.metadata.index import IndexedText

LEAP_YEAR = 2000
HEAD = 600  # characters within which a report says when it was given; the longest opening among the 52 needs 330

YEAR = rf"(?:(?:19|20)\d\d|[一二][九{ZEROS}][{DIGITS}{ZEROS}]{{2}})"
MONTH_DAY = r"(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])日"

# A line that consists of a date, or of a date and the meeting: （2013年3月21日）, ——2017年3月5日在……会议上.
DATE_LINE = lazy(
    rf"^[ \u3000]*[（(—\-―]*[ \u3000]*(?P<year>{YEAR})年{MONTH_DAY}(?:[上下]午)?[）)]?"
    r"(?:在[^\n。]{2,40}上(?:的?讲话)?[）)]?)?[ \u3000]*$",
    re.MULTILINE,
)
# The same, set apart from the text: in brackets below the title, or at the end of a notice as its signature.
BRACKETED = lazy(rf"\s*[（(](?P<year>{YEAR})年{MONTH_DAY}[）)]\s*")
SIGNED = lazy(rf"\s*[（(]?(?P<year>{YEAR})年{MONTH_DAY}[）)]?\s*")
# The day on which something took place according to a report; not a day that it only mentions (…前, …起, …召开的会议).
NEWS_DAY = lazy(
    rf"(?<![\d年至])(?<![定拟将]于)(?:(?P<year>{YEAR})年)?{MONTH_DAY}(?:至(?:\d{{1,2}}月)?\d{{1,2}}日)?"
    r"(?![之以]?前|起|止|以[来後后]|[^，。,\n]{0,12}(?:召开|举行|印发|闭幕)的|地震)(?=[^。\n]{0,90}"
    r"(?:召开|举行|举办|主持|出席|开[了展]?|会议?|开幕|调研|考察|视察|检查|慰问|讲话|开班))"
)
DATELINE = lazy(rf"(?:(?P<year>{YEAR})年)?{MONTH_DAY}[讯電电]")
STAMP = lazy(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)[-./年](?P<month>\d{1,2})[-./月](?P<day>\d{1,2})"
    r"|(?P<d>\d{1,2})[-./](?P<m>\d{1,2})[-./](?P<y>(?:19|20)\d\d))(?!\d)"
)
NOTE = lazy(r"[【\[（(]?(?:编者|编前|编后)")  # an editor's note says from which day the text is
TODAY = lazy(r"今[天日晨晚]|[上下]午")
YESTERDAY = lazy(r"昨[天日晚]")
FILE_DATE = lazy(
    r"(?<![0-9A-Za-z])((?:19[4-9]|20[0-4])\d)(?:[-_.年]?([01]\d|[1-9])[-_.月]?([0-3]\d|[1-9])日?)?(?![0-9A-Za-z])"
)


@dataclass(frozen=True, slots=True)
class Day:
    """The day that a text gives for itself; ``year`` is 0 if it gives none."""

    year: int
    month: int
    day: int
    words: Words


def find_day(speech: IndexedText, credits: Sequence[IndexedText], genre: str) -> Day | None:
    """The day at the beginning: on a line of its own, in the opening of a report, or in the dateline to which 今天 refers."""
    text = speech.text
    own = DATE_LINE.search(text[:HEAD]) or (NEWS_DAY.search(text[:HEAD]) if genre != "speech" else None)
    if own:
        return _day(own, speech)
    alone = SIGNED if genre == "other" else BRACKETED
    for passage in credits:
        if own := alone.fullmatch(passage.text):
            return _day(own, passage)
    for passage in credits if genre != "speech" else ():
        line = DATELINE.search(passage.text)
        day = _day(line, passage) if line else None
        if day and YESTERDAY.search(text[:HEAD]):
            return _day_before(day)
        if day and TODAY.search(text[:HEAD]):
            return day
    return _noted_day(credits) or (
        _day_before_stamp(credits) if genre != "speech" and YESTERDAY.search(text[:HEAD]) else None
    )


def _noted_day(credits: Sequence[IndexedText]) -> Day | None:
    """The day that an editor's note gives for the text below it."""
    notes = ((passage, NEWS_DAY.search(passage.text)) for passage in credits if NOTE.match(passage.text))
    return next((_day(m, passage) for passage, m in notes if m), None)


def _day_before_stamp(credits: Sequence[IndexedText]) -> Day | None:
    """The day before the page was published, if its stamps agree on one day."""
    found = [(m, passage) for passage in credits for m in STAMP.finditer(passage.text) if m["year"]]
    if len({tuple(map(int, m.group("year", "month", "day"))) for m, _ in found}) != 1:
        return None
    m, passage = found[0]
    year, month, day = map(int, m.group("year", "month", "day"))
    return _day_before(Day(year, month, day, Words(passage, *m.span()))) if is_date(year, month, day) else None


def file_date(name: str) -> str:
    """The date in a file's name, if there is exactly one.

    >>> file_date("speech-2013"), file_date("20130321"), file_date("2013-2014"), file_date("a20130")
    ('2013', '2013-03-21', '', '')
    """
    found = FILE_DATE.findall(name)
    if len(found) != 1:
        return ""
    year, month, day = found[0]
    if month and not is_date(int(year), int(month), int(day)):
        return ""
    return f"{year}-{int(month):02d}-{int(day):02d}" if month else year


def _day(m: re.Match[str], passage: IndexedText) -> Day | None:
    """The day, unless the calendar has no such day in its year (or in any year, if none is given)."""
    words = Words(passage, m.start("year" if m["year"] else "month"), m.end("day") + 1)
    year, month, day = year_of(m["year"]) if m["year"] else 0, int(m["month"]), int(m["day"])
    return Day(year, month, day, words) if is_date(year or LEAP_YEAR, month, day) else None


def _day_before(day: Day) -> Day:
    plain = LEAP_YEAR + ((day.month, day.day) != (2, 29))  # without a year: assume a year without 29 February if possible
    before = date(day.year or plain, day.month, day.day) - timedelta(1)
    return replace(day, year=day.year and before.year, month=before.month, day=before.day)


def year_of(numeral: str) -> int:
    """A year in figures or Chinese digits: 2013, 二〇一三."""
    year = read_integer(numeral)
    assert year is not None  # ``YEAR`` has four digits
    return year


def is_date(year: int, month: int, day: int) -> bool:
    """Whether there is such a day in the calendar."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
