"""Time expressions as written in a text: years in either script, relative years, plan periods, deadlines."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from koujing.chinese.numeral_forms import DIGITS, LINKS, NUMERAL_CHARACTERS, ORDINAL, TO_TEN, YEAR, ZEROS
from koujing.chinese.patterns import lazy
from koujing.chinese.places import occurrences

_HAN = ZEROS + DIGITS
# One character of a number of years or months.
COUNT = rf"[两{TO_TEN}\d]"
_MONTH = rf"(?:\d\d?|[{TO_TEN}]{{1,2}})月"
_BEFORE = "(?:以前|之前|前)"

# A year that may be masked as a whole: **年.
ANY_YEAR = rf"(?:{YEAR}|\*\*)"

QUARTER, HALF = f"[{DIGITS[:4]}]季度", "[上下]半年"
# How many years, but not one: 三, 十五, 二十五, 15; nothing in 六七年, 2015年, 第五年, 每三年.
HOW_MANY = rf"(?<![{NUMERAL_CHARACTERS}\d.第每])(?:(?!一年)(?:{ORDINAL}|两)|\d{{1,2}})"
# More than one year, in one word: 三年, 五年.
SOME_YEARS = f"[两{TO_TEN[1:]}]年"
# As many years as a speaker looks back or ahead; longer spans occur in names and dates.
FEW_YEARS = f"[两{TO_TEN[:5]}]年"

# The first characters of times, and those of which each time has one within so many characters.
TIME_BEGINS, TIME_HOLDS, TIME_REACH = rf"从自\d*今去明前本当年全近上下过最后未每第到“\"{_HAN}十两半", "年月季世五冬春夏秋", 12
# For use in verbose patterns; the lookahead fails fast where no expression begins.
TIME = rf"""
    (?=[{TIME_BEGINS}])(?:
    (?:(?:{ANY_YEAR}|[今去明本当])年)?前{COUNT}{{1,2}}个月
  | (?:从|自)?{ANY_YEAR}年?(?:至|到|-|－|—|–|~|～)\ ?{ANY_YEAR}年(?:间|期间)?
  | {ANY_YEAR}年[和、]{ANY_YEAR}年(?:两年)?
  | (?:{ANY_YEAR}|今|去)年{_MONTH}(?:份|底)?(?:至|到)(?:今年)?{_MONTH}[份底]?
  | {ANY_YEAR}年(?:年底|以来|[底末初]{_BEFORE}?|{HALF}|{_MONTH}[底末份]?|第?{QUARTER})?
  | (?:今年|去年|明年|前年|本年|当年)(?:{HALF}|以来|[底末初]{_BEFORE}?|{_MONTH}[底末份]?{_BEFORE}?|{QUARTER})?
  | [今去][冬春夏秋](?:[今明]春|以来)? | 年内 | 全年 | 近几?年来? | {HALF} | 前[{DIGITS[:3]}两]个?季度 | 上季度 | 第?{QUARTER}
  | 到?(?:本|[{TO_TEN}\d]+)世纪末
  | (?<![今去明前本当每两年])年[底末]{_BEFORE}? | {_MONTH}(?:[底末]|\d\d?日(?={_BEFORE})){_BEFORE}?
  | (?:过去|今后|最近|近|(?<![提学])前|后|未来){COUNT}{{1,4}}年(?:来|间|中|内)?
  | (?<!年的){COUNT}{{1,4}}(?:多|几)?年(?:多?以?来|间|中|内) | (?:{COUNT}{{1,3}}个|半个?)[月年]之?内
  | (?<![^，。；：,;:、\s]){SOME_YEARS}(?=[^来间中内计规前后多上级以期制的义困一\W])      # 两年铁路货运量增长, 五年累计
  | [“"]?[{TO_TEN}]{{1,2}}五[”"]?(?:计划|规划)?(?:期间|时期|期末|末)
  | 第[{TO_TEN}]{{1,3}}个五年计划期间
  | (?<![人户亩])每(?:年|季度)(?!递|平均|增)
    )
