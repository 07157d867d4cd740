"""Find the day that a text gives for itself, and the days of its page.

The order of evidence; the first that gives a day decides:
1. a line of its own under the title, in the title, with the meeting, or a note on the text (``Trust.OWN``);
2. in a report, the day of the event in its opening (6月14日, 14日, 昨天), read by its dateline or the days of its page;
3. elsewhere, a line with nothing but a day: of several, the earliest, because a page is published after the speech;
4. the dateline below a speech, the day of an editor's note, the day of issue by its label;
5. a day in figures that is all that stands around the text; a month.
Of a stretch of days (3月5日—7日) the first counts. Days of a page date nothing by themselves: they are clues (``dates``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from koujing.chinese.patterns import lazy
from koujing.reading.metadata.date_lines import FOREIGN, HEAD, Day, Trust, date_lines, dated, lines
from koujing.reading.metadata.index import IndexedText
from koujing.reading.metadata.leads import datelines, page_days, told_day
from koujing.reading.metadata.written import is_date

NOTE = lazy(r"[【\[（(]?(?:编者|编前|编后)")  # an editor's note says from which day the text is
FILE_DATE = lazy(
    r"(?<![0-9A-Za-z])((?:19[4-9]|20[0-4])\d)(?:[-_.年]?([01]\d|[1-9])[-_.月]?([0-3]\d|[1-9])日?)?(?![0-9A-Za-z])"
)


def find_day(speech: IndexedText, credits: Sequence[IndexedText], genre: str) -> tuple[Day | None, list[Day]]:
    """The day of the text, by the order of evidence above, and the days of its page."""
    found, pages = list(date_lines(speech)), page_days(credits, speech)
    if genre == "news report":  # a day alone under its title is that of the page
        pages = [day for trust, day in found if trust == Trust.BARE and day.day] + pages
    return next(_days(speech, credits, genre, pages, found), None), pages


def _days(
    speech: IndexedText, credits: Sequence[IndexedText], genre: str, pages: Sequence[Day], found: Sequence[tuple[Trust, Day]]
) -> Iterator[Day]:
    """The days of the text, the most certain first."""
    lead = speech.repaired.raw_span(0, 1)[0] if genre == "news report" and speech.text else None  # below a report stands the page's day
    above = [passage for passage in credits if lead is None or passage.repaired.raw_span(0, 1)[0] < lead]
    around = [line for passage in above for line in [dated(passage, 0, len(passage.text))] if line]
    full = [(trust, day) for trust, day in found if day.day]
    yield from (day for trust, day in (*full, *around) if trust == Trust.OWN)
    dateline = list(datelines(credits, speech))
    told = told_day(speech, dateline, pages, news=genre == "news report") if genre in ("news report", "other") else None
    yield from [told] if told else []
    if genre != "news report":
        yield from sorted((day for trust, day in full if trust == Trust.BARE), key=_in_time)
        yield from (day for trust, day in around if trust == Trust.BARE and genre == "other" and "年" in str(day.words))
        yield from dateline
    yield from _noted_days(credits)
    yield from (day for trust, day in (*full, *around) if trust == Trust.ISSUED)
    alone = len(credits) == 1 and not any(FOREIGN.search(speech.text, *line) for line in islice(lines(speech.text, 0, HEAD), 3))
    yield from (day for _, day in around if alone and "年" not in str(day.words))
    yield from (day for _, day in found if not day.day)


def _in_time(day: Day) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def _noted_days(credits: Sequence[IndexedText]) -> Iterator[Day]:
    """The days that editors' notes give for the text below them."""
    notes = (told_day(passage, (), (), news=True) for passage in credits if NOTE.match(passage.text))
    return (day for day in notes if day)


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
