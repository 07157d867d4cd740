"""Running text → reported statistics: each statistic with its value, kind, hedge and what the text says about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from koujing.chinese.cells import cells_apart
from koujing.chinese.joints import JOINTS
from koujing.chinese.marks import Marks, Span
from koujing.chinese.numeral_values import Numeral
from koujing.chinese.patterns import lazy
from koujing.speech import NOTES, Section, Speech, voices_of, wording, wording_at, wordings
from koujing.statistics.chain import Chain
from koujing.statistics.claims import Claim, Claims, Cut
from koujing.statistics.concepts import concept_of
from koujing.statistics.hedges import bounds_of, goes_on_from, is_added, kind_of, modifier_of, note_of
from koujing.statistics.look_alikes import Around
from koujing.statistics.owners import place_of
from koujing.statistics.quantities import find_quantities
from koujing.statistics.quantity import Quantity
from koujing.statistics.respectively import NOT_LISTED, Member, members
from koujing.statistics.status import Statuses
from koujing.statistics.tables.cells import Cell, claim_of, find_cells
from koujing.statistics.timing import Times
from koujing.statistics.when import Periods
from koujing.tables import SpanRow, column, derived, table_row

Found = TypeVar("Found", Quantity, Cell)
# A further thing of a list before its number.
_LISTED = lazy(r"[、和][^，。；：、,;\n\d]{2,16}")


def _indicators(rows: Sequence[Statistic], speech: Speech) -> list[str]:
    """Indicators in raw characters, or repaired where one contains a line break, mask or aside or stands in two places."""
    raw = wordings([statistic.named or (0, 0) for statistic in rows], speech)
    return [name if len(name) == len(f.indicator) else f.indicator for f, name in zip(rows, raw, strict=True)]


@table_row("statistics", "one row per statistic: a number that the text reports, with its unit.")
class Statistic(SpanRow):
    """One reported statistic: ``text[start:end]``, from its numeral to its unit, and what the text says about it.

    ``value`` is in ``unit`` (万 and 亿 multiplied out), missing for ranges, 数十 and masked numerals; ``low`` and
    ``high`` bound what the wording allows, missing where it leaves that side open. ``kind`` is money, count, percent,
    change, rank, multiple, ratio or measure; ``modifier`` over, at_least, near, approx, at_most or empty; ``status``
    reported, target or rule; ``domain`` a domain of life (money, agriculture, …) or empty; ``when`` is the span
    of the period and ``named`` that of the indicator, ``None`` where there is none; ``role`` is start (the level from which
    another moves), whole (of which another is a part), compared (what another is compared with) or empty.
    """

    text: str = derived("the raw characters, from the numeral to the unit", wording, quotes=True)
    value: Decimal | None = column(
        "the number in base units (2024万元 is 20240000), for a ratio of two parts their quotient; empty for a ratio of more parts, "
        "for an open-ended or masked number and, in memory, for a range"
    )
    low: Decimal | None = column(
        "the lower end of the interval that the wording allows: half a unit of the last digit written to either side where "
        "there are decimals or a magnitude (4506.7 is 4506.65 to 4506.75), wider for 多, 余, 近, 约; empty where it is open"
    )
    high: Decimal | None = column("the upper end of that interval")
    unit: str = column(
        "the measure word or unit without magnitude (元, 户, %, 百分点, 倍), in a list that of its last number (4.2和0.7个百分点); "
        "the currency for money (元 is renminbi), 位 for a rank, empty for a ratio"
    )
    kind: str = column(
        "money, count, percent, change (a number that is itself an increase or a decrease), rank (a place among others: 1 is the "
        "first, -1 the last, -2 the last but one; 前三 is 3 with `at_most`), multiple, ratio (of parts "
        "to one another: 2.8:1, 9∶42∶49), measure"
    )
    modifier: str = column("approx (约), at_least (以上), at_most (以内), over (超过, 多, 余), near (近)")
    indicator: str = column("the shortest phrase of the text that says what is counted", quotes=True, build=_indicators)
    counted: str = column("the head noun alone of the indicator, where it differs from it", quotes=True)
    concept: str = column("the known series it belongs to (`gdp.growth`, `lexicons/concepts.tsv`); empty where it belongs to none")
    place: str = column(
        "whose number it is, where it is not the speech's own: 全国, 贫困县; else empty",
        quotes=True,
        build=lambda rows, speech: [place_of(row.place, speech.metadata) for row in rows],
    )
    status: str = column(
        "reported (as having happened, standing or measured), target (to be reached, done, spent or kept to), rule (a norm, "
        "threshold, price or the description of a scheme)"
    )
    status_certainty: float = column("how likely the status is right, 0 to 1 in hundredths, by the coded texts of `data/gold/meaning`")
    period: str = column(
        "the time for which the number is stated, in the raw characters of the text: the last time before it in its sentence "
        "or paragraph that is not part of a comparison, or its own of the times before 分别; empty where only a heading or another "
        "paragraph gives it",
        quotes=True,
        build=wording_at("when"),
    )
    time_from: str = column(
        "the year, month or day (`2015`, `2015-06`, `2015-06-30`) from which it holds, resolved by the date of the speech; empty for "
        "rules and where the text leaves it open"
    )
    time_to: str = column("the year, month or day up to which it holds, that included")
    when_certainty: float = column("how likely the time is right, 0 to 1")
    indicator_certainty: float = column("how likely the indicator is right, 0 to 1")
    domain: str = column(
        "the domain of life it belongs to (money, income, infrastructure, people, agriculture, education, health, industry, "
        "trade, poverty, environment, science, government, army, economy), decided by the words of its indicator, else of its "
        "clause (`lexicons/statistic_domains.tsv`); empty where they point to none"
    )
    voice: str = derived(
        "the speaker of the innermost passage of **voices** around it; empty where that names nobody", voices_of
    )
    note: str = column("`masked`, `range`, `decrease`, how 翻番 was read, and `end note` for what an end note states")
    when: Span | None
    named: Span | None
    role: str


def find_statistics(
    text: str,
    taken: Sequence[Span] = (),
    sections: Sequence[Section] = (),
    date: str = "",
    marks: Marks | None = None,
    cut: Cut = None,
) -> list[Statistic]:
    """The reported statistics of a running text, in order; none overlaps another or a span of ``taken``.

    ``sections`` is the outline of the text: where the wording leaves open whether a statistic is reported or a target, the part
    it stands in decides. ``date`` is that of the speech, as far as it is known (``2016-03``); ``marks`` are the marks of the
    text, if already read, and ``cut`` gives its words.

    >>> [(f.value, f.unit, f.kind) for f in find_statistics("建成公路55公里,增长百分之十八点五,第二十届会议讲了三点意见")]
    [(Decimal('55'), '公里', 'measure'), (Decimal('18.5'), '%', 'change')]
    """
    marks, cells = marks or Marks(cells_apart(text)), list(_outside(find_cells(text), taken))
    text, taken = marks.text, [*taken, *((cell.start, cell.end) for cell in cells)]
    claims = Claims(marks, sections, date, cut)
    quantities = list(_outside(find_quantities(text, marks), taken))
    listed = members(marks, quantities)
    statistics: list[Statistic] = []
    for quantity in quantities:
        last = statistics[-1] if statistics else None
        statistics.append(_describe(text, quantity, claims, last, listed.get(quantity.start, NOT_LISTED)))
    stated = [cell for cell in cells if cell.quantity]
    statistics = sorted([*statistics, *_tabled(marks, stated, sections, date)]) if stated else statistics
    noted = next((one.start for one in sections if one.part == NOTES), len(text))
    return [replace(one, note="; ".join(filter(None, (one.note, "end note")))) if one.start >= noted else one for one in statistics]


def _outside(quantities: Iterable[Found], taken: Sequence[Span]) -> Iterator[Found]:
    """The quantities that overlap no taken span; both are in order, so one pass suffices."""
    spans = iter(sorted(taken))
    span = next(spans, None)
    for one in quantities:
        while span and span[1] <= one.start:
            span = next(spans, None)
        if not span or one.end <= span[0]:
            yield one


def _tabled(marks: Marks, cells: Iterable[Cell], sections: Sequence[Section], date: str) -> Iterator[Statistic]:
    """The statistics of the cells of tables, which are asked for in an order of their own."""
    text, statuses = marks.text, Statuses(marks, sections, int(date[:4]) if date else None)
    times = Times(marks, Periods(marks), Chain(text, sections, date))
    for cell in cells:
        if quantity := cell.quantity:
            claim, modifier = claim_of(text, cell, statuses, times), modifier_of(text, quantity)
            concept = concept_of(claim.indicator, cell.kind, quantity.unit, Around())
            yield _row(cell.start, cell.end, quantity, quantity.unit, cell.kind, modifier, claim, concept, cell.note)


def _describe(text: str, quantity: Quantity, claims: Claims, last: Statistic | None, listed: Member) -> Statistic:
    start, end, numeral, unit = quantity.start, quantity.end, quantity.numeral, quantity.unit
    added = last is not None and _is_added_too(text, last, quantity)
    last = last if last and last.unit == unit else None
    same = bool(last and goes_on_from(text, last.end, last.kind, quantity))
    kind, note = last.kind if last and same else kind_of(text, quantity), ""
    modifier = modifier_of(text, quantity)
    # 分别增长9.4%、9.1%: what is said of the first holds for the second.
    if last and text[last.end : start].strip() in JOINTS:
        kind, note = last.kind, _note_as(last, numeral)
        modifier = modifier or last.modifier * text[last.end - 1].isdecimal()
    note = note or note_of(text, quantity, kind)
    claim = claims.describe(start, quantity.until or end, kind if unit or kind == "ratio" else "", quantity.noun, listed, same)
    unit = unit or ("" if kind == "ratio" else _implied_unit(claim.indicator))
    if kind in {"count", "measure"} and (added or is_added(claim.indicator) or is_added(claim.whole)):
        kind = "change"
    concept = claims.concepts.read([claim.ruled, claim.indicator], kind, unit, start, end)
    return _row(start, end, quantity, unit, kind, modifier, claim, concept, note)


def _row(
    start: int, end: int, quantity: Quantity, unit: str, kind: str, modifier: str, claim: Claim, concept: str, note: str
) -> Statistic:
    low, high = bounds_of(quantity, modifier)
    return Statistic(
        start, end, quantity.numeral.value, low, high, unit, kind, modifier, claim.indicator, claim.counted, concept, claim.place,
        claim.status, round(claim.status_certainty, 2), claim.period, claim.time_from, claim.time_to,
        round(claim.when_certainty, 2), round(claim.indicator_certainty, 2), claim.domain, note, claim.when, claim.named, claim.role,
    )  # fmt: skip


def _is_added_too(text: str, last: Statistic, quantity: Quantity) -> bool:
    """Whether a count goes on with a list of what was added: 新增企业6家、学校11所."""
    added = last.kind == "change" and last.unit not in {"%", "百分点", "倍"} and quantity.kind == "count"
    return added and bool(_LISTED.fullmatch(text, last.end, quantity.start))


def _note_as(last: Statistic, numeral: Numeral) -> str:
    """The note of a number in a list with one before it; what a multiple multiplies by is its own (增长1.2、1.5倍)."""
    if last.kind != "multiple" or last.value is None or numeral.value is None:
        return last.note
    return f"×{numeral.value + (last.note != f'×{last.value}')}"


def _implied_unit(indicator: str) -> str:
    """The unit of a number written without one, inferred from what it measures (出境旅游人次 8300万, 贫困人口 6800多万)."""
    if "人次" in indicator:
        return "人次"
    return "人" if {"人", "员"} & set(indicator) else "户" if "户" in indicator else ""
