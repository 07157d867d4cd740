"""Find the year of a speech by what it says of the work of years: in its title, its headings, its review and its plans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from sys import maxsize

from koujing.chinese.numeral_forms import DIGITS
from koujing.chinese.patterns import lazy
from koujing.reading.metadata.clues import Clue, Rank, Words, in_calendar, in_year, since, until
from koujing.reading.metadata.date_lines import HEAD
from koujing.reading.metadata.events import events
from koujing.reading.metadata.index import IndexedText
from koujing.reading.metadata.written import GAP, NUMBER, YEAR, number

REPORTS = frozenset({"work report", "plan report"})  # genres
LEAD = 150  # characters within which a report names the meeting that it is about
FULL_YEAR = lazy(YEAR)
# The work of a year; not the census, games or election of that year, which are prepared long before.
PLANNED = lazy(
    rf"(?:安排|部署|做好|抓好|谋划|布置|(?P<set>对))(?P<year>{YEAR})年(?!以来|[至到—-])"
    r"(?=[^会届查，。；\n]{0,20}(?:工作|任务|行动|重点|目标))"
    r"(?(set)(?=[^，。；\n]{0,24}(?:进行|[作做]出?)了?[^，。；\n]{0,6}(?:安排|部署)))"  # 对2015年工作进行了全面安排
)
REVIEWED = lazy(
    rf"(?P<year>{YEAR})年(?:国内|[全我本][省市县区州]|政府)?的?工作的?(?:简要)?(?:回顾|总结)"
    rf"|(?:回顾|总结|报告)(?P<year2>{YEAR})年(?!以来|[至到—-])[^，。；\n]{{0,12}}工作|刚刚过去的(?P<year3>{YEAR})年"
)
# 2015年某县政府工作报告, 政府工作报告（2015年）, 2014年计划执行情况与2015年计划草案
TITLED = lazy(
    rf"(?P<year>{YEAR})年度?[^\n，。]{{0,16}}政府工作报告|政府工作报告{GAP}[（(](?P<year2>{YEAR})年度?[）)]"
    rf"|(?<![、至到－—-])(?P<year3>{YEAR})年[^\n，。年]{{0,24}}(?:计划|预算)[（(]?(?:草案|安排)"
)
# 一、关于2014年政府工作 looks back, 二、2015年的主要任务 ahead; 一、过去一年工作 with 2014年 below it looks back too.
HEADED = lazy(
    rf"\n{GAP}[（(]?(?P<n>[{DIGITS[:5]}])[、）)]{GAP}(?:关于)?(?:(?P<year>{YEAR})年(?P<of>[^\n，。；]{{1,24}})$"
    rf"|[^\n。]{{0,4}}(?:去年|过去的?一年|一年来)[^\n。，；]{{0,12}}\n\s*(?P<last>{YEAR})年[，,是]"
    rf"|“?(?P<plan>十?[{DIGITS}]|十)五”?(?:时期|期间)[^\n，。；]{{0,24}}(?:回顾|总结|成就|成绩)$)",
    re.MULTILINE,
)
# 召开2020年度工作调度会议, 在2012年动员大会上; not 学习2019年会议精神, 二〇三五年建议的起草情况向全会
MEETING_OF = lazy(
    rf"(?P<year>{YEAR})年度?(?![至到以—-]|{GAP}{NUMBER}{GAP}月)[^，,。；：\n年《》]{{2,30}}?(?:会议|大会|[动推调座总部表]\w会)(?!精神|议?的|上的?要求)"
)
# 2023年是十分关键的一年, 2020年是收官之年
OPENING_YEAR = lazy(
    rf"(?P<year>{YEAR})年[，,]?[既也]?是[^。；\n]{{0,60}}?(?:开局|起步|关键|收官|决[胜战]|攻坚|冲刺|奠基)"
    r"[^，,。；、\n]{0,3}(?:之年|一年|年份)"
)
BACK = lazy("回顾|总结|完成|执行|成绩|成就")
ONWARD = lazy("^(?!.*计划).*(?:安排|目标|任务|思路|打算|部署|建议|重点|要求|主要工作)")
# How many characters the two patterns have before the year: 安排, 回顾; 刚刚过去的.
BEFORE_YEAR, JUST_PAST = 2, 5
# A meeting that looks back on last year and sets this year's work is held in the first half of the year.
LAST_AND_THIS = lazy(r"(?:总结|回顾)[^。\n]{0,24}(?:部署|安排)[^。\n]{0,16}工作")



def find_work(speech: IndexedText, title: Words | None, genre: str) -> Iterator[Clue]:
    """The clues from the work of years; the title may stand on the page."""
    yield from _work(speech, genre)
    if genre in REPORTS:
        yield from _titled(speech, 0, HEAD // 4)
        yield from _titled(title.passage, title.start, title.end) if title and title.passage is not speech else ()
        yield from _headed(speech)
        return
    yield from _annual(speech, genre)
    yield from _meetings(speech)
    if genre == "news report":
        yield from _openings(speech)


def _work(speech: IndexedText, genre: str) -> Iterator[Clue]:
    """The year for which work is set, or the year after the one whose work is reviewed."""
    years = years_in(speech, 5 * HEAD)
    for m in _beside_years(PLANNED, speech, years, (BEFORE_YEAR, 1)) if genre not in REPORTS else ():
        yield _work_of(Words(speech, *m.span()), number(m["year"]), genre)
    for m in _beside_years(REVIEWED, speech, years, (JUST_PAST, BEFORE_YEAR, 0)):
        yield _work_of(Words(speech, *m.span()), number(m["year"] or m["year2"] or m["year3"]) + 1, genre)


def _titled(passage: IndexedText, start: int, end: int) -> Iterator[Clue]:
    """The year in the title of a report is that of the congress to which it is made."""
    for m in TITLED.finditer(passage.text, start, end):
        yield _in(number(m["year"] or m["year2"] or m["year3"]), "title", Words(passage, *m.span()))


def _headed(speech: IndexedText) -> Iterator[Clue]:
    """The headings of a report look back or ahead."""
    for m in HEADED.finditer(speech.text):
        if year := _year_headed(m):
            begins = next(group for group in ("year", "plan", "n") if m[group])
            yield _in(year, "heading", Words(speech, m.start(begins), m.end()))


def _year_headed(m: re.Match[str]) -> int:
    """The year of the report by one of its headings; 0 if the heading leaves it open."""
    if m["plan"]:
        plan = events().get(f"{m['plan']}五")
        return plan.begin // 12 + 5 if plan else 0
    if m["last"] or BACK.search(m["of"]):
        return number(m["last"] or m["year"]) + 1
    if ONWARD.search(m["of"]):
        return number(m["year"]) if m["n"] != "一" else 0  # a report that begins with a plan may be of the year before it
    return number(m["year"]) + (m["n"] == "一") if m["of"].endswith("工作") else 0


def _in(year: int, kind: str, words: Words) -> Clue:
    return Clue(in_year(year), Rank.SURE, kind, words, str(year))


def _annual(speech: IndexedText, genre: str) -> Iterator[Clue]:
    text = speech.text
    if genre == "speech" and "今年" in text and "明年" not in text and (m := LAST_AND_THIS.search(text)):
        first_half = reduce(or_, map(in_calendar, range(1, 7)))
        yield Clue(first_half, Rank.BOUND, "annual", Words(speech, *m.span()), "first half of the year")


def _meetings(speech: IndexedText) -> Iterator[Clue]:
    """The year in the name of the meeting that a text is about: it may be held a little before that year or after it."""
    for m in MEETING_OF.finditer(speech.text, 0, LEAD):
        year = number(m["year"])
        yield Clue(since(year - 1, 11) & until(year + 1, 2), Rank.BOUND, "meeting", Words(speech, *m.span()), f"about {year}")


def _openings(speech: IndexedText) -> Iterator[Clue]:
    """What a report calls the year of an opening or a decision is this year, or also the next if it does not say 今年."""
    this = "今年" in speech.text and "明年" not in speech.text
    for m in OPENING_YEAR.finditer(speech.text):
        year = number(m["year"])
        months = in_year(year) if this else since(year - 1, 11) & until(year)
        yield Clue(months, Rank.BOUND, "opening", Words(speech, *m.span()), f"about {year}")


def years_in(passage: IndexedText, stop: int = maxsize) -> list[int]:
    """The places where a four-digit year begins, up to ``stop``."""
    begins = (at - 4 for at in passage.places("年") if 4 <= at < stop)
    return [at for at in begins if FULL_YEAR.fullmatch(passage.text, at, at + 4)]


def _beside_years(
    pattern: re.Pattern[str], passage: IndexedText, years: Sequence[int], before: Sequence[int]
) -> Iterator[re.Match[str]]:
    """What ``pattern`` finds that many characters before the beginning of a year."""
    text, read_to = passage.text, 0
    for at in (year - n for year in years for n in before if year >= n):
        if at >= read_to and (found := pattern.match(text, at, 5 * HEAD)):
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
