"""Verbs inside a clause: where the object of the last one begins, and where the noun after a statistic ends."""

from __future__ import annotations

import re
from functools import cache

from koujing import lexicons
from koujing.chinese.patterns import lazy

# After a verb these make it a part of a name: 检修率, 养殖面积, 培训机构, 采购资金, 种植大户, 参保人数, 毕业生.
_NAMING = lazy(
    "[值率额量费度数者员户厂场站所校品点权价款网队型车机家证房村班性业]|力(?!争)|生(?![活产育态存源猪铁])|地(?!方)|法(?!律)|会(?![议计])|期(?!间)|类(?!似)|人(?!民)"
    "|面积|能力|资金|经费|项目|水平|企业|基地|大户|专业户|单位|机构|设施|设备|标准|任务|计划|工程|成本|指数|收入|支出|投资|总|规模|比|指标|办法"
    "|补助|补贴|贷款|学校|结构|材料|资料|部门|中心|农民|合作|制度|体系|条件|服务|基金|专项|投入|工作|消费|优惠|保险|用地|线路|周期|时间|贸易|系统"
    "|国债|公债|城市|国家|对象|群众|范围|方式|信用|债券|奖金|方案|意见|规划|细则|措施|活动|机制|事项|问题|情况|技术|组"
)
# Even the plainest verbs are a part of these: 完成率, 覆盖面积, 发行总额.
_MEASURED = lazy("[值率额量度期面数员者费权]|总额|能力|水平|程度|比重|人[数次]|规模|范围|标准(?![煤化])")
# What is said to be so much, and not done so often: 城镇登记失业率.
_QUANTITY = lazy(r"(?:[率值额度]|产量|总量|[人总]数|面积|比重|比例|水平|收入|支出|投资|规模|能力)\Z")
# One character governs only where it opens the clause (栽核桃8000亩), and not as the first half of one of these words.
_OPENING = {
    "炼": "油钢铁焦", "收": "入购成支益费割获缴治容听看视", "贷": "款", "买": "卖方",
    "修": "订建复缮理改正路养", "建": "设档筑成造国军立议制材卡", "种": "植类子业粮苗养畜群", "栽": "培植种",
    "挖": "掘潜", "打": "造击工井", "养": "老护殖分路", "铺": "设轨", "架": "设构", "拆": "除迁", "卖": "出方淡",
    "办": "公事理学结案", "选": "派举民拔手", "送": "达货戏医教", "开": "发放支展工户荒垦采设始学行",
}  # fmt: skip
# No verb governs before one of these, and one of many names not behind it: 许可和认定事项.
_JOINS = frozenset("、和与及")
_NO_OBJECT = _JOINS | {"", "的"}
Words = dict[str, tuple[str, ...]]
# An adverb before such a verb shows that it is one: 公社共养猪1.2万头.
_SAID_OF = lazy("[共已又还再各多](?=[修建种栽挖打养铺架拆卖办选送开买炼])")
# One character that governs in front of 了: 棉花收了860万斤.
_GOT = frozenset("收卖打产")
# What can be counted and is named by one character.
SHORT_NOUNS = frozenset("村县省市户人乡镇厂矿桥塘井渠路树鱼猪羊牛鸡车船房塔站所库坝楼灯")


@cache
def _words(*senses: str) -> Words:
    """The verbs of these senses by their first two characters, the longest first."""
    found: dict[str, list[str]] = {}
    for row in lexicons.load("statistic_verbs"):
        if row["sense"] in senses and len(row["verb"]) > 1:
            found.setdefault(row["verb"][:2], []).append(row["verb"])
    return {first: tuple(sorted(words, key=len, reverse=True)) for first, words in found.items()}


def _verb_at(phrase: str, at: int, words: Words) -> int:
    """Where the verb that begins at a position ends, 0 where none does."""
    for word in words.get(phrase[at : at + 2], ()):
        if phrase.startswith(word, at):
            return at + len(word)
    return 0


