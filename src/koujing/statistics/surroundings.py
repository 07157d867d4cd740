"""Patterns of what surrounds the name of a quantity in its clause: verbs, times, places and comparisons."""

from __future__ import annotations

import re
from functools import cache

from koujing import lexicons
from koujing.chinese.moves import FROM_IN_ANY_WORD, THAN, WITH
from koujing.chinese.numeral_forms import DIGITS, TO_TEN
from koujing.chinese.rules import gated, last_characters, trie_pattern
from koujing.chinese.times import ANY_YEAR, COUNT, FEW_YEARS, HALF, QUARTER, TIME

# A comparison ends in one of these: 比上年, 同一九五二年相比, 高于全省平均水平.
_COMPARED_WITH = r"[^，。；、,;]{0,12}(?:年[底末]?|月份?|期间?|前|数|水平|计划|规划|末|时期|常年|往年|城里)(?:相比|比较)?的?"
# Words that begin like one of the openings but are not one.
_NO_OPENING = r"""
    就业 | 再(?:就业|生|保险|贷款)                    # 就业人数
  | 有[色机线效] | 共[青产] | 多[种边元] | 和平 | 将[军士] | 要素 | 要[求素闻害件点]
  | 在[校职岗建外编籍册押园读训营保] | 到[位期] | 达标 | 占地
  | 建设[用规项单投资兵工成国性期] | 政府[债投采性支预基补消购部网机职] | 干部[队职培人] | 群众[性体满意组]
  | (?:新增|增加|减少|提高|扩大|完成|实现|发行)[额率值量总度的]         # 增加额
"""
# What ends a noun after a statistic: verbs, prepositions, auxiliaries, adverbs, and the next number.
_STOP = rf"""
    [看做稍之靠占](?![护守地用]) | 配(?![套件备]) | 成(?![套果本员绩人年]) | 到(?!位)                  # 看护, 配套, 成果
  | (?<![国私所公拥现])有(?![色机限线效关]) | 共(?=[有联])                                          # 国有, 有色
  | [就已都在是为被由从把将并而等也还的或以外至达使与及每] | (?<!立)即 | 和(?=.{{0,6}}[的是个、近约\d]|[两{TO_TEN}]成)
  | (?<![主重首需必紧])要(?![素道点害件]) | (?<![技功职产性智])能 | (?<![许认])可 | 不(?![锈动良育])  # 主要, 技能
  | (?<![初高大空水途])[中内](?![国心学小央蒙型西东部等年青医药高外])                               # 初中, 中心
  | [两{TO_TEN}]{{1,3}}[个座所项家] | 多(?=[个万]) | (?<![学产婚课战灾售病])[前后](?=[\d{TO_TEN}])
"""


@cache
def verbs(*senses: str) -> str:
    """A pattern of the verbs that the lexicon ``statistic_verbs`` lists in these senses; it matches the longest."""
    words = {row["verb"] for row in lexicons.load("statistic_verbs") if row["sense"] in senses}
    return trie_pattern(frozenset(words))


def trailing(text: str, first: int, stop: int) -> re.Match[str] | None:
    """What stands at the end of ``text[first:stop]``, between the name of a quantity and its statistic: verbs, adverbs, comparisons,
    start levels.

    >>> trailing("粮食产量达到", 0, 6)[0]
    '达到'
    """
    pattern, ends = _trailing()
    return pattern.search(text, first, stop) if first < stop and ends.match(text, stop - 1) else None


