"""The administrative divisions of China by name and code, and where a text names them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from koujing import lexicons
from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.patterns import lazy
from koujing.chinese.rules import trie_pattern
from koujing.reading.metadata.index import IndexedText, wording

HAN = "\u4e00-\u9fff"
# 富县域 and 东方市场 do not name a county or a city.
SUFFIX = wording("自特省市县区州盟旗", r"自治区|特别行政区|省|市(?![场价值容])|县(?![域级])|区(?![域间位别])|州|盟(?!友)|旗(?![帜下])")
# Names that can also be the end of other words (农民和县, 居民和平区) count only after their prefecture or province.
COMMON = frozenset(
    ("民和县", "通道县", "互助县", "市中区", "城中区", "新城区", "城关区", "安定区", "和平区", "和平县", "东方市")
)
ANCHOR = lazy(rf"(?:^|[\n——（(《“\s]|\d年|我代表|中共|[^{HAN}]在)$")
OFFICIAL = lazy(
    rf"委(?!员)|(?:人民)?政府|人大|政协|人民代表大会|第[{TO_TEN}\d]|(?:19|20)\d\d年|召开|举行|要闻|县长|区长|[{HAN}]{{2,4}}局|[^，。\n]{{0,16}}会议?上"
)
MEDIA = lazy(
    rf"(?:今日(?P<today>[{HAN}]{{2,4}})|(?P<name>[{HAN}]{{2,6}}?)"
    "(?:日报|晚报|(?:新闻|教育|政府)?网|在线|广播|电视台|发布|融媒|宣传|头条))"
)
# Names of counties and cities that are also those of national or regional media.
NATIONAL = frozenset(("凤凰", "东方", "中国", "新华", "光明"))
DIGITS = {"province": 2, "prefecture": 4, "county": 6}  # the leading digits of a code that identify a division of each rank

LONGEST = 16  # characters of a name, which may be that of an autonomous county

Named = tuple[int, int, tuple[str, ...]]  # start, end, the codes that bear the name


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Current names by code; codes by every name, including former ones, and by names used by media; lengths by ending."""

    names: dict[str, str]
    codes: dict[str, tuple[str, ...]]
    short: dict[str, tuple[str, ...]]
    lengths: dict[str, list[int]]


@cache
def gazetteer() -> Gazetteer:
    """The divisions of the lexicon."""
    names: dict[str, str] = {}
    codes: dict[str, tuple[str, ...]] = defaultdict(tuple)
    short: dict[str, tuple[str, ...]] = defaultdict(tuple)
    called = {row["name"]: row["short"] for row in lexicons.load("provinces")}
    for row in lexicons.load("places"):
        code, name = row["code"], row["name"]
        names[code] = names.get(code, name) if row["until"] else name
        for known in filter(None, (name, row["short"])):
            codes[known] += (code,)
        if rank_of(code) != "county":
            short[called.get(name) or re.sub("(?:市|地区|盟|州)$", "", row["short"] or name)] += (code,)
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in codes:
        lengths[name[-2:]].add(len(name))
    longest_first = {ending: sorted(known, reverse=True) for ending, known in lengths.items()}
    return Gazetteer(names, dict(codes), dict(short), longest_first)


def _provinces() -> str:
    """Short names of provinces, unless they begin another division's name. Hong Kong, Macao and Taiwan never speak."""
    names = [row["short"] for row in lexicons.load("provinces") if row["code"] not in ("HK", "MO", "TW")]
    return f"{trie_pattern(frozenset(names))}(?![省市州县]|自治|壮族|回族|维吾尔)"


PROVINCE = lazy(_provinces)


def find_named(passage: IndexedText, region: str = "") -> list[Named]:
    """Every place that a passage names in full, or a province by its short name, from left to right.

    Names of two characters and names that are also words count only if the place is in ``region`` or follows the name of the
    division that contains it.

    >>> find_named(IndexedText.of("甘肃和天水市，农民和县委"))
    [(0, 2, ('620000',)), (3, 6, ('620500',))]
    """
    short = ((m.start(), m.end(), gazetteer().short[m.group()]) for m in PROVINCE.finditer(passage.text))
    return sorted([*_full_names(passage, region), *short])


def _full_names(passage: IndexedText, region: str) -> Iterator[Named]:
    """Names without overlap: of two that overlap, the one that ends first; of those that end together, the longest."""
    codes, lengths, text, at, last = gazetteer().codes, gazetteer().lengths, passage.text, 0, ""
    for m in passage.matches(SUFFIX):
        end = m.end()
        for length in lengths.get(text[end - 2 : end], ()):
            start = end - length
            found = codes.get(text[start:end], ()) if start >= at else ()
            outer = last if last and start == at else region
            if found and (_is_meant(text[start:end], outer, found) or _is_anchored(text, start, end)):
                yield start, end, found
                at, last = end, found[0]
                break


def _is_meant(name: str, outer: str, codes: tuple[str, ...]) -> bool:
    """Whether a name is long and not a common word, or its place lies in ``outer``."""
    return (len(name) > 2 and name not in COMMON) or any(holds(outer, code) for code in codes)


def _is_anchored(text: str, start: int, end: int) -> bool:
    """Whether a name of two characters stands where only a name can: 2020年易县政府, 我代表易县人民政府, 在易县第一届人大."""
    return end - start == 2 and bool(OFFICIAL.match(text, end)) and bool(ANCHOR.search(text[max(0, start - 3) : start]))


def find_media(text: str) -> Iterator[Named]:
    """The place in the name of a newspaper or a site: 中国甘肃网, 酒泉日报, 今日高邮."""
    for m in MEDIA.finditer(text):
        first, end = m.span(m.lastgroup or 0)
        for start in range(first, end - 1):
            if codes := gazetteer().short.get(text[start:end]) or _short_county(text[start:end]):
                yield start, end, codes
                break


def _short_county(name: str) -> tuple[str, ...]:
    """The code of the only county, or city of a county's rank, that is called so for short."""
    codes = [c for end in "县市" for c in gazetteer().codes.get(name + end, ()) if rank_of(c) == "county"]
    return tuple(codes) if len(codes) == 1 and name not in NATIONAL else ()


def divisions_called(name: str) -> set[str]:
    """The divisions, in full, that a name may mean, with or without those that contain it.

    >>> divisions_called("天水"), len(divisions_called("朝阳区")), divisions_called("北京朝阳区")
    ({'甘肃省天水市'}, 2, {'北京市朝阳区'})
    """
    return {"".join(dict.fromkeys(filter(None, map(gazetteer().names.get, _outer(code))))) for code in _called(name, "")}


def _outer(code: str) -> tuple[str, ...]:
    return code[:2] + "0000", code[:4] + "00", code


def _called(name: str, outer: str) -> Iterator[str]:
    """The codes of what a name means inside a division."""
    for end in range(1, min(len(name), LONGEST) + 1):
        for code in {*gazetteer().codes.get(name[:end], ()), *gazetteer().short.get(name[:end], ())}:
            if not outer or (code != outer and holds(outer, code)):
                yield from _called(name[end:], code) if name[end:] else [code]


def rank_of(code: str) -> str:
    """``province``, ``prefecture`` or ``county``."""
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def holds(outer: str, inner: str) -> bool:
    """Whether ``inner`` lies in ``outer`` or is the same division."""
    return bool(outer) and inner.startswith(outer[: DIGITS[rank_of(outer)]])
