"""Find the clues to when a speech was given: everything in it and on its page that allows some months and not others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import reduce
from operator import or_
from sys import maxsize

from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.patterns import lazy
from koujing.reading.metadata.clues import (
    Clue,
    Rank,
    Words,
    in_calendar,
    in_year,
    since,
    until,
)
from koujing.reading.metadata.counting import find_counted_years
from koujing.reading.metadata.days import HEAD, NOTE, STAMP, YEAR, Day, is_date, year_of
from koujing.reading.metadata.events import find_events, session_month
from koujing.reading.metadata.index import IndexedText

WEEK = 7  # days within which a page is put up
SEASON = 92  # days after which an editor's note may still mention a day without its year

FULL_YEAR = lazy(YEAR)
REPORTS = frozenset({"work report", "plan report"})  # genres
# The work of a year; not the census, games or election of that year, which are prepared long before.
PLANNED = lazy(
    rf"(?:安排|部署|做好|抓好|谋划|布置)(?P<year>{YEAR})年(?!以来|[至到—-])(?=[^会届查，。；\n]{{0,20}}(?:工作|任务|行动|重点|目标))"
)
REVIEWED = lazy(
    rf"(?P<year>{YEAR})年(?:国内|[全我本][省市县区州]|政府)?的?工作的?(?:简要)?(?:回顾|总结)"
    rf"|(?:回顾|总结|报告)(?P<year2>{YEAR})年(?!以来|[至到—-])[^，。；\n]{{0,12}}工作|刚刚过去的(?P<year3>{YEAR})年"
)
# How many characters the two patterns have before the year: 安排, 回顾; 刚刚过去的.
BEFORE_YEAR, JUST_PAST = 2, 5
# Words before or after a year that show its relation to the time of the speech.
UP_TO_NOW = lazy(r"截[至止](?:到|目前)?$")
IN_MONTH = lazy(r"(?P<month>1[0-2]|[1-9])月")
HELD = lazy(
    r"(?P<month>1[0-2]|[1-9])月(?:\d{1,2}日)?[^，。；\n]{0,16}(?:召开|印发|出台|举行|通过|成立|发布)(?!时|之[前际])"
)
BY_THEN = lazy(r"[底末]?[之以]?前")
UNTIL = lazy(rf"到(?P<last>{YEAR})年")
NUMBERED_MEETING = lazy(rf"(?P<year>{YEAR})年度?第[{TO_TEN}\d]{{1,3}}次")
# A meeting that looks back on last year and sets this year's work is held in the first half of the year.
LAST_AND_THIS = lazy(r"(?:总结|回顾)[^。\n]{0,24}(?:部署|安排)[^。\n]{0,16}工作")


def find_clues(
    speech: IndexedText, credits: Sequence[IndexedText], links: Sequence[IndexedText], day: Day | None, genre: str
) -> list[Clue]:
    """Everything in the speech and its page that allows some months and not others.

    A report to a congress names its session, or the year whose work it reviews; the other years in it belong to statistics.
    """
    if genre in REPORTS:
        session = session_month(speech, HEAD)
        return [session] if session else list(_work(speech, genre))
    clues = [clue for passage in credits for clue in _stamps(passage, day)]
    clues += [
        *_work(speech, genre),
        *_years(speech),
        *_annual(speech, genre),
        *find_events(speech),
        *find_counted_years(speech),
    ]
    return clues + [clue for passage in links for clue in _numbered_meetings(passage)]


def _stamps(passage: IndexedText, day: Day | None) -> Iterator[Clue]:
    """A page is published after the speech; if this is within a week of a day without a year, it gives the year."""
    for m in STAMP.finditer(passage.text):
        year, month, at = int(m["year"] or m["y"]), int(m["month"] or m["m"]), int(m["day"] or m["d"])
        if not is_date(year, month, at):
            continue
        words = Words(passage, *m.span())
        yield Clue(until(year, month), Rank.BOUND, "stamp", words, f"{year}-{month:02d}-{at:02d} or earlier")
        if day and not day.year:
            near = [y for y in (year - 1, year) if is_date(y, day.month, day.day)]
            most = SEASON if NOTE.match(day.words.passage.text) else WEEK
            near = [y for y in near if 0 <= (date(year, month, at) - date(y, day.month, day.day)).days <= most]
            yield from (Clue(in_year(y), Rank.SURE, "stamp", words, str(y)) for y in near)


def _work(speech: IndexedText, genre: str) -> Iterator[Clue]:
    """The year for which work is set, or the year after the one whose work is reviewed."""
    years = _years_in(speech, 5 * HEAD)
    for m in _beside_years(PLANNED, speech, years, (BEFORE_YEAR,)) if genre not in REPORTS else ():
        yield _work_of(Words(speech, *m.span()), year_of(m["year"]), genre)
    for m in _beside_years(REVIEWED, speech, years, (JUST_PAST, BEFORE_YEAR, 0)):
        yield _work_of(Words(speech, *m.span()), year_of(m["year"] or m["year2"] or m["year3"]) + 1, genre)


def _annual(speech: IndexedText, genre: str) -> Iterator[Clue]:
    text = speech.text
    if genre == "speech" and "今年" in text and "明年" not in text and (m := LAST_AND_THIS.search(text)):
        first_half = reduce(or_, map(in_calendar, range(1, 7)))
        yield Clue(first_half, Rank.BOUND, "annual", Words(speech, *m.span()), "first half of the year")


def _years(speech: IndexedText) -> Iterator[Clue]:
    """What the years mentioned in the text show about the year of the speech."""
    text = speech.text
    mentions = [(at, year_of(text[at : at + 4])) for at in _years_in(speech) if not text[at - 1 : at].isdigit()]
    latest = max((year for _, year in mentions), default=0)
    for start, year in mentions:
        before, after = text[max(0, start - 6) : start], text[start + 5 : start + 40]
        words, spans = Words(speech, start, start + 5), before[-1:] in ("至", "到", "-", "—", "－")
        if after.startswith("以来") and not spans:
            yield from _running(Words(speech, start, start + 7), year)
        elif m := IN_MONTH.match(after) if UP_TO_NOW.search(before) else HELD.match(after):
            yield Clue(
                since(year, int(m["month"])),
                Rank.BOUND,
                "past",
                Words(speech, start, start + 5 + m.end()),
                f"{year} or later",
            )
        elif year == latest and (spans or BY_THEN.match(after)):
            yield Clue(until(year), Rank.BOUND, "deadline", words, f"{year} or earlier")
        elif before.endswith("从") and (m := UNTIL.match(after)) and year_of(m["last"]) == latest:
            words = Words(speech, start - 1, start + 5 + m.end())
            yield Clue(since(year - 1, 10) & until(year), Rank.SOFT, "span", words, f"about {year}")


def _years_in(passage: IndexedText, stop: int = maxsize) -> list[int]:
    """The places where a four-digit year begins, up to ``stop``."""
    begins = (at - 4 for at in passage.places("年") if 4 <= at < stop)
    return [at for at in begins if FULL_YEAR.fullmatch(passage.text, at, at + 4)]


def _beside_years(
    pattern: re.Pattern[str], passage: IndexedText, years: Sequence[int], before: Sequence[int]
) -> Iterator[re.Match[str]]:
    """What ``pattern`` finds that many characters before the beginning of a year."""
    read_to = 0
    for at in (year - n for year in years for n in before if year >= n):
        if at >= read_to and (found := pattern.match(passage.text, at, 5 * HEAD)):
            read_to = found.end()
            yield found


def _work_of(words: Words, year: int, genre: str) -> Clue:
    """The work of a year is planned in that year, or at the end of the year before if the text calls it next year's."""
    this, after = (words.passage.text.count(when) for when in ("今年", "明年"))
    if genre == "work report" or this > after:
        months = in_year(year)
    else:
        months = since(year - 1, 9) & until(year - 1) if after else since(year - 1, 11) & until(year, 10)
    return Clue(months, Rank.SURE, "work", words, f"{year}'s work")


def _running(words: Words, year: int) -> Iterator[Clue]:
    """What has gone on since a year is mentioned in that year or in the next."""
    yield Clue(since(year), Rank.BOUND, "past", words, f"{year} or later")
    yield Clue(since(year) & until(year + 1), Rank.SOFT, "since", words, f"{year} or {year + 1}")


def _numbered_meetings(passage: IndexedText) -> Iterator[Clue]:
    """Meetings of a year in the links around a report, which are usually news of the same weeks."""
    for m in NUMBERED_MEETING.finditer(passage.text):
        year = year_of(m["year"])
        yield Clue(in_year(year), Rank.SOFT, "links", Words(passage, *m.span()), str(year))
