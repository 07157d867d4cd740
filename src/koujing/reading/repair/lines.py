"""Find line ends inside sentences: copied pages break lines at links, printed ones at the margin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from statistics import quantiles

from koujing.chinese.cells import find_rows
from koujing.chinese.numeral_forms import SHORT_NUMERAL, TO_TEN
from koujing.chinese.patterns import lazy
from koujing.speech import Repair

# Replaces in the working copy of a text every character that was set aside.
ASIDE = "\ufdd0"
# What cannot begin a paragraph, what cannot end one, and what ends a sentence.
NOT_FIRST = frozenset("。，、；：？！》」”）,;")
NOT_LAST = frozenset("，、《“「（—,")
ITEM = lazy(f"[{TO_TEN}]{{1,2}}[是要]")  # 一是 in bold print: the item follows on the next line
STOPS = frozenset("。！？；：…”」）.!?;:")
PUNCTUATED = lazy(r"[。，；,;]")
ORDINAL = lazy(
    rf"{SHORT_NUMERAL}[、.．]|第{SHORT_NUMERAL}[，、,章节条]|[（(][{TO_TEN}\d]{{1,3}}[)）]|\d{{1,2}}[、.．](?!\d)|[●◆■•·]"
)
# A line end and all white space after it, up to the next visible character.
LINE_END = lazy(rf"\n[\s\u200b{ASIDE}]*+")
BLANK = f" \t\u3000\u200b{ASIDE}"
# A unit that cannot be broken: a number or Latin word, or a character with the mark that must stay on its line.
FIRST_WORD = lazy(r"[A-Za-z0-9.%]+|.[，。、；：？！》”）]?")
# A page that breaks its lines at the margin has ten lines or more, and three in ten of them have no room for the next word (in a
# report with long lists a third, in one with one paragraph per line one in 20). Of those, seven in ten end without a stop (one in
# 25 characters of running text is a stop) and contain a mark (a slogan contains none).
MIN_LINES, FULL_SHARE, OPEN_SHARE = 10, 0.3, 0.7
MIN_WIDTH, MAX_WIDTH = 18, 200  # a narrower line is a heading or an item of a list, a wider one a paragraph


@dataclass(frozen=True, slots=True)
class Joint:
    """Where two lines of a text meet: the white space from ``start`` to ``end``. The line before it begins at ``left``, and
    its first visible character is at ``head``."""

    left: int
    head: int
    start: int
    end: int
    gap: str


def find_broken_lines(text: str) -> list[Repair]:
    """The line ends inside sentences of ``text``, in which characters set aside are replaced by ``ASIDE``.

    >>> [(r.start, r.end) for r in find_broken_lines("要抓好修路，\\n抓好架桥。\\n会很好。")]
    [(6, 7)]
    """
    joints = _outside_tables(text, _joints(text))
    broken = _wrapped(text, joints) or _torn(text, joints)
    return [piece for joint in broken for piece in _pieces(text, joint)]


def _outside_tables(text: str, joints: Iterable[Joint]) -> list[Joint]:
    """The joints that do not touch a row of a table."""
    rows = [(end - len(text[start:end].lstrip()), end) for start, end in find_rows(text)]
    heads, ends = ({span[k] for span in rows} for k in (0, 1))
    return [joint for joint in joints if joint.start not in ends and joint.end not in heads]


def _joints(text: str) -> Iterator[Joint]:
    left = head = 0
    for match in LINE_END.finditer(text):
        line = text[head : match.start()]
        start = head + len(line.rstrip(BLANK))
        if line.strip(BLANK) and match.end() < len(text):
            yield Joint(left, head, start, match.end(), text[start : match.end()])
        head = match.end()
        left = match.start() + match.group().rindex("\n") + 1


def _is_close(joint: Joint) -> bool:
    """Whether there is no empty line between the two lines, or a mark there was left by an editor or a page end."""
    return joint.gap.count("\n") == 1 or "\u200b" in joint.gap or ASIDE in joint.gap


def _pieces(text: str, joint: Joint) -> Iterator[Repair]:
    """The joint as repairs, except for what is set aside in it; two Latin words stay separate."""
    latin = all(c.isascii() and c.isalpha() for c in (text[joint.start - 1], text[joint.end]))
    for match in re.finditer(f"[^{ASIDE}]+", joint.gap):
        start, end = joint.start + match.start(), joint.start + match.end()
        yield Repair(start, end, match.group(), " " if latin and start == joint.start else "", "broken_line")


def _torn(text: str, joints: list[Joint]) -> list[Joint]:
    """Joints of a page that breaks its lines anywhere, such as at links and bold print."""
    spaced = _is_spaced(text, joints)
    torn: list[Joint] = []
    block: list[Joint] = []
    for joint in [*joints, Joint(0, 0, 0, 0, "\n\n")]:
        if _is_close(joint):
            block.append(joint)
            continue
        inside = [j for j in block if _is_inside_sentence(text, j, spaced)]
        if spaced and inside:
            inside = [j for j in block if text[j.start - 1] not in STOPS]
        torn += inside
        block = []
    return torn


def _is_spaced(text: str, joints: list[Joint]) -> bool:
    """Whether empty lines separate paragraphs: at a third of all line ends, or nearly wherever a line ends a sentence."""
    empty = [joint for joint in joints if joint.gap.count("\n") > 1]
    behind_stop = sum(text[joint.start - 1] in STOPS for joint in joints)
    return 3 * len(empty) > len(joints) or 5 * sum(text[j.start - 1] in STOPS for j in empty) > 4 * max(1, behind_stop)


def _is_inside_sentence(text: str, joint: Joint, spaced: bool) -> bool:
    """Whether no paragraph can end here: the line ends in a comma or is only 一是; the next line begins with a stop; the line has
    sentences but does not end one (if empty lines separate paragraphs); or an editor left a mark at the break."""
    last = text[joint.start - 1]
    if text[joint.end] in NOT_FIRST or last in NOT_LAST or ITEM.fullmatch(text, joint.head, joint.start):
        return True
    if last in STOPS:
        return False
    return "\u200b" in joint.gap or ((spaced or ASIDE in joint.gap) and _is_running(text, joint))


def _is_running(text: str, joint: Joint) -> bool:
    return bool(PUNCTUATED.search(text, joint.head, joint.start)) and not ORDINAL.match(text, joint.end)


def _wrapped(text: str, joints: list[Joint]) -> list[Joint]:
    """Joints of a page that breaks its lines at the margin; empty if the page is not of that kind."""
    open_ends = sum(text[joint.start - 1] not in STOPS for joint in joints)
    if len(joints) < MIN_LINES or open_ends < FULL_SHARE * OPEN_SHARE * len(joints):
        return []
    full = max((_full(text, joints, measure) for measure in (_width, len)), key=len)
    return [joint for joint in full if not _begins_paragraph(text, joint)]


def _full(text: str, joints: list[Joint], measure: Callable[[str], int]) -> list[Joint]:
    """Joints after lines that had no room for the next word, measured in columns or in characters; empty if such lines are
    few or have no running text."""
    widths = [measure(text[joint.left : joint.start]) for joint in joints]
    margin = round(quantiles(widths, n=20)[18])
    if not MIN_WIDTH <= margin <= MAX_WIDTH or max(widths) > margin + 4:
        return []
    full = [j for j, width in zip(joints, widths, strict=True) if width + measure(_next_word(text, j)) > margin - 2]
    open_ends = sum(text[joint.start - 1] not in STOPS for joint in full)
    running = sum(bool(PUNCTUATED.search(text, joint.head, joint.start)) for joint in full)
    is_wrapped = len(full) >= FULL_SHARE * len(joints) and min(open_ends, running) >= OPEN_SHARE * len(full)
    return full if is_wrapped else []


def _width(line: str) -> int:
    """The columns of a line: a Han character or a full-width mark takes two.

    >>> _width("增长5%，")
    8
    """
    return len(line.encode("gb18030", "replace"))


def _next_word(text: str, joint: Joint) -> str:
    word = FIRST_WORD.match(text, joint.end)
    return word.group() if word else ""


def _begins_paragraph(text: str, joint: Joint) -> bool:
    """Whether a new paragraph begins after the joint: set apart, indented, or an item of a list that follows a stop."""
    if not _is_close(joint) or text.startswith("\u3000", joint.end - 1) or joint.gap.endswith("  "):
        return True
    return text[joint.start - 1] in STOPS and bool(ORDINAL.match(text, joint.end))
