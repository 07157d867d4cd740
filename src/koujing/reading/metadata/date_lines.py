"""Find the lines on which a text is dated: under its title, in its title, in a note, as its signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from koujing.chinese.numeral_forms import DIGITS, TO_TEN
from koujing.chinese.patterns import lazy
from koujing.reading.metadata.clues import Words
from koujing.reading.metadata.index import IndexedText
from koujing.reading.metadata.written import DAY, GAP, NUMBER, WRITTEN, YEAR, read_date

HEAD = 600  # characters within which a report says when it was given; the longest opening among the 52 needs 330
LONGEST = 120  # characters of a line that only dates a text: the day, the meeting and its place
FOOT_LINES = 3  # the day of a signature stands on one of the last lines, perhaps above a name or a note
TITLE_LINES = 5  # the title is one of the first lines; a rubric, a site's name or a label may stand above it


class Trust(IntEnum):
    """How surely a line gives the day of the text itself."""

    OWN = 0  # in brackets or after a dash under the title, in the title, with the meeting, or in a note on the text
    BARE = 1  # nothing but a day, or a day and a name: a signature, or the day of the page
    ISSUED = 2  # the day on which the text was issued, by a label


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a text gives for itself; ``year`` is 0 if it gives none, ``day`` is 0 if it gives only a month."""

    year: int
    month: int
    day: int
    words: Words


HAS_DATE = lazy(rf"{YEAR}|[./-](?:19|20)\d\d")
OFFICE = "[长记任席员事理]"
# Words beside a date that make it the day of a page, of a newspaper or of another text.
FOREIGN = lazy(
    r"来源|发布|更新|浏览|阅读|点击|作者|编辑|记者|字[体号]|打印|分享|[\d ]版|摄|报道|[日晚早]报|报社|新华社|电视台|融媒"
    r"|(?:新闻|信息|政府|政务|门户|在线)网|网站|[网报](?=[\s）)]|\Z)"
)
ABOUT = lazy(r"关于|通知|公告|通报|《")  # a title that names a day of which the text only treats
LISTED = lazy(rf"{GAP}(?:《|[\d{TO_TEN}]+[、.．])")  # documents in a list, each with its day in brackets
MEETING_DAY = r"(?:会议|开会|召开|讲话|演讲|报告|发言|致辞|活动)(?:时间|日期)"
ISSUED_DAY = r"(?:发文|成文|印发|签发|制发|行文)(?:时间|日期)"
PLAIN_DAY = rf"(?:时{GAP}间|日{GAP}期)"
ADDRESS = "(?:各位|同志们|尊敬的|代表们|朋友们|女士们)"
SPOKEN = "(?:讲话|发言|报告|致辞|致词|演讲|主持词)"
# A date with what may follow it: the last day (—7日), the day of the week, the time of day.
WHEN = rf"""{WRITTEN}
    (?:{GAP}[—\-－–~～至到]{{1,2}}{GAP}(?:(?:(?:{YEAR}{GAP}年{GAP})?{NUMBER}{GAP}月{GAP})?{NUMBER}{GAP}{DAY}|(?:\d{{1,2}}[./-])?\d{{1,2}}(?!\d)))?
    (?:{GAP}[（(]?(?:星期|周)[{DIGITS[:6]}日天][）)]?)?
    (?:{GAP}[，,]?{GAP}(?P<half>凌晨|早[上晨]|[上下]午|中午|晚上?))?
    (?:{GAP}(?P<clock>{NUMBER}(?:[:：]\d\d){{1,2}}|{NUMBER}[时点](?:{NUMBER}分|[整半])?)
       (?:[—\-－–~～至到]{{1,2}}{NUMBER}[:：时点](?:\d\d|{NUMBER}分)?)?)?{GAP}"""
