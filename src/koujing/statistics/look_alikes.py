"""What stands around a statistic and tells a known series from what only looks like it."""

from __future__ import annotations

from typing import NamedTuple

from koujing.chinese.joints import JOINING, JOINTS
from koujing.chinese.moves import THAN
from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.patterns import lazy
from koujing.lexicons.concepts import Concept

# The second number of a pair follows: 8.4%和11.4%.
_PAIRED = lazy(rf"[{JOINING}]\s?(?:[\d{TO_TEN}]|百分之)")
_ADDED = lazy(r"(?:增加|减少|提高|扩大|压减)[了近约超过]*\Z|[比较][^，。；,;]{1,6}[增减提多少]")
# How far one number lies from another: 比原计划3800亿斤超过13亿斤, 投资多了5亿元.
_APART = lazy(rf"(?:{THAN}[^，。；,;]{{1,30}}(?:超[过出]|高出|多出?|(?<!减)少)|(?<![至最不减增])[多少])[了近约]*\Z")
# Right before a name: 削减赤字5亿元.
_CHANGING = lazy("(?:削减|缩减|压减|压缩|减少|增加|扩大)(?:了|全国|国家)?\\Z")
# What is new is not what there is, unless that is named: 新增病床6万张; 新建铁路2公里，营业里程达到9公里.
_NEW, _IN_ALL = lazy("新[增建修开设]|增[设建]|[改扩]建|净增|扩大的|建成"), lazy("[达至为有超总]|到")
_EACH = lazy("每[人户亩]|[人户]均")
_MONEY = frozenset({"元", "美元"})
# Before a word that bars a concept also where it stands in an earlier clause of the sentence.
EARLIER = "~"


class Around(NamedTuple):
    """What stands around a statistic: before it in its sentence, in its clause and since the statistic before; the next characters;
    the concepts of the statistics before it in its sentence, and that of the one before it, if near."""

    sentence: str = ""
    clause: str = ""
    since: str = ""
    after: str = ""
    last: tuple[str, ...] = ()
    previous: str = ""

    @property
    def is_second(self) -> bool:
        """Whether it is the second number of a pair."""
        return self.since.strip() in JOINTS

    @property
    def is_paired(self) -> bool:
        """Whether it is one of the two numbers of a pair: 分别增长8%、9%."""
        return "分别" in self.since or self.is_second or _PAIRED.match(self.after) is not None


def may_be(concept: Concept, indicator: str, kind: str, said: str, around: Around) -> bool:
    """Whether nothing around a statistic bars a concept, and a word that it needs is there; ``said`` is the rest of its clause.

    >>> from koujing.lexicons.concepts import concepts
    >>> deficit = concepts()["deficit.amount"]
    >>> may_be(deficit, "财政赤字", "money", "安排", Around(clause="安排财政赤字"))
    True
    >>> may_be(deficit, "财政赤字", "money", "削减", Around(clause="削减财政赤字"))
    False
    """
    has_needed = not concept.needs or any(word in indicator + said for word in concept.needs)
    return has_needed and not (_is_barred(concept, said, around) or _is_of_change(concept, indicator, kind, around))


def _is_barred(concept: Concept, said: str, around: Around) -> bool:
    words = (word for word in concept.bars if word in said or (word[0] == EARLIER and word[1:] in around.sentence))
    return next(words, "") != "" or ("每" in concept.bars and _EACH.search(around.sentence) is not None)


def _is_of_change(concept: Concept, indicator: str, kind: str, around: Around) -> bool:
    """Whether an amount is that by which a level changed, or by which it differs from another one."""
    # What a level grew by is no level: 危房改造366万户，增加100万户.
    if kind == "change" and len(concept.kinds) > 1 and not concept.needs and _ADDED.search(around.since):
        return True
    if concept.units[0][0] in "%‰":
        return False
    before, name, _ = around.clause.rpartition(indicator) if indicator else ("", "", "")
    if name and "change" not in concept.kinds and not concept.needs and _CHANGING.search(before):
        return True
    new = _NEW.search(around.sentence) if concept.is_stock and concept.units[0][0] not in _MONEY else None
    return _APART.search(around.clause) is not None or (new is not None and not _IN_ALL.search(around.sentence, new.end()))
