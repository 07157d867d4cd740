"""The text of a Word file, made from the events of its XML parser, so that a document of any size or depth is never held as a tree."""

from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import dataclass, field

from koujing.chinese.patterns import lazy
from koujing.reading.files import problem
from koujing.reading.files.cell_text import row_text
from koujing.reading.files.signs import shifted, symbol
from koujing.reading.files.word.numbering import Numbering
from koujing.reading.files.word.runs import Forms, Paragraph
from koujing.reading.files.word.styles import Styles, is_on
from koujing.reading.files.word.xml import Attributes, Parts, number, value
from koujing.speech import Problem

# Not text: what a tracked change deletes, moves away or had before; the properties of sections and tables; the reading above
# a character; and the second copy of a drawing for old programs.
LEFT_OUT = frozenset({"tblPr", "sectPr", "sdtPr", "sdtEndPr", "ctrlPr", "del", "moveFrom", "rt", "Fallback", "pPrChange", "rPrChange"})
CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
SHIFTED = frozenset({"sup", "sub"})  # parts of a formula that are raised or lowered
# A number that ends in one of these needs a gap before the words: 1.1　煤, 第一章　总则; any other needs one before digits.
_OPEN = lazy("[0-9A-Za-z０-９\u4e00-\u9fff]")
_OPERATOR = lazy("[-+−±×÷]")
_MOST_COLUMNS = 63  # of a table in Word
_SHOWN = 20  # characters of a passage that a problem quotes
_HINTS = {"hidden": "take the format Hidden off it in Word", "struck": "undo its strikethrough in Word"}


@dataclass(slots=True)
class Row:
    """A row of a table: its cells with the columns that they span, and how many the next one spans."""

    cells: list[tuple[str, int]] = field(default_factory=list)
    span: int = 1


