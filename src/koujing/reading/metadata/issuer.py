"""Find the body that a text names as its own: in the page's lines, its title and heading, in whose name it speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.patterns import lazy
from koujing.reading.metadata.clues import Words
from koujing.reading.metadata.gazetteer import HAN, Named, find_named, holds, rank_of
from koujing.reading.metadata.index import IndexedText
from koujing.reading.metadata.lines import Label
from koujing.reading.metadata.office import LEVELS, Standing
from koujing.reading.metadata.places import ELSEWHERE, ELSEWHERE_AFTER
from koujing.reading.metadata.written import YEAR

RANKS = ("", "central", "province", "prefecture", "county", "township", "village")  # the levels, the widest first
HEAD = 1200  # characters within which a speaker says for whom it speaks
OPENING = 160  # characters in which a report names the body it reports of
MOST_LINES, LONGEST_LINE = 8, 60  # of a heading between the title and the text
ORGAN = (
    rf"委(?![员会托派]|第?[{HAN}]{{0,3}}(?:巡[视察]|督[查察导]|考[核察]|检查|指导|调研)组)|党委|党工委|(?:人民)?政府|人大|政协|纪委|监委|人民代表大会|领导|直属|长(?![期远效江治征久大足城])|第?[{TO_TEN}\d]{{1,3}}届"
    rf"|[{HAN}]{{1,9}}?(?:局|厅|办公室|办事处|委员会|管委会|法院|检察院|指挥部|中心|总工会|妇联|团委|卫生院|派出所)"
)
ZONE = (
    rf"(?P<zone>(?:(?![省市县区乡镇])[{HAN}]){{0,6}}?(?:开发|高新|经开|汽开|新|管理|示范|保税|度假|风景名胜|园)区|[工产]业园)"
    r"(?=(?:党工委|管委会|管理委员会|工委)|召开|举行|组织|在管委会|开展|举办)"
)
# 我县, 全县, 县委, 县第三届人大, 县水务局: a body that is named without its place.
BARE = lazy(
    rf"(?<!各)(?:(?P<whose>[全我]|(?<![日熊])本)(?P<own>自治区|省|市(?!场)|州(?!县)|盟|县|区(?!域)|旗|镇|乡(?![村镇])|街道|村)"
    rf"|(?<![乡县市、各{TO_TEN}省地])(?P<seat>[省市州盟县区旗镇乡])(?=(?!场|域|块|间|别|村|亲|镇){ORGAN})"
    rf"|(?<![{HAN}])(?P<street>街道)(?=党工委|办事处|工委|机关|人大)|{ZONE})"
)
ZONED = lazy(ZONE)  # 甲市高新区召开: the zone lies in the city
# What a report of others' meetings calls its own, or where its people sat: 我县收看, 在县分会场参加会议.
OURS = lazy(
    rf"我(?P<own>市(?!场)|州(?!县)|县|区(?!域)|旗|镇|乡(?![村镇])|街道)(?!各[级地])"
    rf"|在我?(?P<seat>[市州县区旗镇乡])(?:[{HAN}]{{0,8}}设?立?的?)?(?:分|主)会场"
)
QUOTATION = lazy("“[^”\n]{0,300}”")
STATE = lazy(
    r"最高人民(?:法院|检察院)|国务院|中共中央|全国人大常委会|全国政协|中央政治局|中华人民共和国主席|\A(?:党中央|中国(?:共产党|政府))"
)
# （2020年9月4日，北京）中华人民共和国主席 甲某: who speaks, between the title and the text.
HEAD_OF_STATE = lazy(r"(?:\A|[）)\n])\s*(?P<name>中华人民共和国主席|中共中央总书记|国务院总理)(?=[、 \u3000])")
# What the body is only told to follow: 根据…, 市委的部署安排.
FOLLOWED = lazy(r"(?:和[^，。\n]{1,4})?的?(?:统一|坚强|正确)?(?:部署|安排|要求|领导|决策|指示|精神)")
# 在会宁县调研时的讲话, 会宁县召开的全省会议, 会宁县、清水县: the place is not the body's own.
VISITED = lazy(r"、|召开的|[^，。\n]{0,8}(?:调研|考察|视察|检查|指导)[^，。\n]{0,6}时")
ABOUT = lazy(r"(?:学习|贯彻|传达|落实|按照|根据|遵照|牢记|报|请)[^，。\n]{0,16}$")
# 甲镇人民政府, 甲街道党工委, 甲乡召开: a township, with its county before it or alone at the beginning of a phrase.
TOWN = lazy(
    rf"(?P<name>(?:[{HAN}]{{2,6}}?[县市区旗])?(?!城镇|乡镇|村镇)(?:(?![全我本各该省市县区乡])[{HAN}]){{1,5}}?"
    rf"(?P<unit>镇|乡(?!村|镇)|街道|苏木))(?=党委|党工委|(?:人民)?政府|办事处|人大|第[{TO_TEN}\d]"
    r"|[^，。\n]{0,12}?(?:召开|举行|举办|组织|开展)|\d{4}年|[^，。\n]{0,16}会议?上|$|[镇乡]长|领导)",
    re.MULTILINE,
)
VILLAGE = lazy(
    rf"(?P<name>(?:[{HAN}]{{1,6}}?[县市区旗镇乡]){{0,2}}(?!农村|乡村|新村|山村)(?:(?![全我本各该省市县区乡镇])[{HAN}]){{1,5}}?"
    rf"(?<![农乡])(?P<unit>村))(?![医级民务干镇])(?=党支部|党总支|村?两委|村?委会|[^，。\n]{{0,12}}?(?:召开|举行)|[^，。\n]{{0,16}}会议?上)"
)
NEAR_TOWN = lazy(rf"(?P<name>(?!城镇|乡镇|村镇|各)[{HAN}]{{1,5}}?(?P<unit>镇|乡(?!村|镇)|街道))")
PHRASE = lazy(r"(?:^|[\s——“（(《，,]|代表|中共|在|受|\d日|[上下]午|近日|日前|年)$")
# 我代表甲县人民政府, 受县委委托: in whose name somebody speaks.
FOR = lazy(rf"(?:(?:我|谨|此)(?:谨|仅|们)?代表|(?<![{HAN}])受|由我代表)(?P<name>[{HAN}、]{{2,40}})")
# 某市人民政府⏎2019年3月4日: the signature of a document.
SIGNED = lazy(
    rf"^[ \u3000]*(?P<name>[{HAN}]{{2,26}}(?:政府|委员会|[厅局委院]|办公室|指挥部))\s{{1,8}}(?={YEAR}年)", re.MULTILINE
)
ADDRESSED = lazy(r"[：:]\s*$")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body's standing, and the code of its place where the same words name it."""

    standing: Standing
    code: str = ""


