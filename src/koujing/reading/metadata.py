"""Date, place, level, body, organisation and genre of a speech, each from the text; unknown stays empty."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from koujing import lexicons
from koujing.reading.structure import small_number

FIELDS = (
    "title", "date", "date_evidence", "province", "prefecture", "county", "level", "body", "organisation", "genre"
)  # fmt: skip
HEAD = 600  # characters in which a report says what it is; the longest opening among the 52 needs 330

CHINESE_NUMBER = r"[一二三四五六七八九十]{1,3}"
CONGRESS = re.compile(
    rf"[向在]\S{{0,12}}?(?P<quote>第?(?P<n>{CHINESE_NUMBER})届全国人(?:民代表大会|大)第?(?P<m>{CHINESE_NUMBER})次会[议議])(?!以[来來]|闭)"
)
# Sessions before 1978, when they were not yearly: congress, session → year.
EARLY_SESSIONS = {
    (1, 1): 1954, (1, 2): 1955, (1, 3): 1956, (1, 4): 1957, (1, 5): 1958, (2, 1): 1959, (2, 2): 1960,
    (2, 3): 1962, (2, 4): 1963, (3, 1): 1964, (4, 1): 1975,
}  # fmt: skip
PLAN_YEAR = re.compile(r"(?P<quote>“?(?P<n>十?[一二三四五六七八九]|十)五”?(?:规划|计划)?的?(?P<which>开局|收官)之年)")
THIS_YEAR = re.compile(
    r"(?P<quote>(?:安排|部署|做好|抓好)(?P<year>20\d\d)年)|从(?P<from>(?P<start>20\d\d)年)到20\d\d年"
)
MONTH_DAY = re.compile(r"(?<![\d年])(?P<month>1[0-2]|[1-9])月(?P<day>3[01]|[12]\d|[1-9])日(?![之以]?前|起|止)")  # no deadline
FULL_DATE = re.compile(r"(?P<year>(?:19|20)\d\d)年(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])日")
PAGE_DATE = re.compile(
    r"(?P<a>\d{4})[-./年](?P<b>\d{1,2})[-./月](?P<c>\d{1,2})|(?P<d>\d{1,2})\.(?P<e>\d{1,2})\.(?P<f>\d{4})"
)
ANY_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?=年)")
FILE_YEAR = re.compile(r"(?<![0-9A-Za-z])(?:19[4-9]|20[0-4])\d(?![0-9A-Za-z])")

WORK_REPORT = re.compile(r"政府工作|作(?:了)?工作[报報]告|工作的?[报報]告，?请|[报報]告.{0,12}工作")
PLAN_REPORT = re.compile(r"(?:计划|预算|决算|纲要).{0,40}的报告|关于.{0,30}(?:计划|预算|纲要).{0,30}报告")
# A report told in the third person, part by part.
DIGEST = re.compile(r"总理(?:在)?报告(?:中|的第[一二三]部分)")
SALUTATION = re.compile(r"^[ \u3000]*(?:同志们|各位(?:代表|领导|同志|来宾|委员)?)[^\n]{0,20}[:：！!,，]", re.MULTILINE)
REPORTED = re.compile(
    r"(?:书记|[省市县区镇乡厅局部处科主院校]长|主任|主席|同志|[\u4e00-\u9fff]{2,3})[^，。,]{0,12}(?:指出|强调|要求)[，,]"
)
LEVELS = {
    "central": r"国务院|我国|中华人民共和国",
    "province": r"全省|我省|省委|全区党|自治区党委",
    "prefecture": r"全市|我市|市委|全州|我州|州委|全盟|我盟",
    "county": r"全县|我县|县委|我旗|全旗|旗委",
    "township": r"全镇|我镇|镇党委|全乡|我乡|乡党委",
    "village": r"全村|我村|村党支部",
}
DEPARTMENT = re.compile(r"全厅|我厅|本厅|厅系统|厅属|厅党[委组]|全局上下|我局|局系统|局属|局党[委组]")
ORGANISATION = re.compile(
    r"(?P<name>(?:中共)?(?:[\u4e00-\u9fff]{0,10}?[省市县区镇]委、[省市县区]政府"
    r"|[\u4e00-\u9fff]{1,10}(?:厅|局|委员会|党委|政府|领导小组)|[省市县区镇]委))"
    r"(?:今天|今日|决定)?召开"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the pages say besides the speech: its chrome (dates, links), and the name of its file."""

    chrome: Sequence[str]
    file_name: str


def read_metadata(text: str, evidence: Evidence) -> dict[str, str]:
    """Every field of ``FIELDS`` for one speech; ``text`` is its repaired running text.

    ``date`` is ISO and may be partial; ``date_evidence`` quotes what it rests on.
    """
    genre = _genre(text)
    day, date_evidence = _date(text, genre, evidence)
    place = " ".join((text, *evidence.chrome))
    values = {
        "title": _title(text), "date": day, "date_evidence": date_evidence, "genre": genre,
        "level": _level(text, genre), "organisation": _organisation(text, genre), "body": _body(text, genre),
    }  # fmt: skip
    values["province"] = "" if values["level"] == "central" else _province(place)
    return {field: values.get(field, "") for field in FIELDS}


