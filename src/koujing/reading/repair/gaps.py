"""Find blanks between the characters of one word: in texts set wide, in texts cut into words, and single gaps in a sentence.

Blanks that separate stay: between names, columns, the parts of a headline and the lines of a verse (乡村美　产业旺　百姓富).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from koujing import lexicons
from koujing.chinese.numeral_forms import DIGITS
from koujing.chinese.patterns import lazy
from koujing.speech import Repair

HAN = r"\u3007\u3400-\u9fff\U00020000-\U0003ffff"
MARKS = "，。、；：！？“”‘’《》（）…"
Span = tuple[int, int]
NONE: Mapping[int, str] = MappingProxyType({})
THIN = frozenset("\u2004\u2005\u2006\u2008\u2009\u200a\u202f\u205f")  # too narrow to separate anything

# A line is examined if it has a blank with a Han character before it.
HINT = lazy(rf"[ \u3000](?<=[{HAN}{MARKS}][ \u3000])(?=[{HAN}{MARKS}\d])")
# 扶 贫 投 资 12.5 亿 元: five signs or more at the same distance; a number is one sign.
_SIGN = rf"(?:[{HAN}{MARKS}]|[\d.%％A-Za-z]++)"
WIDE = lazy(rf"(?<![{HAN}\w.%]){_SIGN}(?P<gap>[ \u3000]{{1,2}})(?:{_SIGN}(?P=gap)){{3,}}{_SIGN}(?![{HAN}\w])")
LEAST_SIGNS, MOST_NUMBERS = 4, 0.4
# Words of a text that was cut into words: marks on their own, and words that stand in no list.
WORD = lazy(r"[^ \u3000]+")
ALONE = lazy(rf"[{MARKS}]{{1,3}}")
FUNCTION = lazy("[的了在和是要对把为与等以到也都就不将从向有这我使被并及]|我们|通过|必须|坚持|进行|以及")
LEAST_WORDS, LONGEST_WORDS = 5, 3.2  # words on a line, and their mean length; in prose a blank follows 30 characters or more
# Where half of a text is set wide or cut, so are its short lines.
WHOLE_SHARE = 0.5
JOINT = lazy(rf"[ \u3000](?:(?<=[{HAN}{MARKS}] )|(?<=[{HAN}{MARKS}]\u3000)|(?<=[\w%％] )(?=[{HAN}{MARKS}]))(?=[{HAN}{MARKS}\w])")
# A stretch of a sentence with single blanks in it.
STRETCH = lazy(rf"(?<![{HAN}\d.%％])[{HAN}\d.%％]++(?:[ \u3000][{HAN}\d.%％]++)+")
BLANK = lazy(r"[ \u3000]")
RUNNING = lazy(r"[。；！？]")
LEAST_PIECE = 12  # characters between two gaps of a page that was copied with blanks for its line ends
COUNTED = lazy(rf"(?:[{DIGITS}\d十百两]+[个项大种条严重户]?)")
OFFICE = lazy(r"(?:记者|通讯员|书记|长|主任|主席|总理|委员|代表|同志|编辑|摄影|秘书|教授|院士|专家|作者|干事|经理|先生|女士)\Z")
DATED = lazy(r"(?:[日讯电]|消息|报道)\Z")


def find_gaps(text: str, odd: Mapping[int, str] = NONE) -> list[Repair]:
    """The blanks inside words; ``odd`` are those that the source has in another width than that of a space, by place.

    >>> joined = lambda text: [(r.start, r.end) for r in find_gaps(text)]
    >>> joined("打赢 脱 贫 攻 坚 战"), joined("“六 个精准”要落实。"), joined("天更蓝 水更清，李 明表示。")
    ([(2, 3), (4, 5), (6, 7), (8, 9), (10, 11)], [(2, 3)], [])
    """
    lines = list(_lines(text))
    wide = [[span for m in WIDE.finditer(text, *line) for span in _inside(m)] for line in lines]
    cut = [_is_cut(WORD.findall(text, *line)) for line in lines]
    n_signs = 2 * sum(map(len, wide)) + sum(b - a for (a, b), is_cut in zip(lines, cut, strict=True) if is_cut)
    spans: set[Span] = {span for inside in wide for span in inside}
    for line, inside, is_cut in zip(lines, wide, cut, strict=True):
        if is_cut or n_signs > WHOLE_SHARE * len(text):
            spans.update(m.span() for m in JOINT.finditer(text, *line))
        elif not inside:
            spans.update(_single(text, line, odd))
    return [Repair(start, end, text[start:end], "", "spacing") for start, end in sorted(spans)]


def _lines(text: str) -> Iterator[Span]:
    """The lines that have a blank behind a Han character."""
    hint = HINT.search(text)
    while hint:
        start, end = text.rfind("\n", 0, hint.start()) + 1, text.find("\n", hint.end()) % (len(text) + 1)
        yield start, end
        hint = HINT.search(text, end)


def _inside(wide: re.Match[str]) -> Iterator[Span]:
    """The gaps of a stretch set wide, unless it is a row of numbers; two numbers stay apart, two digits do not."""
    words = wide.group().split(wide["gap"])
    sizes = [len(word) if word[0].isdigit() else 0 for word in words]
    if sizes.count(0) < LEAST_SIGNS or sum(size > 1 for size in sizes) > MOST_NUMBERS * len(words):
        return
    end = wide.start()
    for word, size, following in zip(words, sizes, sizes[1:], strict=False):
        start = end + len(word)
        end = start + len(wide["gap"])
        if not (size and following) or size == following == 1:
            yield start, end


def _is_cut(words: list[str]) -> bool:
    """Whether a line was cut into words: marks stand on their own between them, or several words that are in no list."""
    if len(words) < LEAST_WORDS or len("".join(words)) > LONGEST_WORDS * len(words):
        return False
    alone = sum(ALONE.fullmatch(word) is not None for word in words)
    return alone + sum(FUNCTION.fullmatch(word) is not None for word in words) >= 2


def _single(text: str, line: Span, odd: Mapping[int, str]) -> Iterator[Span]:
    """Single gaps in a sentence; in a line without one, only where the two characters stand together elsewhere."""
    is_running = RUNNING.search(text, *line)
    for stretch in STRETCH.finditer(text, *line):
        pieces = BLANK.split(stretch.group())
        is_torn = _is_torn(pieces, text[stretch.start() - 1 : stretch.start()])
        for gap in BLANK.finditer(text, *stretch.span()):
            a, b = text[gap.start() - 1], text[gap.end()]
            if a.isdigit() or b.isdigit() or not a.isalpha() or not b.isalpha():
                continue
            before, behind = text[stretch.start() : gap.start()], text[gap.end() : stretch.end()]
            is_gap = is_torn if is_running else len(pieces) == 2 and a + b in text
            was = odd.get(gap.start(), "")
            is_title = gap.group() == "\u3000" and min(map(len, pieces)) > 3
            if (is_gap or was in THIN or (is_running and was)) and not is_title and not _is_apart(before, behind):
                yield gap.span()


def _is_torn(pieces: list[str], opening: str) -> bool:
    """Whether the pieces are one phrase: the first is a number, or they are unlike the even lines of a verse, a list or a title.

    ``opening`` is the sign before them.
    """
    lengths = [len(piece) for piece in pieces]
    if COUNTED.fullmatch(pieces[0]) or (opening in ("“", "《") and 1 in lengths and sum(lengths) <= LEAST_PIECE):
        return True
    if opening in ("", "\n", "《", " ", "\u3000") and min(lengths) > 3 and lengths[0] < 2 * LEAST_PIECE:
        return False
    if len(pieces) > 2:
        return min(lengths[1:-1]) >= LEAST_PIECE
    return lengths[0] != lengths[1] or lengths[0] <= 2


def _is_apart(before: str, behind: str) -> bool:
    """Whether a name stands behind the gap, or around it (李　明), or the sentence begins behind a date or a dateline."""
    if DATED.search(before):
        return True
    if OFFICE.search(before):
        return behind[:1] in _surnames()
    return before[-1:] in _surnames() and (len(before) == 1 or OFFICE.search(before[:-1]) is not None)


@cache
def _surnames() -> frozenset[str]:
    """The first characters of surnames."""
    return frozenset(row["surname"][0] for row in lexicons.load("surnames"))
