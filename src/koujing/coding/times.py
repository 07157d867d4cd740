"""Expressions of time as they stand in a text: years in either script, relative years, plan periods."""

from __future__ import annotations

import re

_HAN = "○〇零一二三四五六七八九"
_NUMBER = r"[一二两三四五六七八九十\d]"
_MONTH = r"(?:\d\d?|[一二三四五六七八九十]{1,2})月"

# 1997, 20** and ** (masked), 一九五四; without 年.
YEAR = rf"(?:[12]\d[\d*]{{2}}|[一二][{_HAN}]{{3}}|\*\*)"

# For use in verbose patterns; the lookahead fails fast where no expression begins.
TIME = rf"""
    (?=[从自\d*今去明前本当年全近上下过最后未每第到“"{_HAN}十两])(?:
    (?:从|自)?{YEAR}年?(?:至|到|-|－|—|–|~|～){YEAR}年(?:间|期间)?
  | {YEAR}年(?:以来|[底末初]|上半年|下半年|{_MONTH}[底末份]?)?
  | (?:今年|去年|明年|前年|本年|当年)(?:上半年|下半年|以来|[底末初]|{_MONTH}[底末份]?|[一二三四]季度)?
  | 去冬今春|年内|全年|近几?年来?|上半年|下半年|到?(?:本|[二\d十一]+)世纪末
  | (?:过去|今后|最近|近|(?<![提学])前|后|未来){_NUMBER}{{1,4}}年(?:来|间|中|内)?
  | {_NUMBER}{{1,4}}(?:多|几)?年(?:多?以?来|间|中|内)
  | (?<![^，。；：,;:、\s])[两二三四五六七八九十]年(?=[^来间中内计规前后多上级以期制的义困一\W])      # 两年铁路货运量增长, 五年累计
  | [“"]?[一二三四五六七八九十]{{1,2}}五[”"]?(?:计划|规划)?(?:期间|时期|期末|末)
  | 第[一二三四五六七八九十]{{1,3}}个五年计划期间
  | (?<![人户亩])每年(?!递|平均|增)
    )
"""
_READ = re.compile(rf"{YEAR}(?=年)")
_VALUES = str.maketrans(dict(zip("○〇零一二三四五六七八九", "000123456789", strict=True)))


def years(text: str, begin: int = 0, end: int | None = None) -> list[int]:
    """The years named in a text, masked ones left out.

    >>> years("一九五四年和1957年")
    [1954, 1957]
    """
    found = _READ.findall(text, begin, len(text) if end is None else end)
    return [int(year.translate(_VALUES)) for year in found if "*" not in year]
