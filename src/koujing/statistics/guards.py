"""Which numerals state no statistic: they date, name, refer back, announce the parts of a policy, or belong to an idiom."""

from __future__ import annotations

import re

from koujing.chinese.joints import JOINING, JOINTS
from koujing.chinese.numeral_forms import MAGNITUDES, NUMERAL_CHARACTERS
from koujing.chinese.numeral_values import Numeral
from koujing.statistics.units import Unit, abstract, concrete

# A span of time that only dates or names something is not a statistic (五年来, 第一个五年计划); a reported one follows a
# word of duration or has a limit.
_DURATION_BEFORE = re.compile(
    r"(?:连续|延长|缩短|压缩|推迟|历时|长达|[提延缩增][^，。]{1,2}[到至]|期限|寿命|年限|时间|工龄|学制|不少于|不超过|不得|不低于|平均|限期|建设期|运营期|周期|服务期|保修期"
    r"|有效期|停留|滞留|支撑|维持|徒刑|公职|停职|禁赛|拘留|刑期|(?<!能)够用?|试用期|工期|任期|延续|整整|为期|花费|用时|耗时|持续|不到|不足|只用|仅用|由)[^，。；、：,;:\n]{0,3}\Z"
)
_DATING_BEFORE = re.compile(r"(?:[近前今后最头每第这几那去下本整个来届当]|(?<!线)上|(?<!超)过)\Z")
_DATING_AFTER = re.compile(
    r"[来前后内间中里之]|以[来前后]|时间[内里]|多来|期间|计划|规划|行动|制|级|代|轻|初|底|末|上半|下半"
)
_LIMIT_AFTER = ("以内", "以上", "以下", "之内")
# Days and months in Arabic numerals are periods that somebody has to keep to or has used (7天内整改, 用100天时间).
_TERM_AFTER = re.compile(r"[来后前了]|多来|以[来前后]|制")
# 任教了六年的学校, 奋战两年, 开业已整整5年了.
_SPENT_BEFORE = re.compile(
    r"(?:[\u4e00-\u9fff](?<!除)了|(?:奋战|改造|攻坚|坚守|等待|打工|施工|治疗|经营|试种|筹备|研发|苦干|蹲点|驻守|驻村)[近约过]?)\Z"
)
_SPENT_AFTER = re.compile("了[，。；、,;\n]")
# 用40年时间走完, 15分钟直达.
_USED_BEFORE, _TIME_AFTER = re.compile("(?<![利作费采使])[用花][了近约]?\\Z"), re.compile("(?:左右)?的?时间(?![内里])")
_REACHED_AFTER = re.compile("(?:即可|便可|就能|就可以?|可|内)?(?:直达|可达|到达|抵达|通达|办结|送达)")
# 9时30分 and 三点五分 are times of day.
_CLOCK_BEFORE = re.compile(r"[时点]\Z")
_SCORE_AFTER = re.compile(r"(?=以[上下]|左右|及以|[，。；、,;：:）)的\n]|\Z)")
# 15分钟生活圈, 一小时经济圈, 110千伏变电站: a name of what is counted elsewhere.
_NAMED_AFTER = re.compile(r"[^，。；、,;\n]{0,4}圈|(?:输|变)?变?电(?:站|工程|线路)?|线路|及以[上下]电网")
_NAMING = frozenset({"分钟", "小时", "公里", "千伏", "kV"})

