"""Metadata stated by the owner of the texts: in ``metadata.csv`` beside the texts, or in the fields of records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from koujing.chinese.patterns import lazy
from koujing.reading.delivery import name_speaker
from koujing.reading.files import METADATA, ReadingError, one_line, problem, read_bytes
from koujing.reading.files.columns import misnamed
from koujing.reading.files.encodings import decode
from koujing.reading.files.records import read_table
from koujing.reading.metadata import FIELDS, VALUES
from koujing.reading.metadata.written import DATE, is_date, read_date
from koujing.reading.voices import find_voices
from koujing.speech import Document, Problem, Speech

COLUMNS = ("source", "speech", *FIELDS)
HOUR = lazy(r"[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$")
PARTIAL = lazy(r"(?P<year>\d{4})(?:[-./年](?P<month>\d{1,2})月?|年)?")  # a year, or a year and a month

MOST_NAMES = 1000  # names that a misspelled one is compared with; each takes 17 microseconds


@dataclass(frozen=True, slots=True)
class Given:
    """Fields stated for a source or for one speech, with the file and line that state them."""

    name: str
    fields: Mapping[str, str]
    path: Path
    line: int
    own: Mapping[str, str] = field(default_factory=dict)

    def problem(self, what: str, hint: str) -> Problem:
        """A row of ``problems`` for this line."""
        return problem(self.path, f"line {self.line}: {what}", hint)


def check_fields(cells: Mapping[str, str], evidence: str) -> tuple[dict[str, str], str]:
    """The valid fields of the metadata among ``cells``, and what is wrong with the others, if anything.

    A date is written in any way (2015-03-05, 2015/3/5, 二〇一五年三月五日, 2015年3月, 2015); a level, body or genre is one of
    ``VALUES``. If a date is given without ``date_evidence``, its evidence is ``evidence``.

    >>> check_fields({"date": "2015年3月5日", "price": "3"}, "metadata.csv")
    ({'date_evidence': 'metadata.csv', 'date': '2015-03-05'}, '')
    >>> check_fields({"genre": "Speech"}, "metadata.csv")
    ({}, "genre 'Speech' is not one of speech, news report, work report, plan report, other")
    """
    fields = {name: one_line(" ".join(cell.split())) for name, cell in cells.items() if name in FIELDS and cell.strip()}
    wrong = [
        f"{name} {fields.pop(name)!r} is not one of {', '.join(values)}"
        for name, values in VALUES.items()
        if fields.get(name, values[0]) not in values
    ]
    if "date" in fields:
        stated = fields.pop("date")
        if iso := iso_date(stated):
            fields = {"date_evidence": evidence} | fields | {"date": iso}
        else:
            wrong.insert(0, f"date {stated!r} is not a valid year, month or day")
    return fields, "; ".join(wrong)


def iso_date(stated: str) -> str:
    """A date in ISO format, without its hour; empty if there is no such day in the calendar.

    >>> iso_date("二〇一五年三月五日"), iso_date("2015-03-05 09:30"), iso_date("2015年3月"), iso_date("2015-02-30")
    ('2015-03-05', '2015-03-05', '2015-03', '')
    """
    stated = HOUR.sub("", stated)
    if match := DATE.fullmatch(stated):
        found = read_date(match) or (0, 0, 0)
    elif match := PARTIAL.fullmatch(stated):
        found = int(match["year"]), int(match["month"] or 0), 0
    else:
        return ""
    year, month, day = found
    if not is_date(year, month or 1, day or 1):
        return ""
    return f"{year:04d}" + (f"-{month:02d}" if month or day else "") + (f"-{day:02d}" if day else "")


def give_fields(document: Document, given: Sequence[Given]) -> Document:
    """The document with what is stated about it in place of what was inferred; a later statement wins.

    A name that belongs neither to the document nor to one of its speeches is reported as a problem.
    """
    names = {document.source, *(speech.id for speech in document.speeches)}
    lost = [
        g.problem(f"no speech {g.name!r}", f"{document.source} has {', '.join(s.id for s in document.speeches)}")
        for g in given
        if g.name not in names
    ]
    speeches = []
    for speech in document.speeches:
        ours = [g for name in dict.fromkeys((document.source, speech.id)) for g in given if g.name == name]
        stated, own = {k: v for g in ours for k, v in g.fields.items()}, {k: v for g in ours for k, v in g.own.items()}
        speeches.append(_stated(speech, stated, own) if stated or own else speech)
    return replace(document, speeches=tuple(speeches), problems=(*document.problems, *lost))


def _stated(speech: Speech, fields: Mapping[str, str], own: Mapping[str, str]) -> Speech:
    evidence = tuple(e for e in speech.evidence if e.field not in fields)
    voices = find_voices(speech.text, fields["genre"]) if "genre" in fields else speech.voices
    voices = name_speaker(voices, fields.get("speaker", ""))
    metadata = {**speech.metadata, **fields}
    return replace(speech, metadata=metadata, evidence=evidence, voices=voices, own={**speech.own, **own})


def read_given(folder: Path) -> tuple[list[Given], list[Problem]]:
    """What ``metadata.csv`` in ``folder`` states, each row under the name it gives, and what is wrong with the file."""
    path = folder / METADATA
    if not path.is_file():
        return [], []
    try:
        header, rows, problems = read_table(decode(read_bytes(path), path).text, path)
    except ReadingError as error:
        return [], [error.problem]
    further = [c for c in header if c not in COLUMNS]
    problems += misnamed(header, COLUMNS, path)
    if not {"source", "speech"} & set(header):
        hint = "name the file of each row in a column source, or its speech (a#2) in a column speech"
        return [], [*problems, problem(path, f"no column source or speech (it has {', '.join(header)})", hint)]
    given = []
    for line, row in rows:
        cells = {} if isinstance(row, str) else row
        fields, wrong = check_fields(cells, METADATA)
        own = {c: cells[c] for c in further if cells.get(c)}
        row_given = Given(_name(cells), fields, path, line, own)
        what = row if isinstance(row, str) else wrong if row_given.name else "neither source nor speech"
        if what:
            problems.append(row_given.problem(what, "correct the row"))
        if row_given.name:
            given.append(row_given)
    return given, problems


def _name(cells: Mapping[str, str]) -> str:
    name = cells.get("speech", "").strip() or cells.get("source", "").strip()
    return name.replace("\\", "/").removeprefix("./")


def match_given(
    given: Sequence[Given], sources: Mapping[Path, str], root: Path
) -> tuple[dict[str, list[Given]], list[Problem]]:
    """What is stated about each source, by its name in the tables, and problems for rows whose name fits none or several."""
    called: dict[str, list[str]] = defaultdict(list)
    for file, source in sources.items():
        called[one_line(file.name)].append(source)
    for file, source in sources.items():  # a path takes precedence over a file's name
        called[one_line(file.relative_to(root).as_posix())] = called[source] = [source]
    matched: dict[str, list[Given]] = defaultdict(list)
    problems = []
    for g in given:
        source, number = (g.name, "") if g.name in called else _split(g.name)
        found = called.get(source, [])
        if not found:
            problems.append(g.problem(f"no file is called {g.name!r}", _hint(g.name, sorted(called))))
        elif len(found) > 1:
            problems.append(g.problem(f"{g.name!r} names several files", f"write one of {', '.join(found)}"))
        elif any(other.name == found[0] + number for other in matched[found[0]]):
            problems.append(g.problem(f"{g.name!r} is listed twice", "only the first row is used"))
        else:
            matched[found[0]].append(replace(g, name=found[0] + number))
    return matched, problems


def _split(speech: str) -> tuple[str, str]:
    """The name of a source, and the number of a speech in it."""
    source, mark, number = speech.rpartition("#")
    return (source, mark + number) if mark else (speech, "")


def _hint(name: str, names: Sequence[str]) -> str:
    close = get_close_matches(name, names[:MOST_NAMES], n=3)
    return f"did you mean {' or '.join(close)}?" if close else f"expected one of {', '.join(names[:12])}"
