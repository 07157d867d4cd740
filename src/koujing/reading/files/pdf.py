"""Extract the text of a PDF file, with a line end and a form feed after each page."""

from __future__ import annotations

import os
import re

import pypdfium2

from koujing.chinese.patterns import lazy
from koujing.reading.files import ReadingError, problem
from koujing.reading.files.encodings import reads_as_chinese
from koujing.reading.repair.radicals import mend_radicals
from koujing.speech import Problem

# A font that does not say which characters it shows gives only their numbers: control or private characters, random Chinese.
UNNAMED = lazy("[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd-\uffff]")
UNNAMED_SHARE = 0.1
CHINESE_FROM = 100  # characters that are not ASCII; fewer, such as the labels of a plot, prove nothing
OCR = "run OCR on it first (for example ocrmypdf -l chi_sim), or save its text as .txt"


def read_pdf(data: bytes, path: str | os.PathLike[str]) -> tuple[str, list[Problem]]:
    """The text page by page, one line per printed line; pages that give less text than they show become problems.

    Errors: ``ReadingError`` for a file that is broken, encrypted, or has no readable text.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error):
            raise ReadingError(path, "an encrypted file", "save it without a password") from error
        raise ReadingError(
            path, f"a broken PDF file ({error})", "open it in a PDF reader and print it to a new file"
        ) from error
    try:
        pages = [_read_page(document, k) for k in range(len(document))]
    finally:
        document.close()
    text = "".join(page + "\n\f" for page, _ in pages)
    if not text.strip():
        raise ReadingError(path, "a PDF file without text: its pages are pictures", OCR)
    if _is_unnamed(text):
        raise ReadingError(path, "a PDF file whose fonts do not say which characters they show", OCR)
    return text, [problem(path, f"page {k}: {what}", OCR) for k, (_, what) in enumerate(pages, 1) if what]


def _is_unnamed(text: str) -> bool:
    text = mend_radicals(text, set(text), [])  # which are no frequent characters
    is_chinese = len(re.findall(r"[^\x00-\x7f]", text)) < CHINESE_FROM or reads_as_chinese(text)
    return not is_chinese or len(UNNAMED.findall(text)) > UNNAMED_SHARE * len("".join(text.split()))


def _read_page(document: pypdfium2.PdfDocument, number: int) -> tuple[str, str]:
    """The text of a page, and a description of what is missing from it."""
    try:
        page = document[number].get_textpage()
    except pypdfium2.PdfiumError as error:
        return "", f"broken ({error})"
    text: str = page.get_text_bounded(errors="replace")  # half a character becomes U+FFFD
    n_lost = page.count_chars() - len(text.encode("utf-16-le", "surrogatepass")) // 2
    text = text.replace("\r\n", "\n")
    if not text.strip():
        return "", "no text (a picture, or blank)"
    return text, f"{n_lost} characters that the file shows but does not name" if n_lost > 0 else ""