_REFERRING = frozenset("这那各每一届前")
# A lone magnitude is a number where a word before it announces one (近千公里), else part of a word (万元产值).
_BARE_MAGNITUDE = re.compile(rf"[{MAGNITUDES[1:]}]+\Z")
_ANNOUNCED = re.compile(r"(?:[近约超达到逾破过足]|[迈登跨跃站][上入过]|减负|让利|增收)\Z")
_ORDINALS = re.compile(rf"第(?:[{NUMERAL_CHARACTERS}\d]{{1,4}}[{JOINING}])+\Z")
_COORDINATE = re.compile(r"(?:[东西]经|[南北]纬)\Z")
_SHARED_BEFORE = re.compile("[少减降压简裁占增超过近约达为仅足有的了]")
_SHARE_AFTER = re.compile(r"[的以之左强多到至，。；、,;）)]|\Z")
# GDP-6.8% and 增长+2.3% are signed rates, COVID-19 and 1+17 are names.
_SIGNED_RATE = re.compile(r"(?:(?<![\dA-Za-z])[+＋]|(?<=[A-Z]{3})[-－−])(?=\d+(?:\.\d+)?[%％‰])")
# Storage is stated by its power and its energy: 100MW/200MWh.
_STORED = re.compile(r"(?:[kMG]W|瓦)[/／]\Z")
_PART_OF_NAME = frozenset('“"‘《〈+＋·/第周')
# What the patterns before a number end in, and what a code or an idiom begins with.
_LAST_OF_RATE, _STROKES, _LAST_OF_COORDINATE = frozenset("+＋-－−"), frozenset("/／"), frozenset("经纬")
_FIRST_OF_NAME = frozenset("1289十二一百成")
# 初三 is a day or a form; 最初30户 are households.
_INITIAL = re.compile("(?<![最年月当])初\\Z")
# 21次会议 that were held, but 三次会议 after 人大 is the third.
_SESSION_AFTER = re.compile("会议|全会|全体|全委|党代|代表|大会")
_HELD_BEFORE = re.compile("(?:召开|举行|举办|组织|主持|参加|出席|先后|累计|共|连续|承办)[了过]?[近约]?\\Z")
# Where a degree of a scale counts: before it, and after it.
_SCALES = {
    "级": (re.compile(""), re.compile("(?:以上)?的?(?:强烈)?(?:地震|强震|余震)")),
    "点": (re.compile(r"[.．]\d+\Z"), re.compile("")),
    "届": (re.compile("(?:连续|举办|举行|承办|蝉联|历经)[了过]?\\Z"), re.compile("")),
}
# What these count are things, whatever noun follows (300家中国企业, 20支代表队).
_THINGS = frozenset("家支款本篇批")
_ROADS = re.compile("[^，。；、,;\n]{0,6}(?:道路|路线)")
# Idioms and titles that look like a quantity: 十万火急, the Long March, the Arabian Nights.
_IDIOM = re.compile(
    "十万(?:火急|大山|八千里|个为什么)|二万五千里长征|一千零一夜|百分之[一二]百(?:的)?(?:努力|热情)|成千|一五一十"
)
# Telephone numbers of services and names of university groups.
_CODE = re.compile(
    r"(?:110|114|119|120|122|12\d{3}|95\d{3}|96\d{3,4})(?=[^，。；,;\n]{0,4}(?:热线|指挥|报警|平台|急救|便民|服务|专线|政务|联动|消防|电话))"
    r"|(?:985|211|863|973)(?![万亿个名人项元家所户])(?=[^\d，。；,;\n]{0,3}(?:计划|工程|高校|院校|大学))"
)


def is_name(text: str, start: int, end: int) -> bool:
    """Whether the characters around a numeral make it part of a name, code or idiom.

    >>> is_name("拨打12345热线", 2, 7), is_name("办件12345件", 2, 7)
    (True, False)
    """
    before = text[start - 1 : start]
    if before in _LAST_OF_RATE and _SIGNED_RATE.match(text, start - 1):
        return False
    if before in _STROKES and _STORED.search(text, max(0, start - 3), start):
        return False
    if before == "初" and _INITIAL.search(text, start - 1, start):
        return True
    if before in _PART_OF_NAME or (before.isascii() and before.isalnum()):
        return True
    if before in JOINTS and _ORDINALS.search(text, max(0, start - 20), start) and text[end : end + 1] not in {"位", "名"}:
        return True  # 第3、5、7条
    if before in {"-", "－"} and text[start - 2 : start - 1].isascii() and text[start - 2 : start - 1].isalpha():
        return True  # COVID-19
    if before in _LAST_OF_COORDINATE and _COORDINATE.search(text, max(0, start - 2), start):
        return True
    return text[start] in _FIRST_OF_NAME and bool(_CODE.match(text, start) or _IDIOM.match(text, start))


def is_share(text: str, start: int, end: int) -> bool:
    """Whether two numbers with a slash are a fraction of something, not a name (4/5G基站) or a rhythm (7/24小时).

    >>> is_share("精简1/4", 2, 5), is_share("实行7/24小时值班", 2, 6)
    (True, False)
    """
    return bool(_SHARED_BEFORE.search(text, max(0, start - 1), start) or _SHARE_AFTER.match(text, end))


