"""The kinds of slogans that bundle a number of things, each a rule with its reason and its examples.

A new kind is one more rule in ``RULES`` and nothing else. The names in braces are defined in ``wording.vocabulary``.
"""

from __future__ import annotations

import re

from koujing.chinese.rules import Rule
from koujing.slogans.listed import LISTED
from koujing.slogans.named import CODES, NAMES, PLANS
from koujing.slogans.quoted import PARTLY_QUOTED, QUOTED, is_not_pointed_at
from koujing.slogans.registry import parts_of
from koujing.slogans.wording import words


def _bundles_no_places(match: re.Match[str]) -> bool:
    """Whether a compound counts two or more of something other than places."""
    parts = parts_of(match[0])
    return any(n > 1 for n, _ in parts) and not all(word in words("place") for _, word in parts)


def _is_no_count(match: re.Match[str]) -> bool:
    """Whether what is called big is no part of a text and no works or place, and is not pointed at."""
    return is_not_pointed_at(match) and not match[0].endswith(words("big_count"))


def _are_as_long(match: re.Match[str]) -> bool:
    """Whether both parts of a pair are verbs or nouns of the same length."""
    return len(match["one"]) == len(match["more"]) > 1


EACH = (
    Rule(
        "each_long",
        "(?<=[{opening}、，,])一{unit}一[\u4e00-\u9fff]{2,3}(?=[{closing}、，,])",
        "one per unit, with a word of two or three characters, where marks on both sides delimit it",
        {"落实“一户一方案”": "一户一方案"},
        ("每户一方案", "制定一户一方案表"),
    ),
    Rule(
        "each",
        "一(?P<unit>{unit})一(?!(?P=unit)|[亩{plain_one}])[\u4e00-\u9fff](?:一(?![{plain_one}])[\u4e00-\u9fff])?",
        "one per unit: a unit and what each of them gets; not a doubling (一村一村) or a count (一户一年)",
        {"做到一塘一长一账": "一塘一长一账", "一校一案": "一校一案"},
        ("一村一村地走", "一户一年的收入", "一人一个"),
    ),
)
ACTS = (
    Rule(
        "hundreds",
        "{n}个(?:100[%％]|百分之?百)",
        "sets whose items each reach a hundred per cent",
        {"落实六个100%要求": "六个100%", "做到“三个百分百”": "三个百分百"},
        ("六个10%", "六百分之百"),
    ),
    Rule(
        "steps",
        "(?<!分){n}步走",
        "a strategy in steps; behind 分 it only says how something is done",
        {"迈向三步走战略": "三步走"},
        ("要分两步走", "三步行走"),
    ),
    Rule(
        "prohibitions",
        "{n}个不[{not_to}]{han}{0,2}?{follow}",
        "what must not be done, must not stop or must not be left",
        {"严守十个不得": "十个不得"},
        ("三个不足", "这三个不准"),
        holds=is_not_pointed_at,
    ),
    Rule(
        "acts",
        "{n}个(?:{act})+(?:到位)?{follow}",
        "predicates under one number, from a list of known ones",
        {"全力三个确保，": "三个确保", "抓好七个提升到位": "七个提升到位"},
        ("三个统一战线工作", "其他三个确保"),
        holds=is_not_pointed_at,
    ),
    Rule(
        "ones",
        "{n}个一(?:(?![{plain_one}])(?:到位)?{follow}|[百千万](?:工程|行动|计划))",
        "sets whose items each begin with 一, unless 一 begins a word (一般)",
        {"抓好五个一。": "五个一", "五个一百工程": "五个一百工程"},
        ("三个一般村", "两个一级站"),
        holds=is_not_pointed_at,
    ),
    Rule(
        "predicates",
        r"{n}个(?<=做到[{digit}两十\d]个|坚持[{digit}两十\d]个)(?!方面|问题|原则|方向|重点){han}{2,4}?{follow}",
        "any predicate after 做到 or 坚持",
        {"做到三个零距离。": "三个零距离", "坚持四个必胜": "四个必胜"},
        ("做到三个方面", "说到三个零距离"),
        holds=is_not_pointed_at,
    ),
)
SETS = (
    Rule(
        "big",
        "(?<!党的){to_ten}大(?:(?![的了和与及是在有为{numeral}]){han}){0,6}?(?:{set})+(?![：:])",
        "N大 and a noun that names a set; not the tenth party congress (党的十大)",
        {"建四大林果产业": "四大林果产业"},
        ("党的十大任务", "四大的工程", "抓四大工程："),
        holds=is_not_pointed_at,
    ),
    Rule(
        "big_noun",
        "(?<!党的|中共|苏共)(?:[{few}]|十(?![{digit}]))大(?!{no_congress})(?:(?![的了和与及是在有为{numeral}]|{beside}){han}){2,4}?"
        "(?:{ended}|(?={beside}))(?![：:])",
        "N大 and any noun that a mark, a particle or a noun for campaigns delimits; not what follows the number of a party congress",
        {"建设两大园区。": "两大园区", "促进三大文明协调发展": "三大文明"},
        ("党的八大路线", "八大以来，", "两大园区：", "四大的园区", "讲了四大部分。", "新建三大水泥厂。"),
        holds=_is_no_count,
    ),
    Rule(
        "items",
        "{n}项(?:重点|主要|重大|基本|政治)?{item}(?![：:])",
        "N项 and a noun that names a set; before a colon it only announces a list",
        {"完成七项重点任务": "七项重点任务"},
        ("完成七项任务：", "七项收入"),
        holds=is_not_pointed_at,
    ),
    Rule(
        "deeds",
        "{n}件(?:重点|民生|惠民|便民|为民)*实事(?![：:])",
        "the practical deeds that a government promises for the year",
        {"办好八件民生实事": "八件民生实事"},
        ("办好八件大事", "办好八件实事："),
        holds=is_not_pointed_at,
    ),
    Rule(
        "maxims",
        "{to_ten}字(?:诀|经|真经|方针|要求|工作法|原则|方略)(?![：:])",
        "a maxim named by the number of its characters",
        {"落实九字方略": "九字方略"},
        ("写了三字话", "九字方略："),
        holds=is_not_pointed_at,
    ),
    Rule(
        "sheets",
        "{to_ten}{sheet}(?![{numeral}])(?![：:])",
        "a metaphor with its measure word: lists, battles, lines of defence",
        {"列出三张清单": "三张清单", "打好两场硬仗": "两场硬仗"},
        ("三张照片", "三张网："),
        holds=is_not_pointed_at,
    ),
)
COMPOUNDS = (
    Rule(
        "one_body",
        "{n}位一体",
        "several in one body",
        {"推进八位一体": "八位一体"},
        ("融为一体", "八位一级"),
    ),
    Rule(
        "verbs",
        "(?:[{few}]{verb}){2,3}(?!{han}[是{digit}])",
        "verbs under numbers, from a list of known ones",
        {"开展三抓三促活动": "三抓三促"},
        ("三抓二促", "三抓三促进一步"),
    ),
    Rule(
        "things",
        "(?:[{digit}两十](?!{measured}|[是要靠的{numeral}]){han}){2,4}(?:多{han})?{ended}",
        "things under numbers, at least one number above one; places are plainly counted (三区两县)",
        {"构建一核两翼。": "一核两翼", "打造五谷六坊工程": "五谷六坊", "一核两翼多点格局": "一核两翼多点"},
        ("管三区两县", "三年两季", "一山一水", "一核两翼带"),
        holds=_bundles_no_places,
    ),
    Rule(
        "announced_pair",
        "[{some}](?!{counted}|[是要靠{numeral}])(?:(?![{numeral}]){han}){1,3}"
        "(?:[{few}]|(?<![统唯专第])一)(?!{measured})(?:(?![{numeral}即]){han}){1,3}(?=[，,]?即|[：:])",
        "longer parts under numbers, only where an explanation follows",
        {"开展三评议两提升，即人人": "三评议两提升"},
        ("三评议两提升办法", "三评议统一管：人"),
    ),
    Rule(
        "pair",
        "一(?![{plain_one}])(?P<one>(?:(?![{numeral}]){han}){1,3}?)、(?:[{few}](?!{measured}|{counted}))(?P<more>(?:(?![{numeral}]){han}){1,3}){ended}",
        "one of one thing and several of another, as long, with a mark between",
        {"做到一提高、两降低，": "一提高、两降低"},
        ("一季度、两会", "一是提高、两项降低", "一县、三年"),
        holds=_are_as_long,
    ),
    Rule(
        "short",
        "[{some}](?!{counted}|[是要靠{numeral}]){han}{1,2}?(?={bearer})",
        "a number and a word before the noun that bears the name",
        {"推进三清行动": "三清"},
        ("三年行动", "推进三清理"),
    ),
)
# The order matters: where several rules match, the first one wins.
RULES = (*NAMES, *PLANS, *EACH, *ACTS, *SETS, *QUOTED, *PARTLY_QUOTED, *COMPOUNDS, *CODES, *LISTED)
