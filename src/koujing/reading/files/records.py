"""Read files with many texts, one per record: JSON lines, and tables with a column ``text``."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from koujing.chinese.halves import HALF
from koujing.reading.files import ReadingError, one_line, problem
from koujing.reading.files.cell_text import is_number, is_wording, joined_lines
from koujing.reading.files.columns import column_name, misnamed, name_columns, text_columns, twice_named
from koujing.reading.metadata import FIELDS
from koujing.speech import Problem

Path = str | os.PathLike[str]
Numbered = tuple[int, dict[str, Any] | str]  # the line a record begins in; its fields, or what is wrong with it

EXPECTED = 'expected one JSON object per line, such as {"text": "…", "title": "…", "date": "2015-03-05"}'



@dataclass(frozen=True, slots=True)
class Record:
    """A text, the line of the file in which its record begins, and the record's other fields as they are written.

    The names of fields that koujing knows are in lower case.
    """

    line: int
    text: str
    fields: Mapping[str, str]


def read_jsonl(text: str, path: Path) -> tuple[list[Record], list[Problem]]:
    """One record per line; a line without a text becomes a problem. Errors: ``ReadingError`` if no line has a text."""
    lines = list(_json_lines(text))
    records, problems = _with_text(lines, path, EXPECTED)
    names = (name for _, line in lines if not isinstance(line, str) for name in line)
    return records, [*misnamed(names, FIELDS, path), *problems]


def read_csv(text: str, path: Path) -> tuple[list[Record], list[Problem]]:
    """One record per row. Errors: ``ReadingError`` if the column ``text`` is missing or empty."""
    header, rows, problems = read_table(text, path)
    if "text" not in header:
        columns = ", ".join(header) or "none"
        which = next((name for name in header if name.lower() in text_columns()), "that holds the speeches")
        hint = f"rename the column {which} to text (a table of numbers, read as one document, has short cells only)"
        raise ReadingError(path, f"no column text (it has {columns})", hint)
    records, missing = _with_text(rows, path, "fill in the column text")
    return records, [*problems, *misnamed(header, FIELDS, path), *missing]


def read_number_table(text: str) -> str:
    r"""A CSV file that holds no speeches but one table, as lines of cells that are separated by tabs; empty for any other.

    A table has no column ``text`` or of a like name, no sentence in any cell, and numbers in half of its rows but two.

    >>> read_number_table("单位：人,\n乡,人口\n东乡,1200\n"), read_number_table("content,date\n修路,2015\n")
    ('单位：人\t\n乡\t人口\n东乡\t1200\n', '')
    """
    read = [row for _, row in _csv_rows(text) if row]
    rows = [[joined_lines(cell) for cell in row] for row in read if not isinstance(row, str)]
    if len(rows) < max(1, len(read)) or text_columns() & {cell.lower() for cell in rows[0]}:
        return ""
    n_rows = sum(any(is_number(cell) for cell in row[1:]) for row in rows)
    if not n_rows or 2 * n_rows < len(rows) - 2 or not all(is_wording(cell) for row in rows for cell in row):
        return ""
    return "".join("\t".join(row) + "\n" for row in rows)


def _with_text(rows: Iterable[Numbered], path: Path, hint: str) -> tuple[list[Record], list[Problem]]:
    records, problems = [], []
    for line, row in rows:
        what = row if isinstance(row, str) else _missing(row)
        if isinstance(row, str) or what:
            problems.append(problem(path, f"line {line}: {what}", hint))
        else:
            fields = {one_line(k): _cell(v) for k, v in row.items() if k != "text" and v not in (None, "")}
            records.append(Record(line, row["text"], fields))
    if not records:
        raise ReadingError(path, problems[0].what if problems else "no record", hint)
    return records, problems


def _missing(row: dict[str, Any]) -> str:
    """Why a record has no text; empty if it has one."""
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        return f"no text (it has {', '.join(map(str, row)) or 'nothing'})"
    return "half of a surrogate pair in its text" if HALF.search(text) else ""


def _cell(value: object) -> str:
    """A string as it is, half a surrogate pair in it spelled out; any other value as JSON writes it."""
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return written.encode("utf-8", "backslashreplace").decode("utf-8")


def _json_lines(text: str) -> Iterator[Numbered]:
    for number, line in enumerate(text.split("\n"), 1):  # not splitlines: a string may contain U+2028
        if line.strip():
            yield number, _json_object(line)


def _json_object(line: str) -> dict[str, Any] | str:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        return f"not JSON ({error.msg}, character {error.pos})"
    except (ValueError, RecursionError) as error:  # a number with thousands of digits, or thousands of nested brackets
        return f"not JSON ({error})"
    return {column_name(key): value for key, value in value.items()} if isinstance(value, dict) else "not a JSON object"


def read_table(text: str, path: Path) -> tuple[list[str], list[Numbered], list[Problem]]:
    """The columns of a CSV file, its rows, and a problem for each name that several columns have.

    For a row that cannot be read, it says what is wrong with it. Cells are separated by commas, or by tabs or semicolons if
    the first line has more of these.

    >>> read_table("Text,Date\\n修路。,2015\\n", "a.csv")
    (['text', 'date'], [(2, {'text': '修路。', 'date': '2015'})], [])
    """
    (_, head), *rows = _csv_rows(text) or [(1, [])]
    cells = [] if isinstance(head, str) else head
    header = name_columns(cells)
    numbered = [(line, row if isinstance(row, str) else _fields(header, row)) for line, row in rows if row]
    return header, numbered, twice_named(cells, path)


def _fields(header: list[str], row: list[str]) -> dict[str, Any] | str:
    further = [cell for cell in row[len(header) :] if cell.strip()]
    return "more cells than columns" if further else dict(zip(header, row, strict=False))


def _csv_rows(text: str) -> list[tuple[int, list[str] | str]]:
    first = text.partition("\n")[0]
    rows: list[tuple[int, list[str] | str]] = []
    before = csv.field_size_limit(len(text) + 1)  # a single limit for the whole process, which speeches exceed
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",\t;", key=first.count), strict=True)
        line = 1
        for row in reader:
            rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        rows.append((line, f"not valid CSV from here on ({error})"))
    finally:
        csv.field_size_limit(before)
    return rows
