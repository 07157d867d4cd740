"""What speaks for a statistic that is part of a rule: a threshold, a norm, a price, a rate, the description of a scheme."""

from __future__ import annotations

from collections.abc import Iterator

from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.patterns import lazy
from koujing.statistics.roles import Place

_HAN = r"[\u4e00-\u9fff]"
_LIMITS = r"(?:[及或含](?:其)?)?(?:以[上下内外]|之内)"
_NUMBER = rf"[\d.两百千万{TO_TEN}]{{1,6}}"
# 5亿元以上项目, 65岁以上老年人, 60斤、80斤或者100斤以上的, 80斤到90斤的有55个县; but not 60斤以上的目标.
_THRESHOLD = lazy(
    rf"(?:(?:、|或者?){_NUMBER}[元斤岁米亩]){{0,3}}{_LIMITS}(?:、[^，。、]{{0,6}}以[上下])?(?:的|(?={_HAN}))(?![^，。；]{{0,6}}目标)"
    r"|的[，]?(?:[约共]?有|占|只有|为主)"
)
# 销售收入过亿元企业, 年收入超过100万元的个人.
_OVER = lazy(r"(?:过|超|低于|高于|不满|大于|小于|未满)\Z")
_OF_NOUN = lazy(
    rf"的?(?!目标|水平|速度|时间|成绩|增幅|基础|地区|规模|人[，。就])(?=[^，。；、\n])(?={_HAN}{{2}})(?![以左多余上下之是有占比达较和与同或由从已，就增])"
)
# 6大类23项监测指标
_INDICES = lazy(rf"(?<=[类级项个条])(?:{_NUMBER}[项个条])?[^，。；、,;\n\d]{{0,8}}指标")
# 起征点为500元, 税率是3%, 每次票价2元, 期限不超过3年, 每户不得超过2亩.
_STATED = lazy(
    r"(?:起征点|起付线|封顶线?|门槛|限额|税率|利率|费率|票价|单价|补[助贴]标准|期限|金额)(?:原则上|一律|统一|全部|仅|只|均)?(?:[是为]|不得?[低高超少多]于?过?|减按)\Z"
    r"|(?:不准|不许|不得)[超高低多少]?[过于]?\Z|限期\Z"
    r"|每[人户亩头名个](?!平均)[^，。；、,;\n]{0,6}(?:补[助贴]|奖[补励]|缴纳|收取)\Z|每[月周天日人户名](?!平均)[^，。；、,;\n]{0,8}(?:至少|不[少低]于)\Z"
)
_RATE = lazy(r"[率重度例](?:超过?|高于|低于|不足)\Z")
_LIMIT = lazy(r"(?:不得?[超高大]过?[过于]|不得?[低少]于|最[高低多少长](?!的)|至[多少]|[上下]限)[^，。；、]{0,6}\Z")
_NORM = lazy(
    r"(?:价格?|收费|缴费|挂号费|税率|利率|费率|标准|限额|额度|金额|期限|[上下]限|门槛|起付线|起征点|比例|车速)(?:原则上|一律|统一|全部|仅|只|均|最[高低])?"
    r"(?:[是为仅由]|不得?[低高超少]于?过?|减按|执行|[调提降][高低整至到为]{1,2})?\Z"
)
_PER = lazy(
    r"(?:每[人户亩月天日次名个头只吨斤股平立公辆张件项]|一[次个人趟张户亩]|全程)(?!平均|农民|农户)(?:每[年月天日次])?[^，。；、收均达]{0,6}\Z"
)
_PAID_BEHIND = lazy(r"的?(?!补助资金|奖金)[^，。；、]{0,8}?(?:补[助贴偿]|奖励|所得税|税率|标准|[车门船机]票|优惠|罚款|利率|保费|定额)")
_BY = lazy(r"(?:减按|按照?|以)\Z")
_BY_BEHIND = lazy(r"(?:的(?:税率|比例|标准|价格))?(?:计入|征收|计征|收取|缴纳|计算|给予|为[界限准]|作为[检标])")
_FOR = lazy(r"(?<!相|针)对(?![外比口])[^，。；]{2,30}\Z")
_GLOSSARY = lazy(r"[\s　]*(?:[\[［〔【]\s?\d{1,3}\s?[\]］〕】]|\d{1,3}[.．、]\s?[\[［〔【“])")

# Each match of the patterns for what stands before a number holds one of these characters, or ends in one.
_HINTS = frozenset("点线顶槛额率价准限金期不每最至费例速一程")
_OVERS, _BYS = frozenset("过超于足满到"), frozenset("按照以")
# None of what is looked for right behind a number begins with one of these.
_STOPS = frozenset("，。；")


def norm_features(text: str, place: Place, kind: str, paragraph: int) -> Iterator[str]:
    """What speaks for a rule.

    >>> list(norm_features("投资5亿元以上项目", Place(0, 0, 2, 5), "money", 0))
    ['threshold']
    """
    clause, _, start, end = place
    last = text[start - 1 : start] if clause < start else ""
    hinted = not _HINTS.isdisjoint(text[max(clause, start - 14) : start])
    goes_on = text[end : end + 1] not in _STOPS
    bounds = goes_on and _bounds(text, place, kind, last)
    if bounds or (hinted and _STATED.search(text, max(clause, start - 14), start)):
        yield "threshold"
    elif text[end - 1] == "岁":
        yield "age"
    if hinted and _LIMIT.search(text, max(clause, start - 12), start):
        yield "limit of count" if kind == "count" else "limit of amount"
    if hinted and _NORM.search(text, max(clause, start - 12), start):
        yield "norm"
    if hinted and kind == "money" and _PER.search(text, max(clause, start - 14), start):
        yield "per unit"
    if goes_on and kind in {"money", "percent"} and _PAID_BEHIND.match(text, end):
        yield "paid behind"
    if last in _BYS and _BY.search(text, max(clause, start - 2), start):
        yield "by"
    if goes_on and _BY_BEHIND.match(text, end):
        yield "by behind"
    if text.find("对", clause, start) >= 0 and _FOR.search(text, clause, start):
        yield "for"
    if _GLOSSARY.match(text, paragraph):
        yield "glossary"


def _bounds(text: str, place: Place, kind: str, last: str) -> bool:
    """Whether a number bounds what the words behind it name; ``last`` is the character before it in its clause."""
    clause, _, start, end = place
    unit = text[end - 1]
    measured = kind in {"money", "measure"} or unit in "斤岁"
    if measured and _THRESHOLD.match(text, end):
        return True
    if unit in "类级项个条" and _INDICES.match(text, end):
        return True
    if unit == "岁" or last not in _OVERS or not _OVER.search(text, max(clause, start - 2), start) or not _OF_NOUN.match(text, end):
        return False
    share = kind == "percent" and text.startswith("的", end) and _RATE.search(text, max(clause, start - 4), start)
    return measured or bool(share)
