"""Find who speaks: the level, the kind of body and the organisation, by what the speaker calls its own."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from koujing.chinese.patterns import lazy
from koujing.reading.metadata.clues import Words
from koujing.reading.metadata.gazetteer import HAN, rank_of
from koujing.reading.metadata.index import BODIES, IndexedText, wording
from koujing.reading.metadata.places import Place

HEAD = 1200  # characters within which a report says who called the meeting
# 我县, 全县 and 县委 show the level; 全局 is the situation, 全部 is all. Villages and towns are mentioned at every level.
OWN = wording(
    f"我全本厅{BODIES}",
    r"(?:(?P<whose>[我全本])(?P<own>自治区|省|市(?!场)|州(?!县)|盟|(?<!本)地区|县|区(?!域)|旗|镇|乡(?!村)|街道|村|国)"
    r"|(?P<office>厅(?=系统|属|党|机关|直|双)|[全我本]厅)"
    rf"|(?P<seat>[{BODIES}])(?=委(?![员会托派])|(?<=[镇乡])党委))",
)
# What a text names if it rarely mentions its own place: its government and congress, or a national meeting.
FORMAL = wording(f"受{BODIES}", rf"(?<![{HAN}])受?(?P<seat>[{BODIES}])(?:政府|人大常委会)")
NATIONAL = lazy(r"\s{0,9}(?:[^\n]{0,40}\n\s{0,9}—+)?在?全国[^\n，。]{2,40}(?:会议?|培训班[^\n，。]{0,6}|仪式)上的讲话")
WEIGHTS = {"我": 3, "本": 3, "全": 2, None: 1}
CERTAIN = 3  # a single 全县 may be somebody else's county; with 县委 or another 全县 it is the speaker's
LEVELS = {
    "国": "central", "省": "province", "自治区": "province", "厅": "province", "市": "prefecture", "州": "prefecture",
    "盟": "prefecture", "地区": "prefecture", "县": "county", "区": "county", "旗": "county", "镇": "township",
    "乡": "township", "街道": "township", "村": "village",
}  # fmt: skip
CENTRAL = 10  # from this weight of 我国 and 全国 on, a text that calls nothing else its own speaks for the state
COUNCIL, CABINET = lazy("国务院"), lazy("国务院|政府")
GOVERNMENT_OF = lazy(f"[{BODIES}](?:人民)?政府|[{BODIES}]委")  # of a division, so that the report is not the State Council's
BLANK = r"[ \u3000]"
QUOTED = 3  # wordings that are shown as evidence

DEPARTMENT = wording("全我本厅局", r"[全我本]厅|厅(?:系统|属|党[委组])|全局上下|[我本]局|局(?:系统|属|党[委组])")
PARTY = wording(BODIES, rf"[{BODIES}]委(?![员会派托])|[镇乡]党委")
GOVERNMENT = wording(BODIES, f"[{BODIES}]政府")
CONGRESS = lazy(r"(?:我代表|受)[^，。\n]{0,16}(?:人大常委会|人民代表大会常务委员会)|人大常委会工作报告")

HEADLINED = {"party": lazy(r"[省市县区州盟旗]委(?![员会托派])|党工?委"), "government": lazy("政府(?!工作)")}  # in the title of news
ENDINGS = {
    "congress": lazy("(?:人大常委会|人民代表大会常务委员会)$"),
    "party": lazy("(?:[省市州盟县区旗]委|党委)(?:、|$)"),
    "government": lazy("(?:政府|指挥部|领导小组)$"),
    "department": lazy("[厅局]$"),
}
# 国家档案局副局长 甲乙: a line below the title with an office and a name.
SPEAKER = lazy(
    rf"^{BLANK}*(?P<name>[{HAN}]{{2,16}}?(?:[省市州盟县区旗]委(?=(?:常务)?副?书记)|[镇乡]党委(?=副?书记)|[厅局](?=党[委组]书记|(?:常务)?副?[厅局]长)))"
    rf"[{HAN}、]{{2,12}}{BLANK}+[{HAN}]{{1,4}}(?:{BLANK}[{HAN}])?{BLANK}*$",
    re.MULTILINE,
)
UNIT = (
    rf"(?:中共)?[{HAN}]{{0,16}}?(?:[省市州盟县区旗镇乡]委|自治区党委|政府|厅|局|委员会|党委|党组|领导小组|指挥部|人大常委会|政协|法院|检察院"
    r"|集团|公司|大学|学院|学校|办公室|总工会|妇联|村委会|党支部|合作社)"
)
CALLED = lazy(
    rf"(?<![{HAN}])(?=[^，。\n]{{0,140}}?(?:召开|举[办行]))(?:今[天日]|昨[天日]|[上下]午|\d+日|日前|近日)?(?:[上下]午)?(?P<name>{UNIT}(?:、{UNIT})?)(?:联合[^，。\n]{{2,30}}?|共同)?(?:今[天日])?"
    r"(?:决定|组织|在[^，。\n]{2,12}?){0,2}(?:召开|举办|举行)"
)
DECIDED = wording(
    BODIES,
    rf"(?<![{HAN}])(?P<name>(?P<seat>[{BODIES}])委(?:、[{BODIES}]政府)?)(?:研究)?(?:决定|考虑)",
)
REPRESENTED = lazy(
    rf"(?:(?<![民])代表(?!大)|受)(?P<name>中华人民共和国国务院|国务院|中央人民政府|中共中央和国务院|(?:中共|政协)?[{HAN}]{{0,20}}?"
    r"(?:人民政府|政府|常务委员会|人大常委会|人民法院|人民检察院|[省市县区州盟旗镇乡]委(?:常委会)?))"
    r"(?:(?:主要)?(?:领导|负责)?(?:同志)?的?委托|[，,]|向|作)"
    r"|(?P<state>国务院)(?=的?决定[，,]?(?:由我|向))"
)
TITLED = lazy(rf"\s*(?P<name>[{HAN}]{{2,16}}(?:人民政府|人大常委会|常务委员会|人民法院|人民检察院))工作报告")
ISSUED = lazy(rf"(?P<name>[{HAN}]{{2,24}}?(?:厅|局|委员会|政府|[省市县区]委|办公室))关于")
DEPARTMENT_NAME = lazy(
    rf"(?:[{HAN}]{{2}}(?=[省市县区州]))?[省市县区州盟旗](?![{HAN}]?[省市县区州])[{HAN}]{{2,8}}?(?P<kind>[厅局])(?![长级局])"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The speaker's level, the character for its own division (县 for 我县), and the words that show it."""

    level: str = ""
    unit: str = ""
    words: tuple[Words, ...] = ()


