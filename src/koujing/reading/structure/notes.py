"""End notes: the terms that a text explains behind its last words, as county reports do by the dozen (名词解释, ［1］“三清”：指…)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from koujing.chinese.marks import Span
from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.patterns import lazy


class Note(NamedTuple):
    """``text[term]`` is explained by ``text[body]``; the term is empty where the note explains none. It begins at ``start``."""

    start: int
    term: Span
    body: Span


_BLANKS = "[ \u3000]{0,4}"


def _spaced(words: str) -> str:
    """Any of some words; a heading may have blanks within and behind them (名 词 解 释)."""
    return f"(?:{'|'.join(_BLANKS.join(word) for word in words.split())}){_BLANKS}"


_ABOUT = f"(?:{_spaced('有关 相关 部分 主要 专业 专有 重要')})*"
_WHAT = _spaced("名词 术语 词语 短语 用语 词汇 概念 新词")
_TERMS = f"(?:{_WHAT})+(?:[、和]?{_spaced('名词 术语')})?(?:的)?{_spaced('解释 注释 说明 释义 注解')}"
# A line that says nothing else than that notes follow.
_HEADING = lazy(
    rf"^[ \u3000]*[※*＊【\[（(《]*(?:附件?[\d一二]?|注)?[：:、 ]?(?:《?[^\n《》。，]{{0,12}}工作报告》?)?(?:中)?(?:的)?"
    rf"(?:{_ABOUT}{_TERMS}|{_spaced('注释 注解 附注 尾注')})[※*＊】\]）)》]*[：:]?[ \u3000]*$",
    re.MULTILINE,
)
# Marks of a note at the beginning of a line: only those in brackets or rings number notes without a heading above them.
_SIGNED = r"[［\[〔【]\s?注?\d{1,3}\s?[］\]〕】]|[①-⑳㉑-㉟]|注(?:\d{1,2}|[" + TO_TEN + "])[：:.．、]?"
_LINE = r"^[ \u3000]*"
_FIRST = lazy(rf"{_LINE}(?:[［\[〔【]\s?注?1\s?[］\]〕】]|①|注[1一](?!\d)[：:.．、]?)", re.MULTILINE)
_NUMBERED = lazy(rf"{_LINE}(?:{_SIGNED})\s?", re.MULTILINE)
# Below a heading other numbers do too, and several notes may stand in one line.
_LISTED = lazy(
    rf"{_LINE}(?:{_SIGNED}|[（(]\d{{1,3}}[）)]|\d{{1,3}}(?:[.．、]|(?=[“\[【])))\s?"
    r"|(?<=[。；）)])(?:[［\[〔]\d{1,3}[］\]〕]|[①-⑳])",
    re.MULTILINE,
)
# What a note says before it says what its term means, and no word that begins so (指导, 即将).
_SAYS = r"(?:是指|指的是|指(?![导标挥示数定引出派明])|即(?![将使可便时日]))"
# Where neither a heading nor numbers tell, the last lines are notes if each begins with a quoted term and what it means.
_UNNUMBERED = lazy(rf"{_LINE}(?=[“「][^\n。；：:”」]{{1,30}}[”」][^\n。；，：:“]{{0,8}}[：:，,]?{_SAYS})", re.MULTILINE)
_LINES = lazy(r"^[ \u3000]*(?=[^\s])", re.MULTILINE)
# The term ends at a colon or, in brackets, with them; else before the word that says what it means.
_TERM = lazy(
    rf"""[\[［【](?P<bracketed>[^\n\]］】]{{1,40}})[\]］】][：:]?
        |(?P<term>[^\n。；：:]{{1,60}}?)(?:[：:]|——)
        |(?P<said>[“「][^\n。；：:”」]{{1,40}}[”」][^\n。；，：:“]{{0,8}}?|[^\n。；：:，“]{{1,14}}?)[，,]?(?={_SAYS})""",
    re.VERBOSE,
)
_MEANS = lazy(rf"[ \u3000]*{_SAYS}")
_AROUND = "“”「」 \u3000"  # what may stand around a term
# What is running text behind notes: a numbered heading, or more than a second paragraph of the last one.
_OUTLINE = lazy(rf"^[ \u3000]*(?:[{TO_TEN}]{{1,3}}、|[（(][{TO_TEN}]{{1,3}}[）)]|第[{TO_TEN}]{{1,3}}[、，章节部])", re.MULTILINE)
_REST = 150  # characters; of 262 notes in ten reports, one has a second paragraph
_DIGITS = lazy(r"\d+")
_PAGE = lazy(r"(?:[（(]见(?:报告)?第\d+[^（）()\n]{0,12}[）)])?\s*$")
# A text without any of these has no heading or number of notes.
_HINTS = ("解释", "注释", "说明", "释义", "注解", "附注", "尾注", "1]", "1］", "1】", "1〕", "①", "注1", "注一")
_SPACED_HINT = lazy("[解注释说附尾][ \u3000]+[释解义明注]")
_MOST_LINES = 400  # the longest notes known have 41
_TRIED = 3  # how many headings or first numbers may be the one that notes follow, from the last on
_LONGEST = 1500  # characters of a note; a longer one is a text of its own


def find_notes(text: str) -> list[Note]:
    """The end notes of a text: all that stands from the first of them on is notes.

    A list that ends a speech is none: without a heading most notes must say 指, or the text must have their numbers behind the terms;
    without numbers, most terms must be quoted or used before. If running text goes on behind notes, they are none.

    >>> text = "抓好“三清”[1]。\\n名词解释\\n[1]“三清”：指清河、清渠、清沟。"
    >>> [(text[slice(*note.term)], text[slice(*note.body)]) for note in find_notes(text)]
    [('“三清”', '指清河、清渠、清沟。')]
    """
    starts = _line_starts(text) if any(hint in text for hint in _HINTS) or _SPACED_HINT.search(text) else []
    for heading in _last(_HEADING, text, starts):
        found = _notes(text, _in_order(text, _LISTED.finditer(text, heading.end())))
        found = found if _most(note.term[0] < note.term[1] for note in found) else _lines_below(text, heading)
        if _are_all(text, heading.end(), found):
            return [found[0]._replace(start=heading.start()), *found[1:]]
    for first in _last(_FIRST, text, starts):
        found = _notes(text, _in_order(text, _NUMBERED.finditer(text, first.start())))
        if len(found) > 1 and _are_all(text, first.start(), found) and _most(_is_cited(text, note, first.start()) for note in found):
            return found
    return _last_lines(text)


def notes_start(text: str) -> int:
    """Where the end notes begin, their heading included; the length of a text that has none."""
    notes = find_notes(text)
    return notes[0].start if notes else len(text)


def _notes(text: str, marks: Sequence[Span]) -> list[Note]:
    ends = [*(start for start, _ in marks[1:]), *([len(text)] if marks else [])]
    return [_note(text, start, begin, end) for (start, begin), end in zip(marks, ends, strict=True)]


def _in_order(text: str, marks: Iterable[re.Match[str]]) -> list[Span]:
    """The marks that number notes: each number is one more than the last, and before a digit (2.5公里) a term follows."""
    found, last = [], 0
    for mark in marks:
        digits = _DIGITS.search(mark[0])
        is_decimal = text[mark.end() : mark.end() + 1].isdigit() and not _TERM.match(text, mark.end())
        if not digits or (int(digits[0]) == last + 1 and not is_decimal):
            found.append(mark.span())
            last += 1
    return found


def _note(text: str, start: int, begin: int, end: int) -> Note:
    end = begin + len(_PAGE.sub("", text[begin:end]))
    match = _TERM.match(text, begin, end)
    term = match.span(match.lastgroup or 0) if match else (begin, begin)
    return Note(start, term, (match.end() if match else begin, end))


def _are_all(text: str, begin: int, notes: Sequence[Note]) -> bool:
    """Whether notes begin right at ``begin``, none is as long as a text, and no running text goes on behind the last."""
    return (
        bool(notes) and not text[begin : notes[0].start].strip() and _ends_with(text, notes[-1])
        and all(note.body[1] - note.start < _LONGEST for note in notes)
    )  # fmt: skip


def _lines_below(text: str, heading: re.Match[str]) -> list[Note]:
    """Lines without numbers, most of which explain a term, and what further lines add to them."""
    found = _notes(text, [line.span() for line in _LINES.finditer(text, heading.end()) if _TERM.match(text, line.end())])
    return found if _most(_is_explained(text, note, heading.start()) for note in found) else []


def _ends_with(text: str, note: Note) -> bool:
    _, _, rest = text[note.start :].strip().partition("\n")
    return len(rest) <= _REST and not _OUTLINE.search(rest)


def _most(told: Iterable[bool]) -> bool:
    each = list(told)
    return 2 * sum(each) > len(each)


def _is_explained(text: str, note: Note, end: int) -> bool:
    """Whether a note below a heading says what a term means: it says so, or the term is quoted or used before."""
    term = text[slice(*note.term)]
    return bool(term) and (term[0] in "“「" or bool(_MEANS.match(text, note.body[0])) or text.find(term.strip(_AROUND), 0, end) >= 0)


def _is_cited(text: str, note: Note, end: int) -> bool:
    """Whether a note without a heading says what its term means, or the text has its number behind the term."""
    term, number = text[slice(*note.term)].strip(_AROUND), text[note.start : note.term[0]].strip(_AROUND)
    cited = (term + quote + number for quote in ("", "”", "」"))
    return bool(term) and (bool(_MEANS.match(text, note.body[0])) or any(text.find(place, 0, end) >= 0 for place in cited))


def _last_lines(text: str) -> list[Note]:
    """The last lines, of which there must be two, that each begin with a quoted term and what it means."""
    lines: list[Span] = []
    end = len(text)
    while end >= 0:
        begin = text.rfind("\n", 0, end) + 1
        if line := _UNNUMBERED.match(text, begin):
            lines.append(line.span())
        elif text[begin:end].strip():
            break
        end = begin - 1
    found = _notes(text, lines[::-1]) if len(lines) > 1 and lines[-1][0] > 0 else []
    used = (text.find(text[slice(*note.term)].strip(_AROUND), 0, found[0].start) >= 0 for note in found[:_MOST_LINES])
    return found if _most(used) else []


def _line_starts(text: str) -> list[int]:
    """Where the last lines begin that are not blank."""
    starts: list[int] = []
    end = len(text)
    while end >= 0 and len(starts) < _MOST_LINES:
        begin = text.rfind("\n", 0, end) + 1
        if text[begin:end].strip():
            starts.append(begin)
        end = begin - 1
    return starts[::-1]


def _last(pattern: re.Pattern[str], text: str, starts: Sequence[int]) -> list[re.Match[str]]:
    """The last lines that begin with a pattern, from the last on."""
    return list(islice(filter(None, (pattern.match(text, start) for start in reversed(starts))), _TRIED))
