"""Separate the speeches on a page from its furniture, which is set aside with a reason, and from each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.patterns import lazy
from koujing.reading.pages.doubles import find_doubles
from koujing.reading.pages.edges import find_edges
from koujing.reading.pages.furniture import BULLET, LONGEST_NOTE, SITE_NAME, reason_to_set_aside
from koujing.reading.pages.inside import DATELINE, find_inside
from koujing.speech import SetAside

# Where the running text ends and nothing more belongs to the speech: a line with a notice that a host or a transcriber
# puts below the text, or one that leads to other pages.
END = lazy(
    r"""\n[^\S\n]*(?:                                  # the line end before it, for a fast search
        (?P<notice>本作品(?:是|在|的|属)|[（(【]?(?:本文|本站|本网|以上内容)(?:来源|转载|部分内容|内容来自|摘自)|(?:特别)?(?:版权)?声明[:：]
        |版权(?:声明|所有)(?!权)|免责声明|Public\ domain|字库未存字注释)
      | (?:看了[^\n]{0,60}还看了|你(?:可能|也许)?(?:会|还)?(?:喜欢|感兴趣)|[猜为][你您](?:喜欢|推荐)|大家(?:都|还)在看
        |今日推荐|编辑推荐|精彩推荐|(?:【[^\n】]{1,40}】的?|《[^\n》]{1,40}》的?)?【?(?:相关|往期|推荐)(?:文章|阅读|链接|新闻|推荐|报道|内容|信息|稿件|专题|资讯|解读|回顾|精选|热词)】?
        |延伸阅读|扩展阅读|更多(?:相关|精彩)[^\n，。]{0,6}|热[门点](?:文章|推荐|新闻|评论|标签|排行)|(?:点击|阅读|浏览)排行榜?|精选留言
        |(?:最新|网友)评论|(?:上|下|前|后)一[篇条]|查看原文|本期编辑|阅读原文|友情链接)
        (?![\w，。、,])                                                      # 相关文章很多 is a sentence
    )""",
    re.VERBOSE,
)
# 讲话[篇二], 讲话(二), 讲话篇2: the same title with successive numbers.
NUMBERED_TITLE = lazy(
    rf"(?P<stem>[^\n，。；！？]{{3,40}}?)[^\S\n]*(?:[\[【(（〔]\s*(?:篇|范文|之)?(?P<n>[{TO_TEN}\d]{{1,3}})\s*[\]】)）〕]"
    rf"|(?:篇|范文)(?P<m>[{TO_TEN}\d]{{1,3}}))[:：]?"
)
NUMBERED_ENDS = frozenset(f"{TO_TEN}]】)）〕:：")  # besides digits
LONGEST_TITLE = 60
BLANK = " \t\r\f\v\u3000\xa0\u200b\ufeff"
SENTENCE = lazy(r"[。！？；]")
# The longest caption in our texts has 33 characters; the longest between a title and a dateline has 7 (会 场, 参会人员).
CAPTION_LENGTH = 45
HEAD_CAPTION = 12
MOST_CAPTIONS = 100  # a report with more short lines is a list
# A menu consists of links, apart from its separators; in a paragraph of an encyclopaedia up to a third is links.
LINK_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the spans of its speeches, and what was set aside."""

    speeches: list[tuple[int, int]]
    set_aside: list[SetAside]


def read_page(text: str, links: Sequence[tuple[int, int]] = ()) -> Page:
    """Set the furniture of a page aside and split the rest into speeches; all offsets are into ``text``.

    ``links`` are the spans that lead to other pages.

    >>> page = read_page("大会召开\\n发布时间:2020-12-13\\n同志们：今天开会。\\n相关文章\\n别的讲话")
    >>> page.speeches, [(s.start, s.end, s.why) for s in page.set_aside]
    ([(0, 30)], [(5, 20, 'page data'), (31, 40, 'related links')])
    """
    end, why = _end_of_speech(text)
    lines = _lines(text, end)
    titles = _numbered_titles(text, lines)
    set_aside = _page_lines(text, lines) + _link_lines(text, lines, links) + find_inside(text, lines)
    set_aside += find_edges(text, lines, set_aside)
    whole = {(s.start, s.end) for s in set_aside}
    set_aside += _captions(text, [span for span in lines if span not in whole], end)
    set_aside += find_doubles(text, lines, [m.start() for m in titles])
    if end < len(text.rstrip()):
        set_aside.append(SetAside(end, len(text), why))
    set_aside = _merge(set_aside)
    speeches = _split(text, end, titles) if titles else [_bounds(text, set_aside)]
    if titles:
        set_aside = _merge(set_aside + _outside(text, speeches, set_aside))
    return Page(speeches, set_aside)


def _end_of_speech(text: str) -> tuple[int, str]:
    """Where the notices or links below the last speech begin, and which of the two they are."""
    last = (m for m in END.finditer("\n" + text) if not _speech_follows(text, m.end() - 1))
    return next(((m.start(), "notice" if m["notice"] else "related links") for m in last), (len(text), ""))


def _speech_follows(text: str, at: int) -> bool:
    """Whether there is more running text after ``at`` than before it, so that the speech does not end there."""
    return len(text) - at > at + 200


def _lines(text: str, end: int) -> list[tuple[int, int]]:
    """The start and end of every line that is not blank, without the white space around it."""
    lines, at = [], 0
    for line in text[:end].split("\n"):
        if visible := line.strip(BLANK):
            start = at + line.index(visible[0])
            lines.append((start, start + len(visible)))
        at += len(line) + 1
    return lines


def _page_lines(text: str, lines: Sequence[tuple[int, int]]) -> list[SetAside]:
    short = ((a, b) for a, b in lines if b - a <= LONGEST_NOTE)
    found = ((a, b, reason_to_set_aside(BULLET.sub("", text[a:b], 1) or "-")) for a, b in short)
    aside = [SetAside(a, b, why) for a, b, why in found if why]
    over = lines[1:2] if lines and SITE_NAME.fullmatch(text, *lines[0]) else []
    named = any(s.why == "breadcrumb" and (s.start, s.end) in over for s in aside)
    return [SetAside(*lines[0], "masthead"), *aside] if named else aside


def _link_lines(text: str, lines: Sequence[tuple[int, int]], links: Sequence[tuple[int, int]]) -> list[SetAside]:
    """Lines that consist of links: menus and lists of other pages."""
    found, starts = [], [start for start, _ in links]
    for a, b in lines if links else ():
        own = links[max(0, bisect_left(starts, a) - 1) : bisect_left(starts, b)]
        linked = sum(len("".join(text[max(a, c) : min(b, d)].split())) for c, d in own)
        if linked >= LINK_SHARE * len("".join(text[a:b].split())) and not SENTENCE.search(text, a, b):
            found.append(SetAside(a, b, "links"))
    return found


def _captions(text: str, lines: Sequence[tuple[int, int]], end: int) -> list[SetAside]:
    """Lines without a stop that repeat the title or, in a news report, repeat a sentence or come before the dateline."""
    first = next((i for i, span in enumerate(lines) if SENTENCE.search(text, *span)), 0)
    news = any(DATELINE.match(text, a) for a, _ in lines[: first + 1])
    short = [k for k, (a, b) in enumerate(lines) if k and b - a <= CAPTION_LENGTH and _has_no_stop(text, a, b)]
    found = []
    for k in short:
        a, b = lines[k]
        if text[a:b] == text[slice(*lines[0])]:
            found.append(SetAside(a, b, "repeated title"))
        elif news and (
            b - a <= HEAD_CAPTION if k < first else len(short) < MOST_CAPTIONS and _stands_twice(text, a, b, end)
        ):
            found.append(SetAside(a, b, "caption"))
    return found


def _has_no_stop(text: str, start: int, end: int) -> bool:
    return text[end - 1] not in "。；？：:！，,、" and not SENTENCE.search(text, start, end)


def _stands_twice(text: str, start: int, end: int, limit: int) -> bool:
    return text.count(text[start:end], 0, limit) > 1


def _numbered_titles(text: str, lines: Sequence[tuple[int, int]]) -> list[re.Match[str]]:
    """Title lines that repeat one title with successive numbers (篇一, 篇二, …), if there are at least two."""
    ends = ((a, b, text[b - 1]) for a, b in lines if b - a <= LONGEST_TITLE)
    short = (NUMBERED_TITLE.fullmatch(text, a, b) for a, b, end in ends if end in NUMBERED_ENDS or end.isdigit())
    titles = [m for m in short if m]
    if len(titles) < 2:
        return []
    stems = Counter(m["stem"].strip() for m in titles)
    return [m for m in titles if stems[m["stem"].strip()] >= 2]


def _split(text: str, end: int, titles: list[re.Match[str]]) -> list[tuple[int, int]]:
    starts = [m.start() for m in titles]
    return [(a, a + len(text[a:b].rstrip())) for a, b in pairwise([*starts, end])]


def _outside(text: str, speeches: list[tuple[int, int]], known: list[SetAside]) -> list[SetAside]:
    """What comes before, between and after the speeches of a page and is not set aside yet."""
    taken = sorted(speeches + [(s.start, s.end) for s in known])
    found, at = [], 0
    for a, b in [*taken, (len(text), len(text))]:
        gap = text[at:a]
        if gap.strip():
            found.append(SetAside(at + len(gap) - len(gap.lstrip()), at + len(gap.rstrip()), "page title"))
        at = max(at, b)
    return found


def _merge(set_aside: list[SetAside]) -> list[SetAside]:
    """What is set aside, in order; of two that overlap, the one that begins first and reaches furthest is kept."""
    merged: list[SetAside] = []
    for s in sorted(set_aside, key=lambda s: (s.start, -s.end)):
        if not merged or s.start >= merged[-1].end:
            merged.append(s)
    return merged


def _bounds(text: str, set_aside: list[SetAside]) -> tuple[int, int]:
    """The bounds of the text without what is set aside at its two ends and the white space around that."""
    start, end = 0, len(text)
    for s in set_aside:
        if text[start : s.start].strip():
            break
        start = s.end
    for s in reversed(set_aside):
        if s.start < start or text[s.end : end].strip():
            break
        end = s.start
    if (start, end) == (0, len(text)):
        return start, end
    return start + len(text[start:end]) - len(text[start:end].lstrip()), len(text[:end].rstrip())
