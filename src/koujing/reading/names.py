"""Personal names: where one begins and ends, and the words that only look like one."""

from __future__ import annotations

import re

from koujing import lexicons
from koujing.reading.sayings import SAYING, alternation

HAN = "\u3400-\u9fff"
OFFICES = {row["word"]: row["kind"] for row in lexicons.load("offices")}
OFFICE = re.compile(rf"(?:{alternation(OFFICES)})(?!小组|班子|干部|机关|集体|会(?!见))")
OFFICE_END = re.compile(rf"(?:{alternation(OFFICES)})$")
SURNAMES = frozenset(row["surname"] for row in lexicons.load("surnames") if row["where"] == "any")
RARE_SURNAMES = frozenset(row["surname"] for row in lexicons.load("surnames") if row["where"] == "office")
LOOKALIKES = {row["word"]: row["where"] for row in lexicons.load("name_lookalikes")}
# A name ends before one of these, before an office, or before anything that is no Han character.
FOLLOWER = re.compile(
    rf"{alternation(row['word'] for row in lexicons.load('name_followers'))}|{OFFICE.pattern}|[^{HAN}]|\Z"
)
NOT_IN_NAMES = frozenset(
    "的了是在不或及们个这那么吗呢吧被让给从到所而但则即使又也还都就很更最将要各每其他她它我你您省市县区镇委厅局"
)
# As the third character of a name these are the next word where two characters would do (王锐还|指出).
NEXT_WORD = frozenset("还也在就对则等与将要又说讲问答称谈向从到以并及都")
PLACE_END = frozenset("省市县区州盟旗镇乡村街厅局部处科办院校所站社团组队党政法会")
# Syllables that write Uyghur, Mongolian and Tibetan names; two of them alone are too often a word (多次, 合作).
FIRST_SYLLABLE = frozenset("阿艾买吐依伊巴格乌其图布呼斯苏敖扎次旺洛旦尼拉卓才索罗央贡丹白达顿木米那哈库塔帕热努古玛莫嘎桑")
SYLLABLE = FIRST_SYLLABLE | frozenset(
    "不都力里尔提孜孙江拜肯别克曼丽娜合麦特汗琪日雅仁增多吉西曲措加让南杰珠堆和敦登朝鲁琴云高娃音孟宝额兰吾肉沙肖开亚森司马义洪来萨瓦珍琼"
)
DOTTED = re.compile(
    rf"[{HAN}]{{1,7}}[·•・‧](?:[{''.join(sorted(SYLLABLE))}]{{2,9}}|[{HAN}]{{2,7}}?)(?={FOLLOWER.pattern})"
)

SPACED = re.compile(rf"[{HAN}][ \u3000]{{1,2}}[{HAN}]")


def read_name(text: str, start: int, *, beside_office: bool = False) -> int | None:
    """The end of the personal name that begins at ``start``, or nothing where none does.

    Behind an office a name may be a word (县委书记石林), bear a rare surname or none that is Chinese (扎西多吉), or be no
    more than 老王; anywhere else it may not. A name of two characters may be spaced out (王 锐).

    >>> [read_name(text, 0) for text in ("王锐还指出", "王爱和出席", "欧阳明华、", "高度重视", "买买提·艾山说", "王 锐说")]
    [2, 3, 4, None, 6, 3]
    """
    dotted = DOTTED.match(text, start)
    if dotted:
        return dotted.end()
    head = text[start : start + 2]
    spaced = SPACED.match(text, start)
    if spaced and head[0] in SURNAMES and FOLLOWER.match(text, spaced.end()):
        return spaced.end()
    if head in SURNAMES:
        ends = [start + 4, start + 3]
    elif head[:1] in SURNAMES and LOOKALIKES.get(head, "") not in (("any",) if beside_office else ("any", "head")):
        ends = [start + 3, start + 2]
    else:
        return _read_rare(text, start) if beside_office else None
    long, short = (end if is_name(text, start, end) and FOLLOWER.match(text, end) else None for end in ends)
    if long and short and text[long - 1] in NEXT_WORD:
        return short
    return long or short or (_read_rare(text, start) if beside_office else None)


def _read_rare(text: str, start: int) -> int | None:
    """The end of a name of the kinds that only an office before it makes sure of."""
    first, second = text[start : start + 1], text[start + 1 : start + 2]
    if first in FIRST_SYLLABLE:
        ends = range(min(start + 7, len(text)), start + 2, -1)
        fits = (e for e in ends if SYLLABLE.issuperset(text[start:e]) and FOLLOWER.match(text, e))
        return next(fits, None)
    if first in RARE_SURNAMES and second not in SURNAMES and is_name(text, start, start + 3):
        return start + 3 if FOLLOWER.match(text, start + 3) else None
    is_familiar = first in ("老", "小") and second in SURNAMES
    return start + 2 if is_familiar and FOLLOWER.match(text, start + 2) else None


def is_name(text: str, start: int, end: int) -> bool:
    """Whether what follows the first character of ``text[start:end]`` can be the rest of a name."""
    given = text[start + 1 : end]
    return (
        end <= len(text)
        and re.fullmatch(f"[{HAN}]+", given) is not None
        and NOT_IN_NAMES.isdisjoint(given)
        and given[-1] not in PLACE_END
        and not OFFICE.search(given)
        and not SAYING.match(text, start + 1)
    )