"""
# Times that fix a number only together with the date of the text; no literal period is read from them. For verbose patterns.
SPOKEN_BEGINS, SPOKEN_HOLDS, SPOKEN_REACH = rf"今昨前本上次同目现当如眼至迄新改建解过这两\d{TO_TEN}", "天晨晚早日月号年前在今下来", 9
SPOKEN = rf"""
    (?=[{SPOKEN_BEGINS}])(?:
    今[天晨晚早][上午]? | 昨[天晚日] | 前天
  | (?:\d\d?月|[本上当]月)?(?:\d\d?日(?![均电讯])|\d\d?号(?=[，,上下早晚凌当])) | [本上当]月(?:份|[底末初])?
  | \d\d?月?\ ?[{LINKS}]{{1,2}}\ ?{_MONTH}份? | {_MONTH}份?
  | [上下]一?年(?![半度])(?<!以上年)(?<!以下年) | 次年 | 同年 | {COUNT}{{1,3}}年前(?!后) | 今明两年
  | 过去的{COUNT}{{1,2}}年 | (?<=[^在从到])这{FEW_YEARS}[来间中]? | [1-9]\d年(?=[，,、的])(?<=[5-9]\d年)
  | 截[至止]目前 | 目前 | (?<![表体实出呈])现在 | 当前 | 如今 | 眼下 | (?<!年)[至迄]今(?!年)
  | 新中国成立以来 | 改革开放以来 | 建国以来 | 解放以来
    )
"""
# A speech at the end of a year speaks of the next: in those of December 1964, 1980, 1981 and 1982 the next has 0.19 to 0.87 of the
# mentions of the year itself, and at least 7; in the other 48 reports at most 0.08, or fewer than 3.
_NEXT, _NEXT_SHARE = 5, 0.13
_YEAR = lazy(YEAR)
_VALUES = str.maketrans(dict.fromkeys(ZEROS, "0") | dict(zip(DIGITS, "123456789", strict=True)))
# One to four years lie in the past; five are those of a plan.
_PAST = lazy(
    rf"(?:去年|前年|去冬|去春|近|最近|过去|前){COUNT}?.*|.*(?:以来|年来)|{COUNT}{{1,2}}年[间中]|[{DIGITS[:4]}两]年|上季度|(?!明年).*前{COUNT}{{1,2}}个月"
)
_FUTURE = lazy(
    rf"明年.*|.*(?:今后|未来|世纪末|明春|{_BEFORE})|后{COUNT}{{1,2}}年.*|.*[月年]之?内(?<!^年内)|年底"
)


def year_of(written: str) -> int:
    """A year as written in either script, unmasked.

    >>> year_of("一九五四"), year_of("１９５７")
    (1954, 1957)
    """
    return int(written.translate(_VALUES))


def years(text: str) -> list[int]:
    """The years named in a text, masked ones left out.

    >>> years("一九五四年和1957年")
    [1954, 1957]
    """
    before = (text[max(0, at - 4) : at] for at in occurrences(text, "年"))
    return [year_of(year) for year in before if "*" not in year and _YEAR.fullmatch(year)]


@lru_cache(maxsize=4096)
def tense(period: str, year: int) -> int:
    """-1 if a time lies before the year of a speech, 1 if after it, 0 if within it or if the time says neither.

    >>> [tense(period, 2016) for period in ("去年", "2015年", "今年", "今年前7个月", "2020年", "五年来", "11月底前", "")]
    [-1, -1, 0, -1, 1, -1, 1, 0]
    """
    if named := years(period):
        return (named[-1] > year) - (named[-1] < year)
    return -1 if _PAST.fullmatch(period) else 1 if _FUTURE.match(period) else 0


@lru_cache(maxsize=1)
def is_year_end(text: str, year: int) -> bool:
    """Whether a speech of a year was made at its end, and so speaks of the next.

    >>> is_year_end("今年修路，明年架桥，明年打井，明年造林，明年种茶，明年收茶", 1980)
    True
    """
    named = Counter(years(text))
    later = named[year + 1] + text.count("明年")
    return later >= max(_NEXT, _NEXT_SHARE * (named[year] + text.count("今年")))
