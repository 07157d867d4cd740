"""Statistics of a known series → rows of the table series: the value in one unit, how binding it is, and for one year or several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from koujing.chinese.marks import Marks
from koujing.chinese.moves import YEARLY
from koujing.chinese.numeral_forms import YEAR
from koujing.chinese.patterns import lazy
from koujing.chinese.times import years
from koujing.lexicons.concepts import Concept, concepts, unit_of
from koujing.speech import Speech
from koujing.statistics.basis import basis_of
from koujing.statistics.find import Statistic
from koujing.statistics.owners import place_of
from koujing.tables import SpanRow, column, derived, row_ids, table_row

_SOFT = lazy(r"力争|争取|努力|力求|预期|预计|左右|上下|大约|约|奋斗|冲刺")
_HARD = lazy(r"不低于|不少于|不得|不[超突]过?|低于|确保|控制在|严[格控]|务必|必须|守住|稳控|坚决|保证")
_SOFT_AFTER = lazy(r"左右|上下|的(?:预期|奋斗)?目标")
# 每人每年 is for one year, and so is what is called yearly: 职工年平均工资, 年均浓度.
_AVERAGE = lazy(rf"(?<!每人)(?:{YEARLY})(?![^，。；]{{0,2}}(?:工资|浓度|气温))")
# A rate by its name for one year: 自然增长率.
_YEARLY_RATE = "自然增长率"
# What holds in each of several years: 连续6年稳定在1万亿斤以上.
_EVERY = lazy("连续|始终|稳定在|保持在")
# The same growth follows as a yearly one: 增长98%，即每年递增14%.
_THAT_IS = lazy(rf"[，,]?即?(?:{YEARLY})[递增长]")
_IN_ALL = lazy(r"累计|年共|五年[^，。；]{0,12}[共超]|[间来]共")

# How far from a number its sentence and what follows are read; a sentence may be as long as a text.
_REACH, _NEXT = 400, 8

# In March 1955, 10,000 old yuan became one new yuan; a speech of that year may look back from the new one.
_NEW_YUAN, _OLD = "1955", "旧元"
# What a change is counted from, in any clause before: 同2009年相比，…提高92%; a later 比上年 puts an end to it.
_BASE = lazy(
    rf"(?P<year>(?:[比较]|以(?={YEAR}年为基)|在(?={YEAR}年的?基)|[同与和](?={YEAR}年(?:相比|比较|对比|比))){YEAR}年)|[上去前]一?年|同比|同期"
)


def _ids(rows: Sequence[SeriesRow], speech: Speech) -> list[str]:
    """The ids that the statistics of some rows have in their own table."""
    return row_ids("statistics", speech.source, *speech.repaired.raw_places([row.start for row in rows], [row.end for row in rows]))


@table_row(
    "series",
    "one row per statistic that belongs to a known series (`lexicons/concepts.tsv`), its value in the unit of the series.",
)
class SeriesRow(SpanRow):
    """A statement about a known series; ``text[start:end]`` is its statistic."""

    statistic: str = derived("the id of its row in **statistics**", _ids)
    concept: str = column("the series: `gdp.growth`")
    place: str = column("as in **statistics**: whose number it is, where it is not the speech's own", quotes=True)
    status: str = column("as in **statistics**: reported, target, rule")
    status_certainty: float = column("as in **statistics**")
    time_from: str = column("as in **statistics**")
    time_to: str = column("as in **statistics**")
    when_certainty: float = column("as in **statistics**")
    value: Decimal | None = column(
        "the number in `unit`; negative for a decrease where the series is one of change; empty for a range"
    )
    low: Decimal | None = column(
        "the lower end of the interval that the wording allows, in `unit`; empty where it is open"
    )
    high: Decimal | None = column("the upper end of that interval")
    unit: str = column(
        "the unit of the series: 万吨, 公斤 and 担 of grain are all brought to 斤; 旧元 for yuan in speeches before 1955, of which "
        "10,000 became one new yuan"
    )
    modifier: str = column("as in **statistics**")
    hardness: str = column(
        "how binding the wording of its clause is: soft (力争, 预期, 左右), hard (确保, 不低于, 控制在), else plain; soft where it has both"
    )
    basis: str = column(
        "by what it is counted, where its clause says so: 1952年不变价格, 可比口径, 不包括大豆; constant prices are not named of growth, "
        "which is at constant prices anyway",
        quotes=True,
    )
    per: str = column(
        "average (of several years: 年均), cumulative (over several years: 累计), level (at a date); empty for a year or a shorter time"
    )


def find_series(statistics: Sequence[Statistic], marks: Marks, metadata: Mapping[str, str]) -> Iterator[SeriesRow]:
    """The rows of one speech; ``metadata`` says which places are its own.

    >>> from koujing.statistics.find import find_statistics
    >>> text = "今年力争粮食产量达到65万吨"
    >>> rows = list(find_series(find_statistics(text), Marks(text), {}))
    >>> [(row.concept, row.status, int(row.value), row.unit, row.hardness) for row in rows]
    [('grain.output', 'target', 1300000000, '斤', 'soft')]
    """
    old, floor = "" < metadata.get("date", "") < _NEW_YUAN, 0
    for one in statistics:
        floor, last = one.end, floor
        concept = concepts().get(one.concept)
        unit = unit_of(concept, one.unit) if concept else None
        if concept and unit:
            clause, sentence = marks.clause(one.start)[0], max(marks.sentence(one.start)[0], one.start - _REACH)
            before, after = marks.text[clause : one.start], marks.text[one.end : one.end + _NEXT]
            yield SeriesRow(
                one.start, one.end, one.concept, place_of(one.place, metadata), one.status, one.status_certainty, one.time_from,
                one.time_to, one.when_certainty, *_signed(one, concept, unit[1]), _OLD if old and unit[0] == "元" else unit[0],
                one.modifier, hardness_of(before, after), basis_of(marks.text, last, one.start, one.end, one.unit),
                per_of(before, concept, one.time_from, one.time_to, marks.text[sentence : one.start], after),
            )  # fmt: skip


def _signed(one: Statistic, concept: Concept, factor: Decimal) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Value and interval in the unit of the concept; those of a decrease are negative."""
    falls = "decrease" in one.note and one.unit in "%‰" and not concept.is_stock
    sign = -factor if falls else factor
    value, low, high = (None if number is None else number * sign for number in (one.value, one.low, one.high))
    return (value, high, low) if falls else (value, low, high)