def find_standing(speech: IndexedText, genre: str) -> Standing:
    """The level whose divisions a speaker most often calls its own; 我县 counts more than 全县, and 全县 more than 县委.

    >>> find_standing(IndexedText.of("全县要快，我县要好"), "speech").level
    'county'
    """
    report = genre in ("work report", "plan report") and not GOVERNMENT_OF.search(speech.text, 0, HEAD)
    if report and (m := COUNCIL.search(speech.text, 0, HEAD // 2)):
        return Standing("central", "国", (Words(speech, *m.span()),))
    scores: dict[str, int] = defaultdict(int)
    first: dict[str, list[Words]] = {}
    for m in speech.matches(OWN):
        unit = "厅" if m["office"] else m["own"] or m["seat"]
        scores[unit] += WEIGHTS[m["whose"]]
        if all(str(words) != m.group() for words in first.setdefault(unit, [])):
            first[unit].append(Words(speech, *m.span()))
    state = scores.pop("国", 0)
    if not scores or max(scores.values()) < CERTAIN:
        if m := NATIONAL.match(speech.text):
            return Standing("central", "国", (Words(speech, *m.span()),))
        for m in speech.matches(FORMAL):
            scores[m["seat"]] += 1
            first.setdefault(m["seat"], []).append(Words(speech, *m.span()))
    if "区" in scores and ("自治区" in scores or "自治区" in speech.text[:HEAD]):  # 全区 of an autonomous region
        scores["自治区"] += scores.pop("区")
        first["自治区"] = first.get("自治区", []) + first["区"]
    unit = max(scores, key=lambda u: scores[u], default="")
    if not unit or scores[unit] < CERTAIN:
        unit = "国" if state >= CENTRAL else ""
    return Standing(LEVELS.get(unit, ""), unit, tuple(first[unit][:QUOTED])) if unit else Standing()


def find_body(speech: IndexedText, title: Words | None, genre: str) -> tuple[str, list[Words]]:
    """The kind of body (party, government, department or congress) and the words that show it."""
    text = speech.text
    if "常" in text[:HEAD] and (m := CONGRESS.search(text, 0, HEAD)):  # 常委会, 常务委员会
        return "congress", [Words(speech, *m.span())]
    if genre in ("work report", "plan report"):
        m = CABINET.search(text)
        return ("government", [Words(speech, *m.span())]) if m else ("", [])
    counts = {
        body: [Words(speech, *m.span()) for m in speech.matches(wording)]
        for body, wording in (("department", DEPARTMENT), ("party", PARTY), ("government", GOVERNMENT))
    }
    if len(counts["department"]) >= 2:
        return "department", counts["department"][:QUOTED]
    named = [body for body, wording in HEADLINED.items() if genre == "news report" and title and wording.search(str(title))]
    if len(named) == 1:
        return named[0], [*filter(None, [title])]
    body = "party" if len(counts["party"]) > len(counts["government"]) else "government"
    return (body, counts[body][:QUOTED]) if len(counts[body]) >= 3 else ("", [])


def find_organisation(speech: IndexedText, genre: str, body: str, unit: str) -> Words | None:
    """Who called the meeting, or for whom the speaker speaks; a speech may also mention the meetings of others."""
    text = speech.text
    if (
        m := TITLED.match(text) or REPRESENTED.search(text, 0, HEAD)
        if genre not in ("news report", "other")
        else ISSUED.match(text)
    ):
        return Words(speech, *m.span("name" if m["name"] else "state"))
    if genre == "speech" and (m := SPEAKER.search(text, 0, HEAD // 4)):
        return Words(speech, *m.span("name"))
    if genre == "speech" and body == "department":
        return _department(speech)
    if genre == "speech":
        return next((Words(speech, *m.span("name")) for m in speech.matches(DECIDED) if m["seat"] == unit), None)
    m = CALLED.search(text, 0, HEAD)
    return Words(speech, *m.span("name")) if m and not m["name"].startswith("我") else None


def body_of(organisation: str) -> str:
    """The kind of body that an organisation is, by the end of its name.

    >>> [body_of(name) for name in ("市人大常委会", "县防汛抗旱指挥部", "省林业局", "县委", "某大学")]
    ['congress', 'government', 'department', 'party', '']
    """
    return next((body for body, ending in ENDINGS.items() if ending.search(organisation)), "")


def full_name(name: str, place: Place) -> str:
    """The organisation with the full name of its place if that is known (省水利厅 of 甘肃省), or else as in the text.

    >>> full_name("市委、市政府", Place("620500", {"province": "甘肃省", "prefecture": "天水市"}))
    '中共天水市委、天水市人民政府'
    """
    return "、".join(_named_in_full(part, place) for part in name.split("、"))


def level_of(standing: Standing, place: Place, organisation: Words | None) -> str:
    """The level, which for 市 and 区 depends on the place: 北京市 is a province, 敦煌市 a county.

    A text that calls nothing its own has the level of the place with which the name of its organisation begins.
    """
    own = place.names.get(rank_of(place.code), "")
    depends = standing.unit in ("市", "区") and own.endswith(standing.unit)
    named = not standing.unit and str(organisation).startswith(own)
    return rank_of(place.code) if own and (depends or named) else standing.level


def _named_in_full(part: str, place: Place) -> str:
    unit, rest = part[:1], part[1:]
    full = next((n for n in reversed(place.names.values()) if n.endswith(unit)), "") if unit in LEVELS else ""
    if not full:
        return part
    if rest == "委":
        return f"中共{full}委"
    return full + ("人民政府" if rest == "政府" else rest)


def _department(speech: IndexedText) -> Words | None:
    """The department named most often, at least twice and twice as often as any other of its kind."""
    kind = next(c for m in speech.matches(DEPARTMENT) for c in m.group() if c in "厅局")
    names: dict[str, list[Words]] = {}
    for m in DEPARTMENT_NAME.finditer(speech.text):
        if m["kind"] == kind:
            names.setdefault(m.group(), []).append(Words(speech, *m.span()))
    ranked = sorted(names.values(), key=lambda words: (-len(words), str(words[0])))
    first, second = [*map(len, ranked), 0, 0][:2]
    return ranked[0][0] if first >= max(2, 2 * second) else None
