"""Find line ends inside sentences: copied pages break lines at links, printed ones at the margin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from koujing.chinese.cells import find_rows
from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.patterns import lazy
from koujing.reading.repair.joints import ASIDE, ORDINAL, PUNCTUATED, STOPS, Joint, find_joints, is_close
from koujing.reading.repair.wraps import Lines, find_wrapped, find_wrapped_paragraphs
from koujing.speech import Repair

# What cannot begin a paragraph, and what cannot end one.
NOT_FIRST = frozenset("。，、；：？！》」”）,;")
NOT_LAST = frozenset("，、《“「（—,")
SHOWN = lazy(f"[^{ASIDE}]+")
ITEM = lazy(f"[{TO_TEN}]{{1,2}}[是要]")  # 一是 in bold print: the item follows on the next line


def find_broken_lines(text: str) -> list[Repair]:
    """The line ends inside sentences of ``text``, in which characters set aside are replaced by ``ASIDE``.

    >>> [(r.start, r.end) for r in find_broken_lines("要抓好修路，\\n抓好架桥。\\n会很好。")]
    [(6, 7)]
    """
    joints = _outside_tables(text, find_joints(text))
    if not joints:
        return []
    lines = Lines(text, joints)
    broken = find_wrapped(lines) or _torn(text, joints)
    return [piece for joint in find_wrapped_paragraphs(lines, broken) for piece in _pieces(text, joint)]


def _outside_tables(text: str, joints: Iterable[Joint]) -> list[Joint]:
    """The joints that do not touch a row of a table."""
    rows = [(end - len(text[start:end].lstrip()), end) for start, end in find_rows(text)]
    heads, ends = ({span[k] for span in rows} for k in (0, 1))
    return [joint for joint in joints if joint.start not in ends and joint.end not in heads]


def _pieces(text: str, joint: Joint) -> Iterator[Repair]:
    """The joint as repairs, except for what is set aside in it; two Latin words stay separate."""
    latin = all(c.isascii() and c.isalpha() for c in (text[joint.start - 1], text[joint.end]))
    for match in SHOWN.finditer(joint.gap):
        start, end = joint.start + match.start(), joint.start + match.end()
        yield Repair(start, end, match.group(), " " if latin and start == joint.start else "", "broken_line")


def _torn(text: str, joints: list[Joint]) -> list[Joint]:
    """Joints of a page that breaks its lines anywhere, such as at links and bold print."""
    spaced = _is_spaced(text, joints)
    torn: list[Joint] = []
    block: list[Joint] = []
    for joint in [*joints, Joint(0, 0, 0, 0, "\n\n")]:
        if is_close(joint):
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