class TextReader:
    """Turn the parts of a document into ``text``, and keep what was left out of it."""

    def __init__(self, parts: Parts, styles: Styles, numbering: Numbering) -> None:
        self.text: list[str] = []
        self._parts, self._forms, self._numbering = parts, Forms(styles), numbering
        self._outer: list[list[str]] = []  # the texts around a text box, a cell or a part of a fraction
        self._boxes: list[str] = []  # text boxes of the paragraph that is being read
        self._n_boxes = 0  # how many text boxes are open
        self._rows: list[Row] = []
        self._properties = ""  # pPr or rPr while the properties of a paragraph or run are read
        self._shift = ""  # where a formula raises or lowers its characters
        self._n_left_out = 0  # how many open elements are not text
        self._in_text = False
        self._dropped: dict[str, list[str]] = {"hidden": [], "struck": []}
        self._unknown: Counter[str] = Counter()
        self._starts = {
            "p": self._start_paragraph, "r": self._start_run, "txbxContent": self._start_box, "tr": self._start_row,
            "tc": self._start_cell, "num": self._start_part, "den": self._start_part,
        }  # fmt: skip
        self._ends = {
            "p": self._end_paragraph, "r": self._end_run, "txbxContent": self._end_box, "tr": self._end_row,
            "tc": self._end_cell, "num": self._end_numerator, "den": self._end_part, "sup": self._end_shift, "sub": self._end_shift,
        }  # fmt: skip

    def read(self, part: zipfile.ZipInfo) -> None:
        """Read one part of the document."""
        self._parts.read(part, self._start, self._end, self._characters)

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "del" and self._properties:
            self._forms.set(name, attributes, self._properties)
        if self._n_left_out or name in LEFT_OUT or _is_separator(name, attributes):
            self._n_left_out += 1
        elif self._properties:
            self._forms.set(name, attributes, self._properties)
        elif name in ("pPr", "rPr"):
            self._properties = name
        elif name in self._starts:
            self._starts[name]()
        else:
            self._sign(name, attributes)
        self._in_text = name == "t" and not self._n_left_out

    def _end(self, name: str) -> None:
        self._in_text = False
        if self._n_left_out:
            self._n_left_out -= 1
        elif name == self._properties:
            self._properties = ""
        elif not self._properties and name in self._ends:
            self._ends[name]()

    def _characters(self, data: str) -> None:
        if self._in_text:
            self._parts.count(len(data))
            self._add(data)

    def _sign(self, name: str, attributes: Attributes) -> None:
        """A single character, or what an element says of its part of a formula or of its cell."""
        if name in CHARACTERS:
            self._add(CHARACTERS[name])
        elif name in SHIFTED:
            self._shift = name
        elif name == "sym":
            font, code = value(attributes, "font"), value(attributes, "char")
            self._add(symbol(font, code))
            self._unknown[f"{font} {code}"] += not symbol(font, code)
        elif name in ("gridSpan", "gridBefore") and self._rows:
            n = min(max(number(attributes) or 1, 1), _MOST_COLUMNS)
            if name == "gridSpan":
                self._rows[-1].span = n
            else:
                self._rows[-1].cells.append(("", n))

    def _add(self, text: str) -> None:
        """Add characters of a run as they are shown."""
        form = self._forms.get
        if is_on(form("vanish")):
            self._dropped["hidden"].append(text)
        elif is_on(form("strike")) or is_on(form("dstrike")):
            self._dropped["struck"].append(text)
        else:
            paragraph = self._forms.paragraphs[-1]
            if not paragraph.counted and text.strip():
                self._put_number(paragraph, text)
            self.text.append(shifted(text, self._shift or form("vertAlign")))

    def _put_number(self, paragraph: Paragraph, before: str) -> None:
        """Put the number of a paragraph before its first characters."""
        label = self._count(paragraph)
        gap = label and (_OPEN.match(label[-1]) or before[0].isdigit())
        self.text.append(label + "\u3000" if gap else label)

    def _count(self, paragraph: Paragraph) -> str:
        paragraph.counted = True
        name, level = self._forms.list_of()
        return self._numbering.label(name, level, self._forms.style) if name else ""

    def _start_paragraph(self) -> None:
        self._forms.paragraphs.append(Paragraph())

    def _end_paragraph(self) -> None:
        paragraph = self._forms.paragraphs[-1]
        if not paragraph.counted and not paragraph.removed:
            self._count(paragraph)  # an empty one has a number too
        self._forms.paragraphs.pop()
        self.text.append("\n")
        if not self._n_boxes:
            self.text += self._boxes
            self._boxes = []

    def _start_run(self) -> None:
        self._forms.runs.append({})

    def _end_run(self) -> None:
        self._forms.runs.pop()

    def _start_box(self) -> None:
        self._start_part()
        self._n_boxes += 1

    def _end_box(self) -> None:
        self._n_boxes -= 1
        self._boxes.append(self._part())

    def _start_row(self) -> None:
        self._rows.append(Row())

    def _end_row(self) -> None:
        cells = self._rows.pop().cells
        self.text += [row_text(cells)] if cells else []

    def _start_cell(self) -> None:
        self._start_part()
        if self._rows:
            self._rows[-1].span = 1

    def _end_cell(self) -> None:
        text = self._part()
        if self._rows:
            self._rows[-1].cells.append((text, self._rows[-1].span))
        else:
            self.text.append(text)

    def _start_part(self) -> None:
        self._outer.append(self.text)
        self.text = []

    def _part(self) -> str:
        text = "".join(self.text)
        self.text = self._outer.pop()
        return text

    def _end_part(self) -> None:
        part = self._part()
        self.text.append(f"({part})" if _OPERATOR.search(part) else part)

    def _end_numerator(self) -> None:
        self._end_part()
        self.text.append("/")

    def _end_shift(self) -> None:
        self._shift = ""

    def problems(self) -> list[Problem]:
        """What was left out of the text, and what could not be read."""
        found = [
            (f"{what} text left out: {sum(map(len, passages))} characters, first {passages[0][:_SHOWN]!r}",
             f"{_HINTS[what]} if it belongs to the text")
            for what, passages in self._dropped.items() if passages
        ]  # fmt: skip
        if unknown := +self._unknown:
            found.append((f"{unknown.total()} symbols that are not known: {', '.join(unknown)}", "type them as characters"))
        if unread := self._numbering.unread:
            what = f"{sum(unread.values())} automatic numbers left out, whose format is not known: {', '.join(unread)}"
            found.append((what, "type the numbers, or choose another format"))
        return [problem(self._parts.path, what, hint) for what, hint in found]


def _is_separator(name: str, attributes: Attributes) -> bool:
    """Whether a note is only the line that separates notes from the text."""
    return name in ("footnote", "endnote") and any("eparator" in value for value in attributes.values())
