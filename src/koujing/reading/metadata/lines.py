"""Read the lines in which a page says something of itself: 标题：…, 发文单位：…, 发布日期：…, 报告人：…"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from koujing import lexicons
from koujing.chinese.patterns import lazy
from koujing.reading.metadata.clues import Words
from koujing.reading.metadata.index import IndexedText

SPACE = r"[^\S\n]"
HAN = "\u3400-\u9fff"
GAP = f"{SPACE}{{0,4}}"  # 标　　题
BETWEEN = "\n \t\u3000\xa0\r\u2002\u2003|｜丨·[]【】()（）?？,，;；、"  # what stands between two items of a line, or around one
# A colon, the edge of a table's cell, or the bracket of 【来源】.
AFTER_LABEL = r"(?:[:：/丨|｜](?![/／])|\t|\u3000| {2,}|[】\]][:：]?)"
MOST = 200  # characters of a page's line that are read; a longer one is text
UNKNOWN = frozenset(("未知", "不详", "暂无", "无", "未提供", "-", "--", "—", "/"))


@dataclass(frozen=True, slots=True)
class Label:
    """What a page says of itself at one place: the kind of its label (see ``page_labels.tsv``), and the words after the colon.

    ``words.passage.repaired.raw_span(words.start, words.end)`` is the place in the raw text.
    """

    kind: str
    words: Words

    @property
    def value(self) -> str:
        """The words after the colon, without what separates them from the next item."""
        return str(self.words)


def label_pattern(*where: str) -> str:
    """A pattern with a named group for each kind of label; ``where`` selects the rows by where they count ("", "edge").

    >>> import re
    >>> re.match(label_pattern(""), "发 布 机 构：甲县人民政府").lastgroup
    'issuer'
    """
    kinds: dict[str, list[str]] = defaultdict(list)
    for row in lexicons.load("page_labels"):
        if row["where"] in where:
            kinds[row["kind"]].append(GAP.join(re.split(f"(?<=[{HAN})?])(?=[{HAN}(])", row["pattern"])))
    return "|".join(f"(?P<{kind}>{'|'.join(patterns)})" for kind, patterns in kinds.items())


ITEM = lazy(lambda: rf"(?<![^{re.escape(BETWEEN)}])(?:{label_pattern('', 'edge')}){SPACE}*?{AFTER_LABEL}")


def find_labels(passages: Iterable[IndexedText]) -> list[Label]:
    """What the lines set aside from a page (its ``credits``) say of it, in order. Labels without a value are left out.

    >>> line = "[发布时间：2020-12-13]　来 源：甲网 | 发文机关: 未知"
    >>> [(label.kind, label.value) for label in find_labels([IndexedText.of(line)])]
    [('published', '2020-12-13'), ('source', '甲网')]
    """
    return [label for passage in passages if len(passage.text) <= MOST for label in _items(passage)]


def _items(passage: IndexedText) -> Iterator[Label]:
    """The items of a line; the value of each extends to the next label."""
    found = list(ITEM.finditer(passage.text))
    stops = [*(m.start() for m in found), len(passage.text)][1:]
    for m, stop in zip(found, stops, strict=False):
        value = passage.text[m.end() : stop]
        start = m.end() + len(value) - len(value.lstrip(BETWEEN))
        end = start + len(value.strip(BETWEEN))
        if start < end and m.lastgroup and passage.text[start:end] not in UNKNOWN:
            yield Label(m.lastgroup, Words(passage, start, end))