def find_issuer(speech: IndexedText, title: Words | None, labels: Sequence[Label], genre: str) -> Issuer | None:
    """The first body in the issuer's line, in the title, in the heading, in whose name it speaks, or in a report's opening.

    >>> text = "甘肃省天水市水务局工作会议召开\\n4月2日，省水利厅厅长到会指导。"
    >>> found = find_issuer(IndexedText.of(text), None, [], "news report")
    >>> found.standing.level, found.standing.unit, found.code
    ('prefecture', '市', '620500')
    """
    bodies = (issuer for words in _passages(speech, title, labels, genre) for issuer in _bodies(words))
    found = next(bodies, None)
    ours = _ours(speech) if genre == "news report" and not any(label.kind == "issuer" for label in labels) else None
    wider = ours and (not found or RANKS.index(found.standing.level) < RANKS.index(ours.standing.level))
    return ours if wider else found


def _ours(speech: IndexedText) -> Issuer | None:
    """The division that a report calls its own: of 全市召开会议 and 我县在分会场 it is the county whose page it is."""
    text = QUOTATION.sub(lambda m: " " * len(m[0]), speech.text)
    if not (m := OURS.search(text)):
        return None
    unit = m["own"] or m["seat"]
    if unit == "区" and "自治区" in text[:HEAD]:
        return None
    return Issuer(Standing(LEVELS[unit], unit, (Words(speech, *m.span()),)))


def _passages(speech: IndexedText, title: Words | None, labels: Sequence[Label], genre: str) -> Iterator[Words]:
    """The passages that may name the body, in the order of trust."""
    yield from (label.words for label in labels if label.kind == "issuer")
    if title:
        yield title
    yield from _heading(speech)
    if genre == "news report":
        yield Words(speech, *_opening(speech.text))
    elif genre == "other":
        yield from (Words(speech, *m.span("name")) for m in SIGNED.finditer(speech.text))
    else:
        yield from (Words(speech, *m.span("name")) for m in HEAD_OF_STATE.finditer(speech.text, 0, OPENING))
        yield from (Words(speech, *m.span("name")) for m in FOR.finditer(speech.text, 0, HEAD))
    yield from (label.words for label in labels if label.kind == "speaker")


def _heading(speech: IndexedText) -> Iterator[Words]:
    """The lines before the first sentence or form of address."""
    at = 0
    for line in speech.text[: MOST_LINES * LONGEST_LINE].split("\n")[:-1]:
        if len(line) > LONGEST_LINE or re.search("[。；！？]", line) or ADDRESSED.search(line):
            return
        if line.strip():
            yield Words(speech, at, at + len(line))
        at += len(line) + 1


