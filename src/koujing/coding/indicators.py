"""The words around a figure → the phrase that says what it measures."""

from __future__ import annotations

import re
from functools import cache

from koujing import lexicons
from koujing.coding.grammar import trie_pattern
from koujing.coding.governing import SHORT_NOUNS, ends_in_verb, is_verb, noun_end, object_of, opened, verb_before
from koujing.coding.times import TIME, YEAR

# A longer phrase is cut to its head after the last 的; named quantities of the gold codings have at most 13 characters.
_LONG = 16
_RELATION = re.compile("比[重例]|份额")
# A comparison ends in one of these: 比上年, 同一九五二年相比, 高于全省平均水平.
_COMPARED_WITH = r"[^，。；、,;]{0,12}(?:年[底末]?|期间?|前|数|水平|计划|规划|末|时期|常年|往年|城里)(?:相比|比较)?的?"
# Between a verb and the figure of its object: nothing but how near, and how much in all.
_HEDGED = re.compile(r"(?:[近约达共计已又逾余了各只仅还\s]|累计|超过|大约|达到|至少|将近|合计|共计|总共|不少于|不低于)*")
# Whose a quantity is stands before it, but does not say what it measures: 广大群众的满意度, 部门拥有的资金.
_OWNER = re.compile(r"(?:全国|我国|我[省市县]|我们|全[省市县镇乡村]|国营|国民经济|广大|各)[^的]{0,7}\Z|.*以[上下内]\Z")
_WHERE = re.compile("[^的]{0,3}[省市县镇乡村区]|剩下|余下|剩余|[这那]?些?方面")
# What is done to one of these has to be said: 增加的收入.
_GENERAL = frozenset(("收入", "支出", "资金", "投资", "费用", "总额", "数量", "产量", "产值", "能力", "人数", "品种", "面积", "比重", "速度"))
# No name: a time, a part of an enumeration or a bare pointer, after which the name is that of the clause before.
_EMPTY = re.compile(
    r"(?:第?[一二三四]季度|期间|时期|[上下]半年|[^的]{0,4}[初后末前]期|[对向把将为给由从]|\d{1,2}月[底末份]?|[这那其]|每[年月户人亩]|户均|人均|平均|合计|[^，。]?两年|(?:这|该)(?:一|个|项)?[比数]重?)"
)
# 每亩补贴, 每户: what the amount is for one of.
_EACH = re.compile(
    r"每(?:一?[个名位]?(?:季度|立方米|平方米|公顷|公斤|农户|[人户亩村县乡镇头吨度斤件次家台条所年月天日]|\d+(?:公斤|斤|亩))(?:地)?)+(?:平均)?"
)
# A goal is no quantity: 翻两番的目标.
_GOAL = re.compile(r"(?:目标|要求|任务|速度|水平|幅度|规模|地步|程度)\Z")
# 占五年投资总额的32%: the whole that a share is taken of.
_SHARE = re.compile(
    r"(?<!所)占(?!的|比|领|用|地|[^，。；,;\n]{0,9}[%％])[^，。；：,;\n]{2,24}\Z|(?<=完成)[^，。；：、,;\n]{2,12}的\Z"
)
_LIST_HEAD = re.compile(
    r"(新增(?:加的)?[^，。；：]{0,4}?)?(生产能力|产量)[^，。；：:,;]{0,12}(?:，[^，。；：]{1,16})?(?:[：:]|，(?=如|例如|其中))"
)
# A predicate that counts persons where nothing else is named: 312万人受灾, 90余人参加会议.
_PREDICATE = re.compile(r"[^\W\d_的]{2,8}(?=[，。；：、,;\s]|\Z)")
# Money is named by these though they are verbs: 三年累计投入312亿元.
_SPENT = ("投入", "投资", "支出", "拨款", "捐款", "筹资", "减税", "退税", "补助", "补贴", "奖励", "救济", "创汇", "创收")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
# Asides inside a name: 投资额（即工作量）, 贷款每人每年最高额度.
_ASIDE = re.compile(r"[(（][即不包含按其][^()（）]*[)）]|每人每[年月]")
# After one of these verbs what is provided may stand behind its amount (安排200亿元专项资金).
_PROVIDED = re.compile(r"(?:安排|增?发|发行|投入|拿出|下达|拨付|筹集|落实|新增|提供|取消|减免|增产|拥有|年产|守住|购买|生产|种植?|发放|节约|节省)(?:了|近|约|超过)?\Z|[将把]\Z")


