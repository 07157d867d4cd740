"""The members of a formula, where the text spells them out: before its label, after it, or as a numbered series."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from koujing.chinese.joints import AND, ENDS_IN_AND, THAT_IS, Span, list_before, list_on_frame, split_last, split_parts
from koujing.chinese.numeral_forms import DIGITS
from koujing.slogans.edges import cut_clauses, cut_joints, cut_known, unquote
from koujing.slogans.explained import Part, explained
from koujing.slogans.first_item import DO_WELL, cut_first
from koujing.slogans.last_item import cut_last
from koujing.slogans.lists import are_even
from koujing.slogans.numbered import find_ended_sentences, find_headings, find_items, find_named_items
from koujing.slogans.wording import any_of

# How far a list may reach: the longest list beside its label in the local speeches has 75 characters.
REACH = 160
_MOST = 16  # the largest number of members that any list in the development texts spells out

_HAN = "[\u4e00-\u9fff]"
_CLOSED = '[ ]?[”"」』’]?'
_MARKS = "[：:，,]?"
# A list follows its label directly or after the noun that bears the name (“五代”服务，即…).
_AFTER = re.compile(
    rf"{_CLOSED}(?P<gap>{_HAN}{{0,5}}?)[]］】]?(?![，,]?即为)"
    rf"(?:[：:，,]?{THAT_IS}{_MARKS}|[：:]|[（(](?:即|指)?[：:]?|——|—|(?<=[”」』])(?:指|既|分别对应))\s*"
)
# Farther away, or after a mere comma or stop, only parts that contain the label's own word are its list.
_AFTER_LOOSELY = re.compile(
    rf"{_CLOSED}(?:{_HAN}{{0,14}}?(?:[，,]?{THAT_IS}{_MARKS}|[：:]|——|—|是)|{_HAN}{{0,8}}?[，,。])[ ]*(?:要|做到|坚持|做好)?"
)
_OPENED = re.compile("(?<=[“「])[^“「”」。\n]+$")
_CLAUSE_MARK = re.compile("[，,。；;：:！？\n]")
_SENTENCE_MARK = re.compile("[。！？：:\n]")
# A sentence ends, or the next part of a label is explained (两心即旧城、新城；|四轴即…).
_STOP = re.compile(f"[。！？\n）)]|[；;](?=[{DIGITS}两][\u4e00-\u9fff]{{1,2}}[，,]?(?:即|是?指))")
# The only words and marks that may stand between a list and its label (…等所谓“五毒”, …的“农业|八字宪法”).
_JOINT = re.compile('(?:作为[\u4e00-\u9fff]{2,6})?(?:的|等)?[ ]?(?:这|所谓)?(?:[“"「『‘ ][\u4e00-\u9fff]{0,2})?$')
# Two words side by side that begin alike (国内国际两个大局).
_PAIR = re.compile(rf"(?P<one>(?P<same>{_HAN}){_HAN})(?P<two>(?P=same){_HAN})$")
# What the members themselves do (产量、质量、效益|实现“三个提升”), unlike a verb that takes the label as its object.
_REACHED = re.compile("(?<![，,、])(?:实现|达到)$")
_CLAUSE_JOINT = re.compile('[，,](?:(?:真正|切实|努力|全面)?(?:做到|实现|达到|落实)|[这此])[“"「『‘]?$')

@cache
def _shared_verb() -> re.Pattern[str]:
    return re.compile(f"{any_of('lead_verb')}|{DO_WELL}|做好?|当好|争做|要")


@cache
def _taking() -> re.Pattern[str]:
    """The end of a list that does not name the members, as the label is an object of its own (增强“四个意识”、坚定|“四个自信”)."""
    return re.compile(f"(?:{any_of('lead_verb')}|{DO_WELL}|[在对把将以为向从按、])$")


def find_members(
    text: str, start: int, end: int, parts: Sequence[Part], label: str = "", known: Sequence[str] = ()
) -> tuple[Span, ...]:
    """Spans of the members of the label ``text[start:end]``; empty where the text around it does not spell them out.

    ``parts`` are the numbers and words of its parts (three 保 and three 不), none if it has no number; ``label`` is its wording;
    ``known`` are the members listed in the registry, which only help to find where a member begins and ends.

    >>> text = "紧扣对象、目标、内容“三个精准”"
    >>> [text[start:end] for start, end in find_members(text, 11, 15, [(3, "精准")])]
    ['对象', '目标', '内容']
    """
    count = sum(n for n, _ in parts)
    if not 2 <= count <= _MOST:
        return _complete(text, _after(text, end, label, ()), known)
    spans = find_items(text, end, count)
    for frame in frames_of(parts):
        spans = spans or on_frame(text, start, end, frame)
    spans = spans or _after(text, end, label, frames_of(parts))
    if not spans and len(parts) == 1:  # a compound (三严三实) is not the apposition of one list
        spans = before(text, start, count, known)
    spans = spans or find_headings(text, end, count)
    if not spans and len(parts) == 1 and len(word := parts[0][1]) > 1:
        spans = _without_verb(text, find_named_items(text, end, count, word)) or find_ended_sentences(text, end, count, word)
    return _complete(text, spans, known)


def _without_verb(text: str, spans: list[Span]) -> list[Span]:
    """Items without the verb in front of each of them (改善|生活环境，改善|生产环境)."""
    verbs = {lead[0] if (lead := _shared_verb().match(text, *span)) else "" for span in spans}
    return [(start + len(*verbs), stop) for start, stop in spans] if len(verbs) == 1 else spans


def read_definition(
    text: str, body: Span, parts: Sequence[Part], label: str = "", known: Sequence[str] = ()
) -> tuple[Span, ...]:
    """The same where ``text[body]`` is known to be the definition of the label."""
    count = sum(n for n, _ in parts)
    frames = frames_of(parts) if 2 <= count <= _MOST else []
    return _complete(text, explained(text, *body, label, frames), known)


def _complete(text: str, spans: Sequence[Span], known: Sequence[str]) -> tuple[Span, ...]:
    *others, last = cut_joints(text, spans) or [(0, 0)]
    return (*others, cut_known(text, *last, known)) if spans else ()


def frames_of(parts: Sequence[tuple[int, str]]) -> list[list[str]]:
    """For each member the word of the label that it must contain, in each possible order: part by part, or in turn (保…，压…；保…，压…).

    >>> frames_of([(2, "保"), (2, "压")])
    [['保', '保', '压', '压'], ['保', '压', '保', '压']]
    """
    by_part = [word for n, word in parts for _ in range(n)]
    in_turn = [word for _ in range(parts[0][0]) for _, word in parts]
    return [by_part, in_turn] if len(parts) > 1 and len({n for n, _ in parts}) == 1 else [by_part]


def on_frame(text: str, start: int, end: int, frame: Sequence[str]) -> list[Span]:
    """Members, after or before the label, that contain its words."""
    if not _may_hold(text, start, end, frame):
        return []
    for pattern in (_AFTER, _AFTER_LOOSELY):
        intro = pattern.match(text, end)
        spans = intro and list_on_frame(text, *_segment(text, intro.end()), frame)
        marked = [_CLAUSE_MARK.search(text, *span) for span in spans or ()]
        if spans and (pattern is _AFTER or not marked[0] or any(marked[1:])):  # else a clause leads into the first item
            return _cut_lead(text, cut_clauses(text, spans, frame[0]), frame)
    spans = _framed_before(text, start, frame)
    return [cut_first(text, spans, word=frame[0], regular=True), *spans[1:]] if spans else []


def _cut_lead(text: str, spans: Sequence[Span], frame: Sequence[str]) -> list[Span]:
    """The parts after a label, the first one without the words before the one that all others begin with."""
    last = cut_last(text, spans)
    spans = [*spans[:-1], last if text.find(frame[-1], *last) >= 0 else spans[-1]]
    (begin, end), others = spans[0], spans[1:]
    place = text.find(frame[0], begin, end)
    if len(set(frame)) == 1 and all(text.startswith(frame[0], start) for start, _ in others):
        return [(max(begin, place), end), *others]
    # A verb that all parts share is said once (做政策的讲解员、技术的辅导员), which makes the first part longer.
    lead = _shared_verb().match(text, begin, end - 1)
    usual = sum(stop - start for start, stop in others) / len(others)
    shared = lead and text.startswith(lead[0], others[0][0])
    if lead and not shared and len(others) > 1 and abs(end - lead.end() - usual) < abs(end - begin - usual):
        return [(lead.end(), end), *others]
    attribute = text.rfind("的", begin, end)
    longer = end - begin > 2 * max(stop - start for start, stop in others)
    if longer and attribute >= 0 and not any(text.find("的", *other) >= 0 for other in others):
        return [(attribute + 1, end), *others]
    return spans


def _may_hold(text: str, start: int, end: int, frame: Sequence[str]) -> bool:
    """Whether the first word of the frame occurs often enough around the label: a quick check that most labels fail."""
    n, word = frame.count(frame[0]), frame[0]
    return text.count(word, end, end + 2 * REACH) >= n or text.count(word, max(0, start - REACH), start) >= n


def _segment(text: str, begin: int) -> Span:
    stop = _STOP.search(text, begin, begin + 2 * REACH)
    return begin, stop.start() if stop else min(len(text), begin + REACH)


def _framed_before(text: str, start: int, frame: Sequence[str]) -> list[Span]:
    """A framed list in the sentence before the label: right before it, or before the clause that ends in it."""
    near = text[max(0, start - REACH) : start]
    mark = _SENTENCE_MARK.search(near[::-1])
    begin = start - (mark.start() if mark else len(near))
    if text.count(frame[0], begin, start) < frame.count(frame[0]):
        return []
    stops = [start - len(_joint(text, start))]
    clause = _CLAUSE_JOINT.search(text, max(begin, start - 12), start)
    for stop in [*stops, clause.start()] if clause else stops:
        spans = list_before(text, begin, stop, frame)
        if spans:
            return spans
    return []


def _joint(text: str, start: int) -> str:
    joint = _JOINT.search(text, max(0, start - 12), start)
    return joint[0] if joint else ""


def _after(text: str, end: int, label: str, frames: Sequence[Sequence[str]]) -> list[Span]:
    """The members that the label announces (“五个精准”,即…), up to the end of the sentence."""
    intro = _AFTER.match(text, end)
    return explained(text, *_segment(text, intro.end()), label, frames, anywhere=False) if intro else []


def before(text: str, start: int, count: int, known: Sequence[str]) -> list[Span]:
    """A list of ``count`` parts of similar length that runs up to the label (对象、目标、…“六个精准”), else an empty list."""
    end = start - len(_joint(text, start))
    if reached := _REACHED.search(text, max(0, end - 3), end):
        end = reached.start()
    end -= text[max(0, end - 3) : end].endswith(("”\n", "」\n"))  # a quoted list on a line of its own
    if quoted := _quoted_list(text, end, count):
        return quoted
    if count == 2 and (pair := _PAIR.search(text, max(0, end - 4), end)):
        return [pair.span("one"), pair.span("two")]
    near = text[max(0, end - REACH) : end]
    if "、" not in near and count > 2:
        return []
    mark = _CLAUSE_MARK.search(near[::-1])
    begin = end - (mark.start() if mark else len(near))
    if text.count("、", begin, end) < count - 2 or _takes(text, max(begin, end - 4), end):
        return []
    spans = split_parts(text, begin, end, "、")[-count:]
    if len(spans) == count - 1 and spans and (halves := split_last(text, spans[-1])):
        spans[-1:] = halves
    if len(spans) != count or (count == 2 and "的" in text[end:start]):
        return []
    first = cut_first(text, spans, known, regular=True)
    if count == 2 and AND.search(text, spans[0][0], first[0]):  # 创业、创新和增加产品、服务“双引擎” is a pair of pairs
        return []
    spans = [unquote(text, *span) for span in [first, *spans[1:]]]
    return spans if are_even(spans) else []


def _quoted_list(text: str, end: int, count: int) -> list[Span]:
    """The ``count`` items of a quotation that closes at ``end`` (“一年打基础、两年上台阶、三年大变样”|三步走)."""
    near = text[max(0, end - REACH) : end - 1] if text[max(0, end - 1) : end] in {"”", "」"} else ""
    quotation = _OPENED.search(near)
    if not quotation:
        return []
    begin = end - 1 - len(quotation[0])
    lists = (split_parts(text, begin, end - 1, marks) for marks in ("、", "，,"))
    return next((spans for spans in lists if len(spans) == count and are_even(spans)), [])


def _takes(text: str, begin: int, end: int) -> bool:
    return any(ending.search(text, begin, end) for ending in (_taking(), ENDS_IN_AND))
