"""An HTML source → its visible text, with every tag a marked stretch of the source."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser
from itertools import accumulate, pairwise

from koujing.reading.speech import Repair, RepairedText

# Elements that stand on lines of their own; any other tag leaves no trace in the running text.
_BLOCKS = """address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
header hr html body head li main nav ol p pre section table td th title tr ul"""
BLOCKS = frozenset(_BLOCKS.split())
HIDDEN = frozenset({"script", "style", "title", "noscript", "template", "head"})


class _Reader(HTMLParser):
    """Notes at which offset each piece of markup, text or reference begins; a piece ends where the next one begins."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.events: list[tuple[int, str, str]] = []
        self._lines = [0, *accumulate(len(line) + 1 for line in source.split("\n"))]
        self.feed(source + "\n")  # a reference at the very end is recognised by what follows it
        self.close()

    def _note(self, what: str, tag: str = "") -> None:
        line, column = self.getpos()
        self.events.append((self._lines[line - 1] + column, what, tag))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note("open", tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note("markup", tag)

    def handle_endtag(self, tag: str) -> None:
        self._note("close", tag)

    def handle_comment(self, data: str) -> None:
        self._note("markup")

    def handle_decl(self, decl: str) -> None:
        self._note("markup")

    def handle_pi(self, data: str) -> None:
        self._note("markup")

    def parse_marked_section(self, i: int, report: int | bool = True) -> int:
        """``<![…]>`` is a comment in HTML; the parser's own rule for it stops at what is not SGML."""
        return self.parse_bogus_comment(i)

    def handle_data(self, data: str) -> None:
        self._note("text")

    def handle_entityref(self, name: str) -> None:
        self._note("reference")

    def handle_charref(self, name: str) -> None:
        self._note("reference")


def read_markup(source: str) -> tuple[RepairedText, list[tuple[int, int, str]], list[Repair]]:
    """Visible text of an HTML source; its markup as edits (start, end, line break or nothing); its references.

    >>> text, markup, references = read_markup("<p>一&amp;二<b>三</b></p>")
    >>> text.text, len(markup), [r.now for r in references]
    ('\\n一&二三\\n', 4, ['&'])
    """
    events = [*_Reader(source).events, (len(source), "", "")]
    spans = [(start, end, what, tag) for (start, what, tag), (end, *_) in pairwise(events) if start < end]
    markup: list[tuple[int, int, str]] = []
    references: list[Repair] = []
    hidden = ""
    for start, end, what, tag in spans:
        if hidden and not (tag == "body" and hidden == "head"):
            markup[-1] = (markup[-1][0], end, "\n")
            hidden = "" if (what, tag) == ("close", hidden) else hidden
        elif what == "reference":
            references += _reference(start, source[start:end])
        elif what != "text":
            markup.append((start, end, "\n" if tag in BLOCKS else ""))
            hidden = tag if what == "open" and tag in HIDDEN else ""
    edits = markup + [(r.start, r.end, r.now) for r in references]
    return RepairedText.build(source, 0, len(source), edits), markup, references


def _reference(start: int, was: str) -> list[Repair]:
    now = unescape(was).replace("\xa0", " ")
    return [Repair(start, start + len(was), was, now, "reference")] if now != was else []
