"""The head of a row or column of a table: what it names, in which unit, for which time, and whether it is aimed at."""

from __future__ import annotations

import re
from typing import NamedTuple

from koujing.chinese.cells import INDENT
from koujing.chinese.marks import Span
from koujing.chinese.numeral_forms import LINKS
from koujing.chinese.patterns import lazy
from koujing.chinese.times import HALF, QUARTER, TIME
from koujing.statistics.names import NO_NAME, Name
from koujing.statistics.tables.units import Measure, split_unit


class Head(NamedTuple):
    """What the head of a row or column says of the numbers in it.

    ``name`` is what they measure, ``label`` all its words but the unit; ``moved`` is the word for a change (增长, 下降).
    """

    name: Name = NO_NAME
    label: Name = NO_NAME
    measure: Measure | None = None
    when: Span | None = None
    moved: str = ""
    aimed: bool = False


_MONTHS = rf"\d\d?[{LINKS}]\d\d?月份?"
# A year alone, the months of a report, and the times that tables have beside those of sentences.
_TIME = lazy(
    rf"(?<![比较同为占于])(?:{TIME} | {_MONTHS} | (?:19|20)\d\d(?!\d) | [本当上]月 | [本上]年 | [上同本]期 | 年[初末] | 期末)"
    rf"(?:{_MONTHS}|第?{QUARTER}|{HALF})?(?:同期|止?累计|当[年月])?",
    re.VERBOSE,
)
_COMPARED = lazy(
    r"(?:(?:比|较|同|与)(?:上年|去年|上期|同期|\d{4}年|上月|年初)(?:同期|底|末)?(?:相?比)?|同比|环比)?[±+\-]{0,3}"
    r"(?P<moved>增长|增减|增速|增幅|增加|减少|下降|降低|提高|涨幅|降幅|涨跌|升降|变化|变动|增量|同比|环比)"
    r"(?!值)(?:率|额|量|数|情况|幅度|速度|百分比)?|(?:比|较)(?:上年|去年|上期|同期|\d{4}年)(?P<than>)"
)
_AIMED = lazy(r"(?<!完成)(?<![占为较比完成超])(?:目标|预期|计划(?!生育|单列)|规划|任务|拟|预算(?!收入|支出|完成|执行))")
# Heads of every table, which name nothing that is measured.
_GENERAL = lazy(
    r"(?:其中|#)?(?:数[量值据]?|[额值量]|总?金额|指标(?:名称|值)?|绝对[值额数]|实[绩际]数?|执行数?|决算数?|完成数?|实际完成数?|[合总小共累]计|总[数量]"
    r"|(?:年度)?(?:计划|目标|预期|规划|预算|任务)[数值]?|项目(?:名称)?|名称|全[国省市州盟县区旗镇乡村]|单位|年[份度]|时间|地区|[乡镇村县]名?|乡镇|预计|本?期末?)"
    r"(?:完成|情况|数)?"
)
_BASE = lazy(r"(?:相当于|为|占|完成)(?:上年|去年|年初|年度|调整|预算|决算|计划|全年|同期).{0,10}\Z")
_OF = lazy(r"其中[：:]?|#|[①-⑳]")
_LONGEST = 60  # a longer cell is running text
_MARKS = " \t\u3000\xa0:：、，,—-－·"


def read_head(text: str, span: Span) -> Head:
    """What the head ``text[start:end]`` says.

    >>> [read_head(text, (0, len(text))).name.words for text in ("一、工业增加值（亿元）", "2014年", "增长（%）", "其中：合计")]
    ['工业增加值', '', '', '']
    """
    start, end = span
    if end - start > _LONGEST:
        return Head()
    indent = re.compile(INDENT).match(text, start, end)
    start = indent.end() if indent else start
    words, measure = split_unit(text[start:end].strip(_MARKS))
    label = _named(text, start, words)
    aimed, when, moved = bool(_AIMED.search(words)), None, ""
    if change := _last_change(words):
        words, moved = words[: change.start()], change["moved"] or "增减"
    if time := _TIME.search(words):
        at = text.index(words, start)
        when = at + time.start(), at + time.end()
        words = max(words[: time.start()], words[time.end() :], key=len)
        label = label if words else NO_NAME
    return Head(_name(text, start, words), label, measure, when, moved, aimed)


def _last_change(words: str) -> re.Match[str] | None:
    """The words for a change that end a head, but not those of a name (人口自然增长率)."""
    matches = [m for m in _COMPARED.finditer(words) if m.end() == len(words)]
    return matches[0] if matches and not words.endswith(("自然增长率", "自然增长")) else None


def _name(text: str, start: int, words: str) -> Name:
    words = words.strip(_MARKS)
    words = words[of.end() :] if (of := _OF.match(words)) else words
    words = words[: base.start()] if (base := _BASE.search(words)) else words
    words = words.strip(_MARKS).removesuffix("的")
    return NO_NAME if _GENERAL.fullmatch("".join(words.split())) else _named(text, start, words)


def _named(text: str, start: int, words: str) -> Name:
    if not words:
        return NO_NAME
    at = text.index(words, start)
    return Name(words, (at, at + len(words)))