@cache
def _trailing() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The pattern of what trails a name, and that of its last characters."""
    compared = (
        rf"(?:{THAN}|比?较(?![低高])|{WITH}|等于|相当于|达到了?|[高低快多少]于|是|为){_COMPARED_WITH}"
        r"(?:[多少高低快慢大][收产卖种打施]?)?|(?:是|达到|等于|相当于|接近|超过)[^，。；、,;是]{1,12}的"
    )
    compared += rf"|{THAN}[^，。；、,;\d]{{1,16}}(?:分别|各)[高低快慢多少]出?"
    start = rf"{FROM_IN_ANY_WORD}(?:[^，。；、,;]{{0,9}}?年[底末]?的?)?"
    basis = r"[按以][^，。]{2,9}计算|(?:扣除|剔除|考虑)[^，。]{2,9}因素|在[^，。；、,;]{0,12}基[数础]上"
    grown = r"(?:也|都|又)?有了?(?:[很较]大|新|显著|迅速|相当|所|明显)的?(?:发展|增长|提高|增加|回落|下降|上升|改善)"
    grown += r"|从[^，。；、,;]{1,8}(?:开始|起)[^，。；、,;]{0,6}(?:回升|增长|下降|上升|好转)"
    time = f"{HALF}|[第前]?{QUARTER}|"
    time += rf"(?:{ANY_YEAR}|[今去明前本])年[底末初]?(?:预算|决算|计划)?|在?(?:过去|最近|近|前|今后)?{FEW_YEARS}(?:累计|[来间中内])?"
    finished = r"(?:可以)?(?:建设|全部|基本)?(?:完工|完成|建成|竣工|投产|开工)的"
    each = r"(?:平均)?每(?:\d+(?:公斤|斤|亩|人|吨)|\Z)|\d+[期届场轮]"
    moved = (
        rf"{finished}|(?<!会)(?:{verbs('level', 'increase', 'decrease')})|(?<![偿归])还|(?<!节)约|(?<!财政)(?<!中)拟?安排"
        rf"|(?<=排名)[前后]|{each}"
    )
    moved = rf"(?!(?<=人)才)(?!(?<=[户亩人]均)(?:增收|减收|减负))(?<![户亩人](?=均))(?:{moved})"  # 户均增收 is a name
    pattern = gated(rf"(?>(?:{compared}|{grown}|{start}|{basis}|{time}|{moved}|[\s、])+)\Z")
    return re.compile(pattern), last_characters(pattern)


@cache
def leading() -> re.Pattern[str]:
    """Times, places and openings before the name of a quantity."""
    # 去年全省粮食总产 is 粮食总产, but without a time before it, 全国 belongs to the name.
    more = (
        rf"(?<=[年间来中内期])的?全国(?![各人])|在(?!.*比[重例])|第?[{DIGITS}]是|限额以[上下]的|有|再|建设|平均(?=每|一个)"
        rf"|可(?=[发蓄灌年节减增产供容])|[^，。；、的\d]{{1,9}}以来|{COUNT}+个月内|的?(?:主要|预期)*目标是"
    )
    return re.compile(rf"(?>(?:(?!{_NO_OPENING})(?:{TIME}|\s|、|{more}|{verbs('lead')}))+)(?=.|\Z)", re.VERBOSE)


@cache
def acted() -> re.Pattern[str]:
    """Everything up to the last verb or preposition that governs the name of a quantity; 生产总值 and 完成率 are names."""
    name = r"(?=..)(?!.?(?:值|总额|能力|水平|程度|率|额|量|比重))"
    year = r"(?<!均)年(?![度产均人级初限轻总终])(?:[底末来间内]|中(?!央))?(?:的?全国(?![各人]))?"
    after = r"的(?=各[项种类])|(?:建成|投产|完成)后(?:的|增加的)?"
    preposition = (
        rf"{after}|使(?!用)|对(?![外象口比])|[把让]|将(?=[^近来])|向(?!前)|{year}|、[^、]{{1,12}}等(?![于级待])"
    )
    return re.compile(rf".*(?:{preposition}){name}(?:了|的)?", re.DOTALL)


# One of these stands in whatever the pattern ``acted`` matches.
HINTS_OF_ACTS = frozenset("的建投完使对把让将向年、")


@cache
def ends_of_acts() -> frozenset[str]:
    """The last characters of whatever the pattern ``only_done`` matches."""
    return frozenset({"了", *(row["verb"][-1] for row in lexicons.load("statistic_verbs") if row["sense"] == "action")})


@cache
def only_done() -> re.Pattern[str]:
    """A clause that only says what is done to things named earlier: 基本建成544万套."""
    return re.compile(rf"(?:基本|全部|全面|胜利|{verbs('level', 'lead')})*(?:{verbs('action')})了?")


@cache
def counted() -> re.Pattern[str]:
    """The noun after a statistic, skipping a second numeral (6大类23项…指标), up to where the noun ends."""
    word = rf"(?!{_STOP})[^\W\d_]"
    bracket = r"(?:[（(][^()（）\d\n]{1,7}[)）])?"  # 省（区、市）
    quality = "(?:(?:重要|主要|较大|巨大|大型|新式|新型|自动化|现代化)的)?"
    pattern = rf"(?:以上|左右|上下|以下)?(?:\d+[项个种])?(?:的|用于)?{quality}((?:{word}){{1,20}}{bracket})"
    return re.compile(pattern, re.VERBOSE)
