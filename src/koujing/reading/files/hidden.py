"""Elements of a page that a reader does not see, or sees struck out."""

from __future__ import annotations

import re

from koujing.chinese.patterns import lazy

# Longer ones may be shown by a script: the pages of an article, a folded paragraph.
LONGEST = 500
DEEPEST = 20  # elements of one name within each other
_UNSEEN = lazy(r"\shidden(?=[\s=>/])|[\s\"';](?:display\s?:\s?none|visibility\s?:\s?hidden)", re.IGNORECASE)
_STRUCK = frozenset({"del", "s", "strike"})
# Elements without text, and the parts of a table, whose cells stand one below the other.
_NO_TEXT = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
     "td", "th", "tr", "tbody", "thead", "tfoot")
)  # fmt: skip


def why_unseen(tag: str, name: str) -> str:
    """Why the text of the element that a tag opens is not part of what is shown; empty if it is.

    >>> why_unseen('<p style="color:red; display: none">', "p"), why_unseen("<del>", "del"), why_unseen("<p>", "p")
    ('hidden text', 'struck text', '')
    """
    if tag.startswith("</") or name in _NO_TEXT:
        return ""
    return "struck text" if name in _STRUCK else "hidden text" if _UNSEEN.search(tag, 0, LONGEST) else ""


def end_of_unseen(source: str, start: int, name: str) -> int:
    """The end of the element ``name`` whose text begins at ``start``; -1 if it is long or never closed.

    >>> end_of_unseen("<p hidden>a<p>b</p>c</p>d", 10, "p")
    24
    """
    depth = 1
    for tag in re.compile(rf"<(?P<closes>/?){name}\b[^<>]*+>", re.IGNORECASE).finditer(source, start, start + LONGEST):
        depth += -1 if tag["closes"] else 1
        if not depth:
            return tag.end()
        if depth > DEEPEST:
            break
    return -1
