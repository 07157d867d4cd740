"""Headline rows as statements that can be compared: whose number each gives, and for which time, in one wording."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from koujing import lexicons
from koujing.chinese.patterns import lazy
from koujing.later import pd

# Whose speech it is: its level, and the division it governs.
RANKS = ("province", "prefecture", "county")
BODY = ["level", *RANKS]
DEPTH = {level: depth for depth, level in enumerate(BODY)}
# What a division is, behind its name: 清苑县 has become 清苑区; 易县 is a name of two characters with it.
RANK = re.compile("(?<=..)(?:地区|[县区市])$")
NATION = "全国"
OF_SEVERAL = ("average", "cumulative")  # what ``per`` says of a number that several years make up
# How a speech says "the whole of it" at its own rank or a wider one.
_WHOLE = lazy("(?:[全我本](?P<unit>自治区|地区|[国省市州盟县区旗])|(?P<nation>中国|国内|国家))")
WHOLE_FROM, WHOLE_TO = r"\d{4}(?:-01(?:-01)?)?", r"\d{4}(?:-12(?:-31)?)?"


def placed(series: pd.DataFrame) -> pd.DataFrame:
    """Headline rows with the ``body`` that speaks and what they hold for as ``first, last, mode``, the same however it is worded.

    ``mode`` is ``average`` or ``cumulative`` where that makes another number: the
    sum of amounts over one year is that of the year, but a rate that is called cumulative may be of several. Rows without a time,
    a year of speaking or a known body are left out.

    >>> times = pd.DataFrame({"year": 2014, "unit": "%", "per": ["year", "level", "year"], "time_from": ["2014", "2014-12", "2014-03"],
    ...     "time_to": ["2014-12", "2014-12", "2014-05"], "level": "central", "province": "", "prefecture": "", "county": ""})
    >>> placed(times)[["body", "first", "last"]].to_numpy().tolist()
    [['central', '2014', '2014'], ['central', '2014', '2014'], ['central', '2014-03', '2014-05']]
    """
    rows = series.reset_index(drop=True)  # of several studies, whose numbers repeat
    rows = rows.assign(body=body_of(rows))
    rows = rows[rows["year"].notna() & rows["time_to"].ne("") & rows["time_from"].ne("") & rows["body"].ne("")]
    first, last = times_of(rows)
    summed = rows["per"].eq("average") | (rows["per"].eq("cumulative") & (first.ne(last) | rows["unit"].eq("%")))
    return rows.assign(first=first, last=last, mode=rows["per"].where(summed, ""))


def body_of(documents: pd.DataFrame) -> pd.Series[str]:
    """The government that speaks, as one cell: its level and place, the same after a county has become a district.

    It is empty where the place is not known, as that of a township never is.

    >>> divisions = {"level": "county", "province": "河北省", "prefecture": "东河市", "county": ["东台区", "东台县", ""]}
    >>> body_of(pd.DataFrame(divisions)).unique().tolist()
    ['county|河北省|东河|东台', '']
    """
    cells = documents[BODY].astype(str).itertuples(index=False, name=None)
    return pd.Series([_body(*cell) for cell in cells], documents.index, dtype=object)


def _body(level: str, *divisions: str) -> str:
    if level == "central":
        return level
    depth = DEPTH.get(level, 0)
    names = [RANK.sub("", name) for name in divisions[:depth]]
    return "|".join([level, *names]) if names and names[-1] else ""


def reported(series: pd.DataFrame) -> pd.DataFrame:
    """The headline rows that report something, with the columns ``owner`` and ``time``, empty where they are not known.

    ``owner`` is the place in full (河北省保定市清苑区), 全国 for the nation; a group follows the place of its speech (全国·贫困县).
    ``time`` is a year, month or day, or two with ``..`` between them; the level at the end of a year is that of the year.

    >>> rows = pd.DataFrame({"status": "reported", "level": ["central", "county"], "province": ["", "甲省"], "prefecture": ["", "乙市"],
    ...     "county": ["", "丙县"], "place": ["贫困县", "全市"], "per": ["level", "year"], "time_from": ["2018-12", "2013"],
    ...     "time_to": ["2018-12", "2017"]})
    >>> reported(rows)[["owner", "time"]].to_numpy().tolist()
    [['全国·贫困县', '2018'], ['甲省乙市', '2013..2017']]
    """
    rows = series[series["status"] == "reported"].reset_index(drop=True)  # rows of several studies share labels
    return rows.assign(owner=_owners(rows), time=_times(rows))


def owners_by_name(series: pd.DataFrame) -> dict[str, str]:
    """Each place that the rows name and each province, by its name and by its full one; a name that several places have is left out.

    >>> rows = pd.DataFrame({"province": ["甲省"], "prefecture": ["乙市"], "county": ["丙县"]})
    >>> known = owners_by_name(rows)
    >>> known["丙县"], known["甲省乙市"], known["河北"]
    ('甲省乙市丙县', '甲省乙市', '河北省')
    """
    found: dict[str, set[str]] = defaultdict(set)
    for row in lexicons.load("provinces"):
        found[row["name"]] |= {row["name"]}
        found[row["short"]] |= {row["name"]}
    for names in series[list(RANKS)].drop_duplicates().itertuples(index=False):
        for at, name in enumerate(names, 1):
            if name:
                full = "".join(names[:at])
                found[name] |= {full}
                found[full] |= {full}
    return {NATION: NATION} | {name: min(places) for name, places in found.items() if len(places) == 1}


def is_early(date: str, time: str) -> bool:
    """Whether a speech was given before the last quarter of the year that it tells of, or before the month or day.

    What it then gives as a result is an early estimate, or a target that was taken for one.

    >>> is_early("2013-03", "2013"), is_early("1981-12", "1981"), is_early("2014-03", "2009..2013"), is_early("2013", "2013-06")
    (True, False, False, True)
    """
    last = time.partition("..")[2] or time
    return date < (f"{last}-10" if len(last) == 4 else last)


def _owners(rows: pd.DataFrame) -> pd.Series[str]:
    known = owners_by_name(rows)
    cells = rows[[*BODY, "place"]].drop_duplicates()
    owners = {cell: _owner(cell[-1], dict(zip(BODY, cell, strict=False)), known) for cell in cells.itertuples(index=False, name=None)}
    found = [owners[cell] for cell in rows[[*BODY, "place"]].itertuples(index=False, name=None)]
    return pd.Series(found, index=rows.index, dtype=object)


def _owner(place: str, own: Mapping[str, str], known: Mapping[str, str]) -> str:
    """The place in full that a speech means by ``place``; ``own`` is its level and where it was given."""
    if place in known:
        return known[place]
    whole = _WHOLE.match(place)
    owner = _whole(whole["unit"] or "国", own) if whole else _up_to(own["level"], own)
    group = place[whole.end() if whole else 0 :]
    return f"{owner}·{group}" if owner and group else owner


def _whole(unit: str, own: Mapping[str, str]) -> str:
    """The narrowest of the divisions of a speech that calls itself so: 全市 in a county is the prefecture, in a city itself."""
    if unit == "国":
        return NATION
    ranks: Iterable[str] = RANKS[: RANKS.index(own["level"]) + 1] if own["level"] in RANKS else RANKS
    return next((_up_to(rank, own) for rank in reversed([*ranks]) if own[rank].endswith(unit)), "")


def _up_to(level: str, own: Mapping[str, str]) -> str:
    """The names of the divisions down to a level; empty where that division is not known (a township's is not)."""
    if level not in RANKS or not own[level]:
        return NATION if level == "central" else ""
    return "".join(own[rank] for rank in RANKS[: RANKS.index(level) + 1])


def times_of(rows: pd.DataFrame) -> tuple[pd.Series[str], pd.Series[str]]:
    """The first and the last year of each row, where it holds for whole ones; else its times as they are written.

    What stands at the end of a year, in December, or at the end of a period (``per`` is ``level``) is of that year.

    >>> times = pd.DataFrame({"time_from": ["2014-01", "2014-12"], "time_to": ["2014-12", "2014-12"], "per": ["", "level"]})
    >>> [column.tolist() for column in times_of(times)]
    [['2014', '2014'], ['2014', '2014']]
    """
    start, end = rows["time_from"].astype(str), rows["time_to"].astype(str)
    starts_whole, ends_whole = start.str.fullmatch(WHOLE_FROM), end.str.fullmatch(WHOLE_TO)
    stands = ends_whole & (rows["per"].eq("level") | start.eq(end))
    is_whole = stands | (starts_whole & ends_whole)
    last = end.str[:4].where(is_whole, end)
    first = last.where(stands, start.str[:4].where(is_whole, start))
    return first, last


def _times(rows: pd.DataFrame) -> pd.Series[str]:
    """The first and last time in one cell; empty where one of them is open."""
    first, last = times_of(rows)
    one = first.where(first.eq(last), first + ".." + last)
    return one.where(first.ne("") & last.ne(""), "")