@cache
def verbs(*senses: str) -> str:
    """Verbs of the lexicon ``figure_verbs`` in these senses as the inside of a pattern, the longest first."""
    words = {row["verb"] for row in lexicons.load("figure_verbs") if row["sense"] in senses}
    return trie_pattern(frozenset(words))


@cache
def _trailing() -> re.Pattern[str]:
    """What stands between the name of a quantity and its figure: verbs, adverbs, comparisons, start levels."""
    compared = (
        rf"(?:比(?![例重率值分])|较(?!低|高)|同(?!志)|与|等于|相当于|达到了?|[高低快多少]于|是|为){_COMPARED_WITH}(?:[多少高低快慢大][收产卖种打施]?)?"
        r"|是[^，。；、,;是]{1,12}的"
    )
    start = r"[由从自](?:[^，。；、,;]{0,9}?年[底末]?的?)?"
    basis = r"[按以][^，。]{2,9}计算|(?:扣除|剔除|考虑)[^，。]{2,9}因素|在[^，。；、,;]{0,12}基[数础]上"
    grown = r"(?:也|都|又)?有了?(?:[很较]大|新|显著|迅速|相当|所|明显)的?(?:发展|增长|提高|增加|回落|下降|上升|改善)"
    time = rf"(?:{YEAR}|[今去明前本])年[底末初]?(?:预算|决算|计划)?|在?(?:过去|最近|近|前|今后)?[一二两三四五]年(?:累计|[来间中内])?"
    finished = r"(?:可以)?(?:建设|全部|基本)?(?:完工|完成|建成|竣工|投产|开工)的"
    moved = rf"{finished}|(?<!会)(?:{verbs('level', 'increase', 'decrease')})|(?<![偿归])还|(?<!节)约|(?<!财政)(?<!中)拟?安排|(?<=排名)[前后]|(?:平均)?每\d+(?:公斤|斤|亩|人|吨)"
    # 户均增收 is a name.
    return re.compile(rf"(?:{compared}|{start}|{basis}|{grown}|{time}|(?!(?<=[户亩人]均)(?:增收|减收|减负))(?<![户亩人](?=均))(?:{moved})|[\s、]|\d+[期届场轮])++\Z")


@cache
def _leading() -> re.Pattern[str]:
    """Times, places and openings before the name of a quantity."""
    # 去年全省粮食总产 is 粮食总产, but the country belongs to the name where no time stands before it.
    words = r"就业|有[色机线效]|共[青产]|多[种边元]|要素|和平|将[军士]|在[校职岗建外编籍册押园读训营保]|到[位期]|达标|占地|再(?:就业|生|保险|贷款)|政府[债投采性支预基补消购部网机职]|干部[队职培人]|群众[性体满意组]|(?:新增|增加|减少|提高|扩大|完成|实现|发行)[额率值量总度]|建设[用规项单投资兵工成国性]"
    more = r"(?<=[年间来中内期])的?全国(?![各人])|在(?!.*比[重例])|第?[一二三四五六七八九]是|限额以[上下]的|有|再|建设|平均(?=每|一个)|[^，。；、的\d]{1,9}以来|[一二两三四五六七八九十\d]+个月内|的?(?:主要|预期)*目标是"
    return re.compile(rf"(?:(?!{words})(?:{TIME}|\s|、|{more}|{verbs('lead')}))++(?=.|\Z)", re.VERBOSE)


