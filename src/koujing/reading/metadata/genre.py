"""Decide the genre of a text, by its form of address, its set phrases and its verbs of saying; and find its title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from koujing.chinese.numeral_forms import SHORT_NUMERAL, TO_TEN
from koujing.chinese.patterns import lazy
from koujing.reading.metadata.clues import Words
from koujing.reading.metadata.date_lines import is_date_line
from koujing.reading.metadata.gazetteer import HAN
from koujing.reading.metadata.index import IndexedText, wording
from koujing.reading.metadata.written import YEAR

HEAD = 600  # characters within which a report says what it is; the longest opening among the 52 needs 330
QUOTED = 3  # verbs of saying that are shown as evidence

# The bodies that report to a congress, and the words with which they do so.
REPORTING = lazy(r"国务院|政府|人民法院|人民检察院|常务委员会|人大常委会")
WORK_REPORT = lazy(r"政府工作|工作[报報]告|作(?:了)?工作[报報]告|[报報]告.{0,12}工作")
PLAN_REPORT = lazy(r"(?:计划|预算|决算|纲要).{0,40}的报告|关于.{0,30}(?:计划|预算|纲要).{0,30}报告")
TITLED_REPORT = lazy(r"\s*[^\n。，]{0,40}工作[报報]\n?[告](?=[\s（(—]|$)")
# A report told in the third person, part by part.
DIGEST = wording("总", r"总理(?:在)?报告(?:中|的第[一二三]部分)")
SALUTATION = lazy(
    r"^[ \u3000]*(?:尊敬的|[^\n，。：:！!]{0,12}(?:同志们|朋友们|代表们|委员们|乡亲们|同学们|老师们|女士们)"
    r"|各位(?:代表|领导|同志|来宾|委员|老师|乡亲|朋友|同事)?)[^\n。]{0,30}[:：！!,，]",
    re.MULTILINE,
)
POINTS = wording("我", r"我(?:就|先|再)?[^，。\n]{0,12}(?:讲|谈)[^，。\n]{1,8}(?:意见|问题|方面|想法|要求)")
SPOKEN_TITLE = lazy(
    r"(?:上的|的)?(?:讲话|发言|致辞|致词|演讲|动员讲话|讲话提纲)(?:稿|摘要|节选)?[^\n。，]{0,6}(?=\n|\Z)"
)
# 市长王某指出, 王某要求, 会议强调: somebody at the beginning of a sentence who says something; but not 按照省委的要求.
REPORTED = lazy(
    rf"(?:(?:书记|[省市县区州盟旗镇乡厅局部处科主院校]长|主任|主席|同志|总经理)[{HAN}]{{0,4}}?|(?<![^。！？；\n \u3000])[{HAN}]{{2,4}}?)"
    r"(?:在[^，。,\n]{2,16}?)?(?:还|又|也|同时|进一步|最后)?(?:指出|强调|要求|表示|说)[，,：:]"
)
# The last character of the verb with its comma, and how far before it the somebody can begin.
SAID = wording("出调求示说", r"(?:(?<=指)出|(?<=强)调|(?<=要)求|(?<=表)示|说)[，,：:]")
REACH = 32
CONVENED = lazy(
    r"(?:[日讯电]|[今昨][天日晚]|[上下]午)[，,]?[^。\n]{2,60}(?:召开|举[行办]|调研|[开闭]幕|开班|开[起了][^。，\n]{0,8}会)"
)

DATE = lazy(
    rf"[（(—\-―\s]*(?:\d{{4}}|{YEAR})[年./-]\s*\d{{0,2}}[^\n]{{0,6}}[）)]?\s*$"
)
RUBRIC = lazy(r"[^|｜\n]{1,6}[|｜]|【[^】\n]{1,8}】")
NO_TITLE = lazy(
    rf"[^\n]*(?:[。；]|[，：:！!,]\s*$)|(?:[^\n，。]{{0,12}}(?:同志们|代表们|委员们)|各位[^\n]{{0,12}})\s*$|[（(]?{SHORT_NUMERAL}[、）)]|——|第[{TO_TEN}][章节部]"
)
CONTINUED = lazy(
    r"\n\s*(?P<more>(?:——|--|—)(?![—\- \u3000]*[\d一二][\d九〇零○])[^\n。]{4,50}"
    r"|(?:上的|的)(?:讲话|发言|报告)[^\n]{0,6}|[^\s，。：:！!]{1,2})(?=\n|$)"
)
LINE = lazy(r"[^\n]*\S[^\n]*")
LONGEST_TITLE = 60


def find_genre(speech: IndexedText, credits: bool = False) -> tuple[str, list[Words]]:
    """The genre (speech, news report, work report, plan report or other) and the words that show it.

    ``credits``: whether the page has a dateline or byline.
    """
    text = speech.text
    head = text[:HEAD]
    if speech.first(DIGEST) or TITLED_REPORT.match(text) or ("各位代表" in head[:120] and REPORTING.search(head)):
        return _report(speech, head)
    spoken = SALUTATION.search(head) or speech.first(POINTS, 5 * HEAD) or SPOKEN_TITLE.search(_first_lines(text))
    if spoken:
        return "speech", [Words(speech, *spoken.span())]
    told, convened = list(_reported(speech)), CONVENED.search(head[: HEAD // 2])
    if len(told) >= 2 or (convened and (told or credits)):
        return "news report", [Words(speech, *m.span()) for m in [*filter(None, [convened]), *told][:QUOTED]]
    return "other", []


def find_title(speech: IndexedText) -> Words | None:
    """The first line that is not a date, if it is short and not a sentence, a salutation or a heading.

    >>> text = "（2013年3月21日）\\n头条|大会\\n的讲话\\n同志们："
    >>> print(find_title(IndexedText.of(text)))
    大会
    的讲话
    """
    for line in LINE.finditer(speech.text[: 4 * LONGEST_TITLE]):
        if DATE.match(line.group()) or is_date_line(speech.text, line.start(), line.end()):
            continue
        start = line.end() - len(line.group().lstrip())
        rubric = RUBRIC.match(speech.text, start, line.end())
        start, end = rubric.end() if rubric else start, line.start() + len(line.group().rstrip())
        if NO_TITLE.match(speech.text, start, end) or not 0 < end - start <= LONGEST_TITLE:
            return None
        more = CONTINUED.match(speech.text, end)
        return Words(speech, start, more.end("more") if more else end)
    return None


def join_title(title: str) -> str:
    """The lines of a title as one line. A space between two phrases is kept; one that only spreads out characters is dropped.

    >>> join_title("修好水渠 种好田\\n——在会上的讲话"), join_title("讲 话")
    ('修好水渠 种好田——在会上的讲话', '讲话')
    """
    lines = (line.split() for line in title.split("\n"))
    return "".join((" " if all(len(word) > 2 for word in words) else "").join(words) for words in lines)


def _reported(speech: IndexedText) -> Iterator[re.Match[str]]:
    """The same as ``REPORTED.finditer(text)``, but tried only before verbs of saying."""
    read_to = 0
    for verb in speech.matches(SAID):
        begin, end = verb.start(), verb.end() + REACH
        while (found := REPORTED.search(speech.text, max(read_to, begin - REACH), end)) and found.start() <= begin:
            read_to = found.end()
            yield found


def _first_lines(text: str) -> str:
    """The whole lines that begin within the first hundred characters."""
    return text[: text.find("\n", 100) if "\n" in text[100:] else None][: 2 * LONGEST_TITLE + 100]


def _report(speech: IndexedText, head: str) -> tuple[str, list[Words]]:
    """The kind of report; a report on the plan that also treats foreign policy is the government's report of that year."""
    plan, work = PLAN_REPORT.search(head[:300]), WORK_REPORT.search(head[:300])
    if plan and not work and "外交" not in head:
        return "plan report", [Words(speech, *plan.span())]
    said = WORK_REPORT.search(head) or speech.first(DIGEST) or REPORTING.search(head)
    return "work report", [Words(speech, *said.span())] if said else []
