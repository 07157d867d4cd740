"""By what a number is counted, where its clause says so: at constant prices, by another delimitation, without certain parts."""

from __future__ import annotations

from koujing.chinese.numeral_forms import CHINESE_YEAR
from koujing.chinese.numeral_places import DIGIT_VALUES
from koujing.chinese.patterns import lazy

_PRICES = rf"(?:(?:\d{{4}}|{CHINESE_YEAR})年的?)?(?:不变|可比|当年)价格?|现价"
_OTHERS = "(?:可比|同|新|老|旧|原)口径|(?:剔除|扣除)[^，。；：、（）()\n]{1,14}因素|(?:现行|新|旧|老|原)(?:国家|扶贫|贫困)?标准(?!化)"
# 粮食（不包括大豆）
_OTHERS += r"|(?<=[（(])(?:不?包[括含]|不?含|扣除)[^，。；：（）()\n\d百]{1,20}(?=[，）)])"
# The end of a sentence ends what is said of a basis.
_STOP = r"(?P<stop>[。；;！？\n])"
_EITHER, _ONLY_OTHERS = lazy(f"{_STOP}|{_PRICES}|{_OTHERS}"), lazy(f"{_STOP}|{_OTHERS}")
# A basis is named at most so far before a number or behind it: 按可比价格计算，比上年平均每年增长11%; 628亿元（按1952年不变价格计算）.
_BEFORE, _BEHIND = 30, 26
_BRACKET = lazy(r"[（(]按?")
_IN_BRACKETS = lazy(rf"[（(][^（）()\n]{{0,{_BEFORE}}}[）)]")
# Several wordings of one basis.
_SAME = {
    "价格因素": lazy("(?:物价|价格)(?:上涨|上升)?因素"), "可比口径": lazy("同口径"), "不变价格": lazy("不变价(?!格)"),
    "可比价格": lazy("可比价(?!格)"),
}  # fmt: skip
_ARABIC = str.maketrans({digit: str(value) for digit, value in DIGIT_VALUES.items()} | {"的": None})


def basis_of(text: str, floor: int, start: int, end: int, unit: str) -> str:
    """The basis of the number ``text[start:end]`` in one wording; empty where none is named.

    ``floor`` is the end of the number before it; what stands in brackets behind that one is its own. Growth in per cent is stated
    at constant prices anyway, so that prices are no basis of it.

    >>> said = "产值628亿元（按一九五二年的不变价格计算），财政收入剔除减税因素增长9%"
    >>> basis_of(said, 0, 2, 7, "元"), basis_of(said, 7, said.index("9"), len(said), "%")
    ('1952年不变价格', '剔除减税因素')
    """
    basis = _ONLY_OTHERS if unit == "%" else _EITHER
    bracket = _BRACKET.match(text, end)
    found = basis.match(text, bracket.end(), bracket.end() + _BEHIND) if bracket else None
    of_last = _IN_BRACKETS.match(text, floor, start)
    first = max(of_last.end() if of_last else floor, start - _BEFORE)
    for match in () if found else basis.finditer(text, first, start):
        found = match
    return _in_one_wording(found[0]) if found and not found["stop"] else ""


def _in_one_wording(basis: str) -> str:
    basis = basis.translate(_ARABIC)
    for one, others in _SAME.items():
        basis = others.sub(one, basis)
    return basis
