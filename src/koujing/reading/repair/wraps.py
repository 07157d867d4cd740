"""Find the line ends of a text that was broken at a margin: of a whole page, of a paragraph, or in a number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import quantiles

from koujing.chinese.patterns import lazy
from koujing.reading.repair.joints import ORDINAL, PUNCTUATED, STOPS, Joint, begins_paragraph, is_close

# A unit that cannot be broken: a number or Latin word, or a character with the mark that must stay on its line.
FIRST_WORD = lazy(r"[A-Za-z0-9.%]+|.[，。、；：？！》”）]?")
# A page that breaks its lines at the margin has ten lines or more, and three in ten of them have no room for the next word (in a
# report with long lists a third, in one with one paragraph per line one in 20). Of those, seven in ten end without a stop (one in
# 25 characters of running text is a stop) and contain a mark (a slogan contains none).
MIN_LINES, FULL_SHARE, OPEN_SHARE = 10, 0.3, 0.7
MIN_WIDTH, MAX_WIDTH = 18, 200  # a narrower line is a heading or an item of a list, a wider one a paragraph
LONGEST_WORD = 12  # columns of a number that did not fit on the line
NUMBER_ENDS, MAGNITUDE = frozenset("0123456789万亿"), lazy(r"[%％‰]|[万亿]?元(?!旦)|[万亿](?:人|亩|户|吨)")


def find_wrapped(text: str, joints: list[Joint]) -> list[Joint]:
    """Joints of a page that breaks its lines at the margin; empty if the page is not of that kind."""
    open_ends = sum(text[joint.start - 1] not in STOPS for joint in joints)
    if len(joints) < MIN_LINES or open_ends < FULL_SHARE * OPEN_SHARE * len(joints):
        return []
    full = max((_full(text, joints, measure) for measure in (_width, len)), key=len)
    return [joint for joint in full if not begins_paragraph(text, joint)]


def find_wrapped_paragraphs(text: str, joints: list[Joint]) -> list[Joint]:
    r"""Joints inside single paragraphs that were broken at a margin, and inside numbers.

    >>> from koujing.reading.repair.joints import find_joints
    >>> text = "今年全县计划投资了八千一\n百五十元，修路和架桥后\n种树，增长8.5\n%。"
    >>> [text[j.start - 1] for j in find_wrapped_paragraphs(text, list(find_joints(text)))]
    ['一', '后', '5']
    """
    close = [joint for joint in joints if is_close(joint)]
    found = {joint for joint in close if text[joint.start - 1] in NUMBER_ENDS and _is_in_number(text, joint)}
    inside = [joint for joint in close if not begins_paragraph(text, joint)]
    for block in [*_blocks(inside), inside]:  # a paragraph of its own, or what all of them have in common
        is_open = sum(text[joint.start - 1] not in STOPS for joint in block) >= FULL_SHARE / 2 * len(block)
        if is_open and len(block) > 1:
            by_columns, by_characters = _filled(text, block, _width), _filled(text, block, len)
            found.update(by_columns if len(by_columns) >= len(by_characters) else by_characters)
    return sorted(found, key=lambda joint: joint.start)


def _blocks(joints: list[Joint]) -> Iterator[list[Joint]]:
    """The joints that follow one another line by line."""
    block: list[Joint] = []
    for joint in joints:
        if block and block[-1].end != joint.head:
            yield block
            block = []
        block.append(joint)
    yield block


def _filled(text: str, block: list[Joint], measure: Callable[[str], int]) -> list[Joint]:
    """Joints after lines that leave no room for the next word; empty if there are few, or no running text in
    them."""
    if max(joint.start - joint.left for joint in block) > MAX_WIDTH:
        return []  # the widest line is full
    widths = [measure(text[joint.left : joint.start]) for joint in block]
    least = max(widths) - 4 * measure("　") // 2  # less an indent of two characters, which may be counted or not
    near = [joint for joint, width in zip(block, widths, strict=True) if width > least - LONGEST_WORD]
    full = [j for j in near if measure(text[j.left : j.start]) + measure(_next_word(text, j)) > least]
    is_line = all(MIN_WIDTH <= _width(text[j.left : j.start]) <= MAX_WIDTH for j in full)
    return full if is_line and len(full) >= max(2, FULL_SHARE * len(block)) and _is_prose(text, full) else []


def _is_prose(text: str, lines: list[Joint]) -> bool:
    """Whether lines end anywhere in sentences; in a list or a verse, each begins with a number or has its marks in one place."""
    open_ends = sum(text[joint.start - 1] not in STOPS for joint in lines)
    if 2 * open_ends < len(lines) or 2 * sum(bool(ORDINAL.match(text, joint.end)) for joint in lines) >= len(lines):
        return False
    marks = [[m.start() - j.head for m in PUNCTUATED.finditer(text, j.head, j.start)] for j in lines]
    end = text.find("\n", lines[-1].end) % (len(text) + 1)
    has_marks = 2 * sum(map(bool, marks)) >= len(lines) and PUNCTUATED.search(text, lines[-1].end, end)
    return bool(has_marks) and any(places != marks[0] for places in marks)


def _is_in_number(text: str, joint: Joint) -> bool:
    """Whether a figure ends a line, the next one begins with its magnitude or unit, and the two are running text."""
    end = text.find("\n", joint.end) % (len(text) + 1)
    is_unit = MAGNITUDE.match(text, joint.end) and PUNCTUATED.search(text, joint.head, end)
    return bool(is_unit) and (text[joint.start - 1].isdigit() or text[joint.start - 2].isdigit())


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
