"""Recognise what surrounds the text of a page: labelled lines, menus and tabs above its first and below its last sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.patterns import lazy
from koujing.reading.metadata.lines import AFTER_LABEL, SPACE, label_pattern
from koujing.reading.pages.furniture import FOOT, LONGEST, LONGEST_NOTE, STOPS, wordings
from koujing.speech import SetAside

Span = tuple[int, int]

HAN = "\u3400-\u9fff"
SENTENCE = lazy(r"[。！？；]")
LABELLED = lazy(
    lambda: (
        rf"[（(【\[•●◆■▪]?{SPACE}*(?:{label_pattern('', 'edge')}){SPACE}*?(?P<mark>{AFTER_LABEL}){SPACE}*(?P<value>[^\n]*)"
    )
)
BARE = lazy(lambda: rf"(?:{wordings('named')})[:：]{SPACE}*[{HAN}·]{{2,6}}")
SHORT_VALUE = lazy(r"\d{1,9}次?|[（(【\[]?[大中小][\]】)）]?")  # on the line below its label: 阅读：⏎147
# The value of a label on the line below it: 发布日期：⏎2024-04-06, 发文机关：⏎甲县人民政府.
VALUES = {
    **dict.fromkeys(
        ("published", "issued", "time"), lazy(r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\s{1,4}\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?")
    ),
    "issuer": lazy(rf"[{HAN}]{{1,20}}(?:政府|委员会|[厅局委办院]|办公室|中心|网站?)"),
    "number": lazy(rf"[{HAN}]{{1,12}}[〔\[【（(]\d{{4}}[〕\]】）)]\d{{1,4}}号"),
    "index": lazy(r"[\dA-Za-z/_-]{6,40}"),
}
REST = lazy(r"[\]】)）]")  # of a label whose buttons stand on lines of their own: 字号:[⏎大⏎中⏎小⏎]
# 2013年3月21日 above 【字体：大 中 小】 is the day of the page.
STAMP = lazy(r"\d{4}年\d{1,2}月\d{1,2}日(?:[^\S\n]*\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?")
UNDER_STAMP = lazy(r"[【\[（(]?\s*(?:字|浏览|点击|阅读|分享|打印|来源|作者|编辑|[】\]]|$)")
# Entries by which a list of short lines is known as a menu; how many there must be, and how many others between two of them.
SIGN = lazy(lambda: rf"{wordings('menu')}|[|｜丨>＞»›]{{1,2}}|(?:[您你])?(?:当前|现在)?(?:所在)?的?位置{SPACE}*[:：]")
STEPS = lazy(r"[>＞»›]{1,2}")
ENTRY = lazy(rf"(?!第[{TO_TEN}]|[{TO_TEN}]、|[（(][{TO_TEN}])[^\d。，；：！？:,\n—]{{1,14}}")
FEWEST, APART = 4, 30
SHORTEST_TITLE = 8
NEAR_TOP = 8  # lines within which a motto stands above the menu
# 要闻 above a title; on a page with other signs of a site also any word of two to four characters, unless it is a title itself.
TAB_NAME = lazy(lambda: wordings("tab"))
TAB = lazy(
    lambda: (
        rf"{wordings('tab')}|[A-Za-z]{{2,12}}|(?![{TO_TEN}]|[{HAN}]{{0,2}}(?:讲话|致辞|致词|发言|报告|贺信|贺词|通知|公告|演讲|前言|目录|意见|持词|县|市)|[^\n]{{0,3}}们)[{HAN}]{{2,4}}"
    )
)
UNDER_TAB = lazy(rf"(?!{SPACE}*(?:—|[（(]|\d{{4}}年\d{{1,2}}月|[{TO_TEN}〇○零]{{4}}年|各位|同志|在|尊敬))[^\n。；]{{7,80}}")
# （甲乙 丙丁）, （县政府办） below the text.
CREDIT = lazy(r"[（(](?![^\n]{0,8}(?:掌声|鼓掌|完|略|附|此件))[^()（）。，；\n]{2,40}[）)]\s*[|｜]?")
# 大会召开-甲县人民政府门户网站, 大会召开_要闻_甲网, 大会召开 - 来自甲
SITE_TAIL = lazy(
    lambda: (
        rf"(?:{SPACE}*(?:_{SPACE}*[{HAN}]{{2,8}}|[-–－|｜]{SPACE}*(?:{wordings('tab')}))(?={SPACE}*[-_–－|｜])){{0,4}}"
        rf"{SPACE}*(?<![-—_–－])[-_–－|｜—]{SPACE}*(?![-—_–－])(?:[{HAN}A-Za-z·]{{2,24}}"
        r"(?:网|网站|门户|人民政府|频道|平台|公众号|客户端|[日晚]报|新闻|在线|电视台|融媒体?(?:中心)?)|(?:来自|来源于?)[^\n，。]{2,24})"
        rf"(?:{SPACE}*[-_–－|｜—]{SPACE}*[^\n，。]{{2,20}}){{0,3}}\Z"
    )
)
JOINED = lazy(rf"{SPACE}*[-_–－|｜—]")
FROM = lazy(rf"(?<=[。！？”]){SPACE}{{0,20}}[-—]{{0,2}}(?:来自|搜索|转自|摘自)(?:{SPACE}?[{HAN}A-Za-z]){{2,16}}\Z")


def find_edges(text: str, lines: Sequence[Span], known: Sequence[SetAside]) -> list[SetAside]:
    """What is set aside above the first and below the last sentence of a page, besides what is ``known``.

    >>> from koujing.chinese.marks import split_lines
    >>> page = "标题：大会召开\\n正文：\\n同志们：开会。\\n时间：三天\\n要快。"
    >>> [page[s.start : s.end] for s in find_edges(page, list(split_lines(page)), [])]
    ['标题：大会召开', '正文：']
    """
    taken = {s.start for s in known}
    head = _first_lines(text, lines, taken)
    foot = _last_lines(text, lines[len(head) :], taken)
    found = [*_labelled(text, head), *_labelled(text, foot), *_menus(text, head), *_menus(text, foot)]
    taken |= {s.start for s in found}
    found += _footer(text, foot, taken)
    found += [SetAside(*span, "byline") for span in foot if CREDIT.fullmatch(text, *span)]
    taken |= {s.start for s in found}
    found += _mastheads(text, head, taken, {s.start for s in known if s.why == "breadcrumb"})
    taken |= {s.start for s in found}
    rest = [span for span in head if span[0] not in taken]
    found += [*_stamps(text, head, taken), *_tabs(text, rest, TAB if len(rest) < len(head) else TAB_NAME)]
    return found + _tails(text, lines)


def _first_lines(text: str, lines: Sequence[Span], taken: set[int]) -> list[Span]:
    """The lines before the first sentence; the sentences of a summary, and a motto above the menu, belong to the page."""
    head: list[Span] = []
    for k, span in enumerate(lines):
        summary = head and _is_empty_summary(text, head[-1])
        if not (_is_outside(text, span, taken) or summary or _is_motto(text, lines, k)):
            break
        head.append(span)
    return head


def _is_motto(text: str, lines: Sequence[Span], k: int) -> bool:
    """Whether a short line at the top of the page stands above its menu."""
    if k > NEAR_TOP or lines[k][1] - lines[k][0] > LONGEST:
        return False
    below = [text[a:b] for a, b in lines[k + 1 : k + 1 + APART]]
    return sum(bool(SIGN.fullmatch(line)) for line in takewhile(lambda line: not SENTENCE.search(line), below)) >= FEWEST


def _last_lines(text: str, lines: Sequence[Span], taken: set[int]) -> list[Span]:
    """The lines after the last sentence."""
    last = next((k for k in range(len(lines) - 1, -1, -1) if not _is_outside(text, lines[k], taken)), -1)
    return list(lines[last + 1 :])


def _is_outside(text: str, span: Span, taken: set[int]) -> bool:
    return span[0] in taken or not SENTENCE.search(text, *span) or _label(text, span) is not None


def _label(text: str, span: Span) -> re.Match[str] | None:
    """The label with which a line begins, if the rest of the line is as short as such lines are, and no sentence."""
    m = LABELLED.match(text, *span)
    if m is None or (not m["mark"].strip() and (m["text"] or m["summary"] or m["time"] or m["place"])):
        return None  # 时间 地点 内容 is the head of a table, 全文　要点 a heading
    if m["text"]:
        return m
    if m["summary"]:
        return m if span[1] - span[0] <= LONGEST_NOTE else None
    return m if span[1] - span[0] <= LONGEST and text[span[1] - 1] not in "。；，" else None


def _is_empty_summary(text: str, span: Span) -> bool:
    m = _label(text, span)
    return bool(m and m["summary"] and not m["value"])


def _labelled(text: str, edge: Sequence[Span]) -> Iterator[SetAside]:
    """Labelled lines, with the number or the summary that stands on the line below its label."""
    above: re.Match[str] | None = None
    value: Span | None = None
    for span, below in pairwise([*edge, (0, 0)]):
        m = _label(text, span) if span != value else None
        if m and _has_value(m, text[slice(*below)]):
            value = below
            yield SetAside(span[0], below[1], "page data")
            continue
        if text[below[0] : below[0] + 1] in ("：", ":") and BARE.fullmatch(f"{text[slice(*span)]}{text[slice(*below)]}"):  # 责任编辑⏎：甲乙
            yield from (SetAside(*span, "page data"), SetAside(*below, "page data"))
        if above and above["summary"] and not above["value"]:
            yield SetAside(*span, "editor's note")
        elif m and m["text"]:
            yield SetAside(span[0], m.start("value") if m["value"] else span[1], "label")
        elif m:
            yield SetAside(*span, "editor's note" if m["summary"] else "page data")
        elif REST.fullmatch(text, *span) or (
            above and above.string[above.end() - 1] in ":：" and SHORT_VALUE.fullmatch(text, *span)
        ):
            yield SetAside(*span, "page data")
        above = m


def _has_value(label: re.Match[str], below: str) -> bool:
    """Whether the line below a label without a value is its value."""
    kind = next((kind for kind in VALUES if label[kind]), None)
    return bool(kind and not label["value"] and VALUES[kind].fullmatch(below))


def _menus(text: str, edge: Sequence[Span]) -> Iterator[SetAside]:
    """Runs of short lines among which the signs of a menu are not far apart, with the entries above the first sign."""
    shown = [text[a:b] for a, b in edge]
    signs = [k for k, line in enumerate(shown) if SIGN.fullmatch(line)]
    ends = {k + 1 for k in signs if STEPS.fullmatch(shown[k]) and k + 1 < len(shown)}
    for run in _runs(shown, sorted({*signs, *ends}), ends):
        first = run[0]
        while first > 0 and ENTRY.fullmatch(shown[first - 1]) and (first > 1 or shown.count(shown[0]) > 1):
            first -= 1
        if any(SENTENCE.search(line) for line in shown[:first]):
            first = 0
        yield from (SetAside(*edge[k], "links") for k in range(first, run[-1] + 1))


def _runs(shown: Sequence[str], signs: Sequence[int], ends: set[int]) -> Iterator[list[int]]:
    """The signs of each menu: between two of them are only a few entries, and none below the last step of a breadcrumb."""
    run: list[int] = []
    for k in [*signs, len(shown) + APART + 1]:
        between = range(run[-1] + 1, k) if run else range(0)
        near = run and len(between) <= APART and all(ENTRY.fullmatch(shown[j]) for j in between)
        if not near or (run[-1] in ends and between):
            if len(run) >= FEWEST:
                yield run
            run = []
        run.append(k)


def _footer(text: str, foot: Sequence[Span], taken: set[int]) -> Iterator[SetAside]:
    """Everything from the footer of the site on, and the numbers of further pages (1⏎2⏎3)."""
    first = next((k for k, span in enumerate(foot) if FOOT.search(text, *span)), len(foot))
    yield from (SetAside(*span, "page data") for span in foot[first:])
    rest = [span for span in foot if span[0] not in taken]
    numbers = [span for k, span in enumerate(rest) if text[slice(*span)] == str(k + 1)]
    yield from (SetAside(*span, "page number") for span in numbers if len(numbers) > 1)


def _stamps(text: str, head: Sequence[Span], taken: set[int]) -> Iterator[SetAside]:
    """A day on a line of its own above the page's buttons."""
    for k, span in enumerate(head[:-1]):
        below = head[k + 1]
        if below[0] in taken and STAMP.fullmatch(text, *span) and UNDER_STAMP.match(text, *below):
            yield SetAside(*span, "page data")


