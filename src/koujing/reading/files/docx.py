"""A Word file → its text, one paragraph a line, read as a stream.

Read here and not by python-docx, which drops tracked insertions, content controls and text boxes.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
import zlib
from xml.parsers import expat

from koujing.reading.files import ReadingError

# Unpacked. Ten characters in a run and a paragraph of their own take about 200 bytes, so this is five million of them.
MAX_PART_BYTES = 100_000_000
DOCUMENT = re.compile(r"word/document\d*\.xml")
NOTES = ("word/footnotes.xml", "word/endnotes.xml")

# Not text: properties (which hold tabs too), what a tracked change deletes or moves away, the reading above a
# character, and the second copy of a drawing for old programs.
LEFT_OUT = frozenset({"pPr", "rPr", "tblPr", "sectPr", "del", "moveFrom", "rt", "Fallback"})
CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
MEND = "open it in Word or LibreOffice and save it again as .docx"


def read_docx(data: bytes, path: str | os.PathLike[str]) -> str:
    """The running text in the order of the document, notes at the end; headers, footers and comments are not in it.

    A table has its cells separated by tabs and its rows by line ends; a text box stands behind its paragraph.
    Errors: ``ReadingError`` for a file that is broken, encrypted, no Word file or too large unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            main = next((name for name in names if DOCUMENT.fullmatch(name)), None)
            if main is None:
                raise ReadingError(path, "not a Word file (no word/document.xml in it)", MEND)
            text = "".join(_read_part(archive, name, path) for name in (main, *NOTES) if name in names)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, expat.ExpatError) as error:
        raise ReadingError(path, f"a broken Word file ({error})", MEND) from error
    if not text.strip():
        raise ReadingError(path, "a Word file without text", "where it holds pictures of pages, run OCR on them first")
    return text


def _read_part(archive: zipfile.ZipFile, name: str, path: str | os.PathLike[str]) -> str:
    part = archive.getinfo(name)
    if part.flag_bits & 1:
        raise ReadingError(path, "an encrypted file", "save it without a password")
    if part.file_size > MAX_PART_BYTES:
        size = f"{part.file_size / 1e6:,.0f} MB unpacked, more than {MAX_PART_BYTES / 1e6:,.0f}"
        raise ReadingError(path, f"{name} has {size}", "split the document")
    reader = _Reader(path)
    with archive.open(part) as stream:
        reader.parser.ParseFile(stream)
    return "".join(reader.text)


class _Reader:
    """What the XML parser tells, put together as text; a document of any size or depth is never held as a tree."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = path
        self.text: list[str] = []
        self.outer: list[list[str]] = []  # the texts around a text box
        self.boxes: list[str] = []  # text boxes of the paragraph that is being read
        self.left_out = 0  # how many open elements are not text
        self.in_text = False
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if self.left_out or name in LEFT_OUT or _is_separator(name, attributes):
            self.left_out += 1
        elif name == "txbxContent":
            self.outer.append(self.text)
            self.text = []
        elif name in CHARACTERS:
            self.text.append(CHARACTERS[name])
        self.in_text = name == "t" and not self.left_out

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        self.in_text = False
        if self.left_out:
            self.left_out -= 1
        elif name == "txbxContent":
            self.boxes.append("".join(self.text))
            self.text = self.outer.pop()
        elif name == "p":
            self.text.append("\n")
            if not self.outer:
                self.text += self.boxes
                self.boxes = []
        elif name in ("tc", "tr"):
            self._close(*("\n", "\t") if name == "tc" else ("\t", "\n"))

    def _close(self, was: str, now: str) -> None:
        """The last line end of a cell becomes a tab, the last tab of a row a line end."""
        if self.text and self.text[-1] == was:
            self.text[-1] = now

    def _characters(self, data: str) -> None:
        if self.in_text:
            self.text.append(data)

    def _refuse(self, *_: object) -> None:
        raise ReadingError(self.path, "not a Word file (it declares a document type)", MEND)


def _is_separator(name: str, attributes: dict[str, str]) -> bool:
    """Whether a note is the line that separates notes from the text."""
    return name in ("footnote", "endnote") and any("eparator" in value for value in attributes.values())
