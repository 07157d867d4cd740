"""Find pages that are repeated in a file, and openings of texts that are repeated as teasers."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from koujing.chinese.patterns import lazy
from koujing.speech import SetAside

Span = tuple[int, int]

# The longest passage that one speech of a page copies unchanged from another has 130 characters; a page is longer.
DOUBLED = 200
# A shorter teaser may be a heading followed by dots.
TEASER = 40
MOST_ALIKE = 5  # lines with the same beginning that are compared with a teaser
HEAD = 12  # characters by which lines are looked up; a shorter line cannot open a block
CUT_OFF = lazy(r"(?:…+|\.{3,}|。{3,})\s*(?:[\[【（(]?(?:更多|详细|详情|全文|阅读全文|查看全文)[\]】）)]?)?$")


def find_doubles(text: str, lines: Sequence[Span], speeches: Sequence[int] = ()) -> list[SetAside]:
    """Blocks of at least ``DOUBLED`` characters that repeat earlier ones in the same speech, and teasers cut off by dots.

    ``lines`` are the lines of ``text``, ``speeches`` the places where its speeches begin: what one speech copies from
    another does not count as a double.

    >>> from koujing.chinese.marks import split_lines
    >>> page = "各位代表：现在报告工作情况。\\n" + "修路架桥种树。" * 30
    >>> text = page + "\\n" + page
    >>> [(s.start, s.end) for s in find_doubles(text, list(split_lines(text)))]
    [(226, 451)]
    """
    first: dict[tuple[int, str], int] = {}
    found: list[SetAside] = []
    taken = 0
    for k, (start, end) in enumerate(lines):
        if k < taken or end - start < HEAD:
            continue
        earlier = first.setdefault((bisect_right(speeches, start), text[start : start + HEAD]), k)
        block = _same_lines(text, lines, earlier, k) if earlier < k else 0
        if block and lines[k + block - 1][1] - start >= DOUBLED:
            found.append(SetAside(start, lines[k + block - 1][1], "doubled"))
            taken = k + block
    return found + _teasers(text, lines)


def _same_lines(text: str, lines: Sequence[Span], earlier: int, later: int) -> int:
    """How many successive lines from two places on are the same."""
    n = 0
    while earlier + n < later and later + n < len(lines):
        (a, b), (c, d) = lines[earlier + n], lines[later + n]
        if b - a != d - c or text[a:b] != text[c:d]:
            break
        n += 1
    return n


def _teasers(text: str, lines: Sequence[Span]) -> list[SetAside]:
    """Lines that give the beginning of a text on the same page and are cut off by dots."""
    cut = [(a, b, m.start()) for a, b in lines if b - a >= TEASER for m in [CUT_OFF.search(text, b - 12, b)] if m]
    starts: dict[str, list[int]] = defaultdict(list)
    for a, _ in lines if cut else ():
        starts[text[a : a + HEAD]].append(a)
    return [SetAside(a, b, "doubled") for a, b, stop in cut if _is_teaser(text, a, stop, starts[text[a : a + HEAD]])]


def _is_teaser(text: str, start: int, stop: int, starts: Sequence[int]) -> bool:
    """Whether the text from one of the other lines on begins with the same characters, ignoring white space."""
    stem = "".join(text[start:stop].split())
    others = (at for at in starts[:MOST_ALIKE] if at != start)
    return any("".join(text[at : at + 2 * (stop - start)].split()).startswith(stem) for at in others)
