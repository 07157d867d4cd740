"""Extract the text of a Word file, one paragraph per line, reading it as a stream.

python-docx is not used, because it drops tracked insertions, content controls and text boxes.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from xml.parsers import expat

from koujing.chinese.patterns import lazy
from koujing.reading.files import ReadingError
from koujing.reading.files.word.numbering import Numbering, read_numbering
from koujing.reading.files.word.styles import read_styles
from koujing.reading.files.word.text import TextReader
from koujing.reading.files.word.xml import MEND, Parts
from koujing.speech import Problem

# A file of a few kilobytes can unpack to a thousand times as much. A run of eight characters with its own font takes about
# 300 bytes and six elements, so a book of 500,000 characters has 19 MB and 900,000 elements and characters.
MAX_BYTES = 50_000_000
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the only two that the format allows (ISO/IEC 29500-2)
# What the readers of archives and XML raise on damage, including an unknown encoding or one not allowed in XML, an invalid
# name, or an offset before the beginning.
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, EOFError, LookupError, NotImplementedError, ValueError
)  # fmt: skip
DOCUMENT = lazy(r"word/document\d*\.xml")
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
FORMS = ("word/styles.xml", "word/numbering.xml")  # what paragraphs look like, and the numbers before them


def read_docx(data: bytes, path: str | os.PathLike[str]) -> tuple[str, list[Problem]]:
    """The running text in the order of the document, with notes at the end, but without headers, footers and comments.

    The numbers that Word puts before paragraphs stand in the text as typed ones would; offsets count them. The cells of a
    table are separated by tabs, its rows by line ends; a text box follows its paragraph. Hidden and struck text is left
    out; it becomes a problem, as does a symbol or a number that cannot be read.
    Errors: ``ReadingError`` for a file that is broken, encrypted, not a Word file, or too large when unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            text, problems = _read(archive, path)
    except ReadingError:
        raise
    except BROKEN as error:
        raise ReadingError(path, f"a broken Word file ({error})", MEND) from error
    if not text.strip():
        raise ReadingError(path, "a Word file without text", "if it contains pictures of pages, run OCR on them first")
    return text, problems


def _read(archive: zipfile.ZipFile, path: str | os.PathLike[str]) -> tuple[str, list[Problem]]:
    texts, forms = _checked_parts(archive, path)
    parts = Parts(archive, path)
    styles = read_styles(parts, forms.get("word/styles.xml"))
    numbering = Numbering(read_numbering(parts, forms.get("word/numbering.xml")), styles)
    reader = TextReader(parts, styles, numbering)
    for part in texts:
        reader.read(part)
    return "".join(reader.text), reader.problems()


def _checked_parts(
    archive: zipfile.ZipFile, path: str | os.PathLike[str]
) -> tuple[list[zipfile.ZipInfo], dict[str, zipfile.ZipInfo]]:
    """The parts that contain text, and those that say how it looks; none of them is unpacked yet."""
    names = archive.namelist()
    main = next((name for name in names if DOCUMENT.fullmatch(name)), None)
    if main is None:
        raise ReadingError(path, "not a Word file (no word/document.xml in it)", MEND)
    texts = [archive.getinfo(name) for name in (main, *NOTES) if name in names]
    forms = {name: archive.getinfo(name) for name in FORMS if name in names}
    parts = [*texts, *forms.values()]
    if any(part.flag_bits & 1 for part in parts):
        raise ReadingError(path, "an encrypted file", "save it without a password")
    if any(part.compress_type not in PACKED for part in parts):
        raise ReadingError(path, "a broken Word file (compressed in a way that Word does not use)", MEND)
    if (size := sum(part.file_size for part in parts)) > MAX_BYTES:
        what = f"its text has {size / 1e6:,.0f} MB unpacked, more than {MAX_BYTES / 1e6:,.0f}"
        raise ReadingError(path, what, "split the document")
    return texts, forms
