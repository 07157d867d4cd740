"""The figures of a sentence and the words between them, from which checks are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from koujing.coding.statistics import Figure

# How many figures back and ahead what belongs together is looked for: the longest list of parts at hand has nine.
REACH = 24
_STOP = re.compile(r"[。！？!?\n]")
_BRACKETS = re.compile(r"[（(][^（）()]*+[）)]")
_OPEN, _CLOSE = re.compile(r"[（(]"), re.compile(r"[）)]")
# A figure that is said of one, of a mean, of a price or of a rate: such figures do not add up.
_PER_HEAD = re.compile(r"人均|户均|亩均|年均|平均|每|单产|亩产|工资|标准|[价率速度]\Z|价格|限额|最[高低大]|高于|低于|以[上下]的")
_NEW = re.compile(r"新[增建添开]?[^，。；、]{0,10}\Z")
# What something is compared with is no part and no total; nor is a start level, or what is said to be left out.
_COMPARED = re.compile(r"(?:[比较](?![重例如多大小为])|相当于|[由从])[^，。；、,;]*\Z")
_LEFT_OUT = re.compile(r"[^，。；、,;]{0,4}(?:不包括|不含|不计|除外|不在内)")
# A limit that sorts things (投资1亿元以上的项目20个) and a size (30万吨级码头) are no amounts of anything.
_SORTS = re.compile(r"(?:及?以[上下内]|之内|左右)?(?:的(?!部分)|级|大关)|及?以[上下内][\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Passage:
    """The figures of one sentence; ``gaps[k]`` are the words before figure k, ``depths[k]`` how many brackets hold it."""

    text: str
    figures: tuple[Figure, ...]
    gaps: tuple[str, ...]
    depths: tuple[int, ...]

    def before(self, k: int, n: int) -> str:
        """At most ``n`` characters before figure k, not reaching into the figure before."""
        return self.gaps[k][-n:]

    def mark(self, k: int) -> int:
        """The strongest mark between figure k and the one before, outside brackets: 1 、 and none, 2 ，, 3 ；."""
        words = _BRACKETS.sub("", self.gaps[k])
        words = _CLOSE.split(words)[-1] if self.depths[k] <= self.depths[k - 1] else _OPEN.split(words)[0]
        return 3 if "；" in words or ";" in words else 2 if "，" in words or "," in words or "：" in words else 1

    def sort(self, k: int) -> tuple[str, bool]:
        """What figure k can be added to: its unit, and whether it is a change; ``("", False)`` for what never adds up."""
        figure = self.figures[k]
        if figure.kind not in {"count", "money", "measure", "change"} or figure.unit in {"%", "百分点", "‰", "倍", "个百分点"}:
            return "", False
        if (figure.low is None and figure.high is None) or figure.status == "rule":
            return "", False
        if _COMPARED.search(self.before(k, 30)) or _LEFT_OUT.match(self.text, figure.end):
            return "", False
        if _PER_HEAD.search(figure.indicator) or _PER_HEAD.search(self.before(k, 14)) or _SORTS.match(self.text, figure.end):
            return "", False
        return figure.unit, figure.kind == "change" and not _NEW.search(self.before(k, 16))


def split_passages(text: str, figures: Sequence[Figure]) -> Iterator[Passage]:
    """The sentences of a text that hold at least two figures.

    >>> from koujing.coding.statistics import find_figures
    >>> text = "修路36公里。打井5眼,植树12亩。"
    >>> [[f.unit for f in p.figures] for p in split_passages(text, find_figures(text))]
    [['眼', '亩']]
    """
    first = 0
    for k in range(1, len(figures) + 1):
        if k == len(figures) or _STOP.search(text, figures[k - 1].end, figures[k].start):
            if k - first > 1:
                yield _passage(text, figures, first, k)
            first = k


def _as_spoken(text: str, figure: Figure) -> Figure:
    """A round number in Chinese script (五亿二千万) is as exact as its last digit, not as its last magnitude."""
    if figure.modifier or not figure.value or figure.low == figure.high or text[figure.start].isdigit():
        return figure
    place = Decimal(1).scaleb(int(figure.value.normalize().as_tuple().exponent))
    if place < 10_000 or figure.low is None or figure.high is None:
        return figure
    return replace(figure, low=min(figure.low, figure.value - place / 2), high=max(figure.high, figure.value + place / 2))


def _passage(text: str, figures: Sequence[Figure], first: int, end: int) -> Passage:
    begin = max(0, figures[first].start - 60, figures[first - 1].end if first else 0)
    begin = max(begin, *(text.rfind(stop, begin, figures[first].start) + 1 for stop in "。！？\n"))
    gaps, depths, depth = [], [], 0
    for k in range(first, end):
        gap = text[begin : figures[k].start]
        depth = max(0, depth + len(_OPEN.findall(gap)) - len(_CLOSE.findall(gap)))
        gaps.append(gap)
        depths.append(depth)
        begin = figures[k].end
    return Passage(text, tuple(_as_spoken(text, figure) for figure in figures[first:end]), tuple(gaps), tuple(depths))
