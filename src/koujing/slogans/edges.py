"""The edges of a list's items: without what leads into the list, follows it, or joins one item to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from os.path import commonprefix

from koujing.chinese.joints import AND, Span, trim
from koujing.chinese.numerals import read_integer
from koujing.chinese.patterns import lazy
from koujing.slogans.wording import any_of

# Any verb of two characters that ends in 好.
DO_WELL = "(?<![友美良])[\u4e00-\u9fff]好(?![人事转])"
_BOTH = re.compile("既要?(?![定有得往])")
_CLAUSE = lazy("[，,：:；;]")
_MARK = lazy("[、，,]")
_DEFINES = lazy(
    "[”」』\\]］】]?[：:，,]?(?:也就是|就是|指的是|(?:主要|具体|分别|简称)?(?:是指|包括)|(?:主要|具体|分别)[是为指]|即[是为]?|是|指(?![导挥令标定望南数])|分别对应(?:[\u4e00-\u9fff]{1,4}的)?)"
    "[：:，,]?"
)
_SUBLABEL = lazy("[“「‘][^”」’]{1,6}[”」’][，,]?(?:就是|是指|主要指|[即指是])")
_TIME = "(?:[一二三四五六七八九十]|\\d+)年(?:内|时间|间)?"
_AND_SO_ON = lazy("(?<![平高中初均对同优劣])等(?![级次候待同])")
# The number of the items with what it counts (三项行动, 双重机制), at the end of the last of them.
_NUMBER = lazy(
    "(?:共|这)?(?P<n>[两双三四五六七八九]|十[一二三四五六七八九]?|\\d{1,2})(?:[个项条种大类张场件方重处支者位]|(?=[\u4e00-\u9fff]))"
)
_ONE = lazy("[一1][个项条种大类张][\u4e00-\u9fff]{1,8}$")
_TRAILING = lazy("(?<=..)(?:[“「‘的等这共]+|统称|合一|联动|问题[^、，]{0,8}|专项(?:整治|行动|治理))$")
_SUBJECT = 6  # characters before the verb of the first item that belong to all (每县|对接一所院校，对接…)
_NOUN = 10  # characters of a noun for all items, with its 的
_SAID = lazy("(?:均|都(?!市)|全部)(?:达到?|实现|为|要|有)|(?:明显|大幅度?|稳步|持续)(?:上升|下降|提升|增长|提高|改善)")
_DOUBLED = lazy(r"(.)\1")


@cache
def _lead() -> re.Pattern[str]:
    """Words that lead into a list, wherever they stand before it."""
    return re.compile(f"{any_of('lead_verb')}|{DO_WELL}|我[国省市县]|全[国省市县]|[以对在从由为是的了等把将要]")


@cache
def _leads() -> re.Pattern[str]:
    """Words that lead into a list at its beginning only: they also stand within items (发展环境)."""
    words = f"(?:{any_of('lead_word')}|{any_of('lead_verb')}|{DO_WELL}|{_TIME}|根据|[以对在从由将把用让])"
    return re.compile(f"(?:[\u4e00-\u9fff]{{0,6}}?(?:要|必须)(?={words}))?{words}+(?![和与及、])")


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(f"{any_of('lead_verb')}|{any_of('act')}|{any_of('lead_word')}|{DO_WELL}")


def cut_edges(text: str, spans: Sequence[Span], words: Sequence[str] = ("",), *, regular: bool = False) -> list[Span]:
    """A list of items, the first without the words that lead into it and the last without those that follow.

    Each item keeps its one of the ``words``, where the list has been found by them; ``regular`` is as in ``cut_first``.

    >>> text = "重点发展水稻、茶叶、蚕桑三项产业"
    >>> [text[a:b] for a, b in cut_edges(text, [(0, 6), (7, 9), (10, 16)])]
    ['水稻', '茶叶', '蚕桑']
    """
    last = cut_last(text, [cut_first(text, spans), *spans[1:]])
    last = last if text.find(words[-1], *last) >= 0 else spans[-1]
    first = cut_first(text, [*spans[:-1], last], word=words[0] if words[0] in words[1:2] else "", regular=regular)
    if text.find(words[0], *first) < 0:
        others = [text[start:stop] for start, stop in spans[1:]]
        first = _behind_preamble(text, *spans[0], others), spans[0][1]
    return [first, *spans[1:-1], last]


def cut_single(text: str, begin: int, end: int) -> Span:
    """The only item of a part of a label, without the words that lead into it if its number follows (发展|茶叶|一项产业)."""
    number = _ONE.search(text, begin + 2, end)
    if not number:
        return begin, end
    leads = _leads().match(text, begin, number.start() - 1)
    return leads.end() if leads else begin, number.start()


def cut_first(
    text: str, spans: Sequence[Span], known: Sequence[str] = (), word: str = "", *, regular: bool = False
) -> Span:
    """The first item without the words that lead into the list (紧扣|对象、目标、…); ``word`` is that of the label, if all have it.

    A ``regular`` list, which any words may lead into, has items of one length.
    """
    begin, end = spans[0]
    for member in known:
        if text.endswith(member, begin, end):
            return end - len(member), end
    others = [text[start:stop] for start, stop in spans[1:]]
    if word and others[0].startswith(word):
        return _nearest(text, word, (begin, end), others), end
    begin = _behind_preamble(text, begin, end, others)
    if all(other[0] == other[1:2] for other in others) and (doubled := _DOUBLED.search(text, begin, end)):
        return doubled.start(), end
    prefix = commonprefix(others) if len(others) > 1 else ""
    if prefix and text.find(prefix, begin, end) >= 0:
        return _nearest(text, prefix, (begin, end), others), end
    if regular:
        return _behind_lead(text, begin, end, others), end
    return _behind_attribute(text, begin, end, others), end


def _behind_attribute(text: str, begin: int, end: int, others: Sequence[str]) -> int:
    """Where the first item of a definition begins behind the verb or attribute of all; items that are verbs have their own."""
    lengths = [len(other) for other in others]
    longer = end - begin > 2 * max(lengths)
    if longer and _most_frequent(lengths) == 2 == min(lengths) and _common_end([text[begin:end], *others]):
        return end - 2
    if 2 * sum(bool(_verb().match(other)) for other in others) > len(others):
        parallel = text.find(others[0][:2], begin, min(end, begin + _SUBJECT))
        return parallel if parallel > 0 and len(others) > 1 else begin
    if longer and "的" in text[begin:end] and not any("的" in other for other in others):
        return text.rfind("的", begin, end) + 1
    return _behind_words(text, begin, begin, end, others)


def _behind_preamble(text: str, begin: int, end: int, others: Sequence[str]) -> int:
    """Where the first item begins behind an opening quotation mark, the last clause mark and the words that define."""
    opened = max(text.rfind(mark, begin, end) for mark in "“「")
    if opened >= 0 and max(text.rfind(mark, opened, end) for mark in "”」") < 0:
        begin = opened + 1
    if not any(_CLAUSE.search(other) for other in others):
        begin = max([begin, *(mark.end() for mark in _CLAUSE.finditer(text, begin, end - 1))])
    defines = _SUBLABEL.match(text, begin, end - 1) or _DEFINES.match(text, begin, end - 1)
    return defines.end() if defines else begin


def _nearest(text: str, word: str, span: Span, others: Sequence[str]) -> int:
    """Where the word begins, in a span, that makes it most nearly as long as the other items."""
    begin, end = span
    usual = _most_frequent([len(other) for other in others])
    places = [match.start() for match in re.compile(re.escape(word)).finditer(text, begin, end)]
    return min(places or [begin], key=lambda place: (abs(end - place - usual), place))


def _most_frequent(lengths: Sequence[int]) -> int:
    return max(sorted(set(lengths)), key=lengths.count)


def _behind_words(text: str, begin: int, lead: int, end: int, others: Sequence[str]) -> int:
    """Where the first item begins behind further words that lead into the list; it is more than what all items end in."""
    leads = _leads().match(text, lead, end - 1)
    parallel = any(other[0] == text[lead] for other in others)
    return leads.end() if leads and not parallel and end - leads.end() > len(_common_end([text[begin:end], *others])) else lead


def _behind_lead(text: str, begin: int, end: int, others: Sequence[str]) -> int:
    """Where the first item of a list that anything may lead into begins, by the words before it or else by the others' length."""
    found = list(_lead().finditer(text, begin, end - 1))
    lead = found[-1].end() if found else begin
    further = _behind_words(text, begin, lead, end, others)
    if further > lead or (found and len(found[-1][0]) > 1):
        return further
    lengths = [len(other) for other in others]
    usual = _most_frequent(lengths)
    regular = len(lengths) > 1 and 2 * lengths.count(usual) > len(lengths)
    return max(begin, end - usual) if regular and not usual <= end - lead <= 2 * usual else lead


