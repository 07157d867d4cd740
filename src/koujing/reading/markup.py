"""An HTML source → its visible text, with every tag a marked stretch of the source."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser
from itertools import accumulate

from koujing.reading.speech import Repair, RepairedText

# Elements that stand on lines of their own; any other tag leaves no trace in the running text.
_BLOCKS = """address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
header hr html body head li main nav ol p pre section table td th title tr ul"""
BLOCKS = frozenset(_BLOCKS.split())
HIDDEN = frozenset({"script", "style", "title", "noscript", "template", "head"})


class _Reader(HTMLParser):
    """Collects the source offsets of markup (and what line break it leaves) and of character references."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.edits: list[tuple[int, int, str]] = []
        self.references: list[Repair] = []
        self._source = source
        self._lines = [0, *accumulate(len(line) + 1 for line in source.split("\n"))]
        self._hidden: list[tuple[str, int]] = []
        self.feed(source)
        self.close()

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _mark(self, length: int, tag: str) -> None:
        if not self._hidden:
            self.edits.append((self._at(), self._at() + length, "\n" if tag in BLOCKS else ""))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        length = len(self.get_starttag_text() or "")
        if tag in HIDDEN and not self._hidden:
            self._hidden.append((tag, self._at()))
        else:
            self._mark(length, tag)

    def handle_endtag(self, tag: str) -> None:
        end = self._source.find(">", self._at()) + 1 or len(self._source)
        if self._hidden and self._hidden[-1][0] == tag:
            start = self._hidden.pop()[1]
            self.edits.append((start, end, "\n"))
        else:
            self._mark(end - self._at(), tag)

    def handle_comment(self, data: str) -> None:
        self._mark(len(data) + len("<!---->"), "")

    def handle_decl(self, decl: str) -> None:
        self._mark(len(decl) + len("<!>"), "html")

    def handle_pi(self, data: str) -> None:
        self._mark(len(data) + len("<?>"), "")

    def unknown_decl(self, data: str) -> None:
        self._mark(len(data) + len("<![]]>"), "")

    def handle_entityref(self, name: str) -> None:
        self._refer(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._refer(f"&#{name}")

    def _refer(self, reference: str) -> None:
        start = self._at()
        end = start + len(reference)
        end += self._source[end : end + 1] == ";"
        was = self._source[start:end]
        now = unescape(was).replace("\xa0", " ")
        if now != was and not self._hidden:
            self.references.append(Repair(start, end, was, now, "reference"))

    def finish(self) -> None:
        """Set aside what follows a hidden element that is never closed."""
        if self._hidden:
            self.edits.append((self._hidden[0][1], len(self._source), ""))


def read_markup(source: str) -> tuple[RepairedText, list[tuple[int, int, str]], list[Repair]]:
    """Visible text of an HTML source; its markup as edits (start, end, line break or nothing); its references.

    >>> text, markup, references = read_markup("<p>一&amp;二<b>三</b></p>")
    >>> text.text, len(markup), [r.now for r in references]
    ('\\n一&二三\\n', 4, ['&'])
    """
    reader = _Reader(source)
    reader.finish()
    edits = reader.edits + [(r.start, r.end, r.now) for r in reader.references]
    return RepairedText.build(source, 0, len(source), edits), reader.edits, reader.references
