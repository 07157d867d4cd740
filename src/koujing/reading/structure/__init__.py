"""Headings, paragraphs and sentences of a repaired text."""

from __future__ import annotations

import re

from koujing.reading.speech import Section

HAN = r"\u3400-\u9fff"
CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}

# The ordinal styles of official outlines, outermost first; the depth of a heading is that of its style.
STYLES = (
    r"第[一二三四五六七八九十]+(?:部分|章|个方面)|[一二三四五六七八九十]{1,3}(?:、|(?=[ \u3000]*$))",
    r"[（(][一二三四五六七八九十]{1,3}[）)]",
    r"\d{1,2}(?:[.．、](?!\d))|第[一二三四五六七八九十]{1,2}[，、,](?=.{0,40}$)",
    r"[（(]\d{1,2}[）)]",
)
HEADING = re.compile(
    r"^[ \u3000]*(?:"
    + "|".join(f"(?P<d{i}>{style})" for i, style in enumerate(STYLES, 1))
    + r")[ \u3000]*(?P<rest>[^\n]*)",
    re.MULTILINE,
)
# A short line of its own without any stop is a heading without ordinal.
BARE_HEADING = re.compile(rf"(?<=\n\n)[ \u3000]*(?P<bare>[{HAN}][{HAN}\d“”、（）《》 ]{{3,33}})(?=\n\n)")
FIRST_SENTENCE = re.compile(r"[^\n。；！？：]{0,60}")

REVIEW = re.compile(r"回顾|过去|[一两三四五]年来|总结|成就|成绩|取得|进展|胜利|现状|情况|去年|转变$")
TASKS = re.compile(
    r"今年|今后|任务|部署|安排|建议|要求|重点|目标|下一步|计划|奋斗|打好|抓好|做好|加强|推进|深化|坚持|确保|扎实|切实|努力"
    r"|[12]\d{3}年(?:的)?工作$"
)
OTHER = re.compile(r"国际|外交|港澳|台湾|国防|香港|形势")
ANNOUNCEMENT = re.compile(
    r"(?:讲|谈|提|分|抓好|做好|做到|实现|解决)[^，。,；\n]{0,8}?(?P<n>[一二三四五六七八九十两]{1,3}|\d{1,2})"
    r"(?:点|个方面|个部分|项工作|条|个问题|方面工作)"
)
HAN_CHARACTER = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
SENTENCE_END = re.compile(r"[。！？!?]+[”』」’）)》]*|\n+")


def small_number(numeral: str) -> int | None:
    """An ordinal or announced count below a hundred, as an integer.

    >>> [small_number(n) for n in ("三", "十一", "二十", "两", "12", "百")]
    [3, 11, 20, 2, 12, None]
    """
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if any(c not in CHINESE_DIGITS for c in tens + ones) or len(tens) > 1 or len(ones) > 1:
        return None
    high = (CHINESE_DIGITS[tens] if tens else 1) if ten else 0
    return 10 * high + (CHINESE_DIGITS[ones] if ones else 0)


def find_sections(text: str) -> tuple[Section, ...]:
    """The headings of a text in order, each reaching to the next heading; the first row is the matter before them all.

    >>> sections = find_sections("同志们：\\n一、去年工作回顾\\n很好。\\n二、今年任务\\n（一）抓好生产。要快。")
    >>> [(s.depth, s.ordinal + s.heading, s.part) for s in sections]
    [(0, '', 'other'), (1, '一、去年工作回顾', 'review'), (1, '二、今年任务', 'tasks'), (2, '（一）抓好生产', 'tasks')]
    """
    heads = _headings(text)
    starts = [0, *(start for start, *_ in heads)]
    ends = [*starts[1:], len(text)]
    sections, part = [], "other"
    for start, end, (_, depth, ordinal, heading) in zip(starts, ends, [(0, 0, "", ""), *heads], strict=True):
        part = _part(heading) if depth <= 1 else part
        body = text[start + len(ordinal) + len(heading) : end]
        announced = ANNOUNCEMENT.search(body)
        n = small_number(announced["n"]) if announced else None
        sections.append(Section(start, end, depth, ordinal, heading, part, n))
    return tuple(sections)


def _headings(text: str) -> list[tuple[int, int, str, str]]:
    """Start, depth, ordinal and wording of every heading."""
    found = []
    for m in HEADING.finditer(text):
        depth = next(i for i in range(1, len(STYLES) + 1) if m[f"d{i}"])
        heading = FIRST_SENTENCE.match(m["rest"])
        found.append((m.start(f"d{depth}"), depth, m[f"d{depth}"], heading.group().strip() if heading else ""))
    outer = 1 if not any(depth == 1 for _, depth, *_ in found) else 2
    taken = {start for start, *_ in found}
    bare = ((m.start("bare"), outer, "", m["bare"].strip()) for m in BARE_HEADING.finditer(text))
    return sorted(found + [b for b in bare if b[0] not in taken])


def _part(heading: str) -> str:
    """Whether a part of a report looks back, sets tasks or does neither, by the words of its heading."""
    if REVIEW.search(heading):
        return "review"
    if OTHER.search(heading):
        return "other"
    return "tasks" if TASKS.search(heading) else "other"


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of every sentence that holds a Han character, its stop included.

    >>> split_sentences("达到26.54万户。好！”\\n完")
    [(0, 10), (10, 13), (14, 15)]
    """
    ends = [m.end() for m in SENTENCE_END.finditer(text)]
    spans = zip([0, *ends], [*ends, len(text)], strict=True)
    trimmed = ((a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in spans)
    return [(a, b) for a, b in trimmed if re.search(f"[{HAN}]", text[a:b])]


def count_han(text: str) -> int:
    """How many Han characters a text has: the base of every rate per 10,000 characters.

    >>> count_han("增长15%，达到二〇二〇年的水平")
    12
    """
    return len(HAN_CHARACTER.findall(text))
