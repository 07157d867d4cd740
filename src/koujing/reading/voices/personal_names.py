"""Recognise personal names: where one begins and ends, and which words only look like one."""

from __future__ import annotations

from functools import cache

from koujing import lexicons
from koujing.chinese.patterns import lazy
from koujing.reading.voices.sayings import SAYING, alternation

HAN = "\u3400-\u9fff"
DOTS = "·•・‧∙⋅．﹒"  # between the parts of a name that is not Chinese


@cache
def offices() -> dict[str, str]:
    """The words with which an office can end, each with its kind (see the lexicon)."""
    return {row["word"]: row["kind"] for row in lexicons.load("offices")}


@cache
def surnames(where: str) -> frozenset[str]:
    """The surnames that may begin a name anywhere (``any``), or only after an office (``office``)."""
    return frozenset(row["surname"] for row in lexicons.load("surnames") if row["where"] == where)


@cache
def lookalikes() -> dict[str, str]:
    """Words that begin like a name: never one (``any``), or not one at the beginning of a clause (``head``)."""
    return {row["word"]: row["where"] for row in lexicons.load("name_lookalikes")}


@cache
def characters(role: str) -> frozenset[str]:
    """The characters with a certain role in finding the end of a name (see the lexicon)."""
    return frozenset(row["character"] for row in lexicons.load("name_characters") if row["role"] == role)


@cache
def syllables() -> frozenset[str]:
    """The syllables used to write non-Chinese names."""
    return characters("first") | characters("later")


def office_pattern() -> str:
    """A pattern for an office held by a person, but not for a body named after it (党委书记 but not 书记办公会)."""
    return rf"(?:{alternation(offices())})(?!小组|班子|干部|机关|集体|会(?!见))"


def _follower() -> str:
    """A pattern for what may follow a name: a word of the lexicon, an office, or anything but a Han character."""
    words = alternation(row["word"] for row in lexicons.load("name_followers"))
    return rf"{words}|{office_pattern()}|[^{HAN}]|\Z"


def _dotted() -> str:
    syllable = "".join(sorted(syllables()))
    return rf"[{HAN}]{{1,7}}[{DOTS}](?:[{syllable}]{{2,9}}|[{HAN}]{{1,7}}?(?:[{DOTS}][{HAN}]{{1,7}}?)?)(?={_follower()})"


OFFICE = lazy(office_pattern)
OFFICE_END = lazy(lambda: rf"(?:{alternation(offices())})$")
FOLLOWER = lazy(_follower)
DOTTED = lazy(_dotted)
SPACED = lazy(rf"[{HAN}][ \u3000]{{1,2}}[{HAN}]")
GIVEN = lazy(f"[{HAN}]+")


def read_name(text: str, start: int, *, beside_office: bool = False) -> int | None:
    """The end of the personal name that begins at ``start``; ``None`` if no name begins there.

    Only after an office may a name also be a word (县委书记石林), have a rare surname, be non-Chinese (扎西多吉), or
    consist of 老 and a surname. A name of two characters may be spaced out (王 锐).

    >>> [read_name(text, 0) for text in ("王锐还指出", "王爱和出席", "欧阳明华、", "高度重视", "买买提·艾山说", "王 锐说")]
    [2, 3, 4, None, 6, 3]
    """
    dotted = DOTTED.match(text, start)
    if dotted and not OFFICE.search(dotted.group()):
        return dotted.end()
    head = text[start : start + 2]
    spaced = SPACED.match(text, start)
    if spaced and head[0] in surnames("any") and FOLLOWER.match(text, spaced.end()):
        return spaced.end()
    if head in surnames("any"):
        ends = [start + 4, start + 3]
    elif head[:1] in surnames("any") and lookalikes().get(head, "") not in (("any",) if beside_office else ("any", "head")):
        ends = [start + 3, start + 2]
    else:
        return _read_rare(text, start) if beside_office else None
    longer, shorter = (FOLLOWER.match(text, end) if is_name(text, start, end) else None for end in ends)
    if longer and shorter:  # 王爱和|出席, 王锐|来到, 王锐|还指出
        is_short = len(shorter.group()) > len(longer.group()) or text[longer.start() - 1] in characters("next")
        return shorter.start() if is_short else longer.start()
    follower = longer or shorter
    return follower.start() if follower else _read_rare(text, start) if beside_office else None


def _read_rare(text: str, start: int) -> int | None:
    """The end of a name of a kind that is certain only after an office."""
    first, second = text[start : start + 1], text[start + 1 : start + 2]
    if first in characters("first"):
        ends = range(min(start + 7, len(text)), start + 2, -1)
        fits = (e for e in ends if syllables().issuperset(text[start:e]) and FOLLOWER.match(text, e))
        return next(fits, None)
    if first in surnames("office") and second not in surnames("any") and is_name(text, start, start + 3):
        return start + 3 if FOLLOWER.match(text, start + 3) else None
    is_familiar = first in ("老", "小") and second in surnames("any")
    return start + 2 if is_familiar and FOLLOWER.match(text, start + 2) else None


def is_name(text: str, start: int, end: int) -> bool:
    """Whether what follows the first character of ``text[start:end]`` can be the rest of a name."""
    given = text[start + 1 : end]
    return (
        end <= len(text)
        and GIVEN.fullmatch(given) is not None
        and characters("never").isdisjoint(given)
        and given[-1] not in characters("place")
        and not OFFICE.search(given)
        and not SAYING.match(text, start + 1)
    )