def _title(text: str) -> str:
    """The first line, where it is short and neither a sentence nor a salutation."""
    first = text.strip().split("\n", 1)[0].strip()
    line = re.sub(r"^[^|｜]{1,6}[|｜]", "", first)
    return line if 0 < len(line) <= 60 and not re.search(r"[。；，：:！!,]$|[。；]", line) else ""


def _genre(text: str) -> str:
    head = text[:HEAD]
    if (re.search(r"国务院|政府", head) and "代表" in head[:60]) or "政府工作报告" in head or DIGEST.search(text):
        # A report on the plan that goes on to foreign policy is the government's report of that year.
        is_plan = PLAN_REPORT.search(head[:300]) and not WORK_REPORT.search(head[:300]) and "外交" not in head
        return "plan report" if is_plan else "work report"
    if SALUTATION.search(head) or re.search(r"我讲[^，。]{1,6}意见", text[:3000]):
        return "speech"
    return "news report" if len(REPORTED.findall(text)) >= 2 else "other"


def _level(text: str, genre: str) -> str:
    if genre in ("work report", "plan report") and "国务院" in text[:HEAD]:
        return "central"
    counts = {level: len(re.findall(pattern, text)) for level, pattern in LEVELS.items() if level != "central"}
    best = max(counts, key=lambda level: counts[level])
    if counts[best] >= 2:
        return best
    return "central" if len(re.findall(LEVELS["central"], text)) >= 5 else ""


def _body(text: str, genre: str) -> str:
    if len(DEPARTMENT.findall(text)) >= 2:
        return "department"
    if genre in ("work report", "plan report"):
        return "government"
    party = len(re.findall(r"[省市县区镇]委(?![员会派])", text))
    government = len(re.findall(r"[省市县区镇乡]政府", text))
    return "party" if party >= 3 and party > government else "government" if government >= 3 else ""


def _organisation(text: str, genre: str) -> str:
    """Who called the meeting, as the text has it; a speech names the meetings of others too, unless it says 决定."""
    match = ORGANISATION.search(text[: 2 * HEAD])
    if not match or (genre == "speech" and "决定" not in match.group()):
        return ""
    return re.sub(r"^.*(?:今天|上午|下午|[，,日])(?=[\u4e00-\u9fff]{2})", "", match["name"])


def _province(text: str) -> str:
    """The province named most often, where one is named at least twice as often as any other."""
    counts = Counter({row["name"]: text.count(row["short"]) for row in lexicons.load("provinces")})
    (first, n), (_, m) = counts.most_common(2)
    return first if n > 0 and n >= 2 * m else ""


def _date(text: str, genre: str, evidence: Evidence) -> tuple[str, str]:
    """The day or year a speech was given, and the words that say so."""
    if genre in ("work report", "plan report"):
        return _session_year(text) or _file_year(evidence.file_name)
    full = FULL_DATE.search(text[:300])
    if full:
        return date(*map(int, full.group("year", "month", "day"))).isoformat(), full.group()
    day = MONTH_DAY.search(text[:HEAD]) or MONTH_DAY.search(" ".join(evidence.chrome))
    if not day or genre == "speech":
        return _file_year(evidence.file_name)
    year, why = _year(text, day, evidence.chrome)
    if not year:
        return "", f"{day.group()}, year unknown"
    return f"{year}-{int(day['month']):02d}-{int(day['day']):02d}", f"{day.group()}; {why}"


def _session_year(text: str) -> tuple[str, str] | None:
    match = CONGRESS.search(text[:300])
    if not match:
        return None
    n, m = small_number(match["n"]), small_number(match["m"])
    if n is None or m is None:
        return None
    # From the fifth congress (1978) on, a congress of five years meets once a year.
    year = EARLY_SESSIONS.get((n, m)) or (1978 + 5 * (n - 5) + m - 1 if n >= 5 and m <= 5 else None)
    return (str(year), match["quote"]) if year else None


def _file_year(name: str) -> tuple[str, str]:
    years = FILE_YEAR.findall(name)
    return (years[0], f"file name {name}") if len(years) == 1 else ("", "")


def _year(text: str, day: re.Match[str], chrome: Sequence[str]) -> tuple[str, str]:
    """The year of a day: a page stamp within a week of it, a plan's first or last year, the year being planned for,
    or the latest year that text and links mention."""
    for stamp in chrome:
        found = PAGE_DATE.search(stamp)
        if found and (near := _near(found, int(day["month"]), int(day["day"]))):
            return near, f"page stamp {found.group()}"
    plan = PLAN_YEAR.search(text)
    if plan and (n := small_number(plan["n"])):
        return str(1951 + 5 * n + (0 if plan["which"] == "开局" else 4)), plan["quote"]
    this = THIS_YEAR.search(text)
    if this:
        return (this["year"], this["quote"]) if this["year"] else (this["start"], f"从{this['from']}")
    years = ANY_YEAR.findall(" ".join((text, *chrome)))
    return (max(years), f"latest year mentioned, {max(years)}年") if years else ("", "")


def _near(stamp: re.Match[str], month: int, day: int) -> str:
    year, b, c = (int(stamp[k]) for k in "abc") if stamp["a"] else (int(stamp[k]) for k in "fed")
    try:
        gap = date(year, b, c) - date(year, month, day)
    except ValueError:
        return ""
    return str(year) if abs(gap.days) <= 7 else ""
