"""The parts of a Word file as streams of elements, of which only a limited number is read."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Mapping
from xml.parsers import expat

from koujing.reading.files import ReadingError

MAX_PIECES = 2_000_000  # elements and characters of a file: read in two seconds at most, coded in twenty
MEND = "open it in Word or LibreOffice and save it again as .docx"

Attributes = Mapping[str, str]


class Parts:
    """Reads the parts of one archive, and counts what it has read of all of them."""

    def __init__(self, archive: zipfile.ZipFile, path: str | os.PathLike[str]) -> None:
        self.path = path
        self._archive, self._n_pieces = archive, 0

    def read(
        self,
        part: zipfile.ZipInfo,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None],
        characters: Callable[[str], None] | None = None,
    ) -> None:
        """Pass every element of a part on, at its start and at its end, by its name without a prefix; and its characters."""

        def begin(tag: str, attributes: dict[str, str]) -> None:
            self.count(1)
            start(tag.rpartition(":")[2], attributes)

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = begin
        parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
        parser.CharacterDataHandler = characters
        parser.StartDoctypeDeclHandler = self._refuse
        with self._archive.open(part) as stream:
            parser.ParseFile(stream)

    def count(self, n: int) -> None:
        """Count elements or characters. Errors: ``ReadingError`` for more than a document has."""
        self._n_pieces += n
        if self._n_pieces > MAX_PIECES:
            raise ReadingError(self.path, f"it holds more than {MAX_PIECES:,} elements and characters", "split the document")

    def _refuse(self, *_: object) -> None:
        raise ReadingError(self.path, "not a Word file (it declares a document type)", MEND)


def value(attributes: Attributes, name: str = "val") -> str:
    """An attribute of an element, whatever its prefix; empty if it has none of that name.

    >>> value({"w:val": "0"}), value({"w:numId": "3"}, "numId"), value({})
    ('0', '3', '')
    """
    return next((v for key, v in attributes.items() if key.rpartition(":")[2] == name), "")


def number(attributes: Attributes, name: str = "val") -> int | None:
    """An attribute as a whole number of up to six digits; ``None`` if it is none.

    >>> number({"w:val": "12"}), number({"w:val": "x"})
    (12, None)
    """
    digits = value(attributes, name)
    return int(digits) if digits.isascii() and digits.removeprefix("-").isdigit() and len(digits) < 7 else None
