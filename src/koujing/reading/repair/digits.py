"""What damages a number: letters that were read for digits, and gaps between digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from koujing import lexicons
from koujing.chinese.numeral_forms import DIGITS, LINKS, ZEROS
from koujing.chinese.patterns import lazy
from koujing.chinese.rules import trie_pattern

# The letter is a 1 only next to a digit, and never next to another letter (PM2.5l and H1N1 stay).
_BEHIND_ONE = r"[。.．]l?\d|,[\dl]{3}|-\d|[%％万亿个年月日号项名户人次元亩吨倍公千家所条件座岁届期种类批场部世]"  # but not litres: 1.5l装
LETTER_L = lazy(  # both cases begin with the letter itself, for a fast search
    rf"l(?<![A-Za-z]l)(?:l*+(?=\d|[。.．]\d)|l(?={_BEHIND_ONE}))|l(?:(?<=\dl)|(?<=\d[。.．]l))l*+(?=\d|{_BEHIND_ONE})"
)
# A letter o for a zero in a year in Chinese characters: 二OO八年, 二O一五年.
LETTER_O = lazy(
    rf"[OoＯｏ](?:(?<=[{DIGITS}{ZEROS}][OoＯｏ])|(?<=[{DIGITS}{ZEROS}][OoＯｏ]{{2}}))(?=[OoＯｏ]?[{DIGITS}{ZEROS}年])"
)
# The letters that look like digits, and these digits.
LETTERS, LETTER_DIGITS = "OoIlSZBＯｏＩｌＳＺＢ", "00115280011528"
_O, _I, _S = "OoＯｏ", "IlＩｌ", "SZBＳＺＢ"
# Where this finds nothing, no letter stands in a number: a fast search.
LETTER_HINT = lazy(rf"[{LETTERS}](?:(?<=\d.)|(?<=\d[.,，。．].)|(?=[{_O}]{{0,9}}[.．。]?\d)|(?=[{_O}]{{2}}[万亿%％元]))")
# A letter that begins a number or follows a single digit is more often a name (B1层, S20公里处, 5S管理): only these units decide.
_SURE_SIGN = "[万亿%％‰元]"
_SURE_UNIT = "(?:[万亿%％‰元吨亩倍岁斤]|公[里顷斤]|千[米瓦]|米(?!粉)|平方|立方|个百分点)"

_SPACE = "\u0020\u00a0\u2000-\u200a\u202f\u205f\u3000"
SPACES = frozenset(" \u00a0\u202f\u205f\u3000").union(map(chr, range(0x2000, 0x200B)))
# A numbered thing (图1, 第5) and a time (5月) end before the gap.
_NUMBERED = "第图表号组附注线道栋楼区级版年月日式例条章节"
GAP_HINT = lazy(rf"[{_SPACE}](?:(?<=\d.)(?=[\d.])|(?<=\d\..)(?=\d))")


@cache
def _unit() -> str:
    """A pattern of what follows a number that counts or measures; a unit in letters must end there."""
    units = {row["unit"] for row in lexicons.load("units")} - {"年", "号", "页", "章", "节", "期", "届"}
    latin = frozenset(unit for unit in units if unit[0].isascii() and unit[0].isalpha())
    return rf"(?:{trie_pattern(frozenset(units - latin))}|{trie_pattern(latin)}(?![A-Za-z])|[万亿千百多余])"


def _lettered() -> str:
    """A number with letters for digits, a range of two, or a year, with its unit behind: 1O0公里, 8.S%, 2Ol0年, but not B2B平台."""
    more = rf"(?>(?:[\d{LETTERS}]|[.,，。．](?=[\d{LETTERS}]))*)"
    first = (
        rf"\d(?![{_S}](?!{_SURE_UNIT})(?![\d.,，．。{LETTERS}]))",  # 3S公里, 1S0万元, but not 5S管理
        rf"[{_I}](?=[.．。]?\d|[{_O}]+(?:\d|{_SURE_UNIT}))",  # I0个, lO0%
        rf"[{_O}](?=[.．。]\d)",  # O.5%
        rf"[{_S}](?=[.．。]?\d[\d.,{LETTERS}]*{_SURE_SIGN}|[{_O}]+[万亿])",  # S8亿元
    )
    number = rf"(?:{'|'.join(first)}){more}"
    return (
        rf"(?=[\d{LETTERS}])(?<![A-Za-zＡ-Ｚａ-ｚ\d.．/_])(?<![\d{LETTERS}][,，])(?![OB]2[OB])(?!\S{{0,9}}[{_S}]{{2}}){number}(?:[{LINKS}]{number})?"
        rf"(?=\ ?(?:{_unit()}|年))"
    )


LETTERED = lazy(_lettered)
# 12 345.6万元: thousands set apart by one kind of space; in a row of numbers (100 23 456人; 合计 100 200 300人) they are columns.
_THOUSANDS = rf"""
    (?<![\d.,，．第图表])(?<!\d[{_SPACE}])(?!(?<=[{_SPACE}\t\n])(?:\d{{3}}[{_SPACE}]){{2}}\d)
    [1-9]\d{{0,2}} (?P<gap>[{_SPACE}]) \d{{3}} (?:(?P=gap)\d{{3}})* (?![\d{_SPACE}]\d)
    (?=(?:[.．]\d+)? (?:[{_SPACE}]? (?:{{unit}}) | [{LINKS}]\d{{1,3}}[{_SPACE}]\d{{3}} ))
"""
# 7 4 7 7 2 and 8 .8: single digits separated by spaces. 道路1 20公里: a gap that a page left inside a number.
_APART = r"(?<![\d.,])\d(?:\ ?\.?\ ?\d(?!\d))+"
_TORN = rf"(?<=[\u3400-\u9fff])(?<![{_NUMBERED}])[1-9]\d{{0,2}}[\ \u00a0\u2009\u202f]\d{{1,2}}(?=(?:[.．]\d+)?{{unit}})"
GAPPED = lazy(lambda: "|".join((_THOUSANDS, _APART, _TORN)).replace("{unit}", _unit()), re.VERBOSE)


def find_number_gaps(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the spaces inside numbers.

    >>> list(find_number_gaps("投资12 345.6万元,道路1 20公里,2015 2016 2017"))
    [(4, 5), (16, 17)]
    """
    if GAP_HINT.search(text):
        for match in GAPPED.finditer(text):
            yield from ((match.start() + m.start(), match.start() + m.end()) for m in re.finditer(f"[{_SPACE}]+", match[0]))