@cache
def _acted() -> re.Pattern[str]:
    """All up to the last verb or preposition that governs the name of a quantity; 生产总值 and 完成率 are names."""
    name = r"(?=..)(?!.?(?:值|总额|能力|水平|程度|率|额|量|比重))"
    year = r"(?<!均)年(?![度产均人级初限轻总终])(?:[底末来间内]|中(?!央))?(?:的?全国(?![各人]))?"
    after = r"的(?=各[项种类])|(?:建成|投产|完成)后(?:的|增加的)?"
    preposition = (
        rf"{after}|使(?!用)|对(?![外象口比])|[把让]|将(?=[^近来])|向(?!前)|{year}|、[^、]{{1,12}}等(?![于级待])"
    )
    return re.compile(rf".*(?:{preposition}){name}(?:了|的)?", re.DOTALL)


@cache
def _only_done() -> re.Pattern[str]:
    """Nothing but what is done to things named before: 基本建成544万套."""
    return re.compile(rf"(?:基本|全部|全面|胜利|{verbs('level', 'lead')})*(?:{verbs('action')})了?")


@cache
def _counted() -> re.Pattern[str]:
    """The noun after a figure, over a second numeral (6大类23项…指标) and up to what is no noun any more."""
    stop = (
        r"[看做稍之靠占](?![护守地用])|不(?![锈动良育])|(?<![国私所公拥现])有(?![色机限线效关])|配(?![套件备])|(?<![主重首需必紧])要(?![素道点害件])|(?<!立)即|[一二三四五六七八九十两]{1,3}[个座所项家]|[就已都在是为被由从把将能可并而等也还的或以外至达使与及每]|成(?![套果本员绩人年])|到(?!位)|多(?=[个万])"
        r"|共(?=[有联])|[中内](?![国心学小央蒙型西东部等年青医药高外])|和(?=.{0,6}[的是个、近约\d])"
    )
    word = rf"(?!{stop})[^\W\d_]"
    bracket = r"(?:[（(][^()（）\d\n]{1,7}[)）])?"  # 省（区、市）
    quality = "(?:(?:重要|主要|较大|巨大|大型|新式|新型|自动化|现代化)的)?"
    return re.compile(rf"(?:以上|左右|上下|以下)?(?:\d+[项个种])?(?:的|用于)?{quality}((?:{word}){{1,20}}{bracket})")


def phrase_before(text: str, begin: int, start: int, kind: str = "") -> str:
    """The name of what is measured, from the words of a clause before its figure, which is of a ``kind``.

    >>> phrase_before("去年全省粮食总产超过", 0, 10), phrase_before("全镇修通村道", 0, 6, "measure")
    ('粮食总产', '村道')
    """
    left = _ASIDE.sub("", text[max(begin, start - 40) : start].strip())
    if text[begin - 1 : begin].isalnum() and "、" in left[1:]:  # 1.4万亿斤新台阶、亩产提升
        left = left[left.index("、", 1) :]
    name, direct = _without_verb(left, kind)
    left = name if (cut := _acted().match(name)) is None else name[cut.end() :]
    left = left[object_of(left, direct and kind != "change") :]
    if kind == "money" and left.endswith(_SPENT):
        return _shortest(_unled(left))
    if _only_done().fullmatch(left) or (direct and is_verb(left)):
        return ""
    left = _unled(left)
    left = left[opened(left) :] if direct and kind in {"count", "measure"} else left
    return _shortest(_EACH.sub("", left, count=1) if left.startswith("每") else left)


def _unled(left: str) -> str:
    leading = _leading().match(left)
    return left[leading.end() :] if leading else left


def _without_verb(left: str, kind: str) -> tuple[str, bool]:
    """A clause up to its figure without what stands behind the name, and whether the figure stands directly behind it."""
    trailing = _trailing().search(left)
    if not trailing:
        return left, True
    left, verb = left[: trailing.start()], trailing[0]
    if "了" in verb and kind != "money":
        left = left[: -verb_before(left) or None]
    return left, _HEDGED.fullmatch(verb) is not None


