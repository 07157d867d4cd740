"""Rules for slogans that stand in quotation marks, with all of their name or only its number or its head."""

from __future__ import annotations

import re

from koujing.chinese.rules import Rule
from koujing.slogans.named import PLAN
from koujing.slogans.registry import parts_of
from koujing.slogans.wording import words


def is_not_pointed_at(match: re.Match[str]) -> bool:
    """Whether no 这 or 其他 before a label says that the speaker means items of his own."""
    return not match.string.endswith(("这", "其他"), 0, match.start())


def _quotes_no_plain_noun(match: re.Match[str]) -> bool:
    """Whether what is quoted behind a number is no plain noun (三个“基地”), and no 这 points at it."""
    return is_not_pointed_at(match) and parts_of(match[0])[0][1] not in words("plain_noun")


_PART = r'(?:{n}|[一双]|多(?!个))(?:[^{numeral}+＋，,、。；;：:“”"\s]|(?<=[统专归合])一|(?<=清)零){1,12}'
# Behind a mark there is one part: “三横三纵、两环两带” is two formulas.
_PARTS = f"(?:{_PART}){{1,6}}(?:[，,、]{_PART}){{0,7}}{{close}}"
QUOTED = (
    Rule(
        "quoted_powers",
        "{open}(?:双[百千万]){1,2}{close}",
        "doubled powers in quotation marks",
        {"打造“双千”企业": "双千", "“双百双千”工程": "双百双千"},
        ("双千企业", "“双千企业”"),
    ),
    Rule(
        "quoted_new",
        "{open}新(?:{registered}|{n}个一){close}",
        "a known name, or a set of ones, that is called new in quotation marks",
        {"“新三个一”工程": "新三个一", "“新六稳”": "新六稳"},
        ("新三个一工程", "“新农村”"),
    ),
    Rule(
        "quoted_doubled",
        "{open}双(?:[百千万]{han}{2,6}|[{some}]?十(?![{numeral}]){han}{0,2}|[{few}](?![{numeral}]){han}{1,5}){close}",
        "twice a number in quotation marks; not the eleventh of November, a day of sales",
        {"出台“双十条”": "双十条", "“双三十”单位": "双三十", "实施“双百企业工程”": "双百企业工程", "“双四通一平”": "双四通一平"},
        ("“双十一”", "双十条", "“双百”"),
    ),
    Rule(
        "quoted_deed",
        "{open}[{deed}](?!{registered}{close})[{few}](?!{counted}|[{numeral}])(?!点半){han}{1,2}{close}",
        "a verb in front of a number with a word: what is done to each of the set",
        {"开展“清五乱”行动": "清五乱", "“破四难”活动": "破四难"},
        ("“第一要务”", "清五乱行动", "“清五户”", "“除四害”"),
    ),
    Rule(
        "quoted_articles",
        "{open}(?:(?![{numeral}]){han}){1,2}(?:十[{digit}]?|[{few}]|[{some}]十)条{close}",
        "a decree named by the number of its articles and what it is on",
        {"落实“渠十条”": "渠十条", "“渔业八条”": "渔业八条"},
        ("“渠十条款”", "渠十条", "“二十一条”"),
    ),
    Rule(
        "quoted_powers_in_row",
        "{open}(?:十百千万?|百千万|十百){close}",
        "powers of ten in a row that are no numeral",
        {"实施“十百千万”": "十百千万"},
        ("“百万”", "“千百万”", "十百千万"),
        PLAN,
    ),
    Rule(
        "quoted_zeros",
        "{open}[{few}]零{close}",
        "a number of things that must not occur, each of them zero",
        {"创建“三零”单位": "三零"},
        ("“零距离”", "三零单位"),
    ),
    Rule(
        "quoted_tens",
        "{open}(?:{n}个(?:[十百千万]|一[百千万])|[{few}][百千万](?={close}[ ]?[{closing}](?:{bearer}|精神|人才|企业)))",
        "powers of ten under a number, as a name",
        {"推进“三个十”工程": "三个十", "列入“三个一百”": "三个一百", "实施“四百”行动": "四百"},
        ("“四百”元", "“三十”"),
    ),
    Rule(
        "quoted",
        "{open}新?(?=(?:{n}|双)(?:[个项大条种件]{han}|清零|[^{numeral}年月日元岁季个项大条种件次届号中倍成]|中心)(?!半|钟|时|里))" + _PARTS,
        "any number with a word in quotation marks, unless it counts time, money or rank",
        {"落实“四联”机制": "四联", "“五维协作”": "五维协作", "“新四联”机制": "新四联", "“三统一”": "三统一", "“三中心”": "三中心"},
        ("“三年”", "“15分钟”", "“三次创业”", "四联机制", "“三点半”难题"),
    ),
    Rule(
        "quoted_digits",
        r"{open}(?:\d(?!{measured}){han}){2,5}{close}",
        "the same in digits, at least two of them",
        {"“3横2纵1环”路网": "3横2纵1环"},
        ("“3年2季”", "3横2纵1环", "“3横”"),
    ),
    Rule(
        "quoted_one",
        "{open}(?=一(?![年月日天])(?:[^{numeral}{closing}]+[{few}双二]|[^{numeral}{closing}多]{1,6}多(?![个、，]){han}))" + _PARTS,
        "one of one thing and several of others, in quotation marks",
        {"“一园三带”布局": "一园三带", "“一核、两带、三区、多点”": "一核、两带、三区、多点"},
        ("“一把手”", "“一园”"),
    ),
    Rule(
        "quoted_ones",
        "{open}(?=一[^{numeral}{closing}]{1,3}一[^{numeral}个些般{closing}])" + _PARTS,
        "one of each in quotation marks",
        {"“一廊一环”": "一廊一环", "“一城、一山、多支点”": "一城、一山、多支点"},
        ("“一天一个”", "“一下子”"),
    ),
)
PARTLY_QUOTED = (
    Rule(
        "quoted_head",
        "(?:十[{digit}]?|[{few}]|{n}(?=.[{opening}]不))[个大][{opening}](?:[一零]|(?![{numeral}]{1,9}[{closing}]){han}{1,6})[{closing}]",
        "a number before what it bundles, which alone is quoted; in digits it is rather a plain count",
        {"用好三个“一批”": "三个“一批”", "坚持四个「不放过」": "四个「不放过」"},
        ("第三个“文明单位”", "三个“二十二”", "3个“口袋公园”"),
        holds=_quotes_no_plain_noun,
    ),
    Rule(
        "quoted_number",
        "{open}{to_ten}[大项][{closing}](?:{han}{0,4}?(?:{set}|{item}|{bearer})+|{han}{2,4}(?!{han}))",
        "only the number is quoted; the name goes on behind the closing mark",
        {"实施“五大”行动": "五大”行动", "“六大”片区。": "六大”片区"},
        ("五大行动片", "“五大”的"),
    ),
)
