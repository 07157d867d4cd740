"""What a statistic measures, its kind and unit → the known series it belongs to, if any."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from koujing.chinese.joints import JOINING
from koujing.chinese.marks import Marks
from koujing.chinese.numeral_forms import TO_TEN, YEAR
from koujing.chinese.patterns import lazy
from koujing.chinese.rules import trie_pattern
from koujing.lexicons.concepts import Concept, by_name, concepts, growth_of, unit_of, without_change
from koujing.statistics.look_alikes import Around, may_be
from koujing.statistics.owners import owner_at

# What may stand before the name of a series without making it another one: times, verbs, words that narrow nothing.
_NEUTRAL = lazy(
    rf"{YEAR}年|[全今去上]?年|年均|全部|预计|预期|计划|实际|累计|其中|人民币|平均|力争|确保|实现|完成|达到|保持|控制|拟|安排|总体"
    rf"|增加|期间|主要|各[类项]|国家|[{TO_TEN}]是|[使将的了到为全有并新共总\s“”（(：:—]"
)
# An indicator of these words alone says that there is a name nearby: 2007年产量达到5亿吨.
_VAGUE = lazy("(?:(?:总产量|产量|总产|总值|总额|产值|增速|增幅|涨幅|速度|增长率?|目标|指标|总量|规模|数量|幅度|水平|实际|定|年)*)")
# A list whose numbers are the same for all its members: the first one is named (M2和社会融资规模均增长12%).
_ALIKE = lazy(r"(?:(?<![年人平])均|[都各])[^，。；,;]{0,6}\Z")
_AND = lazy(f"[{JOINING}]")
# 粮食（不包括大豆）的产量 is 粮食产量, 粮食产量屡创新高 is about it.
_ASIDE = lazy("[（(][^（）()]*[)）]|的")
_GOES_ON = lazy("(?:屡|再创|再次|连[续年]|实现|继续|持续|始终|一直|稳定|首次|突破|保持|显著|明显)[^率额量值数]*\\Z")
# Words that only say how far something moved: 经过努力，实际回落到6.1%.
_NAMELESS = lazy("(?:实际|回落|下降|上升|提高|增长|完成|达|降|升|为|到|至|仍然?|高达|只|也|又|已|超过|突破|约|近|了|预计|可|，)*")
_CLAUSE = lazy("[，。；：、,;:\n]")
_KINDS = frozenset({"money", "count", "measure", "percent", "change"})
# So few of these are what a field or a person yields, not what a place does.
_BY_HAND, _LARGE = frozenset({"斤", "公斤", "市斤"}), lazy("[万亿]")
# Words that follow a number and say what was done to what it counts: 5个贫困县摘帽.
_BEHIND = 14
# A name is looked for in this many characters before its statistic.
_REACH = 60
# Texts repeat the names of what they measure.
_MANY = 2**14


class Concepts:
    """The concepts of the statistics of one text; they must be asked for in order of position."""

    def __init__(self, marks: Marks) -> None:
        self._text, self._marks = marks.text, marks
        self._last_end, self._sentence = 0, -1
        self._last: tuple[str, ...] = ()

    def read(self, names: Sequence[str], kind: str, unit: str, start: int, end: int) -> str:
        """The id of the series of the statistic at ``text[start:end]``, by the first of its names that has one; empty for none.

        >>> text = "生产总值达到6亿元,增长8%"
        >>> series = Concepts(Marks(text))
        >>> series.read(["生产总值"], "money", "元", 6, 9), series.read(["总值", "生产总值"], "change", "%", 12, 14)
        ('gdp.level', 'gdp.growth')
        """
        sentence = self._marks.sentence(start)[0]
        previous = self._last[-1] if self._last and start - self._last_end < _REACH else ""
        if sentence != self._sentence:
            self._sentence, self._last = sentence, ()
        known = previous or any(self._last) or any(map(_may_name, names))
        found = self._found(names, kind, unit, start, end, previous) if known else ""
        self._last_end, self._last = end, (*self._last[-2:], found)
        return found

    def _found(self, names: Sequence[str], kind: str, unit: str, start: int, end: int, previous: str) -> str:
        """The series by what stands around a statistic; ``previous`` is that of the statistic before it, if near."""
        sentence, clause = self._sentence, self._marks.clause(start)[0]
        text, near = self._text, max(start - _REACH, 0)
        if unit in _BY_HAND and not _LARGE.search(text, start, end):
            kind = ""
        said, own = text[max(sentence, near) : start], text[max(clause, near) : start]
        since = text[max(clause, near, self._last_end) : start]
        around = Around(said, own, since, text[end : end + _BEHIND], self._last, previous)
        # A name that stands right here comes before one that is carried over: 粮食产量3000亿斤和棉花产量300万担.
        names = names[::-1] if names[-1] in since and names[0] not in since else names
        found = concept_of(names[0], kind, unit, around)
        if not found and names[0] != names[-1]:
            found = concept_of(names[-1], kind, unit, around)
        return found


def concept_of(indicator: str, kind: str, unit: str, around: Around) -> str:
    """The id of the series that a statistic belongs to; empty for none.

    >>> concept_of("国内生产总值", "change", "%", Around()), concept_of("单位国内生产总值能耗", "change", "%", Around())
    ('gdp.growth', 'energy.per.gdp')
    """
    if kind not in _KINDS:
        return ""
    if kind == "change" and indicator not in around.since and around.is_paired and (growth := _of_pair(around)):
        return growth
    said = ""
    vague = _is_vague(indicator)
    for name, moved in _readings(indicator, kind, around.sentence if vague else ""):
        groups = _named(name, around)
        found = [one for group in groups for one in group if _fits(one, "change" if moved else kind, unit)]
        said = said or _said(indicator, around) if found else ""
        fitting = [one.id for one in found if may_be(one, indicator, kind, said, around)]
        if fitting:
            return _chosen(fitting, around)
    previous = concepts().get(around.previous) if kind != "count" else None
    if not previous or not _fits(previous, kind, unit):
        return ""
    nameless = around.last and around.since.strip() and not around.is_second and _NAMELESS.fullmatch(around.since)
    goes_on = nameless or (indicator and vague)
    return previous.id if goes_on and may_be(previous, indicator, kind, _said(indicator, around), around) else ""


def _said(indicator: str, around: Around) -> str:
    """What the clause of a statistic says besides its indicator."""
    end = _CLAUSE.search(around.after)
    return around.clause.replace(indicator, "") + (around.after[: end.start()] if end else around.after)


def _of_pair(around: Around) -> str:
    """The growth of one of the two levels named before a pair of rates: 收入A元，支出B元，增长8%和9%."""
    levels = around.last[-3:-1] if around.is_second else around.last[-2:]
    grown = [growth_of(level) for level in levels]
    return grown[around.is_second] if len(set(grown)) == 2 and all(grown) else ""


@lru_cache(_MANY)
def _may_name(indicator: str) -> bool:
    """Whether an indicator may name a series, or leave that to the words around it; most do neither."""
    readings = (indicator, *(name for name, _ in _plainer(indicator)))
    return _is_vague(indicator) or any(_AND.search(name) or _series(name) for name in readings)


@lru_cache(_MANY)
def _is_vague(indicator: str) -> bool:
    return _VAGUE.fullmatch(indicator) is not None


def _readings(indicator: str, kind: str, sentence: str) -> Iterator[tuple[str, bool]]:
    """An indicator as it stands, plainer, without the words of change at its end (a percentage is then one of change), without a
    verb that goes on; and where it says nothing itself, the last name before it in its ``sentence``."""
    yield indicator, False
    for name, changed in _plainer(indicator):
        yield name, kind == "percent" and changed
    if sentence and (near := [match.end() for match in _any_name().finditer(sentence)]):
        yield _CLAUSE.split(sentence[: near[-1]])[-1], kind == "percent"


@lru_cache(_MANY)
def _plainer(indicator: str) -> tuple[tuple[str, bool], ...]:
    """The plainer readings of an indicator that differ from it, and whether they lack its words of change."""
    plain = _ASIDE.sub("", indicator)
    bare = without_change(plain)
    goes_on = _GOES_ON.search(bare)
    names = dict.fromkeys((plain, bare, bare[: goes_on.start()] if goes_on else bare))
    return tuple((name, name != plain) for name in names if name != indicator)


@cache
def _any_name() -> re.Pattern[str]:
    """A name of at least three characters, or a thing that is produced (粮食): 经济 and 人口 are also parts of other names."""
    named = {name for name, found in by_name().items() if len(name) > 2 or (len(name) > 1 and found[0].id.endswith(".output"))}
    return re.compile(trie_pattern(frozenset(named)))


@cache
def _longest() -> int:
    return max(map(len, by_name()))


@cache
def _ends() -> frozenset[str]:
    """The last two characters of names."""
    return frozenset(name[-2:] for name in by_name())


def _named(indicator: str, around: Around | None) -> list[tuple[Concept, ...]]:
    """The concepts that an indicator names, one group for each member of a list; none if other words than an owner precede a name."""
    if found := _series(indicator):
        return [found]
    if not around or not _AND.search(indicator) or len(parts := _AND.split(indicator, maxsplit=2)) != 2:
        return []
    alike = _ALIKE.search(around.since)
    members = [_named(part, None) for part in parts] if alike or around.is_paired else []
    return [groups[0] for groups in members if groups] if alike or all(members) else []


@lru_cache(_MANY)
def _series(indicator: str) -> tuple[Concept, ...]:
    """The concepts whose name an indicator is, but for words before it that only say whose it is, or when."""
    names = by_name()
    if indicator[-2:] in _ends() or indicator[-1:] in names:
        for first in range(max(0, len(indicator) - _longest()), len(indicator)):
            if (found := names.get(indicator[first:])) and _is_free(indicator[:first]):
                return found
    return ()


def _chosen(ids: list[str], around: Around) -> str:
    """The concept of a number among those that its list names: by its place in a pair, else the only or the first one."""
    if len(ids) == 1 or _ALIKE.search(around.since):
        return ids[0]
    return ids[around.is_second] if around.is_paired else ""


def _is_free(words: str) -> bool:
    """Whether some words only say whose a number is, or when."""
    at = 0
    while at < len(words):
        stop = owner_at(words, at, len(words))
        match = _NEUTRAL.match(words, at) if stop == at else None
        if stop == at and not match:
            return False
        at = match.end() if match else stop
    return True


def _fits(concept: Concept, kind: str, unit: str) -> bool:
    return kind in concept.kinds and unit_of(concept, unit) is not None
