"""A time as written, and the date of the text → the first and the last year, month or day that it means."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from koujing import lexicons
from koujing.chinese.days import of_day
from koujing.chinese.numeral_forms import LINKS, TO_TEN, YEAR
from koujing.chinese.patterns import lazy
from koujing.chinese.stretch import PART, Now, Stretch, count_of, months_of, of_years, within
from koujing.chinese.times import COUNT, year_of

# A number of years; at most four characters, so that a damaged text costs nothing.
_N = rf"({COUNT}{{1,4}})(?:多|几)?"
_AT = lazy(r"\A(?:自从?|从|在|到|截[至止]到?)(?!今)")
_NAMED = lazy(rf"{YEAR}(?=年|[{LINKS}]|\Z)|(?<=[{LINKS}])\ ?{YEAR}")
_BEGUN = lazy("以来|开始|起|至今")
_PLAN = lazy(rf"[“\"]?(?P<n>[{TO_TEN}]{{1,2}})五[”\"]?|第(?P<nth>[{TO_TEN}]{{1,3}})个五年计划")
_RELATIVE = lazy(r"(?P<which>[今去前明本当同次]年?|[上下]一?年|年(?=[内底末初]))(?!天|[晨晚早日月]|\d)")
_AGO = lazy(rf"{_N}年前")
_BOTH = lazy("今明两年")
_SEASON = lazy("(?P<from>[今去])[冬春夏秋](?P<to>[今明])?春?")
_ENDED = lazy(rf"(?:过去的?|最近|近|前|这){_N}年|{_N}年(?:多?以?来|间|中)")
_AHEAD = lazy(rf"(?:今后|未来|后){_N}年|{_N}(?:年之?内|年)\Z")
_TODAY = lazy("目前|现|当前|如今|眼下|[至迄]今")
_DIGITS = lazy(r"[5-9]\d年")


@lru_cache(maxsize=4096)
def resolve(words: str, now: Now, base: int = 0, ahead: bool = False) -> Stretch | None:
    """What a time means in a text of the date ``now``; ``base`` is the year of which the text speaks just before, if any, and
    ``ahead`` says that the number is aimed at. ``None`` where the words or the date do not decide it.

    >>> now = Now(2017, 3, 5, reviewed=2016, planned=2017)
    >>> [resolve(words, now)[:2] for words in ("去年", "过去五年", "2018年底", "上半年", "“十三五”时期")]
    [('2016', '2016'), ('2012', '2016'), ('2018-12', '2018-12'), ('2016-01', '2016-06'), ('2016', '2020')]
    """
    if "*" in words:
        return None
    words = _AT.sub("", words)
    if named := [year_of(match[0].strip()) for match in _NAMED.finditer(words)]:
        return _of_named(words, named, now)
    return next((found for reading in _readings() if (found := reading(words, now, base, ahead))), None)


def _of_named(words: str, named: list[int], now: Now) -> Stretch | None:
    """One named year or a part of it, the years since it, or those between two."""
    if len(named) == 1 and _BEGUN.search(words):
        last = max(now.reviewed or now.year, named[0]) if now.year else named[0]
        return of_years(named[0], last, "until now" if words.endswith("至今") else "since")
    if len(named) > 1:
        return of_years(min(named), max(named), "named span") if named[0] <= named[-1] else None
    return within(named[0], words[words.index("年") + 1 :] if "年" in words else "", "named")


def _of_plan(words: str, now: Now, base: int, ahead: bool) -> Stretch | None:
    """A five-year plan, its end, or the years since it began."""
    match = _PLAN.search(words)
    plan = _plans().get(match["n"] or match["nth"]) if match else None
    if not plan or not match:
        return None
    if words.endswith("末"):
        return of_years(plan[1], plan[1], "plan")
    if "以来" in words:
        return of_years(plan[0], now.reviewed or now.year, "since") if now.year >= plan[0] else None
    return of_years(*plan, "plan")


@cache
def _plans() -> dict[str, tuple[int, int]]:
    """The first and last year of each five-year plan by its number in words."""
    rows = [row for row in lexicons.load("events") if row["kind"] == "plan"]
    return {row["name"].removesuffix("五"): (int(row["begin"][:4]), int(row["end"][:4])) for row in rows}


def _of_event(words: str, now: Now, base: int, ahead: bool) -> Stretch | None:
    """From an event on: 党的十八大以来."""
    if not words.endswith("以来"):
        return None
    named = [year for name, year in _events() if name in words]
    return of_years(named[0], now.reviewed or now.year, "since") if named and now.year >= named[0] else None


@cache
def _events() -> list[tuple[str, int]]:
    """Events from which texts count, the longest names first, each with its year."""
    rows = [row for row in lexicons.load("events") if row["kind"] in {"congress", "plenum", "founding"}]
    known = [(row["name"], int(row["begin"][:4])) for row in rows]
    return sorted([*known, ("改革开放", 1978), ("解放", 1949)], key=lambda event: -len(event[0]))


def _of_season(words: str, now: Now, base: int, ahead: bool) -> Stretch | None:
    """A season, or a winter with the spring after it."""
    match = _SEASON.match(words)
    if not match or not now.year:
        return None
    first = now.year - (match["from"] == "去")
    return of_years(first, first + 1 if match["to"] else first, "relative")


def _of_relative(words: str, now: Now, base: int, ahead: bool) -> Stretch | None:
    """This year, last year, or the year of which the text speaks."""
    match = _RELATIVE.match(words)
    if not match or words.startswith(("今后", "前天", "前一", "本世", "本届")):
        return None
    which, spoken = match["which"][0], base or now.year
    if which in "去前" and "年" not in match["which"]:
        return None
    if not now.year and not (base and which in "上本当同次年"):
        return None
    if which in "本当" and "年" not in match["which"] and not base:
        return None
    near = base or (now.planned if ahead else now.reviewed if which == "年" else now.year)
    named = {"今": now.year, "去": now.year - 1, "前": now.year - 2, "明": now.year + 1, "下": now.year + 1}
    year = {**named, "上": spoken - 1, "次": base + 1 if base else 0}.get(which, near)
    if "以来" in words and year > 0:
        return of_years(year, max(year, now.reviewed), "since")
    return within(year, words[match.end() :], "relative") if year > 0 else None


def _of_ago(words: str, now: Now, base: int, ahead: bool) -> Stretch | None:
    """A year so many years ago, and this year with the next."""
    if not now.year:
        return None
    if _BOTH.match(words):
        return of_years(now.year, now.year + 1, "coming")
    match = _AGO.fullmatch(words)
    n = count_of(match[1]) if match else 0
    return of_years(now.year - n, now.year - n, "ago") if 0 < n < 200 else None


def _of_past(words: str, now: Now, base: int, ahead: bool) -> Stretch | None:
    """As many years back: to the year reviewed, 过去 never into the year of the text itself if that is far from its end."""
    match = _ENDED.match(words)
    n = count_of(match[match.lastindex or 0]) if match else 0
    return _back(n, words, now) if n else None


def _back(n: int, words: str, now: Now) -> Stretch | None:
    """The years up to the one reviewed or under way."""
    if not now.year or n > 120:
        return None
    closed = now.reviewed < now.year or words.startswith("过去") or (n == 1 and 0 < now.month < 4)
    whole = closed or n == 1
    last = now.year - (closed and now.month <= 10)
    first = last - n + 1 if whole or n == 1 else last - n
    return of_years(first, last, "span")


def _of_coming(words: str, now: Now, base: int, ahead: bool) -> Stretch | None:
    """So many years ahead; so many years 内 also look back, where nothing is aimed at."""
    match = _AHEAD.match(words)
    n = count_of(match[match.lastindex or 0]) if match else 0
    if not n or not now.year or n > 60:
        return None
    if not ahead and not words.startswith(("今后", "未来", "后")):
        return _back(n, words, now)
    first = now.planned + (now.month > 10 and now.planned == now.year)
    return of_years(first, first + n - 1, "coming")


def _of_today(words: str, now: Now, base: int, ahead: bool) -> Stretch | None:
    """The year of the text."""
    return of_years(now.year, now.year, "now") if now.year and _TODAY.search(words) else None


def _of_part(words: str, now: Now, base: int, ahead: bool) -> Stretch | None:
    """A part of a year that is not named: of the year of which the text speaks, else the last one, or the next for aims."""
    part = PART.match(words)
    if not part:
        return None
    if part["this"]:
        if not (now.year and now.month):
            return None
        year, month = divmod(now.year * 12 + now.month - 1 - (part["this"] == "上"), 12)
        return Stretch(f"{year}-{month + 1:02}", f"{year}-{month + 1:02}", "month")
    if not base and not now.year:
        return None
    _, last = months_of(part)
    if ahead:
        year = now.planned
    elif now.month:
        year = now.year - (last > now.month and words not in {"年底", "年末"})
    else:
        year = now.reviewed
    found = within(base or year, words, "month")
    if found and words.endswith("以来") and now.month and found.first < f"{now.year}-{now.month:02}":
        return found._replace(last=f"{now.year}-{now.month:02}")
    return found


def _of_century(words: str, now: Now, base: int, ahead: bool) -> Stretch | None:
    """The end of the twentieth century."""
    return of_years(2000, 2000, "named") if words.endswith("本世纪末") and 1950 < now.year < 2000 else None


def _of_digits(words: str, now: Now, base: int, ahead: bool) -> Stretch | None:
    """A year of the twentieth century in two digits."""
    match = _DIGITS.match(words)
    return within(1900 + int(words[:2]), words[3:], "named") if match and now.year < 2010 else None


def _readings() -> tuple[Callable[[str, Now, int, bool], Stretch | None], ...]:
    """The readings of times without a year, in the order in which they are tried."""
    long = (_of_plan, _of_event, _of_season, _of_today, of_day, _of_ago, _of_past, _of_coming)
    return (*long, _of_relative, _of_digits, _of_century, _of_part)
