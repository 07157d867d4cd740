"""Find the clues to when a speech was given: everything in it and on its page that allows some months and not others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.patterns import lazy
from koujing.reading.metadata.clues import (
    Clue,
    Rank,
    Words,
    in_year,
    since,
    until,
)
from koujing.reading.metadata.counting import find_counted_years
from koujing.reading.metadata.date_lines import HEAD, Day, day_of
from koujing.reading.metadata.days import NOTE
from koujing.reading.metadata.events import find_events, session_month, since_session
from koujing.reading.metadata.index import IndexedText
from koujing.reading.metadata.leads import FRESH, MONTH, is_near
from koujing.reading.metadata.lines import Label
from koujing.reading.metadata.report_years import REPORTS, find_work, years_in
from koujing.reading.metadata.written import DATE, YEAR, is_date, number

WEEK = 7  # days within which a page is put up
SEASON = 92  # days after which an editor's note may still mention a day without its year

# A site on which specimens of speeches are put up long after they were given.
SPECIMENS = lazy("范文|文库|文档|文秘|文章网|公文|作文|素材|下载|小编|网友|会员|模板|秘书|笔杆子|论文")

# Words before or after a year that show its relation to the time of the speech.
UP_TO_NOW = lazy(r"截[至止](?:到|目前)?$")
IN_MONTH = lazy(r"(?P<month>1[0-2]|[1-9])月")
HELD = lazy(
    r"(?P<month>1[0-2]|[1-9])月(?:\d{1,2}日)?[^，。；\n]{0,16}(?:召开|印发|出台|举行|通过|成立|发布)(?!时|之[前际])"
)
PAST = lazy("[，,]?[^，。；\n]{0,16}(?:累计|年均|平均|共|已|完成|增长|先后)")  # 2012至2016年累计 looks back
BY_THEN = lazy(r"[底末]?[之以]?前")
UNTIL = lazy(rf"到(?P<last>{YEAR})年")
NUMBERED_MEETING = lazy(rf"(?P<year>{YEAR})年度?第[{TO_TEN}\d]{{1,3}}次")
def find_clues(
    speech: IndexedText, title: Words | None, pages: Sequence[Day], links: Sequence[IndexedText], day: Day | None, genre: str
) -> list[Clue]:
    """Everything in the speech and its page that allows some months and not others.

    A report to a congress names its session, or the year whose work it reviews; the other years in it belong to statistics.
    """
    if genre in REPORTS:
        session = session_month(speech, HEAD)
        return [session] if session else [*find_work(speech, title, genre), *since_session(speech, HEAD)]
    clues = [*_stamps(pages, day, genre), *(_fresh(pages) if genre == "news report" and not day else ())]
    clues += [
        *find_work(speech, title, genre),
        *_years(speech),
        *find_events(speech),
        *find_counted_years(speech),
    ]
    return clues + [clue for passage in links for clue in _numbered_meetings(passage)]


def _stamps(pages: Sequence[Day], day: Day | None, genre: str) -> Iterator[Clue]:
    """A page is published after the speech; if this is soon after a day without a year, it gives the year."""
    for page in pages:
        months = until(page.year, page.month)
        yield Clue(months, Rank.BOUND, "stamp", page.words, f"{page.year}-{page.month:02d}-{page.day:02d} or earlier")
        if day and not day.year:
            noted = NOTE.match(day.words.passage.text)
            most = SEASON if noted else MONTH if genre == "news report" else WEEK
            near = [replace(day, year=y) for y in (page.year - 1, page.year) if is_date(y, day.month, day.day)]
            yield from (Clue(in_year(d.year), Rank.SURE, "stamp", page.words, str(d.year)) for d in near if is_near(d, page, most))


def find_published(labels: Sequence[Label], credits: Sequence[IndexedText]) -> list[Clue]:
    """A speech for which nothing else gives a year was put up in the weeks after it, unless the site collects specimens."""
    if any(SPECIMENS.search(passage.text) for passage in credits):
        return []
    lines = (label.words for label in labels if label.kind == "published")
    days = ((words, DATE.search(words.passage.text, words.start, words.end)) for words in lines)
    found = [day for words, m in days if m and (day := day_of(m, words.passage)) and day.day]
    return list(_weeks_before(found, MONTH))


def _fresh(pages: Sequence[Day]) -> Iterator[Clue]:
    """A report that does not name its day (近日) is published within two weeks of it."""
    return _weeks_before(pages, FRESH)


def _weeks_before(pages: Sequence[Day], most: int) -> Iterator[Clue]:
    for page in pages:
        first = date(page.year, page.month, page.day) - timedelta(most)
        months = since(first.year, first.month) & until(page.year, page.month)
        yield Clue(months, Rank.SURE, "stamp", page.words, f"{most} days before {page.year}-{page.month:02d}-{page.day:02d}")


def _years(speech: IndexedText) -> Iterator[Clue]:
    """What the years mentioned in the text show about the year of the speech."""
    text = speech.text
    mentions = [(at, number(text[at : at + 4])) for at in years_in(speech) if not text[at - 1 : at].isdigit()]
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
        elif year == latest and (BY_THEN.match(after) or (spans and not PAST.match(after))):
            yield Clue(until(year), Rank.BOUND, "deadline", words, f"{year} or earlier")
        elif before.endswith("从") and (m := UNTIL.match(after)) and number(m["last"]) == latest:
            words = Words(speech, start - 1, start + 5 + m.end())
            yield Clue(since(year - 1, 10) & until(year), Rank.SOFT, "span", words, f"about {year}")


def _running(words: Words, year: int) -> Iterator[Clue]:
    """What has gone on since a year is mentioned in that year or in the next."""
    yield Clue(since(year), Rank.BOUND, "past", words, f"{year} or later")
    yield Clue(since(year) & until(year + 1), Rank.SOFT, "since", words, f"{year} or {year + 1}")


def _numbered_meetings(passage: IndexedText) -> Iterator[Clue]:
    """Meetings of a year in the links around a report, which are usually news of the same weeks."""
    for m in NUMBERED_MEETING.finditer(passage.text):
        year = number(m["year"])
        yield Clue(in_year(year), Rank.SOFT, "links", Words(passage, *m.span()), str(year))
