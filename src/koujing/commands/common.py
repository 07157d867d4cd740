"""What several commands share: the help on texts and lexicons, and checks before the work."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from koujing.speech import OF_TABLE, Problem

FOLDER = "a folder of .txt, .md, .html, .docx, .pdf, .jsonl or .csv files (metadata.csv may state what you know of them), or one file"

LEXICON = (
    "a folder with any of your own formulas.tsv, terms.tsv (kept whole when words are counted), synonyms.tsv, stopwords.tsv and "
    "glosses.tsv; your rows win over the shipped ones. Columns as in the shipped files; all but the first may be left out "
    "(synonyms.tsv: term, synonyms; glosses.tsv: term, english)"
)


def refuse_unwritable(out: Path) -> None:
    """Refuse, before the work is done rather than after it, an ``out`` to which the result cannot be written."""
    there = nearest(out)
    if not there.is_dir() or not os.access(there, os.W_OK):
        what = "you have no permission to write to" if there.is_dir() else "not a folder:"
        raise PermissionError(f"{out}: cannot write there ({what} {there})")


def nearest(out: Path) -> Path:
    """The path itself if there is something, or else the nearest folder above it."""
    return next(path for path in (out.absolute(), *out.absolute().parents) if path.exists())


def refuse_foreign(out: Path | None, header: bytes, what: str) -> None:
    """Refuse to overwrite a file that does not begin with the header of the table to be written."""
    if out and out.exists() and not out.read_bytes().startswith(header):
        raise FileExistsError(f"{out}: this file is not {what}; choose another name")


def say_problems(problems: Sequence[Problem]) -> int:
    """Print each problem; returns the exit status: 1 if there is one with a file. A table for which a library is missing is no failure."""
    for problem in problems:
        print(f"problem: {problem.path}: {problem.what}; {problem.hint}", file=sys.stderr)
    return int(not all(problem.path.startswith(OF_TABLE) for problem in problems))
