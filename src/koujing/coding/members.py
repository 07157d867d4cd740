"""The members of a formula, where the text spells them out: before its label, after it, or as a numbered series."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

Span = tuple[int, int]

# How far a list may reach: the longest list beside its label in the local speeches has 75 characters, a series whose
# items are paragraphs 930.
REACH = 160
SERIES_REACH = 3000

_ORDINALS = "一二三四五六七八九十"
_NOUN = '[ ]?[”"」』’]?(?:的?(?:要求|目标|标准|工程|原则|活动|方针|机制|任务))?'
_THAT_IS = re.compile(
    rf"{_NOUN}(?:[，,]?(?:即|就是|也就是|指的是|是指|包括)[：:，,]?|[：:]|[（(](?:即|指)?[：:]?|——|—)\s*"
)
_FIRST_ITEM = re.compile(rf"{_NOUN}[：:，,。]\s*(?:一是|一要|第一[，,、])要?")
_CLAUSE_MARKS = "，,。；;：:！？\n"
_CLAUSE_END = re.compile(f"[{_CLAUSE_MARKS}]")
_AFTER_END = re.compile("[。！？\n）)]")
_MARK = re.compile("[，,、；;]")
_AND = re.compile("(?:以及|[和与及])(?![，,、])")
_FILLING = "，,、；; \u3000"
# Between a list and its label stand at most such words and marks (…等所谓“五毒”, …的“农业|八字宪法”).
_JOINT = re.compile('(?:作为[\u4e00-\u9fff]{2,6})?(?:的|等)?(?:这|所谓)?(?:[“"「『‘ ][\u4e00-\u9fff]{0,2})?$')
_VERBS = (
    "紧扣|围绕|坚持|实现|做到|落实|抓好|推进|推动|加强|通过|形成|构建|按照|带动了?|扶强|实行|实施|推行|开展|包括|即|就是|达到|进行|解决|消灭|消除|随着|面临|"
    "统筹|坚定|增强|牢记|促进|做好|搞好|保持|加快|深化|完善|改善|提高|建设|建立|健全|控制|反对|打好|打赢|发挥|利用|用好|增加|减少|扩大|支持|优化|服务于|"
    "用于|存在|倡导|共建|公开|树立|贯彻|执行|确保|巩固"
)
_LEAD = re.compile(f"{_VERBS}|我[国省市县]|全[国省市县]|[以对在从由为是的了等把将要]")
# A list that ends in a verb or preposition is no list of members: the label is its object (增强“四个意识”、坚定|“四个自信”).
_TAKES = re.compile(f"(?:{_VERBS}|[在对把将以为向从按和与及、])$")


def find_members(text: str, start: int, end: int, count: int, head: str, known: Sequence[str] = ()) -> tuple[Span, ...]:
    """Spans of the ``count`` members of the label ``text[start:end]``, or none where the text does not spell them out.

    ``known`` are the members the registry has for the label; they only help to see where a list begins.

    >>> text = "紧扣对象、目标、内容“三个精准”"
    >>> [text[start:end] for start, end in find_members(text, 11, 15, 3, "精准")]
    ['对象', '目标', '内容']
    """
    if not 2 <= count <= len(_ORDINALS):
        return ()
    spans = _series(text, end, count) or _after(text, end, count, head)
    if not spans and "|" not in head:  # a compound (三严三实) is not the apposition of one list
        spans = _before(text, start, count, known)
    return tuple(spans)


def _series(text: str, end: int, count: int) -> list[Span]:
    """一是 … 二是 … right after the label: each member up to its first punctuation mark."""
    item = _FIRST_ITEM.match(text, end)
    limit = min(len(text), end + SERIES_REACH)
    if not item or text.find(_ORDINALS[count - 1], item.end(), limit) < 0:
        return []
    begins = [item.end()]
    for ordinal in _ORDINALS[1:count]:
        following = re.compile(f"{ordinal}(?:(?:是|要(?!求))要?|(?<=第.)[，,、])").search(text, begins[-1], limit)
        if not following:
            return []
        begins.append(following.end())
    stops = [_CLAUSE_END.search(text, begin, limit) for begin in begins]
    return [(begin, stop.start() if stop else limit) for begin, stop in zip(begins, stops, strict=True)]


def _after(text: str, end: int, count: int, head: str) -> list[Span]:
    """A list that the label announces (“五个精准”,即…)."""
    intro = _THAT_IS.match(text, end)
    if not intro:
        return []
    stop = _AFTER_END.search(text, intro.end(), intro.end() + 2 * REACH)
    segment = intro.end(), stop.start() if stop else min(len(text), intro.end() + REACH)
    return _by_head(text, segment, count, head) or _by_marks(text, segment, count)


def _by_head(text: str, segment: Span, count: int, head: str) -> list[Span]:
    """Clauses that all begin with the head (确保…,确保…,确保…) or all end in it."""
    begin, end = segment
    if text.count(head, begin, end) != count:
        return []
    places = [match.start() for match in re.compile(re.escape(head)).finditer(text, begin, end)]
    if places[0] == begin:
        return [_trim(text, *span) for span in pairwise([*places, end])]
    marks = [_MARK.search(text, place + len(head), end) for place in places]
    return [_trim(text, *span) for span in pairwise([begin, *(mark.start() if mark else end for mark in marks)])]


def _by_marks(text: str, segment: Span, count: int) -> list[Span]:
    """Parts between marks of one rank (semicolons, else commas, else enumeration commas), else of two ranks."""
    for marks in ("；;", "，,", "、", "，,、", "，,；;"):
        if count - 2 <= sum(text.count(mark, *segment) for mark in marks) < count:
            spans = _cut(text, segment, marks, count)
            if len(spans) == count:
                return spans
    return []


def _cut(text: str, segment: Span, marks: str, count: int) -> list[Span]:
    """The last ``count`` parts of a segment between marks; a last part with 和 in it counts as two where one is missing."""
    begin, end = segment
    places = [match.start() for match in re.compile(f"[{marks}]").finditer(text, begin, end)]
    spans = [_trim(text, *span) for span in pairwise([begin, *places, end][-count - 1 :])]
    if len(spans) == count - 1:
        start, stop = spans[-1]
        joints = list(_AND.finditer(text, start + 1, stop - 1))
        if len(joints) == 1:
            spans[-1:] = [(start, joints[0].start()), (joints[0].end(), stop)]
    return [span for span in spans if span[0] < span[1]]


def _trim(text: str, begin: int, end: int) -> Span:
    """A span without the marks around it and without a 和 that leads to the next one."""
    part = text[begin:end]
    bare = part.lstrip(_FILLING)
    begin += len(part) - len(bare)
    return begin, begin + len(re.sub(f"[{_FILLING}]*(?:以及|[和与及])?$", "", bare.rstrip(_FILLING)))


def _before(text: str, start: int, count: int, known: Sequence[str]) -> list[Span]:
    """A list of even parts that runs up to the label (对象、目标、…“六个精准”)."""
    joint = _JOINT.search(text, max(0, start - 12), start)
    end = joint.start() if joint else start
    begin = max(0, start - REACH)
    begin = max([begin, *(text.rfind(mark, begin, end) + 1 for mark in _CLAUSE_MARKS)])
    if text.count("、", begin, end) < count - 2 or _TAKES.search(text, max(begin, end - 4), end):
        return []
    spans = _cut(text, (begin, end), "、", count)
    if len(spans) != count or (count == 2 and "的" in text[end:start]):
        return []
    spans = [_unquote(text, *span) for span in [_first(text, spans, known), *spans[1:]]]
    lengths = sorted(stop - start for start, stop in spans)
    # Members are even: in the local speeches pairs differ by at most two characters, and no longest part is over twice
    # the shortest and four more; looser lists were the object of a verb or ran on from another list.
    even = lengths[-1] <= (lengths[0] + 2 if count == 2 else 2 * lengths[0] + 4)
    return spans if even and lengths[0] > 0 else []


def _unquote(text: str, begin: int, end: int) -> Span:
    """A member without a quotation mark that belongs to the whole list (“和平友好、…、长期稳定”三项原则)."""
    member = text[begin:end]
    if sum(map(member.count, "“「")) != sum(map(member.count, "”」")):
        return begin + (member[0] in "“「"), end - (member[-1] in "”」")
    return begin, end


def _first(text: str, spans: list[Span], known: Sequence[str]) -> Span:
    """The first member without the words that lead into the list (紧扣|对象、目标、…)."""
    begin, end = spans[0]
    for member in known:
        if text.endswith(member, begin, end):
            return end - len(member), end
    lead = max([begin, *(match.end() for match in _LEAD.finditer(text, begin, end - 1))])
    others = [text[start:stop] for start, stop in spans[1:]]
    if all(other[0] == other[1:2] for other in others) and (doubled := re.compile(r"(.)\1").search(text, begin, end)):
        return doubled.start(), end
    if len(others) > 1:
        initials, lengths = {other[0] for other in others}, [len(other) for other in others]
        if len(initials) == 1 and (place := text.find(initials.pop(), begin, end)) >= 0:
            return place, end
        usual = max(sorted(set(lengths)), key=lengths.count)
        if 2 * lengths.count(usual) > len(lengths) and not usual <= end - lead <= 2 * usual:
            return max(begin, end - usual), end
    return lead, end
