"""A source → its visible text: every HTML tag, and what a line end has too much, a marked stretch of the source."""

from __future__ import annotations

import re
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


Read = tuple[RepairedText, list[tuple[int, int, str]], list[Repair]]


def read_plain(source: str) -> Read:
    """A text without markup, of which only the first half of a line end in two characters is left out.

    >>> text, line_ends, _ = read_plain("修路\\r\\n架桥")
    >>> text.text, line_ends
    ('修路\\n架桥', [(2, 3, '')])
    """
    line_ends = [(m.start(), m.end(), "") for m in re.finditer(r"\r(?=\n)", source)]
    return RepairedText.build(source, 0, len(source), line_ends), line_ends, []


def read_markup(source: str) -> Read:
    """Visible text of an HTML source; its markup as edits (start, end, line break or nothing); its references.

    >>> text, markup, references = read_markup("<p>一&amp;二<b>三</b></p>")
    >>> text.text, len(markup), [r.now for r in references]
    ('\\n一&二三\\n', 4, ['&'])
    """
    markup: list[tuple[int, int, str]] = []
    references: list[Repair] = []
    for piece in PIECE.finditer(source):
        if piece["reference"]:
            references += _reference(piece)
        else:
            tag = (piece["tag"] or piece["bare"] or "").lower()
            markup.append((*piece.span(), "\n" if piece["hidden"] or tag in BLOCKS else ""))
    edits = markup + [(r.start, r.end, r.now) for r in references]
    return RepairedText.build(source, 0, len(source), edits), markup, references


def _reference(piece: re.Match[str]) -> list[Repair]:
    was = piece.group()
    now = unescape(was).replace("\xa0", " ")
    return [Repair(*piece.span(), was, now, "reference")] if now and now != was else []