def _opening(text: str) -> tuple[int, int]:
    """The beginning of the first line that contains a sentence."""
    stop = text.find("。")
    start = text.rfind("\n", 0, stop if stop >= 0 else len(text)) + 1
    return start, min(len(text), start + OPENING)


def _bodies(words: Words) -> Iterator[Issuer]:
    """The bodies named in a passage, from left to right."""
    passage, text = words.passage, words.passage.text
    part = IndexedText.of(text[words.start : words.end])
    hits: list[tuple[int, Issuer]] = [*_named(part, text), *_bare(part)]
    for start, issuer in sorted(hits, key=lambda hit: hit[0]):
        before, end = part.text[:start], issuer.standing.words[-1].end
        quoted = before.rfind("《") > before.rfind("》")
        if not (quoted or ELSEWHERE.search(before[-12:]) or FOLLOWED.match(part.text, end + 1)):
            moved = tuple(Words(passage, words.start + w.start, words.start + w.end) for w in issuer.standing.words)
            yield Issuer(Standing(issuer.standing.level, issuer.standing.unit, moved), issuer.code)


def _bare(part: IndexedText) -> Iterator[tuple[int, Issuer]]:
    """Bodies without their place: 我县, 县委, 国务院; and townships and villages by their own name."""
    for m in BARE.finditer(part.text):
        unit = m["own"] or m["seat"] or m["street"] or "区"
        yield m.start(), Issuer(Standing(LEVELS[unit], unit, (Words(part, *m.span()),)))
    for m in STATE.finditer(part.text):
        if not ABOUT.search(part.text[max(0, m.start() - 20) : m.start()]):
            yield m.start(), Issuer(Standing("central", "国", (Words(part, *m.span()),)))
    for pattern, units in ((TOWN, "镇乡街苏"), (VILLAGE, "村")):
        for m in pattern.finditer(part.text) if any(unit in part.text for unit in units) else ():
            if PHRASE.search(part.text[max(0, m.start() - 3) : m.start()]):
                yield m.start(), _local(m, part)


def _named(part: IndexedText, text: str) -> Iterator[tuple[int, Issuer]]:
    """Divisions of the gazetteer, each with those that contain it in front, and the township or village behind it."""
    for chain in _chains(part, find_named(part)):
        start, end, code = chain[0][0], chain[-1][1], _code(chain)
        own = part.text[end - 1] in "省市县区州盟旗" and not part.text.endswith("、", 0, start)
        if not own or ELSEWHERE_AFTER.match(part.text, end) or VISITED.match(part.text, end):
            continue
        if local := _below(part.text, end, text):
            yield start, _local(local, part, code)
        elif zone := ZONED.match(part.text, end):
            yield start, Issuer(Standing("county", "区", (Words(part, start, zone.end()),)), code)
        elif len(chain[-1][2]) == 1 or code:
            yield start, Issuer(_standing(code, Words(part, start, end)), code)
        else:  # one of several places with this name
            yield start, Issuer(Standing("county", part.text[end - 1], (Words(part, start, end),)))


def _below(part: str, at: int, text: str) -> re.Match[str] | None:
    """The township or village named at ``at``, behind its county; one that merely lies there counts if the text calls it its own."""
    near = NEAR_TOWN.match(part, at)
    own = near and re.search(rf"[全我]{near['unit']}|{near['unit']}(?:党|委|政府|长)", text)
    return TOWN.match(part, at) or VILLAGE.match(part, at) or (near if own else None)


def _standing(code: str, words: Words) -> Standing:
    unit = str(words)[-1]
    rank = rank_of(code)
    return Standing(rank, "自治区" if rank == "province" and unit == "区" else unit, (words,))


def _local(m: re.Match[str], part: IndexedText, code: str = "") -> Issuer:
    unit = m["unit"].replace("苏木", "乡")
    return Issuer(Standing(LEVELS[unit], unit, (Words(part, m.start("name"), m.end("name")),)), code)


def _chains(part: IndexedText, found: Iterable[Named]) -> Iterator[list[Named]]:
    """Names that stand directly behind one another: 甘肃省天水市清水县."""
    chain: list[Named] = []
    for name in found:
        if chain and chain[-1][1] != name[0]:
            yield chain
            chain = []
        chain.append(name)
    if chain:
        yield chain


def _code(chain: Sequence[Named]) -> str:
    """The code of the last place of a chain; empty if it is one of several with this name and the chain does not say which."""
    codes = chain[-1][2]
    outer = [code for _, _, above in chain[:-1] for code in above if len(above) == 1]
    inside = [code for code in codes if all(holds(o, code) for o in outer)]
    return inside[0] if len(inside) == 1 else codes[0] if len(codes) == 1 else ""
