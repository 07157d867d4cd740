"""The words around a figure → the phrase that says what it measures."""

from __future__ import annotations

import re
from functools import cache

from koujing import lexicons
from koujing.coding.times import TIME, YEAR

# A longer phrase is cut to its head after the last 的; named quantities of the gold codings have at most 13 characters.
_LONG = 16
_RELATION = re.compile("比[重例]|份额")
# Nouns of one character that can be counted by themselves.
_SHORT_NOUNS = frozenset("村县省市户人乡镇厂矿")
# A comparison ends in one of these: 比上年, 同一九五二年相比, 高于全省平均水平.
_COMPARED_WITH = r"[^，。；、,;]{0,12}(?:年[底末]?|期|前|数|水平|计划|规划|末)(?:相比|比较)?的?"
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
_PREDICATE = re.compile(r"[^\W\d_的了]{2,6}(?=[，。；：、,;\s]|\Z)")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
# Asides inside a name: 投资额（即工作量）, 贷款每人每年最高额度.
_ASIDE = re.compile(r"[(（][即不包含按其][^()（）]*[)）]|每人每[年月]")
# After one of these verbs what is provided may stand behind its amount (安排200亿元专项资金).
_PROVIDED = re.compile(r"(?:安排|发行|投入|拿出|下达|拨付|筹集|落实|新增|提供|取消|减免)(?:了|近|约|超过)?\Z")


@cache
def verbs(*senses: str) -> str:
    """Verbs of the lexicon ``figure_verbs`` in these senses as the inside of a pattern, the longest first."""
    words = {row["verb"] for row in lexicons.load("figure_verbs") if row["sense"] in senses}
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _trailing() -> re.Pattern[str]:
    """What stands between the name of a quantity and its figure: verbs, adverbs, comparisons, start levels."""
    compared = rf"(?:比(?![例重率值分])|较(?!低|高)|同(?!志)|与|等于|相当于|达到了?|是|为){_COMPARED_WITH}"
    start = r"[由从自](?:[^，。；、,;]{0,9}?年[底末]?的?)?"
    basis = r"[按以][^，。]{2,9}计算|(?:扣除|剔除|考虑)[^，。]{2,9}因素|在[^，。；、,;]{0,12}基[数础]上"
    grown = r"(?:也|都|又)?有了?(?:[很较]大|新|显著|迅速|相当)的?(?:发展|增长|提高|增加)"
    time = rf"(?:{YEAR}|[今去明前本])年[底末初]?(?:预算|决算|计划)?|在?(?:过去|最近|近|前|今后)?[一二两三四五]年(?:累计|[来间中内])?"
    finished = r"(?:可以)?(?:建设|全部|基本)?(?:完工|完成|建成|竣工|投产|开工)的"
    moved = rf"{finished}|{verbs('level', 'increase', 'decrease')}|(?<![偿归])还|(?<!节)约"
    return re.compile(rf"(?:{compared}|{start}|{basis}|{grown}|{time}|{moved}|[\s、])++\Z")


@cache
def _leading() -> re.Pattern[str]:
    """Times, places and openings before the name of a quantity."""
    # 去年全省粮食总产 is 粮食总产, but the country belongs to the name where no time stands before it.
    words = r"就业|有[色机线效]|共[青产]|多[种边元]|要素|和平|将[军士]|在[校职岗建外编籍]|到[位期]|达标|占地|建设[用规项单投资兵工成国性]"
    more = r"(?<=[年间来中内期])的?全国(?![各人])|在(?!.*比[重例])|第?[一二三四五六七八九]是|限额以[上下]的|有|再|建设"
    return re.compile(rf"(?:(?!{words})(?:{TIME}|\s|、|{more}|{verbs('lead')}))++(?=.|\Z)", re.VERBOSE)


@cache
def _acted() -> re.Pattern[str]:
    """All up to the last verb or preposition that governs the name of a quantity; 生产总值 and 完成率 are names."""
    name = r"(?=..)(?!.?(?:值|总额|能力|水平|程度|率|额|量|比重))"
    year = r"年(?![度产均人级初限轻总])(?:[底末来间内]|中(?!央))?(?:的?全国(?![各人]))?"
    after = r"的(?=各[项种类])|(?:建成|投产|完成)后(?:的|增加的)?"
    preposition = (
        rf"{after}|使(?!用)|对(?![外象口比])|[把让]|将(?=[^近来])|向(?!前)|{year}|、[^、]{{1,12}}等(?![于级待])"
    )
    return re.compile(rf".*(?:{verbs('action')}|{preposition}){name}(?:了|的)?", re.DOTALL)


@cache
def _only_done() -> re.Pattern[str]:
    """Nothing but what is done to things named before: 基本建成544万套."""
    return re.compile(rf"(?:基本|全部|全面|胜利|{verbs('level', 'lead')})*(?:{verbs('action')})了?")


@cache
def _counted() -> re.Pattern[str]:
    """The noun after a figure, over a second numeral (6大类23项…指标) and up to what is no noun any more."""
    stop = (
        r"[就已都在是为被由从把将能可并而等也还的以外至达占使与及每]|成(?![套果本员绩人年])|到(?!位)|多(?=[个万])"
        r"|共(?=[有联])|[中内](?![国心学小央蒙型西东部等年青医药高外])|和(?=.{0,6}[的是个、近约\d])"
    )
    word = rf"(?!{stop}|{verbs('action', 'follow')})[^\W\d_]"
    bracket = r"(?:[（(][^()（）\d\n]{1,7}[)）])?"  # 省（区、市）
    quality = "(?:(?:重要|主要|较大|巨大|大型|新式|新型|自动化|现代化)的)?"
    return re.compile(rf"(?:以上|左右|上下|以下)?(?:\d+[项个种])?(?:的|用于)?{quality}((?:{word}){{1,20}}{bracket})")


def phrase_before(text: str, begin: int, start: int) -> str:
    """The name of what is measured, from the words of a clause before its figure.

    >>> phrase_before("去年全省粮食总产超过", 0, 10)
    '粮食总产'
    """
    left = _ASIDE.sub("", text[max(begin, start - 40) : start].strip())
    if text[begin - 1 : begin].isalnum() and "、" in left[1:]:  # 1.4万亿斤新台阶、亩产提升
        left = left[left.index("、", 1) :]
    left = _trailing().sub("", left, count=1)
    left = _acted().sub("", left, count=1)
    if _only_done().fullmatch(left):
        return ""
    if leading := _leading().match(left):
        left = left[leading.end() :]
    left = left.strip("、的 　")
    head = left.rpartition("的")[2]
    if len(left) > _LONG and len(head) > 1 and not _RELATION.search(head):
        left = head
    return left if _BRACKETED.search(left) else left.strip("()（）")


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
    return match[0] if match and not match[0].startswith(("以上", "左右", "以下", "次")) else ""


def is_goal(phrase: str) -> bool:
    """Whether a noun only calls a figure a goal (翻两番的目标)."""
    return bool(_GOAL.search(phrase))


def phrase_after(text: str, begin: int, start: int, end: int, counted: bool) -> str:
    """The noun after a figure where that is what it measures: after a measure word, 的 or a verb of providing.

    >>> phrase_after("资助26个贫困村的学生", 0, 2, 5, counted=True)
    '贫困村'
    """
    match = _counted().match(text, end)
    if not match or (len(match[1]) == 1 and match[1] not in _SHORT_NOUNS):
        return ""
    linked = "的" in match[0] or "用于" in match[0]
    return match[1] if counted or linked or _PROVIDED.search(text, max(begin, start - 8), start) else ""
