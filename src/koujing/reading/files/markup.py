"""The visible text of a source: HTML tags, page furniture and halves of line ends become marked spans of the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from html import unescape

from koujing.chinese.patterns import lazy
from koujing.reading.files.bars import find_bar_tables
from koujing.reading.files.headers import find_furniture
from koujing.reading.files.hidden import end_of_unseen, why_unseen
from koujing.reading.files.html_tables import set_tables
from koujing.reading.files.marks import Mark
from koujing.reading.files.page_heads import head_tabs
from koujing.reading.files.signs import shifted
from koujing.repaired import RepairedText
from koujing.speech import Repair

# Elements that stand on lines of their own; any other tag leaves no trace in the running text.
_BLOCKS = """address article aside blockquote br body dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5
h6 header hr html li main nav ol p pre section table td th tr ul"""
BLOCKS = frozenset(_BLOCKS.split())

# No piece is scanned twice (it is matched possessively, or up to the end of the source), so that any source is read in
# linear time; the parser of the standard library takes a minute for 60 kB of `<a <a <a`.
PIECE = lazy(
    r"""
      <!-- (?: .*?--> | .*+ )                                            # never closed: the rest, as in a browser
    | <(?P<hidden>script|style|title|noscript|template)\b [^<>]*+> (?: .*?</(?P=hidden)\s*> | .*+ )
    | <(?P<shift>su[pb])\b [^<>]*+ > (?P<shifted> [-0-9+−]{1,6} ) </(?P=shift)\s*>
    | <(?:/?(?P<tag>[a-z][a-z0-9]*)|[!?]) (?> (?: [^<>"']++ | "[^<"]*+" | '[^<']*+' )* ) >
    | <(?:/?(?P<bare>[a-z][a-z0-9]*)|[!?]) [^<>]*+ >                     # a quotation mark that is not closed
    | \r(?=\n)
    | (?P<reference> &(?: [a-z][a-z0-9]{1,30} | \#[0-9]{1,7} | \#x[0-9a-f]{1,6} ) ;? )
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


# Elements that contain page furniture and never running text.
FURNITURE = frozenset({"nav", "footer", "aside", "select", "button", "svg"})
CLOSING = lazy(rf"</(?P<tag>{'|'.join(sorted(FURNITURE))})\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader of the source sees as ``text``; with the marks left out of it, the character references resolved as
    repairs, and the raw spans of links."""

    text: RepairedText
    marks: list[Mark]
    references: list[Repair]
    links: list[tuple[int, int]]


def read_plain(source: str) -> Shown:
    r"""A text without markup; left out are page furniture, the first half of two-character line ends, and the
    bars between the cells of tables, which are read as tabs.

    >>> shown = read_plain("修路\r\n架桥")
    >>> shown.text.text, shown.marks
    ('修路\n架桥', [Mark(start=2, end=3, now='', why='line end')])
    """
    marks, references = _page_ends(source) if "\f" in source else ([], [])
    starts, ends = [m.start for m in marks], [m.end for m in marks]
    for half in re.finditer(r"\r(?=\n)", source):
        if bisect_right(starts, half.start()) == bisect_right(ends, half.start()):
            marks.append(Mark(*half.span(), why="line end"))
    marks += [bar for bar in find_bar_tables(source) if bisect_right(starts, bar.start) == bisect_right(ends, bar.start)]
    return show(source, marks, references)


def _page_ends(source: str) -> tuple[list[Mark], list[Repair]]:
    """Form feeds and the furniture around them. A sentence that continues on the next page keeps one line end in it; a form
    feed that alone ends a line is read as a line end."""
    marks = [Mark(a, b, why="page furniture") for a, b in find_furniture(source)]
    at_line_start = {0, *(m.end for m in marks if source[max(0, m.start - 1) : m.start] in ("", "\n", "\f"))}
    references = []
    for at in (m.start() for m in re.finditer("\f", source)):
        if at in at_line_start or source[at - 1] in "\n\f":
            marks.append(Mark(at, at + 1, why="page end"))
        else:
            references.append(Repair(at, at + 1, "\f", "\n", "spacing"))
    return sorted(marks), references


def show(source: str, marks: list[Mark], references: list[Repair]) -> Shown:
    """The text of ``source`` without its marks (in any order, not overlapping) and with its references resolved."""
    text = _built(source, marks, references)
    if "\t" in text.text and (tabs := list(head_tabs(text.text))):
        marks = _as_lines(source, text, marks, tabs)
        text = _built(source, marks, references)
    return Shown(text, marks, references, _links(source, marks))


def _built(source: str, marks: list[Mark], references: list[Repair]) -> RepairedText:
    edits = [m.edit for m in marks] + [(r.start, r.end, r.now) for r in references]
    return RepairedText.build(source, 0, len(source), edits)


def _as_lines(source: str, text: RepairedText, marks: list[Mark], tabs: list[tuple[int, str]]) -> list[Mark]:
    """The marks with other signs in the place of some tabs, which are characters of the source or stand for tags."""
    places, found = [at for at, _ in tabs], list(marks)
    index = {(mark.start, mark.end): k for k, mark in enumerate(marks) if mark.now == "\t"}
    starts, ends = text.raw_spans(places, [at + 1 for at in places])
    for span, (_, now) in zip(zip(starts.tolist(), ends.tolist(), strict=True), tabs, strict=True):
        if span in index:
            found[index[span]] = found[index[span]]._replace(now=now)
        elif source[slice(*span)] == "\t":
            found.append(Mark(*span, now))
    return found


def read_markup(source: str) -> Shown:
    """The visible text of an HTML source.

    >>> shown = read_markup("<nav>首页</nav><p>一&amp;二<b>三</b></p>")
    >>> shown.text.text, len(shown.marks), [r.now for r in shown.references]
    ('\\n\\n一&二三\\n', 5, ['&'])
    """
    marks: list[Mark] = []
    references: list[Repair] = []
    closings = [(m.end(), m["tag"].lower()) for m in CLOSING.finditer(source)]
    for piece in PIECE.finditer(source):
        if marks and piece.start() < marks[-1].end:
            continue  # inside page furniture
        if piece["reference"]:
            references += _reference(piece)
        elif piece["shifted"]:  # m<sup>2</sup>
            marks.append(Mark(*piece.span(), shifted(piece["shifted"], piece["shift"].lower())))
        else:
            tag = (piece["tag"] or piece["bare"] or "").lower()
            now = "\n" if piece["hidden"] or tag in BLOCKS else ""
            why = why_unseen(piece.group(), tag)
            if why and (unseen := end_of_unseen(source, piece.end(), tag)) >= 0:
                marks.append(Mark(piece.start(), unseen, now, why))
                continue
            end = _end_of_element(piece, tag, closings) if tag in FURNITURE else piece.end()
            marks.append(Mark(piece.start(), end, now))
    return show(source, set_tables(source, marks), references)


def _end_of_element(piece: re.Match[str], tag: str, closings: list[tuple[int, str]]) -> int:
    """The end of the element that a tag opens; or of the tag itself, if it is a closing tag or is never closed."""
    if piece.group().startswith("</"):
        return piece.end()
    first = bisect_right(closings, (piece.end(), ""))
    later = closings[first : first + 100]  # no menu has a hundred parts
    return next((end for end, name in later if name == tag), piece.end())


def _links(source: str, marks: list[Mark]) -> list[tuple[int, int]]:
    """The span of each link's text in the source."""
    links, opened = [], -1
    for start, end, *_ in marks:
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
