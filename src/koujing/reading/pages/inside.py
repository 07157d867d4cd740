"""Recognise page furniture on the same line as running text: datelines, bylines, labels and picture marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from koujing.chinese.patterns import lazy
from koujing.reading.metadata.lines import SPACE
from koujing.reading.pages.furniture import COLON, labels, wordings
from koujing.speech import SetAside

DATELINE = lazy(
    r"""[【\[（(]?(?:
        (?:本[站报网台刊]|[^\s，。、,:：【】]{2,16}[网报社台]|[^\s，。、,:：]{0,8}(?:新华社|中新社|融媒体?(?:中心)?)[^\s，。,]{0,4})
        [^\s，。、,:：\d]{0,4}(?:\d{4}年)?(?:\d{1,2}月\d{1,2}日)?[讯电](?!息|力|网|话|视|影|子)
        (?:[^\S\n]*据[^\s，。,:：]{2,20}(?:报道|消息))?
        (?:[^\S\n]*[(（][^()（）\n]{0,4}(?:记者|通讯员)[^()（）\n]{1,30}[)）])?
      | [\u3400-\u9fff]{2,10}(?:网|台|报|社|客户端|融媒)消息(?:[(（][^()（）\n]{2,20}[)）])?[:：]?        # 甲网消息（晚间新闻）：
    )[】\]）)]?[^\S\n]?""",
    re.VERBOSE,
)
# (中国交通报社驻江西记者站 … 练崇田), (张丽莎 猛赫): names at the very end, without a sentence in them.
BYLINE = lazy(r"(?<=[。！？”])[^\S\n]*[(（][^()（）。，,、：:；;\n]{2,40}[)）]\s*\Z")


def _tail() -> str:
    """An editor's credit at the end of a paragraph: …见成效。（责任编辑：丙）, …见成效。责编：丙."""
    label = f"{labels('')}{SPACE}*{COLON}"
    source = f"(?:{wordings('named')}|(?:文章|稿件|信息)来源){SPACE}*[:：]"
    bracketed = rf"[(（\[【]{SPACE}*{label}[^()（）。\n]{{1,60}}[)）\]】]"
    return rf"(?<=[。！？”])[^\S\n]*(?:{bracketed}|{source}[^()（）。，\n]{{1,40}})\s*\Z"


TAIL = lazy(_tail)
MARK = lazy(COLON)  # stands in every such credit
LABEL = lazy(r"原(?:标题|题)[:：]|[（(](?:两会)?受权发布[)）]")
PICTURE = lazy(r"[(（](?:组?图|图文|附图|视频)[)）]")


def find_inside(text: str, lines: Sequence[tuple[int, int]]) -> list[SetAside]:
    """Datelines, bylines, labels and picture marks: page furniture on the same line as running text."""
    found = []
    for a, b in lines:
        head = text[a : a + 60]
        if "讯" in head or "电" in head or "消息" in head:
            found += [SetAside(*_stripped(m), "dateline") for m in [DATELINE.match(text, a, b)] if m]
        if head.startswith(("原", "（", "(")):
            found += [SetAside(*_stripped(m), "label") for m in [LABEL.match(text, a, b)] if m]
        if MARK.search(text, max(a, b - 70), b):
            found += [SetAside(*_stripped(m), "byline") for m in [TAIL.search(text, max(a, b - 70), b)] if m]
    last = lines[-1][1] if lines else 0
    found += [SetAside(*_stripped(m), "byline") for m in [BYLINE.search(text, max(0, last - 50), last)] if m]
    return found + [SetAside(*m.span(), "picture mark") for m in PICTURE.finditer(text, 0, min(last, 200))]


def _stripped(match: re.Match[str]) -> tuple[int, int]:
    group = match.group()
    return match.end() - len(group.lstrip()), match.start() + len(group.rstrip())
