"""The raw text of a file: the decoded file itself, or the text extracted from it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from koujing.reading.files import READABLE, ReadingError, problem, read_bytes
from koujing.reading.files.encodings import decode
from koujing.reading.files.markdown import read_markdown
from koujing.reading.files.markup import Shown, read_markup
from koujing.reading.files.pdf import read_pdf
from koujing.reading.files.records import Record, read_csv, read_jsonl, read_number_table
from koujing.reading.files.word import read_docx
from koujing.speech import Problem

# How to get from the raw text to what a reader sees; formats that are not named have no markup.
SHOW: dict[str, Callable[[str], Shown]] = {".md": read_markdown, ".html": read_markup, ".htm": read_markup}
RECORDS = {".jsonl": read_jsonl, ".csv": read_csv}

SAVE_AS = {
    ".doc": ".docx",
    ".wps": ".docx",
    ".rtf": ".docx",
    ".odt": ".docx",
    ".json": ".jsonl",
    ".xls": ".csv",
    ".xlsx": ".csv",
}
# The first bytes of files that are not texts.
MAGIC = ((b"%PDF", ".pdf"), (b"PK\x03\x04", ".docx"), (b"\xd0\xcf\x11\xe0", ".doc"))


@dataclass(frozen=True, slots=True)
class RawText:
    """The text of a file. ``kind`` says what offsets and ``sha256`` refer to: for ``decoded``, the bytes of the file; for
    ``extracted``, the extracted text in UTF-8. ``records`` are the texts of a file that holds many."""

    text: str
    kind: str
    sha256: str
    encoding: str = ""
    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_raw(path: Path) -> RawText:
    """Read a file of any format. Errors: ``ReadingError`` if it cannot be read, saying what to do about it."""
    suffix = path.suffix.lower()
    if suffix not in READABLE and path.is_file():
        hint = f"save it as {SAVE_AS.get(suffix, '.txt, .docx or .pdf')}"
        raise ReadingError(path, f"format {path.suffix or 'without suffix'} is not read", hint)
    data = read_bytes(path)
    _refuse_disguised(data, suffix, path)
    if suffix == ".docx":
        text, problems = read_docx(data, path)
        return _extracted(text, problems=tuple(problems))
    if suffix == ".pdf":
        text, problems = read_pdf(data, path)
        return _extracted(text, problems=tuple(problems))
    decoded = decode(data, path)
    cut = (_cut_problem(path, len(data), decoded.n_cut),) if decoded.n_cut else ()
    if suffix == ".csv" and (table := read_number_table(decoded.text)):
        return _extracted(table, decoded.encoding, problems=cut)
    if suffix in RECORDS:
        records, problems = RECORDS[suffix](decoded.text, path)
        text = "".join(record.text + "\n" for record in records)
        return _extracted(text, decoded.encoding, tuple(records), (*cut, *problems))
    return RawText(decoded.text, "decoded", hashlib.sha256(data).hexdigest(), decoded.encoding, problems=cut)


def _extracted(
    text: str, encoding: str = "", records: tuple[Record, ...] = (), problems: tuple[Problem, ...] = ()
) -> RawText:
    return RawText(text, "extracted", hashlib.sha256(text.encode()).hexdigest(), encoding, records, problems)


def _cut_problem(path: Path, n_bytes: int, n_cut: int) -> Problem:
    what = f"ends in the middle of a character (byte {n_bytes - n_cut} of {n_bytes}); everything before it was read"
    return problem(path, what, "the file was cut off: compare it with the original")


def _refuse_disguised(data: bytes, suffix: str, path: Path) -> None:
    """Refuse a file whose suffix belongs to another format."""
    really = next((format for magic, format in MAGIC if data.startswith(magic)), suffix)
    if really == suffix:
        return
    what = f"not a {suffix} file (it starts with {data[:8]!r})"
    if (suffix, really) == (".docx", ".doc"):
        raise ReadingError(path, what, "an encrypted or an old Word file: save it as .docx without a password")
    raise ReadingError(path, what, f"if it is a {really} file, give it that suffix")