def _mastheads(text: str, head: Sequence[Span], taken: set[int], steps: set[int]) -> Iterator[SetAside]:
    """What stands above a breadcrumb is the site's, if there is a title below; so is a title that goes on with the site's name."""
    own = [text[a:b] for a, b in head if a not in taken and b - a >= SHORTEST_TITLE]
    for a, b in head[:2]:  # the title with the name of the site, above the title
        if any(text.startswith(title, a, b) and JOINED.match(text, a + len(title), b) for title in own):
            yield SetAside(a, b, "masthead")
    at = next((k for k, span in enumerate(head) if span[0] in steps), 0)
    if at and any(UNDER_TAB.fullmatch(text, *span) for span in head[at + 1 :] if span[0] not in taken):
        yield from (SetAside(*span, "masthead") for span in head[:at] if span[0] not in taken)


def _tabs(text: str, head: Sequence[Span], tab: re.Pattern[str]) -> Iterator[SetAside]:
    """The tabs of the site, up to three, under which the page stands."""
    for span, below in list(pairwise(head))[:3]:
        if not (tab.fullmatch(text, *span) and (UNDER_TAB.fullmatch(text, *below) or tab.fullmatch(text, *below))):
            return
        yield SetAside(*span, "breadcrumb")


def _tails(text: str, lines: Sequence[Span]) -> list[SetAside]:
    """The name of the site behind the title, or behind the last sentence."""
    behind = [SITE_TAIL.search(text, a + 4, b) for a, b in lines[:3] if text[b - 1] not in STOPS]
    found = [SetAside(m.start(), m.end(), "masthead") for m in behind if m]
    last = FROM.search(text, max(lines[-1][0], lines[-1][1] - 60), lines[-1][1]) if lines else None
    return [*found, SetAside(*last.span(), "byline")] if last else found
