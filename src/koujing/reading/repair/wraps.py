"""Find the line ends of a text that was broken at a margin: of a whole page, of a paragraph, or in a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
COLUMNS, CHARACTERS = 0, 1  # two ways to measure a line; a Han character or a full-width mark takes two columns
INDENT = (4, 2)  # of two Han characters, in either way
NUMBER_ENDS, MAGNITUDE = frozenset("0123456789万亿"), lazy(r"[%％‰]|[万亿]?元(?!旦)|[万亿](?:人|亩|户|吨)")


class Lines:
    """The lines before the joints of a text; each is measured once, because several questions are asked about it."""

    def __init__(self, text: str, joints: list[Joint]) -> None:
        self.text, self.joints = text, joints
        self.close = [joint for joint in joints if is_close(joint)]
        self.inside = [joint for joint in self.close if not begins_paragraph(text, joint)]
        self._sizes: dict[int, tuple[tuple[int, int], tuple[int, int]]] = {}

    def size(self, joint: Joint, unit: int) -> tuple[int, int]:
        """How wide the line before a joint and the word behind it are, in columns or in characters."""
        if joint.start not in self._sizes:
            line, word = self.text[joint.left : joint.start], _next_word(self.text, joint)
            self._sizes[joint.start] = (_width(line), _width(word)), (len(line), len(word))
        return self._sizes[joint.start][unit]

    def n_open(self, joints: Sequence[Joint]) -> int:
        """How many lines do not end in a stop."""
        text = self.text
        return sum([text[joint.start - 1] not in STOPS for joint in joints])


def find_wrapped(lines: Lines) -> list[Joint]:
    """Joints of a page that breaks its lines at the margin; empty if the page is not of that kind."""
    joints = lines.joints
    if len(joints) < MIN_LINES or lines.n_open(joints) < FULL_SHARE * OPEN_SHARE * len(joints):
        return []
    full = max((_full(lines, joints, unit) for unit in (COLUMNS, CHARACTERS)), key=len)
    return sorted({*full}.intersection(lines.inside))


def find_wrapped_paragraphs(lines: Lines, known: Iterable[Joint] = ()) -> list[Joint]:
    r"""Joints inside single paragraphs that were broken at a margin, and inside numbers; those ``known`` to be broken are among them.

    >>> from koujing.reading.repair.joints import find_joints
    >>> text = "今年全县计划投资了八千一\n百五十元，修路和架桥后\n种树，增长8.5\n%。"
    >>> [text[j.start - 1] for j in find_wrapped_paragraphs(Lines(text, list(find_joints(text))))]
    ['一', '后', '5']
    """
    text, found = lines.text, {*known}
    found |= {joint for joint in lines.close if text[joint.start - 1] in NUMBER_ENDS and _is_in_number(text, joint)}
    blocks = list(_blocks(lines.inside))
    for block in [*blocks, lines.inside] if len(blocks) > 1 else blocks:  # single paragraphs, or what all have in common
        if len(block) > 1 and not found.issuperset(block) and lines.n_open(block) >= FULL_SHARE / 2 * len(block):
            by_columns = _filled(lines, block, COLUMNS)
            by_characters = _filled(lines, block, CHARACTERS) if len(by_columns) < len(block) else []
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


def _filled(lines: Lines, block: list[Joint], unit: int) -> list[Joint]:
    """Joints after lines that leave no room for the next word; empty if there are few, or no running text in
    them."""
    if max([joint.start - joint.left for joint in block]) > MAX_WIDTH:
        return []  # the widest line is full
    sizes = [lines.size(joint, unit) for joint in block]
    least = max(sizes)[0] - INDENT[unit]  # an indent may be counted or not
    full = [j for j, (line, word) in zip(block, sizes, strict=True) if least - LONGEST_WORD < line > least - word]
    is_line = all(MIN_WIDTH <= lines.size(joint, COLUMNS)[0] <= MAX_WIDTH for joint in full)
    return full if is_line and len(full) >= max(2, FULL_SHARE * len(block)) and _is_prose(lines, full) else []


def _is_prose(lines: Lines, full: list[Joint]) -> bool:
    """Whether lines end anywhere in sentences; in a list or a verse, each begins with a number or has its marks in one place."""
    text = lines.text
    if 2 * lines.n_open(full) < len(full) or 2 * sum([ORDINAL.match(text, j.end) is not None for j in full]) >= len(full):
        return False
    n_marked = sum([PUNCTUATED.search(text, joint.head, joint.start) is not None for joint in full])
    end = text.find("\n", full[-1].end) % (len(text) + 1)
    if 2 * n_marked < len(full) or not PUNCTUATED.search(text, full[-1].end, end):
        return False
    first = _marks_in(text, full[0])
    return any(_marks_in(text, joint) != first for joint in full)


def _marks_in(text: str, joint: Joint) -> list[int]:
    """Where the marks of the line before a joint stand in it."""
    return [m.start() - joint.head for m in PUNCTUATED.finditer(text, joint.head, joint.start)]


def _is_in_number(text: str, joint: Joint) -> bool:
    """Whether a figure ends a line, the next one begins with its magnitude or unit, and the two are running text."""
    end = text.find("\n", joint.end) % (len(text) + 1)
    is_unit = MAGNITUDE.match(text, joint.end) and PUNCTUATED.search(text, joint.head, end)
    return bool(is_unit) and (text[joint.start - 1].isdigit() or text[joint.start - 2].isdigit())


def _full(lines: Lines, joints: list[Joint], unit: int) -> list[Joint]:
    """Joints after lines that had no room for the next word, measured in columns or in characters; empty if such lines are
    few or have no running text."""
    sizes = [lines.size(joint, unit) for joint in joints]
    margin = round(quantiles([line for line, _ in sizes], n=20)[18])
    if not MIN_WIDTH <= margin <= MAX_WIDTH or max(sizes)[0] > margin + 4:
        return []
    full = [joint for joint, (line, word) in zip(joints, sizes, strict=True) if line + word > margin - 2]
    running = sum([PUNCTUATED.search(lines.text, joint.head, joint.start) is not None for joint in full])
    is_wrapped = len(full) >= FULL_SHARE * len(joints) and min(lines.n_open(full), running) >= OPEN_SHARE * len(full)
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