def _common_end(items: Sequence[str]) -> str:
    return commonprefix([item[::-1] for item in items])[::-1]


def cut_last(text: str, spans: Sequence[Span]) -> Span:
    """The last item without the words that follow the list: its number (三项行动), 等 with a noun, a noun of all items."""
    begin, end = spans[-1]
    others = [text[start:stop] for start, stop in spans[:-1]]
    for cut in (_closed, _comma, _numbered, _and_so_on, _ended, _predicated, _described):
        end = min(end, cut(text, begin, end, others) or end)
    tail = _TRAILING.search(text[begin:end])
    if tail and not any(other.endswith(tail[0]) for other in others):
        end = begin + tail.start()
    return trim(text, begin, end)


def _closed(text: str, begin: int, end: int, others: Sequence[str]) -> int:
    """The end of a quotation that begins before the last item (“新技术、新产业”|的经济形态)."""
    closed = min((place for mark in "”」" if (place := text.find(mark, begin, end)) >= 0), default=0)
    return closed if closed and not any(0 <= text.find(mark, begin, closed) for mark in "“「") else 0


def _comma(text: str, begin: int, end: int, others: Sequence[str]) -> int:
    mark = _CLAUSE.search(text, begin + 1, end)
    return mark.start() if mark and not any(_CLAUSE.search(other) for other in others) else 0


