"""Labels of formulas: what the registry knows about a name, and what can be read off any label."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from koujing import lexicons
from koujing.chinese.numeral_forms import DIGITS, TO_TEN
from koujing.chinese.numerals import read_integer
from koujing.chinese.rules import words_of
from koujing.lexicons import per_lexicon


@dataclass(frozen=True, slots=True)
class Name:
    """A registered formula: the name its labels share, kind, count (``None``: does not count parts), heads, members, gloss."""

    canonical: str
    kind: str
    count: int | None
    head: str
    members: tuple[str, ...]
    gloss: str


def _forms(row: dict[str, str]) -> list[str]:
    return [row["canonical"], *filter(None, row["variants"].split("|"))]


@per_lexicon
def registry() -> dict[str, Name]:
    """Form → registered formula, for every form of each; a later row wins."""
    return {form: name for row in lexicons.load("formulas") for name in [_name(row)] for form in _forms(row)}


def _name(row: dict[str, str]) -> Name:
    """The formula of a row; what a set without a head counts is read off its name."""
    count, head = int(row["count"]) if row["count"] else None, row["head"]
    if row["kind"] == "numeral" and not head:
        read, head = _read_parts(row["canonical"])
        count = count or read
    members = tuple(filter(None, row["members"].split("|")))
    return Name(row["canonical"], row["kind"], count, head, members, row["gloss"])


@cache
def _well_known() -> dict[str, str]:
    """English glosses of forms that any reader of the genre knows."""
    return {row["form"]: row["gloss"] for row in lexicons.load("formula_names")}


@per_lexicon
def bare() -> frozenset[str]:
    """The forms that are formulas even without quotation marks."""
    registered = (form for row in lexicons.load("formulas") if row["bare"] != "0" for form in _forms(row))
    return frozenset(registered) | frozenset(_well_known())


_NO_MARKS = dict.fromkeys(map(ord, "“”‘’「」『』\""))
_SIGNS = re.compile(f"[\\d{DIGITS}]{{3,8}}|[\\dNnXx]+(?: ?[+＋·—-] ?[\\dNnXx]+)+")
_TIMES = f"十[{DIGITS}]?|[{DIGITS}两双]|\\d{{1,2}}"
# A part is numeral, classifier, head. After a classifier, a new part begins only at another numeral with a classifier (三个统一
# is one part); without one, at any numeral with a word after it (三严|三实, but 三统一); 三重一大 has no classifier.
_CLASSIFIER = "(?:[个项大种条件位重道面张本把场块篇股步佳]|手(?=[抓硬发])|支(?=队伍)|方(?=责任))"
_WITHIN = "(?<=[统专归合])一"  # ends a word: 五统一四补贴 has two parts
_NEXT = f"{_TIMES}|多"  # the last part may leave its number open (一核两带多点)
_PART = re.compile(
    rf"({_NEXT})(?:(?:个|{_CLASSIFIER}(?!{_TIMES}))([^，,、](?:(?!(?:{_TIMES}){_CLASSIFIER})[^，,、])*)"
    rf"|([^，,、](?:(?!(?!{_WITHIN})(?:{_NEXT})[^，,、])[^，,、])*))"
)
_POWERS = re.compile("[十百千万]{3,4}")
_DOUBLED = re.compile(f"双[{TO_TEN}]+")
# The same head may or may not have 重点 or 主要 before it (六大任务, 六大重点任务, 六项主要任务).
_CLASSED = re.compile(rf"({_TIMES})[大项](?:重点|主要|重大)?(.+)")
_ITEM = re.compile("(?:任务|工作|原则|规定|制度|措施|政策|标准|准则|机制|行动)$")


def without_marks(label: str) -> str:
    """A label without the quotation marks that stand within it (三个“一批”, “五大”行动)."""
    return label.translate(_NO_MARKS)


def read_label(label: str) -> tuple[int | None, str]:
    """The declared number of parts and the heads of a label; a compound adds up its parts, a distributive has no number.

    Quotation marks within the label are no part of the name; 多 leaves the number open.

    >>> read_label("六大重点任务"), read_label("三严三实"), read_label("一村一品")
    ((6, '任务'), (6, '严|实'), (None, '品'))
    >>> read_label("五大”行动"), read_label("一轴两翼多点")
    ((5, '行动'), (None, '轴|翼|点'))
    """
    label = without_marks(label)
    name = registry().get(label)
    if name and (label == name.canonical or label.endswith(name.head) or "|" in name.head):
        return name.count, name.head
    return _read_parts(label)


def _read_parts(label: str) -> tuple[int | None, str]:
    """The number of parts and the heads that the numerals and words of a label state."""
    if label.endswith("位一体"):
        return read_integer(label[:-3]), "位"
    parts = parts_of(label)
    if len(parts) > 1 and all(n == 1 for n, _ in parts):
        return None, parts[-1][1]
    count = sum(n for n, _ in parts) if all(n for n, _ in parts) else 0
    return count if count > 1 else None, "|".join(dict.fromkeys(head for _, head in parts))


def parts_of(label: str) -> list[tuple[int, str]]:
    """The number and word of each part of a label; a noun after 好, or what all do together, is not part of the word (四好|农村路).

    >>> parts_of("三保三不"), parts_of("五好战士"), parts_of("三个到户")
    ([(3, '保'), (3, '不')], [(5, '好')], [(3, '到户')])
    >>> parts_of("五统一四补贴"), parts_of("两所共建")
    ([(5, '统一'), (4, '补贴')], [(2, '所')])

    双 before a number doubles a compound; before a single part it counts the sets.

    >>> parts_of("双四通一平"), parts_of("双十条"), parts_of("双三十")
    ([(8, '通'), (2, '平')], [(2, '条')], [(2, '三十')])
    """
    label = without_marks(label)
    if doubled := _DOUBLED.match(label):
        parts = parts_of(label[1:])
        return [(2 * n, word) for n, word in parts] if len(parts) > 1 else [(2, label[doubled.end() :] or label[1:])]
    found = _PART.findall(label)
    found = [(read_integer(times) or 0, classed or plain) for times, classed, plain in found]
    return [(n, word[0] if word[0] == "好" or word[1:] in _together() else word) for n, word in found]


@cache
def _together() -> frozenset[str]:
    return frozenset(words_of("formula_words", "together"))


def spelled_parts(label: str) -> list[tuple[int, str]]:
    """How many members each part of a label has, 0 where it leaves that open, and how the part is spelled.

    >>> spelled_parts("三区两线"), spelled_parts("一城、多点"), spelled_parts("1+2+N")
    ([(3, '三区'), (2, '两线')], [(1, '一城'), (0, '多点')], [(1, '1'), (2, '2'), (0, 'N')])
    >>> spelled_parts("十百千")
    [(1, '十'), (1, '百'), (1, '千')]
    """
    label = without_marks(label)
    if _POWERS.fullmatch(label):
        return [(1, power) for power in label]
    if _SIGNS.fullmatch(label):
        signs = re.split("[+＋·— -]+", label)
        signs = signs if len(signs) > 1 else [*label]
        return [(read_integer(sign) or 0, sign) for sign in signs]
    found = [(match[1], match[0]) for match in _PART.finditer(label)]
    return [(read_integer(times) or 0, form) for times, form in found]


def bundle_of(label: str) -> tuple[str, str]:
    """The name shared by all labels with the same content, and its gloss; an unknown label is its own name.

    Labels that differ only in classifier (大, 项) or in 重点, 主要, 重大 before the head share a name.

    >>> bundle_of("六大重点任务")[0], bundle_of("九大重点任务")[0], bundle_of("四个明确")
    ('六项任务', '九项任务', ('四个明确', ''))
    """
    label = without_marks(label)
    classed = None if label in registry() else _CLASSED.fullmatch(label)
    if classed:
        label = classed[1] + ("项" if _ITEM.search(classed[2]) else "大") + classed[2]
    name = registry().get(label)
    return (name.canonical, name.gloss) if name else (label, _well_known().get(label, ""))
