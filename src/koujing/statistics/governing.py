"""Verbs inside a clause: where the object of the last one begins, and where the noun after a statistic ends."""

from __future__ import annotations

import re
from functools import cache

from koujing import lexicons
from koujing.chinese.joints import JOINTS
from koujing.chinese.patterns import lazy
from koujing.statistics.word_lists import any_of, listed

# After a verb these make the verb part of a name: 检修率, 养殖面积, 培训机构, 采购资金, 种植大户, 参保人数, 毕业生.
_NAMING = lazy(
    lambda: rf"{any_of('naming_end')}|{any_of('naming')}|力(?!争)|生(?![活产育态存源猪铁])"
    r"|地(?!方)|法(?!律)|会(?![议计])|期(?!间)|类(?!似)|人(?!民)"
)
# Even the plainest verbs are part of a name before these: 完成率, 覆盖面积, 发行总额.
_MEASURED = lazy("[值率额量度期面数员者费权]|总额|能力|水平|程度|比重|人[数次]|规模|范围|标准(?![煤化])")
# Names of quantities that have a level, in contrast to acts that are counted: 城镇登记失业率.
_QUANTITY = lazy(r"(?:[率值额度]|产量|总量|[人总]数|面积|比重|比例|水平|收入|支出|投资|规模|能力)\Z")
# No verb governs before one of these, nor does a verb common in names after one: 许可和认定事项.
_NO_OBJECT = JOINTS | {"", "的"}
Words = dict[str, tuple[str, ...]]
# An adverb before a verb of one character shows that it is a verb: 公社共养猪1.2万头.
_SAID_OF = lazy("[共已又还再各多](?=[修建种栽挖打养铺架拆卖办选送开买炼])")
# Verbs of one character that govern before 了: 棉花收了860万斤.
_GOT = frozenset("收卖打产")

@cache
def _openings() -> dict[str, str]:
    """Verbs of one character that govern where they open a clause → the characters before which they form a word instead."""
    return {row["verb"]: row["no_verb_before"] for row in lexicons.load("statistic_openings")}


@cache
def _words(*senses: str) -> Words:
    """First two characters → the verbs of these senses that begin with them, longest first."""
    found: dict[str, list[str]] = {}
    for row in lexicons.load("statistic_verbs"):
        if row["sense"] in senses and len(row["verb"]) > 1:
            found.setdefault(row["verb"][:2], []).append(row["verb"])
    return {first: tuple(sorted(words, key=len, reverse=True)) for first, words in found.items()}


def _verb_at(phrase: str, at: int, words: Words) -> int:
    """Where the verb that begins at a position ends; 0 if none begins there."""
    for word in words.get(phrase[at : at + 2], ()):
        if phrase.startswith(word, at):
            return at + len(word)
    return 0


def object_of(phrase: str, counted: bool) -> int:
    """Where the object of the last governing verb of a phrase begins; 0 if no verb governs.

    A verb that is part of many names (检修) governs only before a statistic that counts (``counted``), and not where it is
    part of a name itself (检修率).

    >>> "厅系统检修拖拉机"[object_of("厅系统检修拖拉机", counted=True):], object_of("拖拉机检修率", counted=True)
    ('拖拉机', 0)
    """
    words = _words("action")
    for at in range(len(phrase) - 3, -1, -1):
        if phrase[at : at + 2] in words and (end := _governs(phrase, at, words, _MEASURED)):
            # 选派驻村干部 also contains 派驻: the earlier verb governs.
            return (at > 0 and _governs(phrase, at - 1, words, _MEASURED)) or end
    words = _words("handle")
    for at in range(len(phrase) - 2 if counted and not _QUANTITY.search(phrase) else 0):
        known = phrase[at : at + 2] in words and phrase[at - 1 : at] not in JOINTS
        if known and (end := _governs(phrase, at, words, _NAMING)):
            return end
    return 0


def _governs(phrase: str, at: int, words: Words, naming: re.Pattern[str]) -> int:
    """Where the object of the verb at a position begins; 0 if no verb begins there or it has no object."""
    end = _verb_at(phrase, at, words)
    if not end:
        return 0
    end += phrase[end : end + 1] == "了"
    rest = phrase[end:]
    return 0 if rest[:1] in _NO_OBJECT or naming.match(rest) or (len(rest) == 1 and rest not in listed("short_noun")) else end


def opened(phrase: str) -> int:
    """1 where a verb of one character opens a phrase (栽核桃), else 0.

    >>> opened("栽核桃"), opened("栽培面积")
    (1, 0)
    """
    if adverb := _SAID_OF.search(phrase):
        return adverb.end() + opened(phrase[adverb.end() :])
    return int((len(phrase) > 2 or phrase[1:] in listed("short_noun")) and phrase[1:2] not in _openings().get(phrase[:1], phrase[1:2]))


def verb_before(phrase: str) -> int:
    """The length of the verb that a phrase ends in; 0 if it ends in none or is nothing but that verb.

    >>> verb_before("城区道路拓宽"), verb_before("拓宽")
    (2, 0)
    """
    known = phrase[-2:] in _words("action", "handle", "follow").get(phrase[-2:], ())
    return 2 if len(phrase) > 3 and known else int(len(phrase) > 2 and phrase[-1] in _GOT)


def ends_in_verb(phrase: str) -> bool:
    """Whether a phrase ends in a verb of two characters that follows its subject: 企业拥有, 国家供应."""
    return phrase[-2:] in _words("action").get(phrase[-2:], ()) or phrase.endswith(("增加", "减少", "供应"))


def is_verb(phrase: str) -> bool:
    """Whether a phrase is nothing but a verb that can take an object."""
    return phrase in _words("action", "handle").get(phrase[:2], ())


def noun_end(words: str, reach: int) -> int:
    """Where the noun that begins some words ends: at ``reach``, or earlier if a verb follows.

    >>> "老人缺少照料"[:noun_end("老人缺少照料", 6)], "毕业生就业"[:noun_end("毕业生就业", 5)]
    ('老人', '毕业生')
    """
    stops, attributes, handles = _words("action", "follow", "increase", "decrease"), _words("attribute"), _words("handle")
    handled = _verb_at(words, 0, handles) if words[:2] in handles else 0
    if 0 < handled < reach and not (_NAMING.match(words, handled) or _verb_at(words, handled, handles)):
        return 0
    for at in range(2 * words.startswith("新增"), reach):
        if words[at : at + 2] in stops and (end := _verb_at(words, at, stops)):
            if (at == 0 and reach > end + 1 and words[:2] in attributes) or (end == reach and words[end : end + 1] == "的"):
                continue
            naming = _NAMING.match(words, end)
            if not naming or (len(naming[0]) == 1 and words[at : at + 2] not in attributes) or _verb_at(words, end, stops):
                return at
    return reach
