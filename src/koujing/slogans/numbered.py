"""Members that a label announces as a numbered series: 一是…二是…, 第一…, 一手…一手…, （一）… at the beginning of lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from koujing.chinese.joints import THAT_IS, Span, trim
from koujing.chinese.numeral_forms import TO_TEN

# How far a series may reach: one whose items are paragraphs has 930 characters in the local speeches.
SERIES_REACH = 3000

SENTENCE = 200  # characters of a sentence that has a member
_HAN = "[\u4e00-\u9fff]"
_GAP = rf'[ ]?[”"」』’]?{_HAN}{{0,8}}?'
_LEADS_IN = rf"{_GAP}(?:[：:，,。]|——|—)?\s*"
# Marks of an outline stand in a sentence only behind a mark or a word that says a list follows.
_LISTS = rf"{_GAP}(?:[，,]?{THAT_IS}?[：:，,。（(]|——|—|[，,]?{THAT_IS})[ ]?"
_HEADINGS = (re.compile(r"[^。\n]{0,20}[。：:]?[^\S\n]*\n\s*[（(]一[）)]"), "\n[ \u3000]*[（(]{}[）)]")
_IN_TURN = ("首先", "其次", "再次", "最后")
_OPENED = re.compile("[（(]$")
_CLOSED = re.compile("(?P<item>[^（(）)]*)[）)]")
_SENTENCE_ENDS = re.compile(rf"{_GAP}。")
_CLAUSE_END = re.compile("[，,。；;：:！？\n]")


@cache
def _styles() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The marks of a series, by style: patterns of the first mark and of the later ones ({} stands for the ordinal)."""
    return (
        (re.compile(rf"{_LEADS_IN}一(?:是|要(?!求))要?"), "{}(?:(?:是|要(?!求))要?)"),
        (re.compile(rf"{_LEADS_IN}第一[，,、是]"), "第{}[，,、是]"),
        (re.compile(rf"{_LEADS_IN}首先[，,、是]?"), "{}"),
        (re.compile(rf"{_LISTS}其一[，,、是]"), "其{}[，,、是]"),
        (re.compile(rf"{_LISTS}一、"), "(?<=[；;，,。、]){}、"),
        (re.compile(rf"{_LISTS}[（(]一[）)]"), "(?<=[；;，,。、])[（(]{}[）)]"),
    )


@cache
def _signs() -> tuple[tuple[re.Pattern[str], Callable[[int], str]], ...]:
    """The same for numbers that are not in Chinese characters: the pattern of a later mark, by its number."""
    return (
        (re.compile(rf"{_GAP}[：:，,。—（(]*\s*①"), lambda k: chr(ord("①") + k - 1)),
        (re.compile(rf"{_GAP}[：:，,。—（(]*\s*⑴"), lambda k: chr(ord("⑴") + k - 1)),
        (re.compile(rf"{_LISTS}[（(]1[）)]"), lambda k: rf"[（(]{k}[）)]"),
        (re.compile(rf"{_LISTS}1(?:[、）)]|[.．](?!\d))"), lambda k: rf"(?<!\d){k}(?:[、）)]|[.．](?!\d))"),
    )


@cache
def _same_verb() -> re.Pattern[str]:
    """Ordinals that stand before the same verb each time: 一缺资金，二缺人才."""
    return re.compile(rf"{_GAP}(?:[，,]?{THAT_IS})?[：:，,。]一([\u4e00-\u9fff])(?=[^。\n]{{1,60}}[，,、；;]二\1)")


@cache
def _by_hand() -> re.Pattern[str]:
    """Two items that each begin with 一手: 一手抓建设，一手抓管理."""
    return re.compile(
        rf"{_LEADS_IN}一手(?P<one>{_HAN}{{1,12}}?)[，,、；;]一手(?P<two>{_HAN}{{1,12}}?)(?=[，,。；;、！\n])"
    )


def find_items(text: str, end: int, count: int) -> list[Span]:
    """The ``count`` items of a series that begins right after a label ending at ``end``, each up to its first mark.

    >>> text = "三个到位：一是人到位，二是钱到位，三是物到位。"
    >>> [text[a:b] for a, b in find_items(text, 4, 3)]
    ['人到位', '钱到位', '物到位']
    """
    if count == 2 and (hands := _by_hand().match(text, end)):
        return [hands.span("one"), hands.span("two")]
    for first, following in _styles():
        item = first.match(text, end)
        if item:
            return _follow(text, item.end(), list(_marks(following, count)))
    for sign, later in _signs():
        if item := sign.match(text, end):
            return _follow(text, item.end(), [later(k) for k in range(2, count + 1)])
    verb = _same_verb().match(text, end)
    return _follow(text, verb.start(1), [f"{_ordinal(k)}(?={verb[1]})" for k in range(2, count + 1)]) if verb else []