def is_bare(text: str, start: int, end: int) -> bool:
    """Whether a numeral is a lone magnitude that no word announces: 万元产值, but not 近万元."""
    return bool(_BARE_MAGNITUDE.match(text, start, end)) and not _ANNOUNCED.search(text, max(0, start - 2), start)


def states(text: str, start: int, end: int, after: int, unit: Unit, numeral: Numeral) -> bool:
    """Whether the numeral ``text[start:end]`` with its unit, which ends at ``after``, states a statistic."""
    name = unit.written
    if text[start] == "半" and unit.kind == "count":  # 半个村, 半件
        return False
    if unit.name in _NAMING and _NAMED_AFTER.match(text, after):
        return False
    if unit.in_words == "dates":
        return _lasts(text, start, after, name, numeral)
    if unit.in_words == "hours":
        return not _DATING_BEFORE.search(text, max(0, start - 2), start) and text[start - 1 : start] not in {"×", "x", "*"}
    if is_bare(text, start, end) and not text.startswith(_LIMIT_AFTER, after):  # 万元产值, but 万元以上
        return False
    small = not _is_large(text, start, numeral)
    if name == "分":
        clock = "点" in text[start:end] or _CLOCK_BEFORE.search(text, start - 1, start)
        return bool(_SCORE_AFTER.match(text, after)) and not (small or clock)
    if unit.kind == "count" and small and text[start - 1 : start] in _REFERRING:
        return False
    if unit.in_words == "counts":
        session = name == "次" and _SESSION_AFTER.match(text, after) and not _HELD_BEFORE.search(text, max(0, start - 5), start)
        return not (session or (name == "次" and text[start:end] == "二"))
    if unit.in_words == "scale":
        return _on_scale(text, start, end, after, name)
    if name in _THINGS or (name == "条" and text[start].isdigit() and _ROADS.match(text, after)):
        return not small or bool(concrete(8).match(text, after))
    return not (small and unit.in_words == "never") and _counts(text, after, unit, small, _is_many(numeral))


def _is_large(text: str, start: int, numeral: Numeral) -> bool:
    """Whether a number is more than a mere word: written in digits, hedged, above ten, or not whole."""
    small = numeral.value is not None and numeral.value <= 10 and (numeral.value == int(numeral.value) or text[start] == "半")
    return text[start].isdigit() or bool(numeral.hedge) or not small


def _on_scale(text: str, start: int, end: int, after: int, name: str) -> bool:
    before, behind = _SCALES[name]
    number = end if name == "点" else start
    return bool(before.search(text, max(0, number - 5), number) and behind.match(text, after))


def _is_many(numeral: Numeral) -> bool:
    """Whether so many are no parts of an outline: 120个问题, 三十多项制度."""
    return bool(numeral.hedge) or (numeral.value or numeral.low or 0) > 20


def _counts(text: str, after: int, unit: Unit, small: bool, many: bool) -> bool:
    """Whether a loose unit counts things in the world, decided by the noun after it."""
    if not small and concrete(0).match(text, after):
        return True
    if abstract().match(text, after):
        return many
    if not small:
        return True
    return unit.in_words != "refers" and bool(concrete(8).match(text, after) or text.startswith(_LIMIT_AFTER, after))


def _lasts(text: str, start: int, after: int, name: str, numeral: Numeral) -> bool:
    """Whether a span of time is a duration or a limit, not a date."""
    dates = _DATING_BEFORE.search(text, max(0, start - 2), start)
    if text.startswith(_LIMIT_AFTER, after):
        return not dates
    if name == "天" and _is_large(text, start, numeral) and not dates and not _TERM_AFTER.match(text, after):
        return True
    if name.endswith(("月", "星期", "周")) and text[start].isdigit() and text.startswith(("内", "的?时间"), after):
        return not dates
    if _SPENT_AFTER.match(text, after) and not dates:
        return True
    if _REACHED_AFTER.match(text, after) and not dates:
        return True
    if _TIME_AFTER.match(text, after) and _USED_BEFORE.search(text, max(0, start - 2), start):
        return True
    spent = text[start] != "半" and _SPENT_BEFORE.search(text, max(0, start - 2), start)
    lasts = spent or _DURATION_BEFORE.search(text, max(0, start - 12), start)
    return bool(lasts) and not _DATING_AFTER.match(text, after)
