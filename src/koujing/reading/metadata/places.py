"""Find where a speech was given: the division of the body that speaks, not just any place that it mentions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import cache

from koujing import lexicons
from koujing.chinese.joints import ANDS
from koujing.chinese.patterns import lazy
from koujing.reading.metadata.clues import Words
from koujing.reading.metadata.gazetteer import HAN, find_media, find_named, gazetteer, holds, rank_of
from koujing.reading.metadata.index import IndexedText

# What follows the name of the speaker's own place: its committee, government, offices, a meeting of its own.
OFFICE = lazy(
    rf"[省市县区州盟旗]?(?:委(?![托员])|人民政府|政府|人大|政协|纪委|党委)|[{HAN}]{{1,8}}?(?:厅|局|委员会|编辑部|记者站|日报|电视台)"
    r"|[^，。；、\n]{0,16}(?:会议?上|[大会]会(?:召开)?$)",
    re.MULTILINE,
)
# Places that are visited, learned from, paired or compared with, or that are somebody's home.
ELSEWHERE = lazy(
    r"(?:[赴到与和比像]|同(?!志)|(?:前往|学习|借鉴|对口|来自|对接|考察|参观|邀请|支援|出生于)[^，。；、：\n]{0,3})$"
)
ELSEWHERE_AFTER = lazy(r"等[地省市县]|籍|经验|的?做法|[^，。；\n]{0,5}(?:结对|对口|对接|支援|援建|协作)")
OWN = lazy(r"(?:建设|新|驻|为|推[动进]|美[丽好]|幸福|我们|富裕)$")
AGENCY = lazy("新华社|中新社|人民日报")  # its dateline names where the correspondent is
# Characters of verbs and prepositions, and of times: 围绕, 按照, 落实, 日, 年.
VERBAL = "在受由经据按照根围绕落实贯彻遵支持协助推进加快坚服务对向关于把将从自到来去给让使被"
VERBAL += "为以用与同跟随就但而且或日月年时上下今昨明此这那每某个感谢请示报告汇代表担任兼现原前老新曾通过执行听从拥护维接出席召开主参"
VERBAL += "列组织邀调相信依靠紧赢得争取获带领团结动员争"
# A county that the gazetteer doesn't list (it goes back to 2002), as a title or heading names it that begins with the name;
# not a verb, a preposition or a kind of county that can stand before 县委 or 县政府 there (按照县委, 在全县, 贫困县).
UNLISTED = lazy(
    rf"(?:^|(?<=[，。；：]))(?:[——（(\s]|\d{{4}}年|中共|受(?=[^，。\n]{{4,16}}委托)|在(?=[{HAN}]{{2,3}}[县旗][{HAN}]{{2,16}}会))*(?P<name>(?!贫困|试点|示范|重点|先进|有关|所有|其他|落后|文明)"
    rf"(?:(?![全我本各该省市区县{ANDS}{VERBAL}])[{HAN}]){{2,3}}(?P<unit>[县旗]))(?=委(?![托员])|人民政府|[^，。\n]{{0,16}}(?:会议?上|工作报告))",
    re.MULTILINE,
)
HEADING = 300  # characters within which a heading stands
FILE_PLACE = lazy(rf"[{HAN}]{{2,12}}?(?=[\d_\-. （(]|政府工作|人民政府|工作报告)")  # 甘肃省2015年政府工作报告.txt
PUBLIC = lazy("人民政府|委员会|[厅局](?![长级面部势域])")


@cache
def _licences() -> dict[str, str]:
    """For each character used in the licences of web sites, the code of the province whose office issues them."""
    rows = lexicons.load("provinces")
    return {sign: gazetteer().codes[row["name"]][0] for row in rows for sign in row["licence"].split("|") if sign}


# A site's licence names the province whose office issued it: 甲县人民政府 黔ICP备… A firm's licence only says where the firm is.
LICENCE = lazy(lambda: rf"(?<![{HAN}])[{''.join(_licences())}](?=ICP[备证])")
STRONG, OWNED, PLAIN, AWAY = 5, 3, 1, -2  # 赴浙江省安吉县考察 counts against other mentions of Anji
ENOUGH = 2  # two plain mentions, or one with a word that ties it to the speaker
QUOTED = 3  # mentions that are shown as evidence
# The character of a body's own level, and the ranks of division that it may refer to.
UNITS = {
    "省": "p", "自治区": "p", "市": "pfc", "州": "f", "盟": "f", "地区": "f", "县": "c", "区": "cp", "旗": "c",
    "镇": "c", "乡": "c", "街道": "c", "村": "c",
}  # fmt: skip
TOWNSHIPS = frozenset(("镇", "乡", "街道", "村"))
RANK = {"province": "p", "prefecture": "f", "county": "c"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a passage; ``own`` is the weight for its being the speaker's own, ``near`` whether it is not elsewhere."""

    codes: tuple[str, ...]
    own: int
    near: bool
    words: Words


