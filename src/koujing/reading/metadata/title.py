"""Find the title of a text: its first line, where that is one, without the day and the meeting at which the text was spoken."""

from __future__ import annotations

from koujing.chinese.numeral_forms import SHORT_NUMERAL, TO_TEN
from koujing.chinese.patterns import lazy
from koujing.reading.metadata.clues import Words
from koujing.reading.metadata.date_lines import is_date_line
from koujing.reading.metadata.gazetteer import HAN
from koujing.reading.metadata.index import IndexedText
from koujing.reading.metadata.written import GAP, NUMBER, YEAR

LATIN_GAP = lazy(r"(?:(?<=[A-Za-z][A-Za-z])|(?<=[A-Za-z][,;:]))\t(?=[A-Za-z\d])|(?<=[A-Za-z])\t(?=[A-Za-z]{2}|\d)")  # in A talk on 5G
DATE = lazy(
    rf"[（(—\-―\s]*(?:\d{{4}}|{YEAR})[年./-]\s*\d{{0,2}}[^\n]{{0,6}}[）)]?\s*$"
)
RUBRIC = lazy(r"[^|｜\n]{1,6}[|｜]|【[^】\n]{1,8}】|[-–•●◆■▪*][^\S\n]+")
NO_TITLE = lazy(
    rf"[^\n]*(?:[。；]|[，：:！!,]\s*$)|(?:[^\n，。]{{0,12}}(?:同志们|代表们|委员们)|各位[^\n]{{0,12}})\s*$|[（(]?{SHORT_NUMERAL}[、）)]|——|第[{TO_TEN}][章节部]"
)
CONTINUED = lazy(
    r"\n\s*(?P<more>(?:——|--|—)(?![—\- \u3000]*[\d一二][\d九〇零○])[^\n。]{4,50}"
    rf"|(?:上的|的)(?:讲话|发言|报告)[^\n]{{0,6}}|第[{TO_TEN}]{{1,3}}次会议上?|[{HAN}]|讲话|发言|报告|致辞|大会|会议)(?=\n|$)"
)
INLINE_TITLE = lazy(
    rf"\s*(?P<title>[^。！？；\n]{{0,80}}?在[^。！？；\n]{{2,60}}?[上中时]的?[^，。；\n]{{0,4}}?(?:讲话|发言|致辞|致词|演讲))(?=[（(](?:\d{{4}}|{YEAR})年|[^\n，。]{{0,8}}同志们|各位|尊敬的|这次|今天|刚才|方才)"
)
# 甲县人民政府⏎关于修渠的意见: the name of the body is the first line of the title.
BODY_NAME = lazy(r"[\u3400-\u9fff]{2,20}(?:人民政府|委员会|[厅局委]|办公室)")
BELOW_BODY = lazy(r"\n\s*(?P<more>(?:关于|\d{4}年|在)[^\n。，]{4,50})(?=\n|$)")
LINE = lazy(r"[^\n]*\S[^\n]*")
# 政府工作报告——2014年2月10日在某市第十四届人民代表大会第二次会议上: what follows the title says when and where it was spoken.
OCCASION = lazy(
    rf"(?:(?:—|-|\s)*[（(]?{YEAR}{GAP}年{GAP}{NUMBER}{GAP}月{GAP}{NUMBER}{GAP}日[）)]?[，,]?|[\s—-]*(?:——|--)|\n\s*—)\s*"
    r"在[^—]{4,60}会议?上[）)]?\s*$"
)
LONGEST_TITLE = 60


def find_title(speech: IndexedText) -> Words | None:
    """The first line that is neither a date nor a table's row, if it is short and not a sentence, a salutation or a heading.

    >>> text = "（2013年3月21日）\\n头条|大会\\n的讲话\\n同志们："
    >>> print(find_title(IndexedText.of(text)))
    大会
    的讲话
    """
    if inline := INLINE_TITLE.match(speech.text):
        return Words(speech, *inline.span("title"))
    for line in LINE.finditer(speech.text[: 4 * LONGEST_TITLE]):
        if DATE.match(line.group()) or is_date_line(speech.text, line.start(), line.end()) or "\t" in line.group().strip():
            continue
        start = line.end() - len(line.group().lstrip())
        rubric = RUBRIC.match(speech.text, start, line.end())
        start, end = rubric.end() if rubric else start, line.start() + len(line.group().rstrip())
        if NO_TITLE.match(speech.text, start, end) or not 0 < end - start <= LONGEST_TITLE:
            return None
        more = (BELOW_BODY if BODY_NAME.fullmatch(speech.text, start, end) else CONTINUED).match(speech.text, end)
        return Words(speech, start, more.end("more") if more else end)
    return None


def join_title(title: str) -> str:
    """The lines of a title as one line. A space between two phrases is kept; one that only spreads out characters is dropped.

    >>> join_title("修好水渠 种好田\\n——在会上的讲话"), join_title("讲 话"), join_title("A talk on 5G 技术")
    ('修好水渠 种好田——在会上的讲话', '讲话', 'A talk on 5G技术')
    """
    return "".join(map(_join_words, title.split("\n")))


def _join_words(line: str) -> str:
    words = line.split()
    if all(len(word) > 2 for word in words):
        return " ".join(words)
    return LATIN_GAP.sub(" ", "\t".join(words)).replace("\t", "")


def without_occasion(title: Words) -> Words | None:
    """The title without the meeting at its end, on its day or on a line of its own; none if nothing else stands there.

    >>> text = "政府工作报告2014年2月1日在县人民代表大会上"
    >>> print(without_occasion(Words(IndexedText.of(text), 0, len(text))))
    政府工作报告
    """
    at = OCCASION.search(str(title))
    end = title.start + at.start() if at else title.end
    return Words(title.passage, title.start, end) if end > title.start else None
