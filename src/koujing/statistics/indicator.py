"""The words around a statistic → the phrase that says what it measures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from koujing.chinese.numeral_forms import DASHES
from koujing.chinese.patterns import lazy
from koujing.chinese.times import HALF, QUARTER
from koujing.statistics import surroundings
from koujing.statistics.governing import ends_in_verb, is_verb, noun_end, object_of, opened, verb_before
from koujing.statistics.names import NO_NAME, Name, Piece
from koujing.statistics.word_lists import any_of, listed

# A name is looked for in this many characters before its statistic.
_REACH = 40
_DASHES = DASHES.replace("\\", "")
# A longer phrase is cut to its head after the last 的; named quantities of the gold codings have at most 13 characters.
_LONG = 16
_RELATION = lazy("比[重例]|份额")
# All that may stand between a verb and the statistic of its object: words for “about” and “in total”.
_HEDGED = lazy(r"(?:[近约达共计已又逾余了各只仅还\s]|累计|超过|大约|达到|至少|将近|合计|共计|总共|不少于|不低于)*")
# An owner before a quantity does not say what it measures: 广大群众的满意度, 部门拥有的资金.
_OWNER = lazy(r"(?:全国|我国|我[省市县]|我们|全[省市县镇乡村]|国营|国民经济|广大|各)[^的]{0,7}\Z|.*以[上下内]\Z")
_WHERE = lazy("[^的]{0,3}[省市县镇乡村区]|剩下|余下|剩余|[这那]?些?方面")
# One of these needs the verb before it to say what it measures: 增加的收入.
_GENERAL = lazy(lambda: any_of("general"))
# Not a name: a time, a part of an enumeration or a bare pronoun; the name is then that of the clause before.
_EMPTY = lazy(
    rf"第?{QUARTER}|期间|时期|{HALF}|[^的]{{0,4}}[初后末前]期|\d{{1,2}}月[底末份]?|[^，。]?两年|以[前后来]|之[前后间]"
    r"|[对向把将为给由从]|[这那]|其中?|[内中间上]|\d{1,2}[到至]\d{1,2}月份?|全部|每[年月户人亩]|户均|人均|平均|合计|[这该][一个项]?[比数]重?"
)
# 每亩补贴, 每户: the thing per which an amount is stated.
_EACH = lazy(
    r"每(?:一?[个名位]?(?:季度|立方米|平方米|公顷|公斤|农户|[人户亩村县乡镇头吨度斤件次家台条所年月天日]|\d+(?:公斤|斤|亩))(?:地)?)+(?:平均)?"
)
# A goal is not a quantity: 翻两番的目标.
_GOAL = lazy(lambda: rf"{any_of('goal')}\Z")
# 占五年投资总额的32%: the whole that a share is taken of.
_SHARE = lazy(
    r"(?<!所)占(?!的|比|领|用|地|[^，。；,;\n]{0,9}[%％])[^，。；：,;\n]{2,24}\Z|(?<=完成)[^，。；：、,;\n]{2,12}的\Z"
)
_LIST_HEAD = lazy(
    r"(新增(?:加的)?[^，。；：]{0,4}?)?(生产能力|产量)[^，。；：:,;]{0,12}(?:，[^，。；：]{1,16})?(?:[：:]|，(?=如|例如|其中))"
)
# The predicate says which persons are counted, where nothing else does: 312万人受灾, 90余人参加会议.
_PREDICATE = lazy(r"[^\W\d_的]{2,8}(?=[，。；：、,;\s]|\Z)")
_BRACKETED = lazy(r"[(（][^()（）]*[)）]")
# Asides inside a name: 投资额（即工作量）, 贷款每人每年最高额度.
_HINTS_OF_ASIDES = frozenset("(（每")
_ASIDE = lazy(r"[(（][即不包含按其扣指折合][^()（）]*[)）]|每人每[年月]")
# After one of these verbs the thing provided may follow its amount (安排200亿元专项资金).
_PROVIDED = lazy(lambda: rf"{any_of('provided')}(?:了|近|约|超过)?\Z|[将把]\Z")
# Beginnings of words that describe persons in general, as opposed to what they do or what happens to them.
_NOT_SAID = lazy(lambda: any_of("not_said"))


@cache
def _spent() -> tuple[str, ...]:
    """Verbs that name money by themselves: 三年累计投入312亿元."""
    return tuple(listed("spent"))


def phrase_before(text: str, begin: int, start: int, kind: str = "") -> Name:
    """The name of what is measured, taken from the words of a clause before its statistic; ``kind`` is the statistic's.

    >>> phrase_before("去年全省粮食总产超过", 0, 10)
    Name(words='粮食总产', span=(4, 8))
    """
    words, places = _without_asides(text, max(begin, start - _REACH), start)
    left = Piece(words, 0)
    if text[begin - 1 : begin].isalnum() and "、" in words[1:]:  # 1.4万亿斤新台阶、亩产提升
        left = left.cut(words.index("、", 1))
    name = _name_in(left, kind)
    if not name.words:
        return NO_NAME
    return Name(name.words, (places[name.at], places[name.at + len(name.words) - 1] + 1))


def _without_asides(text: str, first: int, start: int) -> tuple[str, Sequence[int]]:
    """The words ``text[first:start]`` without the asides in them, and the text offset of each character kept."""
    words = text[first:start].lstrip()
    first, words = start - len(words), words.rstrip().rstrip(_DASHES).rstrip()
    if _HINTS_OF_ASIDES.isdisjoint(words) or not _ASIDE.search(words):
        return words, range(first, start)
    asides = {at for match in _ASIDE.finditer(words) for at in range(*match.span())}
    kept = [at for at in range(len(words)) if at not in asides]
    return "".join(words[at] for at in kept), [first + at for at in kept]


# The words before statistics recur, in the same text and in others: a fifth of them in news, two in five in local reports.
@lru_cache(2**13)
def _name_in(left: Piece, kind: str) -> Piece:
    """The name in the words of a clause up to its statistic."""
    return _named(*_without_verb(left, kind), kind)


def _without_verb(left: Piece, kind: str) -> tuple[Piece, bool]:
    """A clause up to its statistic, cut at the end of the name, and whether at most a hedge stands between the two."""
    trailing = surroundings.trailing(left.words, 0, len(left.words))
    if not trailing:
        return left, True
    left, verb = left.upto(trailing.start()), trailing[0]
    if "了" in verb and kind != "money":
        left = left.upto(-verb_before(left.words) or None)
        again = surroundings.trailing(left.words, 0, len(left.words))
        left = left.upto(again.start()) if again else left
    return left, _HEDGED.fullmatch(verb) is not None


def _named(left: Piece, direct: bool, kind: str) -> Piece:
    """The name in what remains of a clause, empty if it names nothing."""
    acted = None if surroundings.HINTS_OF_ACTS.isdisjoint(left.words) else surroundings.acted().match(left.words)
    left = left.cut(acted.end()) if acted else left
    governed = left.cut(object_of(left.words, direct and kind not in {"change", "rank"}))
    left = left if governed.words in _spent() else governed
    if kind == "money" and left.words.endswith(_spent()):
        name = _shortest(_unled(left))
        return name if name.words else left.cut(len(left.words) - 2)
    done = left.words[-1:] in surroundings.ends_of_acts() and surroundings.only_done().fullmatch(left.words)
    if done or (direct and is_verb(left.words)):
        return left.upto(0)
    left = _unled(left)
    return _shortest(left.cut(opened(left.words)) if direct and kind in {"count", "measure"} else left)


def _unled(left: Piece) -> Piece:
    leading = surroundings.leading().match(left.words)
    return left.cut(leading.end()) if leading else left


def _shortest(name: Piece) -> Piece:
    """A name without its brackets and its owner, empty if it names nothing."""
    each = _EACH.match(name.words) if name.words.startswith("每") else None
    name = (name.cut(each.end()) if each else name).strip("、的 \u3000")
    owner, of, head = name.words.rpartition("的")
    if of and len(head) > 1 and not _RELATION.search(head):
        done = ends_in_verb(owner) and not _GENERAL.fullmatch(head)
        owned = done or _WHERE.fullmatch(owner) or (len(head) > 2 and _OWNER.match(owner))
        longest = _LONG if not _GENERAL.fullmatch(head) else 2 * _LONG
        name = _unled(name.cut(len(owner) + 1)) if len(name.words) > longest or owned else name
    bare = name.strip("()（）、")
    name = name if bare is name or _BRACKETED.search(name.words) else bare
    return name.upto(0) if _EMPTY.fullmatch(name.words) else name


def share_of(text: str, begin: int, start: int) -> Name:
    """The whole that a statistic is said to be a share of (占, 完成), as named in the clause before it.

    >>> share_of("轻工业占工业总产值的", 0, 10)
    Name(words='占工业总产值', span=(3, 9))
    """
    match = _SHARE.search(text, max(begin, start - _REACH), start)
    if not match:
        return NO_NAME
    at = match.start() - 2 * (match[0][0] != "占")
    trailing = surroundings.trailing(text[at:start], 0, start - at)
    whole = (text[at : at + trailing.start()] if trailing else text[at:start]).rstrip("的")
    return Name(whole, (at, at + len(whole))) if len(whole) > 2 else NO_NAME


def list_head(text: str, begin: int, start: int) -> str:
    """The quantity that a sentence names before a list of bare names: 产量都有增长，如铁增长5%，钢增长6%.

    >>> list_head("新增生产能力有：钢", 0, 9)
    '新增生产能力'
    """
    match = _LIST_HEAD.search(text, begin, start) if text.find("产", begin, start) >= 0 else None
    return ("新增" if match[1] else "") + match[2] if match else ""


def predicate_after(text: str, end: int) -> Name:
    """The predicate of persons who are counted without being named: 312万人受灾 → 受灾.

    >>> predicate_after("90余人参加会议。", 4)
    Name(words='参加会议', span=(4, 8))
    """
    match = _PREDICATE.match(text, end)
    if not match or _NOT_SAID.match(match[0]):
        return NO_NAME
    said = match[0][object_of(match[0], counted=False) :] if "了" in match[0] else match[0]
    return Name(said, (match.end() - len(said), match.end()))


def is_goal(phrase: str) -> bool:
    """Whether a noun only calls a statistic a goal (翻两番的目标)."""
    return bool(_GOAL.search(phrase))


def is_meeting(text: str, end: int) -> bool:
    """Whether the persons counted only attend a meeting: 90余人参加会议."""
    return text.startswith(("参加会议", "出席会议", "参会"), end)


def phrase_after(text: str, begin: int, start: int, end: int, counted: bool) -> Name:
    """The noun after a statistic, where that is what it measures: after a measure word, 的 or a verb of providing.

    >>> phrase_after("资助26个贫困村的学生", 0, 2, 5, counted=True)
    Name(words='贫困村', span=(5, 8))
    """
    match = surroundings.counted().match(text, end)
    if not match:
        return NO_NAME
    noun = _noun(match[1], text[match.end(1) : match.end(1) + 3])
    if not noun and text[end - 1] == "次":  # 三次上调利率: the acts are counted
        noun = match[1]
    if len(noun) < 2 and noun not in listed("short_noun"):
        return NO_NAME
    linked = "的" in match[0] or "用于" in match[0] or text.startswith("的", start - 1)
    if counted or linked or _PROVIDED.search(text, max(begin, start - 8), start):
        return Name(noun, (match.start(1), match.start(1) + len(noun)))
    return NO_NAME


def _noun(words: str, following: str) -> str:
    """The noun that begins some words, without a verb after it: 住校生用上(了), 服务中心建设."""
    noun = words[: noun_end(words + following, len(words))]
    if noun == words and following[:1] in {"了", "着", "过", "得"} and len(noun) > 3:
        return noun[:-2]
    return noun.removesuffix("建设") if len(noun) > 4 else noun
