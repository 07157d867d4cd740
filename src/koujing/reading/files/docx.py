"""Extract the text of a Word file, one paragraph per line, reading it as a stream.

python-docx is not used, because it drops tracked insertions, content controls and text boxes.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from typing import IO
from xml.parsers import expat

from koujing.chinese.patterns import lazy
from koujing.reading.files import ReadingError

# A file of a few kilobytes can unpack to a thousand times as much. A run of eight characters with its own font takes about
# 300 bytes and six elements, so a book of 500,000 characters has 19 MB and 900,000 elements and characters.
MAX_BYTES = 50_000_000
MAX_PIECES = 2_000_000  # elements and characters: read in two seconds at most, coded in twenty
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the only two that the format allows (ISO/IEC 29500-2)
# What the readers of archives and XML raise on damage, including an unknown encoding or one not allowed in XML, an invalid
# name, or an offset before the beginning.
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, EOFError, LookupError, NotImplementedError, ValueError
)  # fmt: skip
DOCUMENT = lazy(r"word/document\d*\.xml")
NOTES = ("word/footnotes.xml", "word/endnotes.xml")

# Not text: properties (which hold tabs too), what a tracked change deletes or moves away, the reading above a
# character, and the second copy of a drawing for old programs.
LEFT_OUT = frozenset({"pPr", "rPr", "tblPr", "sectPr", "del", "moveFrom", "rt", "Fallback"})
CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
MEND = "open it in Word or LibreOffice and save it again as .docx"


def read_docx(data: bytes, path: str | os.PathLike[str]) -> str:
    """The running text in the order of the document, with notes at the end, but without headers, footers and comments.

    The cells of a table are separated by tabs, its rows by line ends; a text box follows its paragraph.
    Errors: ``ReadingError`` for a file that is broken, encrypted, not a Word file, or too large when unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            reader = _Reader(path)
            for part in _text_parts(archive, path):
                with archive.open(part) as stream:
                    reader.read(stream)
    except ReadingError:
        raise
    except BROKEN as error:
        raise ReadingError(path, f"a broken Word file ({error})", MEND) from error
    text = "".join(reader.text)
    if not text.strip():
        raise ReadingError(path, "a Word file without text", "if it contains pictures of pages, run OCR on them first")
    return text


def _text_parts(archive: zipfile.ZipFile, path: str | os.PathLike[str]) -> list[zipfile.ZipInfo]:
    """The parts that contain text; none of them is unpacked yet."""
    names = archive.namelist()
    main = next((name for name in names if DOCUMENT.fullmatch(name)), None)
    if main is None:
        raise ReadingError(path, "not a Word file (no word/document.xml in it)", MEND)
    parts = [archive.getinfo(name) for name in (main, *NOTES) if name in names]
    if any(part.flag_bits & 1 for part in parts):
        raise ReadingError(path, "an encrypted file", "save it without a password")
    if any(part.compress_type not in PACKED for part in parts):
        raise ReadingError(path, "a broken Word file (compressed in a way that Word does not use)", MEND)
    if (size := sum(part.file_size for part in parts)) > MAX_BYTES:
        what = f"its text has {size / 1e6:,.0f} MB unpacked, more than {MAX_BYTES / 1e6:,.0f}"
        raise ReadingError(path, what, "split the document")
    return parts


class _Reader:
    """Turn the events of the XML parser into text, so that a document of any size or depth is never held as a tree."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = path
        self.text: list[str] = []
        self.n_pieces = 0
        self.outer: list[list[str]] = []  # the texts around a text box
        self.boxes: list[str] = []  # text boxes of the paragraph that is being read
        self.left_out = 0  # how many open elements are not text
        self.in_text = False

    def read(self, stream: IO[bytes]) -> None:
        """Read one part of the document."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._refuse
        parser.ParseFile(stream)

    def _count(self, n: int) -> None:
        self.n_pieces += n
        if self.n_pieces > MAX_PIECES:
            raise ReadingError(self.path, f"it holds more than {MAX_PIECES:,} elements and characters", "split the document")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._count(1)
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
            self._count(len(data))
            self.text.append(data)

    def _refuse(self, *_: object) -> None:
        raise ReadingError(self.path, "not a Word file (it declares a document type)", MEND)


def _is_separator(name: str, attributes: dict[str, str]) -> bool:
    """Whether a note is only the line that separates notes from the text."""
    return name in ("footnote", "endnote") and any("eparator" in value for value in attributes.values())
