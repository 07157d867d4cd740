"""The first item of a list, without the words that lead into the list (重点发展|水稻、茶叶、蚕桑)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from koujing.chinese.joints import JOINING, Span
from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.patterns import lazy
from koujing.slogans.wording import any_of

# Any verb of two characters that ends in 好.
DO_WELL = "(?<![友美良])[\u4e00-\u9fff]好(?![人事转])"
_CLAUSE = lazy("[，,：:；;]")
# What says that a definition follows, and the quoted name of a part before it.
_DEFINES = lazy(
    r"""[”」』\]］】]?[：:，,]?
    (?:也就是|就是|指的是|(?:主要|具体|分别|简称)?(?:是指|包括)|(?:主要|具体|分别)[是为指]|即[是为]?|是
      |指(?![导挥令标定望南数])|分别对应(?:[\u4e00-\u9fff]{1,4}的)?)
    [：:，,]?""",
    re.VERBOSE,
)
_SUBLABEL = lazy("[“「‘][^”」’]{1,6}[”」’][，,]?(?:就是|是指|主要指|[即指是])")
_TIME = f"(?:[{TO_TEN}]|\\d+)年(?:内|时间|间)?"
_ONE = lazy("[一1][个项条种大类张][\u4e00-\u9fff]{1,8}$")
_SUBJECT = 6  # characters before the verb of the first item that belong to all (每县|对接一所院校，对接…)
_DOUBLED = lazy(r"(.)\1")


@cache
def _lead() -> re.Pattern[str]:
    """Words that lead into a list, wherever they stand before it."""
    return re.compile(f"{any_of('lead_verb')}|{DO_WELL}|我[国省市县]|全[国省市县]|[以对在从由为是的了等把将要]")


@cache
def _leads() -> re.Pattern[str]:
    """Words that lead into a list at its beginning only: they also stand within items (发展环境)."""
    words = f"(?:{any_of('lead_word')}|{any_of('lead_verb')}|{DO_WELL}|{_TIME}|根据|[以对在从由将把用让])"
    return re.compile(f"(?:[\u4e00-\u9fff]{{0,6}}?(?:要|必须)(?={words}))?(?>{words}+)(?![{JOINING}])")


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(f"{any_of('lead_verb')}|{any_of('act')}|{any_of('lead_word')}|{DO_WELL}")


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
    begin = behind_preamble(text, begin, end, others)
    if all(other[0] == other[1:2] for other in others) and (doubled := _DOUBLED.search(text, begin, end)):
        return doubled.start(), end
    prefix = shared_beginning(others) if len(others) > 1 else ""
    if prefix and text.find(prefix, begin, end) >= 0:
        return _nearest(text, prefix, (begin, end), others), end
    if regular:
        return _behind_lead(text, begin, end, others), end
    return _behind_attribute(text, begin, end, others), end


def _behind_attribute(text: str, begin: int, end: int, others: Sequence[str]) -> int:
    """Where the first item of a definition begins behind the verb or attribute of all; items that are verbs have their own."""
    lengths = [len(other) for other in others]
    longer = end - begin > 2 * max(lengths)
    if longer and _most_frequent(lengths) == 2 == min(lengths) and shared_end([text[begin:end], *others]):
        return end - 2
    if 2 * sum(bool(_verb().match(other)) for other in others) > len(others):
        parallel = text.find(others[0][:2], begin, min(end, begin + _SUBJECT))
        return parallel if parallel > 0 and len(others) > 1 else begin
    if longer and "的" in text[begin:end] and not any("的" in other for other in others):
        return text.rfind("的", begin, end) + 1
    return _behind_words(text, begin, begin, end, others)


def behind_preamble(text: str, begin: int, end: int, others: Sequence[str]) -> int:
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
    return leads.end() if leads and not parallel and end - leads.end() > len(shared_end([text[begin:end], *others])) else lead


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


def shared_beginning(items: Sequence[str]) -> str:
    """The characters that all items begin with.

    >>> shared_beginning(["修路", "修渠"])
    '修'
    """
    least, most = min(items), max(items)
    same = next((k for k, pair in enumerate(zip(least, most, strict=False)) if pair[0] != pair[1]), len(least))
    return least[:same]


def shared_end(items: Sequence[str]) -> str:
    """The characters that all items end in."""
    return shared_beginning([item[::-1] for item in items])[::-1]
