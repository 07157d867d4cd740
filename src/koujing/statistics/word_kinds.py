"""What kind of word a word is, for finding where the name of what a statistic measures begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from koujing import lexicons
from koujing.chinese.patterns import lazy
from koujing.statistics.word_lists import any_of, listed
from koujing.words.dictionary import part_of_speech
from koujing.words.terms import joined

_NUMBER = lazy(r"[\d.,，．%％零〇○一二三四五六七八九十百千万亿两]+")
_TIME = lazy(r"[今去明前本当全每近]年|年[底末初内间中]|月[份底末]?|[上下]半年|季度|期间|以来|目前|当前|现在|同期|同比|日|世纪|截至|[今昨]天")
# Whose number it is: 全县, 我市, 各地.
_OWNER = lazy(r"[全我本各该贵][国省市县区镇乡村州盟旗地]|我们|他们|其|全体|广大|国内外")
_QUANTITY = lazy(lambda: rf"(?:{any_of('quantity_end')}|{any_of('general')}|{any_of('quantity_name')})\Z")
_PLACE = lazy(r"[^\W\d_]{2,}[省市县区镇乡村州盟旗国]")
_GENERIC = "城镇区市县乡村丽及建河街度"
_NOUN_ENDS = "率额量值费款区站店社园户员者桥路奖权证房群厂村"
_MARKS = {"、": "、", "和": "和", "及": "和", "与": "和", "以及": "和", "或": "和", "的": "的", "了": "了"}
_QUOTES, _BRACKETS = "“”\"‘’《》「」", "（）()〔〕[]"


@cache
def _verbs() -> dict[str, str]:
    """Each listed verb → its sense."""
    found: dict[str, str] = {}
    for row in lexicons.load("statistic_verbs"):
        found.setdefault(row["verb"], row["sense"])
    return found


@cache
def _listed_kinds() -> dict[str, str]:
    names = {"noun": "n", "attribute": "vn", "adjective": "a", "verb": "v", "adverb": "d", "behind": "f", "each": "r", "owner": "owner", "time": "time", "level": "level", "unit": "q", "division": "admin"}
    return {word: names[row["kind"]] for row in lexicons.load("word_kinds") for word in row["words"].split()}


@cache
def _places() -> frozenset[str]:
    rows = [*lexicons.load("places"), *lexicons.load("provinces")]
    return frozenset(row[column] for row in rows for column in ("name", "short") if row.get(column))


@lru_cache(maxsize=2**15)
def kind_of_word(word: str) -> str:
    """The kind of a word: a mark, a number, a time, an owner, a place, the sense of a listed verb, else its part of speech.

    >>> [kind_of_word(word) for word in ("的", "2015", "去年", "全县", "达到", "建成", "收入")]
    ['的', 'number', 'time', 'owner', 'level', 'action', 'n']
    """
    if word in _MARKS:
        return _MARKS[word]
    if not word.isalnum():
        return "quote" if word in _QUOTES else "bracket" if word in _BRACKETS else "mark"
    if word in _listed_kinds():
        return _listed_kinds()[word]
    if _NUMBER.fullmatch(word):
        return "number"
    if _TIME.fullmatch(word):
        return "time"
    if _OWNER.fullmatch(word):
        return "owner"
    if word == "年":
        return "year"
    tag = part_of_speech(word)
    if tag == "x" and word[-1] in "至到达为":
        return "level"
    if word in _places() or (tag == "ns" and _PLACE.fullmatch(word)) or (tag == "ns" and len(word) > 1 and word[-1] not in _GENERIC):
        return "place"
    if tag == "ns":
        return "n"
    if len(word) > 1 and tag[:1] in "vda" and word[-1] in _NOUN_ENDS and word not in _verbs():
        return "n"
    sense = _verbs().get(word, "")
    if sense and not (sense == "lead" and tag[:1] in "nr"):
        return sense
    return "time" if tag == "t" else tag[:2] if tag[:2] in {"vn", "an", "nr", "nt", "nz"} else tag[:1]


@lru_cache(maxsize=2**15)
def names_quantity(word: str) -> bool:
    """Whether a word ends the name of a quantity: 收入, 覆盖率, 面积."""
    return _QUANTITY.search(word) is not None


def is_term(words: str) -> bool:
    """Whether some words are a listed term."""
    return words in joined()


_COARSE = {
    "n": "N", "nz": "N", "nt": "N", "nr": "N", "x": "N", "admin": "N", "j": "N", "l": "N", "i": "N", "an": "N", "g": "N", "vn": "W", "handle": "W", "attribute": "W",
    "v": "V", "action": "V", "follow": "V", "b": "B", "a": "A", "z": "A", "place": "place", "owner": "owner", "time": "time", "number": "m", "m": "m",
    "level": "L", "increase": "I", "decrease": "I", "lead": "lead", "d": "d", "p": "p", "c": "c", "、": "、", "和": "、", "的": "的", "了": "了",
    "mark": "mark", "bracket": "mark", "quote": "quote", "q": "q", "f": "f", "s": "f", "r": "r", "start": "start", "stop": "stop",
}  # fmt: skip


# What may stand before the name of a place that opens a phrase.
_BOUNDS = frozenset({"time", "p", "d", "L", "V", "mark", "m", "了", "place"})


def coarse(kind: str) -> str:
    return _COARSE.get(kind, "o")


def in_context(kinds: Sequence[str]) -> list[str]:
    """The kinds as the phrases see them: 年 is a time behind a number, else an attribute (年交易额)."""
    found = [_COARSE.get(kind, "o") for kind in kinds]
    for k, kind in enumerate(kinds):
        if kind == "year":
            found[k] = "time" if k == 0 or found[k - 1] in {"m", "r"} else "A"
        if kind == "admin" and k and kinds[k - 1] in {"x", "n", "nz", "nr", "place", "j"} and (k == 1 or found[k - 2] in _BOUNDS):
            found[k - 1 : k + 1] = "place", "place"
    if kinds and kinds[0] == "year":
        found[0] = "A"
    return found