@dataclass(frozen=True, slots=True)
class Place:
    """The code of a place, its names by rank, and the words that show it."""

    code: str = ""
    names: dict[str, str] = field(default_factory=dict)
    words: list[Words] = field(default_factory=list)


def find_mentions(speech: IndexedText, credits: Iterable[IndexedText]) -> list[Mention]:
    """Every place of the gazetteer that is named in the speech, or in what the page says about its origin.

    >>> text = "甘肃省天水市委决定推广清水县、甘谷县的好办法"
    >>> [(str(m.words), m.codes, m.own) for m in find_mentions(IndexedText.of(text), [])]
    [('甘肃省', ('620000',), 3), ('天水市', ('620500',), 5), ('清水县', ('620521',), 0), ('甘谷县', ('620523',), 0)]
    """
    title = len(speech.text.lstrip().split("\n", 1)[0])
    mentions: list[Mention] = []
    for a, b, codes in find_named(speech):
        follows = bool(mentions) and mentions[-1].words.end == a and mentions[-1].own == AWAY
        mentions.append(
            Mention(codes, AWAY, False, Words(speech, a, b)) if follows else _mention(Words(speech, a, b), codes, title)
        )
    for passage in credits:
        if AGENCY.search(passage.text):
            continue
        licence = LICENCE.search(passage.text) if PUBLIC.search(passage.text) else None
        region = _licences()[licence.group()] if licence else ""
        found = [*find_named(passage, region), *find_media(passage.text)]
        found += [(*licence.span(), (region,))] if licence else []
        mentions += [Mention(codes, STRONG, True, Words(passage, a, b)) for a, b, codes in found]
    return _resolve(mentions)


def find_place(mentions: list[Mention], unit: str, region: str = "") -> Place:
    """The speaker's own place: the division of kind ``unit`` with the most weight, if it has twice that of any other.

    Places in a division add to its weight. A province is found whatever the unit, a prefecture if one of its offices
    speaks; ``region`` is the code of a place known to contain the speaker's.
    """
    inside = [m for m in mentions if any(holds(region, code) for code in m.codes)] if region else mentions
    ranks = UNITS.get(unit, "")
    place = _best(inside, ranks, "" if unit in TOWNSHIPS else unit) if ranks else Place()
    if not place.names and "c" in ranks:
        place = _best([m for m in inside if m.own == STRONG], "f", "")
    return place if place.names or region else _best(inside, "p", "")


def unlisted_county(speech: IndexedText, unit: str) -> Words | None:
    """A county that is not in the gazetteer, if a title or an office bears its name."""
    return next((Words(speech, *m.span("name")) for m in UNLISTED.finditer(speech.text[:HEADING]) if m["unit"] == unit), None)


def place_named(code: str, words: list[Words]) -> Place:
    """The place with this code, and the divisions that contain it."""
    names = gazetteer().names
    codes = {"province": code[:2] + "0000", "prefecture": code[:4] + "00", "county": code}
    ranks = list(codes)[: list(codes).index(rank_of(code)) + 1]
    return Place(code, {rank: names.get(codes[rank], "") for rank in ranks}, words)