def hardness_of(before: str, after: str) -> str:
    """How binding a target is, by its clause up to the number and the words right after it: soft, plain or hard.

    >>> hardness_of("控制在", "以内"), hardness_of("控制在", "左右"), hardness_of("增长", "以上")
    ('hard', 'soft', 'plain')
    """
    if _SOFT.search(before) or _SOFT_AFTER.match(after):
        return "soft"
    return "hard" if _HARD.search(before) else "plain"


def per_of(before: str, concept: Concept, first: str, last: str, sentence: str = "", after: str = "") -> str:
    """Whether a number is a yearly average, the sum of several years, or a level at a date; empty for that of one year.

    ``before`` is its clause up to it, ``sentence`` all of its sentence up to it, ``after`` what follows.

    >>> growth = concepts()["gdp.growth"]
    >>> per_of("五年来经济年均增长", growth, "2008", "2012"), per_of("增长", growth, "2012", "2012")
    ('average', '')
    >>> per_of("增长", growth, "2012", "2012", "2012年同2007年相比，经济增长")
    'cumulative'
    """
    if _AVERAGE.search(before):
        return "average"
    if concept.is_stock:
        return "level"
    is_change, several = "change" in concept.kinds, first[:4] != last[:4]
    if several and concept.units[0][0] in "%‰" and (not is_change or _YEARLY_RATE in concept.names[0]):
        return "average"
    if several and not is_change and _EVERY.search(before):
        return ""
    if is_change and last and (_since(sentence or before) < int(last[:4]) - 1 or _THAT_IS.match(after)):
        return "cumulative"
    return "cumulative" if several or _IN_ALL.search(before) else ""


def _since(sentence: str) -> int:
    """The year with which the last number of a sentence is compared; a late one if it is the year before, or none is named."""
    named = [match["year"] for match in _BASE.finditer(sentence)]
    year = years(named[-1]) if named and named[-1] else []
    return year[0] if year else 9999