OPENED = lazy(
    rf"""{GAP}(?P<open>[（(【〔\[])?{GAP}(?P<dash>[—―─–－*※•-]{{0,8}}){GAP}
    (?:(?<=[（(【〔\[—―─–－*※• \u3000-])(?P<at>[在于]{GAP}))?
    (?:(?:[\d{TO_TEN}]{{1,2}}[、.．]{GAP})?(?:(?P<meeting>{MEETING_DAY})|(?P<issued>{ISSUED_DAY})|(?P<plain>{PLAIN_DAY})){GAP}[:：]\s{{0,8}})?
    {WHEN}(?P<rest>[^\n。；！？）)】〕\]]{{0,80}})(?P<close>[）)】〕\]])?{GAP}""",
    re.VERBOSE,
)
# 讲话（2015年3月5日）, 县长 李某 (2015.3.5); also where the text runs on behind the title without a line break.
CLOSED = lazy(rf"[^\n。；！？]{{2,60}}?{GAP}[（(【〔\[]{GAP}{WHEN}[）)】〕\]]{GAP}", re.VERBOSE)
INLINE = lazy(
    rf"(?:[^\n。；！？，]{{0,80}}?{SPOKEN}{GAP}(?=[（(])|(?=[（(][^）)]{{6,30}}[）)]{GAP}{ADDRESS}))[（(]{GAP}{WHEN}[）)]", re.VERBOSE
)
NAMED = lazy(
    rf"{GAP}(?P<open>[（(])?(?P<name>[\u3400-\u9fff][\u3400-\u9fff· \u3000]{{1,24}})(?:[^\S\n]|[，,]){WHEN}(?(open)[）)]{GAP})", re.VERBOSE
)
# 在2015年3月5日全县春耕会上的讲话, 政府工作报告2011年1月20日在某县人民代表大会
IN_TITLE = lazy(
    rf"[^\n。；！？，,]*?{WHEN}[^\n。；！？]*?(?:{SPOKEN}(?:稿|摘要|提纲)?|[大会]会议?上?){GAP}(?:[（(][^\n]{{1,12}})?", re.VERBOSE
)
# 这是某县长2015年3月5日在全县春耕会上的讲话。（根据2015年3月5日的录音整理）
NOTED = lazy(
    rf"{GAP}[（(*※]*{GAP}(?:(?:这是|这篇|本文|此文|此件|此稿|根据|据)[^\n。]{{0,40}}?"
    rf"|(?!学习|牢记|重温|贯彻|落实|按照|根据|遵循|深入|认真|我们|让)[^\n，。]{{2,16}}?){WHEN}"
    rf"[^\n。]{{0,60}}(?:{SPOKEN}|整理|谈话)[^\n，。]{{0,8}}[。）)]*{GAP}",
    re.VERBOSE,
)
WEEKDAY = lazy(f"星期|周[{DIGITS[:6]}日]")
NAME = lazy(
    rf"{GAP}[，,]?(?:[\u3400-\u9fff]{{0,14}}{OFFICE}{GAP})?[\u3400-\u9fff]{GAP}[\u3400-\u9fff](?:{GAP}[\u3400-\u9fff]){{0,2}}{GAP}"
)
ISSUER = lazy(rf"(?<=\s)(?![^\n]*[会话])[\u3400-\u9fff]{{2,14}}{GAP}")  # 某县政府办公室
HELD_AT = lazy("[会上话]$")  # ——在2015年3月5日召开的春耕会上
PLACED = lazy(rf"[，,]?{GAP}[在于][^\n]{{2,80}}")


def dated(passage: IndexedText, start: int, end: int, *, title: bool = False) -> tuple[Trust, Day] | None:
    """The day that a line gives for the text it belongs to, if it consists of little else; ``title``: it may be the title.

    >>> def iso(line):
    ...     found = dated(IndexedText.of(line), 0, len(line))
    ...     return found and (found[0].name, found[1].year, found[1].month, found[1].day)
    >>> iso("（二〇一五年三月五日）"), iso("2015年3月5日 县长 李某"), iso("来源：某网 2015-03-05")
    (('OWN', 2015, 3, 5), ('BARE', 2015, 3, 5), None)
    """
    text = passage.text
    if end - start > LONGEST or not HAS_DATE.search(text, start, end):
        return None
    if m := OPENED.fullmatch(text, start, end):
        trust = _opened(m)
    elif m := CLOSED.fullmatch(text, start, end) or NOTED.fullmatch(text, start, end):
        trust = None if FOREIGN.search(text, start, end) or LISTED.match(text, start) else Trust.OWN
    elif title and (m := IN_TITLE.fullmatch(text, start, end)):
        trust = None if FOREIGN.search(text, start, end) or ABOUT.search(text, start, end) else Trust.OWN
    elif m := NAMED.fullmatch(text, start, end):
        named = Trust.OWN if m["open"] else Trust.BARE
        trust = None if m["clock"] or FOREIGN.search(m["name"]) else named
    else:
        return None
    day = day_of(m, passage)
    return (trust, day) if trust is not None and day else None