def _shortest(name: str) -> str:
    """A name without its brackets and without whose it is, empty where it names nothing."""
    name = name.strip("、的 　")
    owner, of, head = name.rpartition("的")
    if of and len(head) > 1 and not _RELATION.search(head):
        done = ends_in_verb(owner) and head not in _GENERAL
        owned = done or _WHERE.fullmatch(owner) or (len(head) > 2 and _OWNER.match(owner))
        name = _unled(head) if len(name) > _LONG or owned else name
    name = name if _BRACKETED.search(name) else name.strip("()（）")
    return "" if _EMPTY.fullmatch(name) else name


def share_of(text: str, begin: int, start: int) -> tuple[int, str]:
    """Where a clause says that a figure is a share (占, 完成), and the whole it is taken of; ``(0, "")`` where none.

    >>> share_of("轻工业占工业总产值的", 0, 10)
    (3, '占工业总产值')
    """
    match = _SHARE.search(text, max(begin, start - 40), start)
    if not match:
        return 0, ""
    at = match.start() - 2 * (match[0][0] != "占")
    whole = _trailing().sub("", text[at:start], count=1).strip("的")
    return (at, whole) if len(whole) > 2 else (0, "")


def list_head(text: str, begin: int, start: int) -> str:
    """The quantity that a sentence names before a list of bare names: 产量都有增长，如铁增长5%，钢增长6%.

    >>> list_head("新增生产能力有：钢", 0, 9)
    '新增生产能力'
    """
    match = _LIST_HEAD.search(text, begin, start)
    return ("新增" if match[1] else "") + match[2] if match else ""


def predicate_after(text: str, end: int) -> str:
    """What is said of persons who are only counted: 312万人受灾 → 受灾.

    >>> predicate_after("90余人参加会议。", 4)
    '参加会议'
    """
    match = _PREDICATE.match(text, end)
    if not match or match[0].startswith(("以上", "左右", "以下", "次", "通过", "经过", "增", "减", "提高", "扩大", "上升", "下降", "发展到")):
        return ""
    return match[0][object_of(match[0], counted=False) :] if "了" in match[0] else match[0]


def is_goal(phrase: str) -> bool:
    """Whether a noun only calls a figure a goal (翻两番的目标)."""
    return bool(_GOAL.search(phrase))


def is_meeting(text: str, end: int) -> bool:
    """Whether those who are counted only attend: 90余人参加会议."""
    return text.startswith(("参加会议", "出席会议", "参会"), end)


def phrase_after(text: str, begin: int, start: int, end: int, counted: bool) -> str:
    """The noun after a figure where that is what it measures: after a measure word, 的 or a verb of providing.

    >>> phrase_after("资助26个贫困村的学生", 0, 2, 5, counted=True)
    '贫困村'
    """
    match = _counted().match(text, end)
    noun = _noun(match[1], text[match.end(1) : match.end(1) + 3]) if match else ""
    if match and not noun and text[end - 1] == "次":  # 三次上调利率: what was done is counted
        noun = match[1]
    if not match or len(noun) < 2 and noun not in SHORT_NOUNS:
        return ""
    linked = "的" in match[0] or "用于" in match[0] or text.startswith("的", start - 1)
    return noun if counted or linked or _PROVIDED.search(text, max(begin, start - 8), start) else ""


def _noun(words: str, following: str) -> str:
    """The noun with which some words begin, without the verb behind it: 住校生用上(了), 服务中心建设."""
    noun = words[: noun_end(words + following, len(words))]
    if noun == words and following[:1] in {"了", "着", "过", "得"} and len(noun) > 3:
        return noun[:-2]
    return noun.removesuffix("建设") if len(noun) > 4 else noun