def object_of(phrase: str, counted: bool) -> int:
    """Where the object of the last governing verb of a phrase begins, 0 where no verb governs.

    A verb that is a part of many names (检修) governs only in front of a statistic that counts (``counted``), and not
    where it names something itself (检修率).

    >>> "厅系统检修拖拉机"[object_of("厅系统检修拖拉机", counted=True):], object_of("拖拉机检修率", counted=True)
    ('拖拉机', 0)
    """
    words = _words("action")
    for at in range(len(phrase) - 3, -1, -1):
        if phrase[at : at + 2] in words and (end := _governs(phrase, at, words, _MEASURED)):
            # 选派驻村干部 holds 派驻: the earlier verb governs.
            return (at > 0 and _governs(phrase, at - 1, words, _MEASURED)) or end
    words = _words("handle")
    for at in range(len(phrase) - 2 if counted and not _QUANTITY.search(phrase) else 0):
        known = phrase[at : at + 2] in words and phrase[at - 1 : at] not in _JOINS
        if known and (end := _governs(phrase, at, words, _NAMING)):
            return end
    return 0


def _governs(phrase: str, at: int, words: Words, naming: re.Pattern[str]) -> int:
    """Where the object of a verb that begins at a position begins, 0 where none begins or it has no object."""
    end = _verb_at(phrase, at, words)
    if not end:
        return 0
    end += phrase[end : end + 1] == "了"
    rest = phrase[end:]
    return 0 if rest[:1] in _NO_OBJECT or naming.match(rest) or (len(rest) == 1 and rest not in SHORT_NOUNS) else end


def opened(phrase: str) -> int:
    """1 where a verb of one character opens a phrase (栽核桃), else 0.

    >>> opened("栽核桃"), opened("栽培面积")
    (1, 0)
    """
    if adverb := _SAID_OF.search(phrase):
        return adverb.end() + opened(phrase[adverb.end() :])
    return int((len(phrase) > 2 or phrase[1:] in SHORT_NOUNS) and phrase[1:2] not in _OPENING.get(phrase[:1], phrase[1:2]))


def verb_before(phrase: str) -> int:
    """The length of the verb in which a phrase ends, 0 where it ends in none or consists of it.

    >>> verb_before("城区道路拓宽"), verb_before("拓宽")
    (2, 0)
    """
    known = phrase[-2:] in _words("action", "handle", "follow").get(phrase[-2:], ())
    return 2 if len(phrase) > 3 and known else int(len(phrase) > 2 and phrase[-1] in _GOT)


def ends_in_verb(phrase: str) -> bool:
    """Whether the last two characters of a phrase are a verb that has had its object: 企业拥有, 国家供应."""
    return phrase[-2:] in _words("action").get(phrase[-2:], ()) or phrase.endswith(("增加", "减少", "供应"))


def is_verb(phrase: str) -> bool:
    """Whether a phrase is nothing but a verb that can have an object."""
    return phrase in _words("action", "handle").get(phrase[:2], ())


def noun_end(words: str, reach: int) -> int:
    """Where the noun with which some words begin ends: at ``reach``, or before where a verb follows.

    >>> "老人缺少照料"[:noun_end("老人缺少照料", 6)], "毕业生就业"[:noun_end("毕业生就业", 5)]
    ('老人', '毕业生')
    """
    stops, attributes, handles = _words("action", "follow", "increase", "decrease"), _words("attribute"), _words("handle")
    handled = _verb_at(words, 0, handles) if words[:2] in handles else 0
    if 0 < handled < reach and not (_NAMING.match(words, handled) or _verb_at(words, handled, handles)):
        return 0
    for at in range(2 * words.startswith("新增"), reach):
        if words[at : at + 2] in stops and (end := _verb_at(words, at, stops)):
            if (at == 0 and reach > end + 1 and words[:2] in attributes) or (end == reach and words[end : end + 1] == "的"):
                continue
            naming = _NAMING.match(words, end)
            if not naming or (len(naming[0]) == 1 and words[at : at + 2] not in attributes) or _verb_at(words, end, stops):
                return at
    return reach