def is_date_line(text: str, start: int, end: int) -> bool:
    """Whether a line has only a date, or a date and a name: no title."""
    m = OPENED.fullmatch(text, start, end)
    return _is_name(m) if m else bool(NAMED.fullmatch(text, start, end))


def _opened(m: re.Match[str]) -> Trust | None:
    """The trust in a line that begins with its date, or with a label before it; none in the stamp of a page."""
    if FOREIGN.search(m["rest"]):
        return None
    if m["at"]:
        return Trust.OWN if HELD_AT.search(m["rest"]) else None
    if PLACED.fullmatch(m["rest"]) or m["meeting"] or (m["half"] and m["plain"]):
        return Trust.OWN
    if m["issued"] or (m["plain"] and (m["month"] or (m["mark"] or "-") not in "-/")):
        return Trust.ISSUED
    if m["plain"] or (m["clock"] and not m["half"] and not {"时", "点"} & set(m["clock"])):
        return None
    if (m["open"] and m["close"]) or (m["dash"] and m["month"]):
        return Trust.OWN
    return Trust.BARE if _is_name(m) else None


def _is_name(m: re.Match[str]) -> bool:
    """Whether nothing follows a date but a name, a place or, after a gap, who issued the text."""
    span = m.span("rest")
    return not m["rest"].strip() or bool(NAME.fullmatch(m.string, *span) or ISSUER.fullmatch(m.string, *span))


def day_of(m: re.Match[str], passage: IndexedText) -> Day | None:
    """The day that ``WRITTEN`` matched, unless no calendar has it."""
    found = read_date(m)
    first, last = ("year", max("month", "day", "d", "md", key=m.end)) if m["year"] else ("d2", "y2")
    return Day(*found, Words(passage, m.start(first), after(m.string, m.end(last)))) if found else None


def after(text: str, end: int) -> int:
    """The end of a date whose last number ends at ``end``: 月 or 日 belongs to it."""
    return end + (text[end : end + 1] in ("日", "号", "號", "月"))


def date_lines(passage: IndexedText) -> Iterator[tuple[Trust, Day]]:
    """The lines at the beginning and at the end of a text that date it, in order."""
    text, read_to, below = passage.text, 0, False
    for n, (start, end) in enumerate(lines(text, 0, HEAD)):
        read_to, below = end, below or "。" in text[start:end]
        if found := dated(passage, start, end, title=n < TITLE_LINES):
            if n or found[0] != Trust.BARE or not WEEKDAY.search(text, start, end):  # the clock of a site stands above all
                yield _placed(found, below)
        elif n < TITLE_LINES and (m := INLINE.match(text, start, end)) and (day := day_of(m, passage)):
            yield Trust.OWN, day
    foot = max(read_to, text.rfind("\n", 0, max(0, len(text) - 2 * LONGEST)) + 1)
    end = len(text.rstrip())
    last = max(text.rfind("。", 0, max(0, end - 1)), text.rfind("\n", 0, end)) + 1  # a note may follow the last sentence
    for span in [*list(lines(text, foot, len(text)))[-FOOT_LINES:], *lines(text, last, len(text))]:
        if found := dated(passage, *span):
            yield _placed(found, below=True)


def _placed(found: tuple[Trust, Day], below: bool) -> tuple[Trust, Day]:
    """A day alone in brackets is the text's own under its title; ``below`` its sentences it is a signature or the page's."""
    trust, day = found
    line = day.words.passage.text[day.words.start :].partition("\n")[0]
    alone = below and trust == Trust.OWN and len(line) <= len(str(day.words)) + len("）")
    return Trust.BARE if alone else trust, day


def lines(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The lines with anything on them that begin from ``start`` to ``stop``, without the space around them."""
    while start < min(stop, len(text)):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if line := text[start:end].strip():
            begin = text.index(line[0], start)
            yield begin, begin + len(line)
        start = end + 1
