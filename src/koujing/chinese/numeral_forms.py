"""How a numeral is written: the patterns that find one in running text, in Arabic, Chinese or financial characters.

The patterns are atomic: the engine never backtracks into a numeral, so matching takes linear time.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from koujing import lexicons

# The characters of numerals, for patterns of every kind: no other module spells them out.
ZEROS = "零〇○"
DIGITS = "一二三四五六七八九"
TO_TEN = DIGITS + "十"
MAGNITUDES = "十百千万亿"
# All characters that a Chinese numeral can consist of.
NUMERAL_CHARACTERS = ZEROS + DIGITS + "两" + MAGNITUDES
# The number of an outline point, a meeting or an age, without a check that its characters are in a valid order.
SHORT_NUMERAL = f"[{TO_TEN}]{{1,3}}"
# One to ninety-nine, as the numbers of outline points, plans and days are written.
ORDINAL = f"(?:[{DIGITS}]?十[{DIGITS}]?|[{DIGITS}])"
# A year written out, in Chinese characters and in either script, its last digits perhaps masked (201*); without 年.
CHINESE_YEAR = f"[{DIGITS[:2]}][{ZEROS}{DIGITS}]{{3}}"
YEAR = rf"(?:[12１２]\d[\d*]{{2}}|{CHINESE_YEAR})"
# Characters that link the ends of a range, for use in a character class.
LINKS = r"至到\-－﹣−—–~～〜∼"
# Dashes that may be a minus sign, for use in a character class, and the signs in words: below zero, above it, minus, plus.
DASHES = r"\-－﹣−—–"
SIGN_WORDS = "零下|零上|负|正"

# A numeral longer than this is damage or an identifier; 27,203,319,000 (budget of 1956) has 14 characters.
LONGEST = 24

# Financial characters (cheques, old accounts), tens written as one character, and traditional forms → plain characters.
PLAIN_FORMS = str.maketrans(
    dict(zip("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億兩", "一二二三三四五六六七八九十百千万亿两", strict=True))
    | {"廿": "二十", "卅": "三十", "卌": "四十"}
)
_FINANCIAL_DIGITS = "壹贰叁肆伍陆柒捌玖"

# Every character that can begin a quantity, for a class of characters.
FIRST = rf"\d{NUMERAL_CHARACTERS}廿卅卌第翻几数上好半{_FINANCIAL_DIGITS}拾"

# What follows 点 that is a decimal point in a mixed numeral (2点5亿), not a time of day (3点30分).
_AFTER_POINT = "[万亿倍成%％‰]|个百分|个千分"
# 27,203,319,000; 1 . 5 and 4·5; 1.** and 20** are masked; 2点5亿.
_ARABIC = rf"\d[\d*]*+(?:[,，]\d{{3}}(?!\d))*(?:\ ?[.．·]\ ?[\d*]++|点[\d{DIGITS}]++(?={_AFTER_POINT}))?"
# How a financial numeral begins: 陆 and 伍 also end words (大陆, 队伍); as digits they have a magnitude after them.
_FINANCIAL = rf"(?<![大登内水着收队入])(?:[{_FINANCIAL_DIGITS}](?=[拾佰仟万亿])|拾(?=[万{_FINANCIAL_DIGITS}]))"
# 20, 30 or 40 as one character; 五卅 is a date that became a name.
_TENS = "(?<![五一二])[廿卅卌]"

# Words before a magnitude that leave its multiple open, each with the pattern of what may stand before it.
_SEVERAL = {
    "几": "好?",  # 几十, 好几百
    "数": "(?<![人户总件个倍指系位次基岁多少半])",  # 数十, but not 总数百分之…
    "上": "(?<![以史历年会迈登跨跃站踏走奔冲赶追比早晚加网千])",  # 上万, but not 迈上千亿元
}
_VAGUE = "|".join(rf"{before}{word}(?=[{MAGNITUDES}])(?![百千万]分之)" for word, before in _SEVERAL.items())
_MORE = "多余几"  # 2000多, 40多万
# About a hundred, as people say it: 百八十 and 千儿八百 are nearly one, 百十 a little more; not the end of a longer numeral.
_ROUGH = rf"(?:百儿?八十|千儿?八百|万儿?八千|百十[多来]?)(?![{NUMERAL_CHARACTERS}])"
# 十来个; whether 来 begins a word (来自) depends on what follows it.
_ABOUT = f"(?<=[{MAGNITUDES}0０])来"


@cache
def _units_by_first() -> dict[str, list[str]]:
    """For each character that can continue a numeral, the rest of the units that begin with it: 瓦 and 克 for 千, 分点 for 百."""
    tails: dict[str, list[str]] = {}
    for row in lexicons.load("units"):
        if row["unit"][0] in MAGNITUDES + _MORE and row["unit"][1:]:
            tails.setdefault(row["unit"][0], []).append(row["unit"][1:])
    return tails


def _one_of(characters: str, times: str = "") -> str:
    """The pattern of one of these numeral characters; a magnitude or 多 that begins a unit belongs to the unit."""
    tails = _units_by_first()
    plain = "".join(char for char in characters if char not in tails)
    guarded = [f"{head}(?!{'|'.join(map(re.escape, tails[head]))})" for head in characters if head in tails]
    return "|".join([*([f"[{plain}]{times}"] if plain else []), *guarded])


def _run_of(characters: str) -> str:
    """The same for a run of them."""
    return _one_of(characters, "++")


@cache
def _measures() -> str:
    """The characters with which units begin, for a class of characters; none that a numeral can consist of."""
    return "".join(sorted({row["unit"][0] for row in lexicons.load("units")} - set(NUMERAL_CHARACTERS)))


@cache
def number_pattern() -> str:
    """The pattern of one number, for verbose patterns: 1,250, 三百, 40多万, 60个亿, 1亿3千多万, 2000多, 几十, 千儿八百."""
    measure = f"[{re.escape(_measures())}]"
    # 三万一天 is 30,000 a day; after a magnitude and after a digit, 两 is the tael (七万万两, 二两), unless another magnitude
    # follows (一万两千) or a measure word (一两个, 三两天).
    one = f"一(?!(?<=[{MAGNITUDES[1:]}]一){measure})"
    two = f"两(?=[{MAGNITUDES[1:]}])|(?<![{MAGNITUDES}{DIGITS}廿卅卌])两|(?<=[一三])两(?={measure})"
    chinese = rf"(?:{_run_of(ZEROS + DIGITS[1:] + MAGNITUDES)}|{one}|{two}|{_TENS})+(?:点[{ZEROS}{DIGITS}\d]++)?"
    financial = f"{_FINANCIAL}(?:{_run_of(_FINANCIAL_DIGITS + '拾佰仟零万亿')})+"
    part = rf"(?:{_ARABIC}|{chinese}|{financial})"
    more = _one_of(_MORE)
    large = (
        rf"(?:{more}|{_ABOUT})?(?:个[多半]?(?=[万亿]))?\ ?(?:{_run_of(MAGNITUDES)})+"
        rf"(?:(?<=[万亿])半(?=[元人户吨斤亩])|[{ZEROS}]?{_ARABIC}|{part})?"
    )
    about = rf"[百千万]把[万亿]?(?={measure})"  # 百把户
    return rf"(?>(?=[百千万])(?<![{NUMERAL_CHARACTERS}\d])(?:{about}|{_ROUGH})|(?:{_VAGUE})?{part}(?:{large})*(?:\ ?(?:{more})|{_ABOUT})?)"


# Behind a digit and a mark, the next digit alone: 7、8.
_DIGIT_PAIRS = list(pairwise(zip("123456789", "１２３４５６７８９", strict=True)))
_NEXT_TO = "|".join(rf"(?<=[{a}{b}]、)(?=[{c}{d}](?![\d.．、]))" for (a, b), (c, d) in _DIGIT_PAIRS)

# A half after the measure word, unless a word of its own begins with it: 一年半, but not 一年半载, 一吨半成品.
_HALF_BEFORE = "(?<![一上下前后大小过多各夜参居折强减个])半(?:个?[万亿]|(?!个?人|个村))"  # 半亩, 半个亿, 半个百分点
HALF = "半(?!载|成品|导体|机械|自动|径|数|决赛|壁|岛|山|途|边|价|封闭|公开|湿润|干旱|农半)"


@cache
def after_one() -> tuple[str, ...]:
    """What must follow a lone 一 for it to be a numeral; elsewhere it is part of a word (进一步, 统一, 一些)."""
    return (
        f"[{ZEROS}{TO_TEN}百千万亿点]",
        "[倍半番成]|个百分|个[多半]?亿(?!万)",
        rf"(?:个半(?=[月小百千星工季钟世周])|(?:小时|公里|公斤|[年天吨斤亩米里块元担丈尺]){HALF})",
        f"两[{re.escape(_measures())}百千万亿]",  # 一两个, 一两百
        rf"、|[{LINKS}][两{DIGITS[1:]}2-9]",
        f"[块毛][{DIGITS}]|元[{ZEROS}]?[{DIGITS}]角|角[{DIGITS}]分",  # 一块五, 一元二角
        "[座所处眼台辆栋幢艘架][，。；、,;]",  # a list of works ends in its measure word: 水库一座,
    )


@cache
def numeral_pattern() -> str:
    """The pattern of a number, a fraction or a range of numbers, for verbose patterns: 百分之三点五, 2至3万, 三、四百."""
    one = number_pattern()
    sign = rf"(?:{SIGN_WORDS}|[{DASHES}])?"
    ends = (
        # 2至3, 3——5, 10至零下5; 百分之四至百分之五 are two numerals, 一九五七年 is a date, 一半 a share of its own
        rf"[{LINKS}]{sign}(?![^，。分]{{1,4}}分之|{YEAR}年|一半){one}",
        rf"(?<=[两{DIGITS[1:8]}])、(?=[{DIGITS[2:]}]){one}",  # 三、四百
        rf"(?<=一)(?<![{MAGNITUDES}{ZEROS}]一)、(?=二[{MAGNITUDES}]){one}",  # 一、二千万, but not 三十一、二十吨
        rf"(?<=[\u3400-\u9fff][1-8１-８])、(?:{_NEXT_TO}){one}",  # 提高7、8个
        rf"(?<=十[几多来])(?=[{DIGITS[1:]}]十){one}",  # 十几二十
        rf"(?<=[{DIGITS}几数][{MAGNITUDES}])(?=[上几数][{MAGNITUDES}]){one}",  # 几十上百, 六七百上千
    )
    fraction = rf"(?:又{one})?分之负?(?:\d++点[\d{DIGITS}]++|{one})"
    return rf"(?!一(?!{'|'.join(after_one())}))(?:{one}(?:{fraction})?|{_HALF_BEFORE})(?:{'|'.join(ends)})?"
