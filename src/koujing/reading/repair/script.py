"""Simplify traditional characters: word by word in a traditional text (乾燥 is 干燥, 乾隆 stays), one by one in any other."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import opencc

from koujing.chinese.patterns import lazy
from koujing.reading.repair.changes import changed, replace
from koujing.speech import Repair

# 1954 has 27 % of its Han characters in traditional forms; the simplified reports have up to 0.4 % (著, 乾, 徵).
TRADITIONAL_SHARE = 0.05
# What OpenCC leaves or overdoes, in text that it has simplified; the name of a group is the character that belongs there.
REST = lazy(
    r"""(?P<着>著(?: (?<=[看沿接跟随对朝向凭为带伴围靠站坐走拿抱唱听说想]著)    # 看著名山; but 著名, 显著, 论著 (not 讨论著)
        | (?<![显卓昭名原编土遗专译巨撰所]著)(?<![^谈讨议争辩]论著)(?![名作称述录者书文]|有[《〈])))
      | (?P<什>甚(?=么)) | (?P<划>(?<=[规区企策谋])画|画(?=分)) | (?P<借>藉(?=[此由助以机]))
      | (?P<谷>榖) | (?P<只>(?<![神地])祇|衹) | (?P<你>妳) | (?P<它>牠)
      | (?P<乾>干(?=安(?![全定心])|[县隆坤陵元卦清宁嘉德符祐封]))               # if 乾 stood there
    """,
    re.VERBOSE,
)


def simplify_script(text: str, present: set[str], found: list[Repair]) -> str:
    """The text in simplified script; each run of characters that changes is added to ``found``.

    In a text that is not traditional, only characters change that never occur in simplified print. ``present`` is the set of
    characters in the text.

    >>> simplify_script("乾縣發展，著力抗旱，看著名著", set("乾縣發"), [])
    '乾县发展，着力抗旱，看着名著'
    """
    if is_traditional(text, present):
        new = simplified(text)
        found += [Repair(a, b, text[a:b], new[a:b], "script") for a, b in changed(text, new)]
        return new
    pattern, now, characters = _single(common=False)
    return text if characters.isdisjoint(present) else replace(pattern, text, found, "script", now)


def is_traditional(text: str, present: set[str]) -> bool:
    """Whether more than one character in twenty is traditional."""
    return sum(map(text.count, traditional_characters() & present)) > TRADITIONAL_SHARE * len(text)


def traditional_characters() -> frozenset[str]:
    """Characters with a simplified form."""
    return _single(common=True)[2]


def simplified(text: str) -> str:
    """A text in simplified script, character for character.

    >>> simplified("甚麼計畫？瞭解乾隆、乾旱和餅乾安全，反覆討論著。")
    '什么计划？了解乾隆、干旱和饼干安全，反复讨论着。'
    """
    new: str = _converter().convert(text)
    if len(new) != len(text):  # no word of its tables changes its length, but it ends at a NUL
        new = _single(common=True)[1](text)
    return REST.sub(lambda m: m.group() if m.lastgroup == "乾" != text[m.start()] else m.lastgroup or "", new)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _single(common: bool) -> tuple[re.Pattern[str], Callable[[str], str], frozenset[str]]:
    """A pattern of the characters with a one-character simplified form, the function that simplifies, and these characters.

    Without ``common``, only characters outside GB2312, the character set of simplified print (發 but not 著, 乾).
    """
    each = "\n".join(map(chr, range(0x3400, 0xA000)))  # no word of the converter's tables goes over the end of a line
    pairs = zip(each.split("\n"), _converter().convert(each).split("\n"), strict=True)
    table = {c: s for c, s in pairs if s != c and len(s) == 1 and (common or (not _is_common(c) and _is_common(s)))}
    return re.compile("[" + "".join(table) + "]+"), _translator(table), frozenset(table)


def _is_common(character: str) -> bool:
    return bool(character.encode("gb2312", "ignore"))


def _translator(table: dict[str, str]) -> Callable[[str], str]:
    codes = str.maketrans(table)
    return lambda was: was.translate(codes)
