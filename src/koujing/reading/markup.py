"""A source → its visible text: every HTML tag, and what a line end has too much, a marked stretch of the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from html import unescape

from koujing.reading.speech import Repair, RepairedText

# Elements that stand on lines of their own; any other tag leaves no trace in the running text.
_BLOCKS = """address article aside blockquote br body dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5
h6 header hr html li main nav ol p pre section table td th tr ul"""
BLOCKS = frozenset(_BLOCKS.split())

# No piece is looked at again from inside (possessive, or up to the end of the source), so that any source is read in
# linear time; the parser of the standard library takes a minute for 60 kB of `<a <a <a`.
PIECE = re.compile(
    r"""
      <!-- (?: .*?--> | .*+ )                                            # never closed: the rest, as in a browser
    | <(?P<hidden>script|style|title|noscript|template)\b [^<>]*+> (?: .*?</(?P=hidden)\s*> | .*+ )
    | <(?:/?(?P<tag>[a-z][a-z0-9]*)|[!?]) (?: [^<>"']++ | "[^<"]*+" | '[^<']*+' )*+ >
    | <(?:/?(?P<bare>[a-z][a-z0-9]*)|[!?]) [^<>]*+ >                     # a quotation mark that is not closed
    | \r(?=\n)
    | (?P<reference> &(?: [a-z][a-z0-9]{1,30} | \#\d{1,7} | \#x[\da-f]{1,6} ) ;? )
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


# Elements that hold the page's furniture and never its running text.
FURNITURE = frozenset({"nav", "footer", "aside", "select", "button", "svg"})
CLOSING = re.compile(rf"</(?P<tag>{'|'.join(sorted(FURNITURE))})\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader of the source sees: ``text``, the stretches left out of it (start, end, what stands there
    instead), character references as repairs, and the links as raw spans."""

    text: RepairedText
    marks: list[tuple[int, int, str]]
    references: list[Repair]
    links: list[tuple[int, int]]


def read_plain(source: str) -> Shown:
    """A text without markup, of which only the first half of a line end in two characters is left out.

    >>> shown = read_plain("修路\\r\\n架桥")
    >>> shown.text.text, shown.marks
    ('修路\\n架桥', [(2, 3, '')])
    """
    line_ends = [(m.start(), m.end(), "") for m in re.finditer(r"\r(?=\n)", source)]
    return Shown(RepairedText.build(source, 0, len(source), line_ends), line_ends, [], [])


def read_markup(source: str) -> Shown:
    """The visible text of an HTML source.

    >>> shown = read_markup("<nav>首页</nav><p>一&amp;二<b>三</b></p>")
    >>> shown.text.text, len(shown.marks), [r.now for r in shown.references]
    ('\\n\\n一&二三\\n', 5, ['&'])
    """
    marks: list[tuple[int, int, str]] = []
    references: list[Repair] = []
    closings = [(m.end(), m["tag"].lower()) for m in CLOSING.finditer(source)]
    for piece in PIECE.finditer(source):
        if marks and piece.start() < marks[-1][1]:
            continue  # inside the furniture
        if piece["reference"]:
            references += _reference(piece)
        else:
            tag = (piece["tag"] or piece["bare"] or "").lower()
            end = _end_of_element(piece, tag, closings) if tag in FURNITURE else piece.end()
            marks.append((piece.start(), end, "\n" if piece["hidden"] or tag in BLOCKS else ""))
    edits = marks + [(r.start, r.end, r.now) for r in references]
    return Shown(RepairedText.build(source, 0, len(source), edits), marks, references, _links(source, marks))


def _end_of_element(piece: re.Match[str], tag: str, closings: list[tuple[int, str]]) -> int:
    """The end of the element that a tag opens; of the tag alone where that closes one, or nothing closes it."""
    if piece.group().startswith("</"):
        return piece.end()
    first = bisect_right(closings, (piece.end(), ""))
    later = closings[first : first + 100]  # no menu has a hundred parts
    return next((end for end, name in later if name == tag), piece.end())


def _links(source: str, marks: list[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Where the wording of each link stands in the source."""
    links, opened = [], -1
    for start, end, _ in marks:
        tag = source[start:end].lower()
        if re.match(r"<a[\s>]", tag) and ("href" in tag or "name" not in tag):  # <a name=…> is the end of a link
            opened = end
        elif tag.startswith("</a") and opened >= 0:
            links.append((opened, start))
            opened = -1
    return links


def _reference(piece: re.Match[str]) -> list[Repair]:
    was = piece.group()
    now = unescape(was).replace("\xa0", " ")
    return [Repair(*piece.span(), was, now, "reference")] if now and now != was else []