def find_headings(text: str, end: int, count: int) -> list[Span]:
    """The ``count`` headings （一）, （二）… in the lines below a label that ends at ``end``, each up to its first mark."""
    first = _HEADINGS[0].match(text, end)
    return _follow(text, first.end(), list(_marks(_HEADINGS[1], count))) if first else []


def find_named_items(text: str, end: int, count: int, word: str) -> list[Span]:
    """The items of a series further on in the paragraph of a label, each of whose first clauses ends in its ``word``.

    >>> text = "改善两个环境，造福全村。一是改善生活环境。多种树。二是改善生产环境。"
    >>> [text[a:b] for a, b in find_named_items(text, 6, 2, "环境")]
    ['改善生活环境', '改善生产环境']
    """
    limit = min(len(text), end + SERIES_REACH)
    stop = text.find("\n", end, limit)
    stop, spans = limit if stop < 0 else stop, list[Span]()
    if text.count(word, end, stop) < count:
        return []
    for k in range(1, count + 1):
        item = _named_item(_ordinal(k), word).search(text, spans[-1][1] if spans else end, stop)
        if not item:
            return []
        spans.append(item.span(1))
    return spans


def find_ended_sentences(text: str, end: int, count: int, word: str) -> list[Span]:
    """The last clauses of the ``count`` sentences behind that of a label, if they and no further one end in its ``word``.

    >>> text = "抓好四个一批。雨季前，修好一批。抓紧时间，新建一批。改建一批。明年再建一批。然后评比。"
    >>> [text[a:b] for a, b in find_ended_sentences(text, 6, 4, "一批")]
    ['修好一批', '新建一批', '改建一批', '明年再建一批']
    """
    behind = _SENTENCE_ENDS.match(text, end)
    begin, spans = behind.end() if behind else len(text), list[Span]()
    while behind and len(spans) <= count and (stop := text.find("。", begin, begin + SENTENCE)) >= 0 and text.endswith(word, begin, stop):
        mark = max(text.rfind(mark, begin, stop) for mark in "，,；;\n")
        spans.append((max(begin, mark + 1), stop))
        begin = stop + 1
    return spans if len(spans) == count else []


def _named_item(ordinal: str, word: str) -> re.Pattern[str]:
    return re.compile(f"(?<![{TO_TEN}]){ordinal}是([^，,。；;：:\n]{{1,12}}?{re.escape(word)})(?=[，,。；;：:])")


def _marks(following: str, count: int) -> Iterator[str]:
    for k in range(1, count):
        yield following.format(_ordinal(k + 1) if following != "{}" else _IN_TURN[k] if k < len(_IN_TURN) else "末了")


def _ordinal(n: int) -> str:
    """A number of at most twenty in characters."""
    return TO_TEN[n - 1] if n <= len(TO_TEN) else "十" + TO_TEN[n - len(TO_TEN) - 1]


def _follow(text: str, begin: int, marks: list[str]) -> list[Span]:
    """The items that the marks begin, in order; an empty list if a mark is missing."""
    limit = min(len(text), begin + SERIES_REACH)
    begins, places = [begin], []
    for mark in marks:
        found = re.compile(f"(?<![{TO_TEN}]){mark}").search(text, begins[-1], limit)
        if not found:
            return []
        begins.append(found.end())
        places.append(found)
    ends = [*(found.start() for found in places), limit]
    stops = [_CLAUSE_END.search(text, *span) for span in zip(begins, ends, strict=True)]
    spans = [(begin, stop.start() if stop else end) for begin, stop, end in zip(begins, stops, ends, strict=True)]
    return [_within_brackets(text, *trim(text, *span)) for span in spans]


def _within_brackets(text: str, begin: int, end: int) -> Span:
    """An item without a bracket whose other half stands outside it."""
    opened, closed = _OPENED.search(text, begin, end), _CLOSED.match(text, begin, end)
    return begin, closed.end("item") if closed else opened.start() if opened else end