def with_file(place: Place, level: str, unit: str, file_name: str) -> Place:
    """The place that the name of a file begins with, if the text names none, or only a wider one than that of its level.

    A name may lack its last character if that is the one by which the speaker calls its own division (县 for 我县).

    >>> gansu = Place("620000", {"province": "甘肃省"})
    >>> [with_file(gansu, "county", "县", name).names["county"] for name in ("会宁县2015.txt", "会宁_2015.txt")]
    ['会宁县', '会宁县']
    """
    named = FILE_PLACE.match(file_name)
    found = _called(named[0], unit) if named else ()
    inside = [code for code in found if not place.code or holds(place.code, code)]
    narrower = len(inside) == 1 and (not place.names or (inside[0] != place.code and rank_of(inside[0]) == level))
    return place_named(inside[0], place.words) if narrower else place


def _called(name: str, unit: str) -> tuple[str, ...]:
    """The codes of what is called so, first by the name with the character of the speaker's own division."""
    codes, short = gazetteer().codes, gazetteer().short
    return codes.get(name + unit) or codes.get(name) or short.get(name, ())


def abbreviated(character: str, region: str, named: Collection[str]) -> str:
    """The code of the only county of a province that begins with a character, if the file names it."""
    codes = [code for code in _counties().get(character, ()) if holds(region, code)]
    return codes[0] if len(codes) == 1 and codes[0] in named else ""


@cache
def _counties() -> dict[str, list[str]]:
    """The codes of the counties by the first character of their names."""
    codes: dict[str, list[str]] = defaultdict(list)
    for code, name in gazetteer().names.items():
        if rank_of(code) == "county":
            codes[name[0]].append(code)
    return codes


def _mention(words: Words, codes: tuple[str, ...], title: int) -> Mention:
    text, start, end = words.passage.text, words.start, words.end
    before, after = text[max(0, start - 12) : start], text[end : end + 24]
    if ELSEWHERE.search(before) or ELSEWHERE_AFTER.match(after):
        return Mention(codes, AWAY, False, words)
    if OFFICE.match(after) or before.endswith("中共"):
        return Mention(codes, STRONG, True, words)
    if before.endswith("、") or after.startswith("、"):
        return Mention(codes, 0, True, words)
    return Mention(codes, OWNED if OWN.search(before) or end <= title else PLAIN, True, words)


def _resolve(mentions: list[Mention]) -> list[Mention]:
    """Of several places with the same name, keep those in a division that is itself named, the narrowest such division."""
    known = sorted(
        {m.codes[0] for m in mentions if len(m.codes) == 1 and m.near}, key=lambda c: (c.endswith("0000"), c)
    )
    resolved = []
    for m in mentions if known else ():
        fitting = ([c for c in m.codes if k != c and holds(k, c)] for k in known)
        resolved.append(m if len(m.codes) == 1 else replace(m, codes=tuple(next(filter(None, fitting), m.codes))))
    return resolved or mentions


def _best(mentions: list[Mention], ranks: str, unit: str) -> Place:
    """The place, of one of the ranks (p, f, c) and of kind ``unit``, with the most weight of mentions."""
    if not mentions:
        return Place()
    names, scores = gazetteer().names, Counter[str]()
    words: dict[str, list[Words]] = defaultdict(list)
    seen = set()
    for m in sorted(mentions, key=lambda m: -m.own):
        for code in m.codes:
            for outer in dict.fromkeys((code, code[:4] + "00", code[:2] + "0000")):
                speaks = m.own if outer == code else int(m.near and len(m.codes) == 1 and (outer, code) not in seen)
                if speaks and RANK[rank_of(outer)] in ranks and names.get(outer, "").endswith(unit):
                    seen.add((outer, code))
                    scores[outer] += speaks
                    words[outer] += [m.words] * (speaks > 0)
    best = sorted(scores, key=lambda code: (-scores[code], code))[:2]
    if not best or scores[best[0]] < ENOUGH:
        return Place()
    if len(best) > 1 and 2 * scores[best[1]] > scores[best[0]]:
        same = names[best[0]] == names[best[1]]
        return Place("", {rank_of(best[0]): names[best[0]]}, words[best[0]][:1]) if same else Place()
    return place_named(best[0], words[best[0]][:QUOTED])
