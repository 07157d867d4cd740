"""What kind of word a word is, for finding where the name of what a statistic measures begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from koujing import lexicons
from koujing.chinese.numeral_forms import NUMERAL_CHARACTERS
from koujing.chinese.patterns import lazy
from koujing.statistics.word_lists import any_of
from koujing.words.dictionary import part_of_speech

# A number, a time, or whose number it is: 全县, 我市, 各地.
_SHAPED = lazy(
    rf"""
    (?P<number> [\d.,，．%％{NUMERAL_CHARACTERS}]+ )
  | (?P<time> [今去明前本当全每近]年|年[底末初内间中]|月[份底末]?|[上下]半年|季度|期间|以来|目前|当前|现在|同期|日|世纪|截至|[今昨]天 )
  | (?P<owner> [全我本各该贵][国省市县区镇乡村州盟旗地]|我们|他们|全体|广大|国内外 )
    """,
    re.VERBOSE,
)
_QUANTITY = lazy(lambda: rf"(?:{any_of('quantity_end')}|{any_of('general')}|{any_of('quantity_name')})\Z")
# The dictionary calls some nouns places (城镇, 山区) and some verbs nouns of place (惠及).
_NO_PLACE = frozenset("城镇区市县乡村丽及建河街度")
_PLACE = lazy(r"[^\W\d_]{2,}[省市县区镇乡村州盟旗国]")
# What the dictionary calls a verb, adjective or adverb is a noun with one of these at its end: 发病率, 补助款.
_NOUN_END = frozenset("率额量值费款区站店社园户员者桥路奖权证房群厂村")
_MARKS = {"、": "、", "和": "、", "及": "、", "与": "、", "以及": "、", "或": "、", "的": "的", "了": "了"}
_QUOTES = frozenset("“”\"‘’《》「」")
_SENSES = {
    "level": "level", "increase": "change", "decrease": "change", "action": "verb", "follow": "verb",
    "handle": "attribute", "attribute": "attribute", "lead": "lead",
}  # fmt: skip
_TAGS = {
    **dict.fromkeys(["n", "nz", "nt", "nr", "ns", "j", "l", "i", "an", "g"], "noun"), "vn": "attribute", "v": "verb",
    **dict.fromkeys("abz", "modifier"), "t": "time", "m": "number", "d": "adverb", "p": "preposition", "c": "conjunction",
    "q": "unit", "f": "behind", "s": "behind", "r": "each", "x": "unknown",
}  # fmt: skip
NOUNS = frozenset({"noun", "unknown", "attribute", "modifier", "place"})
# Kinds that depend on the words before them.
_OF_CONTEXT = frozenset({"unknown", "division", "year"})
# What the name of a place that opens a phrase may stand behind.
_OPENING = frozenset({"time", "preposition", "adverb", "level", "verb", "mark", "number", "了", "place"})


@cache
def _verbs() -> dict[str, str]:
    """Each listed verb → its first sense."""
    found: dict[str, str] = {}
    for row in lexicons.load("statistic_verbs"):
        found.setdefault(row["verb"], row["sense"])
    return found


@cache
def _listed() -> dict[str, str]:
    """The words of ``lexicons/word_kinds.tsv`` → their kinds."""
    return {word: row["kind"] for row in lexicons.load("word_kinds") for word in row["words"].split()}


@cache
def _places() -> frozenset[str]:
    rows = [*lexicons.load("places"), *lexicons.load("provinces")]
    return frozenset(row[column] for row in rows for column in ("name", "short") if row[column])


@lru_cache(maxsize=2**16)
def kind_of_word(word: str) -> str:
    """The kind of a word: a mark, a number, a time, an owner, a place, noun, attribute (a verb in names), verb, level and so on.

    >>> [kind_of_word(word) for word in ("的", "2015", "去年", "全县", "达到", "建成", "收入", "示范")]
    ['的', 'number', 'time', 'owner', 'level', 'verb', 'noun', 'attribute']
    """
    if kind := _MARKS.get(word) or _listed().get(word):
        return kind
    if not word.isalnum():
        return "quote" if word in _QUOTES else "mark"
    if shaped := _SHAPED.fullmatch(word):
        return shaped.lastgroup or ""
    return "year" if word == "年" else _by_dictionary(word, part_of_speech(word))


def _by_dictionary(word: str, tag: str) -> str:
    """The kind of a word by its part of speech in the dictionary and by the verbs that are listed."""
    if tag == "x" and word[-1] in "至到达为":
        return "level"
    if word in _places() or (tag == "ns" and len(word) > 1 and (word[-1] not in _NO_PLACE or _PLACE.fullmatch(word))):
        return "place"
    sense = _verbs().get(word, "")
    if not sense and len(word) > 1 and tag[:1] in "vda" and word[-1] in _NOUN_END:
        return "noun"
    if sense and not (sense == "lead" and tag[:1] in "nr"):
        return _SENSES.get(sense, "verb")
    return _TAGS.get(tag[:2]) or _TAGS.get(tag[:1], "other")


def in_context(kinds: Sequence[str]) -> tuple[str, ...]:
    """The kinds as phrases see them: 年 is a time behind a number, else part of a name (年交易额); 雄安 with 新区 is a place.

    >>> in_context(["number", "year", "unknown", "division", "noun"])
    ('number', 'time', 'place', 'place', 'noun')
    """
    if _OF_CONTEXT.isdisjoint(kinds):
        return tuple(kinds)
    found = ["noun" if kind in {"unknown", "division"} else kind for kind in kinds]
    for k, kind in enumerate(kinds):
        if kind == "year":
            found[k] = "time" if k and found[k - 1] in {"number", "each"} else "modifier"
        elif kind == "division" and k and kinds[k - 1] in {"unknown", "noun", "place"} and (k == 1 or found[k - 2] in _OPENING):
            found[k - 1 : k + 1] = "place", "place"
        elif kind == "division" and k and kinds[k - 1] == "owner":  # 我们镇
            found[k] = "place"
    return tuple(found)


@lru_cache(maxsize=2**15)
def names_quantity(word: str) -> bool:
    """Whether a word ends the name of a quantity.

    >>> names_quantity("覆盖率"), names_quantity("学校")
    (True, False)
    """
    return _QUANTITY.search(word) is not None
