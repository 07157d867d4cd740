"""What a stretch of years means for a number in it: a level reached at its end, or so many years running."""

from __future__ import annotations

from koujing.chinese.numerals import read_integer
from koujing.chinese.patterns import lazy
from koujing.chinese.stretch import Stretch, of_years
from koujing.chinese.times import COUNT

_RUNNING = lazy(rf"连续({COUNT}{{1,3}})年")
# A level that is reached or stands, as opposed to what a stretch of years adds up to.
_REACHED = lazy(
    r"(?:(?<!累计)(?<!幅)(?<!幅度)(?<!资金)(?<!投[资入])(?<!支出)达到?|[增降升减长高低加少大展][至到]|突破|稳定在|保持在|居|位[居列]|[降减缩]为|已经?有|余额|存栏|总里?[长程]|覆盖率|普及率"
    r"|占[^，。；、,;\n]{1,14}的?(?:比重|比例|份额)?[达为]?到?)"
    r"[了近约超]?过?(?:全[国省市])?(?:[^，。；、和,;\n]{1,9}[、和])*\Z"
)


def is_level(text: str, clause: int, start: int) -> bool:
    """Whether a number is a rank, a share or a level reached, not what years add up to nor what each of them had.

    >>> is_level("茶园达到8亩", 0, 4), is_level("修路8里", 0, 2)
    (True, False)
    """
    if text[start] == "第":
        return True
    yearly = "每年" in text[clause:start] or "年均" in text[clause:start]
    return not yearly and bool(_REACHED.search(text, max(clause, start - 30), start))


def running(clause: str, stretch: Stretch, begun: bool) -> Stretch | None:
    """The years for which a clause says that something held so many years running: from a beginning, or up to an end.

    >>> running("连续三年居第一", of_years(2015, 2015, "relative"), begun=False).years
    (2013, 2015)
    """
    match = _RUNNING.search(clause)
    if not match:
        return None
    years = read_integer(match[1]) or 0
    first, last = stretch.years
    if not 0 < years < 100:
        return stretch
    if begun and stretch.kind == "since":
        return of_years(first, first + years - 1, "running")
    return of_years(last - years + 1, last, "running")