def _numbered(text: str, begin: int, end: int, others: Sequence[str]) -> int:
    places = find_numbers(text, begin + 2, end - 1, len(others) + 1)
    return next((place for place in places if not any(text[place : place + 2] in other for other in others)), 0)


def find_numbers(text: str, begin: int, end: int, count: int) -> Iterator[int]:
    """Where ``count`` stands as a number with what it counts."""
    for number in _NUMBER.finditer(text, begin, end):
        if (2 if number["n"] == "双" else read_integer(number["n"])) == count:
            yield number.start()


def _and_so_on(text: str, begin: int, end: int, others: Sequence[str]) -> int:
    etc = _AND_SO_ON.search(text, begin + 2, end)
    return etc.start() if etc and not any(_AND_SO_ON.search(other) for other in others) else 0


def _ended(text: str, begin: int, end: int, others: Sequence[str]) -> int:
    """The end of the characters that all other items end in (建好、管好、护好|农村公路) or, as long as they are, of the last one."""
    ending, length = _common_end(others), len(others[0])
    if len(others) < 2:
        return begin + length if end - begin > length + 2 and text[begin + length - 1] == others[0][-1] else 0
    place = text.rfind(ending, begin + 1, end) if ending else -1
    regular = {len(other) for other in others} == {length}
    if place >= 0 and (regular or len(ending) > 1):
        return place + len(ending)
    alike = regular and (length == 2 or text.endswith("建设", begin, end)) and {other[0] for other in others} == {text[begin]}
    return begin + length if alike and end - begin > length + 1 else 0


def _predicated(text: str, begin: int, end: int, others: Sequence[str]) -> int:
    """The place of what is said of all items (围挡率、硬化率|均达到100%)."""
    said = _SAID.search(text, begin + 2, end)
    return said.start() if said and not any(_SAID.search(other) for other in others) else 0


def _described(text: str, begin: int, end: int, others: Sequence[str]) -> int:
    """The place of a 的 with a noun for all items (高能耗、高污染|的项目)."""
    place = text.find("的", begin + 2, end)
    longer = end - begin > max(map(len, others)) + 2 and end - place < _NOUN and not _MARK.search(text, begin, end)
    return place if place >= 0 and longer and not any("的" in other for other in others) else 0


@cache
def _joins() -> re.Pattern[str]:
    return re.compile(f"(?:又要?(?!.又)|也要?|还要?(?![款原清债])|{AND.pattern})")


def cut_joints(text: str, spans: Sequence[Span]) -> list[Span]:
    """Members without the words that only join them: 既 before the first, 又 or 和 before a later one (既严以修身，又谋事要实)."""
    cut: list[Span] = []
    for begin, end in spans:
        joint = (_joins() if cut else _BOTH).match(text, begin, end - 1)
        cut.append(trim(text, joint.end() if joint else begin, end))
    return cut


def cut_clauses(text: str, spans: Sequence[Span], word: str) -> Sequence[Span]:
    """Items without what follows their first clause, if all of these end in the word (竣工一批，…；开工一批，…)."""
    marks = [_CLAUSE.search(text, *span) for span in spans]
    stops = [mark.start() for mark, (start, _) in zip(marks, spans, strict=True) if mark and text.endswith(word, start, mark.start())]
    return [(start, stop) for (start, _), stop in zip(spans, stops, strict=True)] if len(stops) == len(spans) else spans


def cut_known(text: str, begin: int, end: int, known: Sequence[str]) -> Span:
    """A member, without a noun that belongs to the whole list (农业、农村、农民|问题) if the registry lists it without."""
    ends = [
        begin + len(member) for member in known if text.startswith(member, begin) and end - begin - len(member) == 2
    ]
    return begin, ends[0] if ends else end


def unquote(text: str, begin: int, end: int) -> Span:
    """A member without a quotation mark that belongs to the whole list (“和平友好、…、长期稳定”三项原则)."""
    member = text[begin:end]
    if sum(map(member.count, "“「")) != sum(map(member.count, "”」")):
        return begin + (member[0] in "“「"), end - (member[-1] in "”」")
    return begin, end
