"""Where a formula may stand: the shapes of numeral formulas, codes and plan names, told from plain counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from koujing import lexicons
from koujing.chinese.rules import trie_pattern
from koujing.slogans.registry import BARE, QUOTED_ONLY, REGISTRY, parts_of
from koujing.slogans.unlisted import unlisted


class Candidate(NamedTuple):
    """``text[start:end]`` has the shape ``case``: name, plan, code, act, set, each, body, verbs or quoted."""

    start: int
    end: int
    case: str


WORDS = {row["use"]: row["words"].split() for row in lexicons.load("formula_words")}
OPENING, CLOSING = '“"「『‘’', '”"」』’‘'  # 1986 and 1982 open with ’ and ”
OPEN, CLOSE = f"(?<=[{OPENING}])", f"(?=[ ]?[{CLOSING}])"


def _any(use: str) -> str:
    return trie_pattern(frozenset(WORDS[use]))


_DIGITS = "一二三四五六七八九十百千万亿两零〇○\\d"
_TO_TEN = "(?:[两三四五六七八九]|十(?![一二三四五六七八九])|[2-9](?!\\d)|10(?!\\d))"
_N = "(?:十[一二三四五六七八九]?+|[两三四五六七八九]|[2-9](?!\\d)|1\\d(?!\\d))"
_ANY = "[一二两三四五六七八九十\\d]"
_HAN = "[\u4e00-\u9fff*]"  # a mask may hide a character of a name (三大特*产业)
# A label that ends in a predicate is followed by no rest of a longer word (三个统一|战线, 两个结合|部).
_CARRIER = "政策|要求|工程|活动|目标|标准|思想|方针|原则|教育|机制|战略|布局"
_FOLLOW = rf"(?:(?!{_HAN})|(?=[的和与及等为是来上中作到要以并也在有互{_DIGITS}]|{_CARRIER}))"
_NO_ONE = f"个些般定年月日{_DIGITS}"  # what 一 before it counts or qualifies plainly
_NOT_ONE = f"(?![般些样定级流类线体直次批贯致切旦起共面方部家年月天{_DIGITS}])"  # 三个一般, 两个一级
_PLAN_NOUN = "国家|重点|计划|规划|期间|时期|以来|末|期|初|开局|发展|建设|科技|攻关|普法|目标|纲要"
_CODE_NOUN = "(?:行动计划|行动|计划|工程|战略)"
# What no short name counts: time, money, measure, rank, people and places (三年, 两省, 四级).
_COUNTED = _any("counted")
_MEASURED = _any("measured")  # the fewer that a compound does not count either (一办五组, but 三年两季)
# A name without classifier goes before such a word, a mark or a particle (三有|目标, 一核两翼|。), not into a longer word.
_BEARER = _any("bearer")
# A name goes no further (三通, but 三通三进 is another), unless a second one follows (六稳|六保).
_KNOWN_PAIRS = trie_pattern(frozenset(form for form in REGISTRY if len(form) == 2))
_MORE = rf"(?!{_KNOWN_PAIRS})[三四五六七八九](?!{_MEASURED}|{_COUNTED}){_HAN}(?!{_HAN})"
_ENDED = rf"(?:(?!{_HAN})|(?=[的和与及等为是]|发展|产业|空间|{_BEARER}))"
# A unit after digits makes them a number; four digits that begin like a year are one.
_NO_UNIT = "(?![年月日个项元万亿千百多余名人户亩件家台座套处种所米斤吨公平立度辆部强])"
_NO_YEAR = "(?!19|20|一九|二[〇○零])"

GRAMMAR = re.compile(
    rf"""
      # a registered name, in quotation marks or known without them
      {OPEN}(?P<quote>{trie_pattern(frozenset(REGISTRY))}){CLOSE} | (?P<name>{trie_pattern(BARE)})(?!(?<=\d)\d|{_MORE})
      # 十三五, 七五; 一号工程
    | (?P<plan>十[一二三四五]五(?![年月日岁个名人天倍次户项家{_DIGITS}])
        | (?:十[一二三四五六七八九]?|[一二三四五六七八九])五(?:{CLOSE}|(?=的?(?:{_PLAN_NOUN}))) | [一二三四五六七八九十]号工程
        # 百千万工程, “十百千”计划
        | [十百千万]{{2,4}}(?=工程|[{CLOSING}](?:工程|计划|行动))(?:工程)?
        # 百企帮百村, 千村示范万村整治
        | [百千万]{_HAN}{{1,3}}[百千万]{_HAN}{{1,3}}?(?:{CLOSE}|(?=工程|行动|活动|计划)))
      # 一村一品, 一塘一长一账, “一户一方案”
    | (?<=[{OPENING}、，,])(?P<long>一(?:{_any("unit")})一[\u4e00-\u9fff]{{2,3}})(?=[{CLOSING}、，,])
    | (?P<each>一(?P<unit>{_any("unit")})一(?!(?P=unit)|[亩{_NO_ONE}])[\u4e00-\u9fff](?:一(?![{_NO_ONE}])[\u4e00-\u9fff])?)
      # 八个不准, 三个确保, 四个一; after 做到 or 坚持 with any predicate
    | (?P<act>{_N}个
        (?:不[准得能要许让变减降摘松搞放留漏缺断丢忘出过]{_HAN}{{0,2}}? | (?:(?:{_any("act")})+ | 一{_NOT_ONE})(?:到位)?
            | (?<=做到{_ANY}个|坚持{_ANY}个)(?!方面|问题|原则|方向|重点){_HAN}{{2,4}}?){_FOLLOW})
      # 三大改造, 六大林业生态工程, 六项任务, 五件实事; the tenth congress (党的十大) is none
    | (?P<set>(?:(?<!党的){_TO_TEN}大(?:(?![的了和与及是在有{_DIGITS}]){_HAN}){{0,6}}?(?:{_any("set")})+
        | {_N}项(?:重点|主要|重大|基本|政治)?(?:{_any("item")}) | {_N}件(?:重点|民生|惠民|便民|为民)*实事
        # 四字诀
        | {_TO_TEN}字(?:诀|经|真经|方针|要求|工作法|原则|方略)
        # 三张清单, 四道防线
        | {_TO_TEN}(?:{_any("sheet")})(?![{_DIGITS}]))(?![：:]))
      # any other in quotation marks: 四个不摘, 三去一降一补
    | {OPEN}(?P<quoted>(?:双[百千万]){{1,2}}|(?:(?:{_N}|[一双])[^{_DIGITS}+＋，,、。；;：:“”"\s]{{1,8}}[，,、]?){{1,4}}){CLOSE}
    | (?P<body>{_N}位一体)
      # 三抓三促
    | (?P<verbs>(?:[两三四五六七八九]{_any("verb")}){{2,3}}(?!{_HAN}[是一二三四五六七八九]))
      # 一核两翼, 四梁八柱
    | (?P<pair>(?:[一两三四五六七八九十](?!{_MEASURED}|[是要靠{_DIGITS}]){_HAN}){{2,4}}{_ENDED}
        # 四到位一处理 only where its parts follow
        | [三四五六七八九](?!{_COUNTED}|[是要靠{_DIGITS}])(?:(?![{_DIGITS}]){_HAN}){{1,3}}
          (?:[两三四五六七八九]|(?<![统唯专第])一)(?!{_MEASURED})(?:(?![{_DIGITS}即]){_HAN}){{1,3}}(?=[，,]?即|[：:]))
      # 三有目标, 四清行动
    | (?P<short>[三四五六七八九](?!{_COUNTED}|[是要靠{_DIGITS}]){_HAN}{{1,2}}?(?={_BEARER}))
      # 1+17, 7+20+N; “853”; 1236扶贫攻坚行动
    | (?P<code>\d{{1,3}}(?:[+＋](?:\d{{1,3}}|[NnXx]))+(?![\d.%=＝<>]) | [NnXx][+＋]\d{{1,3}}(?![\d.%=＝<>])
        | {OPEN}{_NO_YEAR}(?:\d{{3,4}}|[一二三四五六七八九]{{3,5}}|[一二三四五六七八九](?:[、，][一二三四五六七八九]){{2,4}}){CLOSE}
        | {_NO_YEAR}(?:\d{{3,4}}+|[一二三四五六七八九]{{3,4}}+){_NO_UNIT}[\u4e00-\u9fff]{{0,6}}?{_CODE_NOUN})
    """,
    re.VERBOSE,
)
_FIRST = "".join(sorted({form[0] for form in QUOTED_ONLY if form[0] not in "一二三四五六七八九十两双百千万"}))
_NUMERAL = "[一二三四五六七八九十两双千万\\d]"
# Where a label can begin; tried first, because a lone character class is what the engine finds fastest.
_START = re.compile(
    rf"[一二三四五六七八九十两双百千万\d{_FIRST}](?:(?<=百)(?<![{_DIGITS}几多]百)(?=[千万]|{_HAN}{{1,3}}[百千万])|(?<={_NUMERAL})(?<![{_DIGITS}第点.．数几]{_NUMERAL})|(?<=[{OPENING}][{_FIRST}]))"
)
# The speaker's own outline (下列十条方针), not a bundle with a name; 这 and 其他 may well stand before a known name.
_OUTLINE = re.compile("(?:上述|以上|下列|以下|如下|下面|以下的|下述)$")
_POINTING = re.compile("(?:这|其他)$")
_PLAIN = frozenset(WORDS["plain"])
_PLACES = frozenset(WORDS["place"])
_NAMES_A_SET = re.compile(
    rf"双[百千万]|(?:{_N}|双)(?:[个项大条种件]{_HAN}|[^{_DIGITS}年月日元岁个项大条种件次届号中倍成])|一[^{_DIGITS}]+[两双二三四五六七八九]|一[^{_DIGITS}]{{1,2}}一[^{_DIGITS}个些般]"
)


def candidates(text: str) -> Iterator[Candidate]:
    """Labels in order, none overlapping another."""
    end = 0
    for start in _START.finditer(text):
        if start.start() < end:
            continue
        candidate = _at(text, start.start())
        if candidate:
            yield candidate
            end = candidate.end


def _at(text: str, start: int) -> Candidate | None:
    """The label that begins at ``start``, if one does."""
    match = GRAMMAR.match(text, start)
    if match and match.lastgroup:
        candidate = Candidate(*match.span(), match.lastgroup)
        if _bundles(text, candidate):
            return candidate
    end = unlisted(text, start) if text[start] in "两三四五六七八九" else None
    return Candidate(start, end, "framed") if end else None


def _bundles(text: str, candidate: Candidate) -> bool:
    """Whether a candidate bundles a set: no idiom, no outline of the speech, no quotation that only holds a number."""
    start, end, case = candidate
    label, before = text[start:end], text[max(0, start - 4) : start]
    if _OUTLINE.search(before):
        return False
    if re.sub("[，,、 ]", "", label) in _PLAIN:
        return False
    if case == "quoted":
        return _NAMES_A_SET.match(label) is not None
    if case == "pair":
        parts = parts_of(label)
        return any(n > 1 for n, _ in parts) and not all(word in _PLACES for _, word in parts)
    return case not in ("act", "set") or label in REGISTRY or not _POINTING.search(before)
