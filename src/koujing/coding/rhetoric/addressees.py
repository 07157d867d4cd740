"""Whom an order addresses: the body or people named before it, in its clause, its sentence, or the sentence before."""

from __future__ import annotations

import re

# What names an addressee begins with one of these …
_FIRST = (
    "各|全[省市县区州党国军社行厅局系]|有关|相关|广大|所有|一切|每[个一位名]|我们|大家|同志们|你们|政府|地方|国务院|党[委组员]"
    "|企业|领导|部门|厅|县|市|省|区|乡|镇|村|州|中央|联村|驻村|牵头|责任|基层|纪检|宣传|组织部|财政|银行|人民|干部|工会"
    "|农村|城市|国家|公安|工商|税务|学校|教师|科技|文艺|经营|用人|主管|监管|参与|承担|没有|有定点|6个|\\d+个"
)
# … and ends with one of these, or is one of the first whole.
_LAST = (
    "政府|党委|党组|党组织|部门|单位|干部|党员|同志|同志们|企业|机构|机关|工作队|工作组|第一书记|地区|地方|乡镇|（镇）|县区|[县市省区州厅局委办部院处室队组厂矿社校团会]"
    "|人员|群众|人民|职工|农民|委员会|办公室|领导小组|法院|检察院|公司|银行|代表|委员|部队|官兵|工作者|组织|系统|战线|双联办|负责人|领导"
    "|书记|主任|领导班子|班子|上下|各界|公务员|教师|学生|青年|妇女|企业家|双方|方面|各地|各级|各行业|园区|院所|协会"
)
_BODY = "政府|党委|部门|单位|干部|党员|企业|机构|机关|组织|工作队|委员会|人员|工作者|公司|银行|法院|检察院|学校|院校|地区|地方"  # after any noun
_SELF = "我们|大家|同志们|你们|各地|各级|各方|全党|全国|全省|全市|全县|国务院|政府"
_BY = "(?:都|也|还|更|均|就|则|又|既|一定|特别|尤其|首先|同时|今后|必须|今年|明年|要|应当|应该|务必|仍然|仍|继续|将|一方面|当前|普遍|一律|坚决){0,3}"
_WHO = re.compile(
    rf"(?:因此|所以|今后|同时|当前|今年|特别是|尤其是|为此|其次|首先|第[一二三四五六七八九十]，|[一二三四五六七八九十]是|一方面|另一方面|下一步|但是|但|而且|目前)?，?"
    rf"(?P<who>(?:{_SELF})|(?:{_FIRST})[^，,。；;：:！？\n的了]{{0,24}}?(?:{_LAST})|(?:{_FIRST})[^，,。；;：:！？\n了]{{0,28}}?(?:{_LAST})"
    rf"|[^，,。；;：:！？\n的了是在把对以从使让]{{1,10}}?(?:{_BODY}))"
    rf"(?=(?P<by>{_BY})\Z)"
)
_OPENING = re.compile(
    rf"[\s　]*(?:[一二三四五六七八九十]是|第[一二三四五六七八九十]，|因此，|同时，|今后，|特别是)?(?P<who>(?:{_SELF})(?=[，要必应务都也在还]|$)"
    rf"|(?:{_FIRST})[^，,。；;：:！？\n的了]{{0,24}}(?:{_LAST}))(?=[，要必应务都也在还对把以从]|$)"
)
# What may stand before an order that goes on with the same addressee.
_GOES_ON = re.compile(r"[\s　]*(?:[一二三四五六七八九十]+|第[一二三四五六七八九十]+[，、]?|[一二三四五六七八九十]+是|其[一二三四五六]，?|首先，?|其次，?|最后，?|同时，?|还|也|都|更|特别|尤其|尤其是|特别是|一定|既|又|今后，?|（[一二三四五六七八九十]）)*\Z")
_STOPS = "。！？!?\n"
_BREAK = re.compile("[，,；;：:。！？!?\n]")


class Addressees:
    """The addressee of each order of a text, asked for in the order of the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._read = 0  # up to here the ends of sentences are known
        self._sentence = 0  # where the sentence begins
        self._opening: str | None = None  # who stands at its head; None: not looked for yet
        self._last = ""  # whom the sentence addressed
        self._before = ""  # whom the sentence before it addressed

    def sentence(self, place: int) -> int:
        """Where the sentence of a place begins; places are asked for in the order of the text."""
        between = self._text[self._read : place]
        self._read = place
        stops = sum(map(between.count, _STOPS))
        if stops:
            self._before = self._last if stops == 1 and "\n" not in between else ""
            self._sentence = place - len(between) + max(map(between.rfind, _STOPS)) + 1
            self._last, self._opening = "", None
        return self._sentence

    def of(self, start: int) -> str:
        """Whom the order at ``start`` addresses, empty where the text does not say."""
        head = self._text[max(self.sentence(start), start - 40) : start].lstrip("”’」』 \u3000")
        clause = head[max((m.end() for m in _BREAK.finditer(head)), default=0) :]
        found = _who_in(clause) if clause else ""
        if not found and not self._last:
            found = self._at_opening(start)
        if not found and not self._last and self._before and _GOES_ON.match(head):
            found = self._before
        self._last = found or self._last
        return self._last

    def _at_opening(self, start: int) -> str:
        if self._opening is None:
            match = _OPENING.match(self._text, self._sentence, min(start, self._sentence + 60))
            self._opening = match["who"] if match else ""
        return self._opening


def _who_in(clause: str) -> str:
    match = _WHO.match(clause)
    return match["who"] if match else ""
