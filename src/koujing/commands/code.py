"""``koujing code``: texts → coded tables."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import koujing
from koujing.across import schemas
from koujing.commands.common import FOLDER, LEXICON, refuse_unwritable
from koujing.manifest import FORMATS, check_free, file_names
from koujing.reading import find_files, n_bytes


def describe(parser: argparse.ArgumentParser) -> None:
    """Give the parser the options of this command."""
    parser.add_argument("folder", type=Path, help=FOLDER)
    parser.add_argument("-o", "--out", type=Path, required=True, help="folder for the tables")
    parser.add_argument("--format", choices=tuple(FORMATS), default="csv", help="excel-csv: CSV that Excel displays correctly")
    parser.add_argument("--lexicon", type=Path, metavar="FOLDER", help=LEXICON)
    parser.add_argument("--shareable", action="store_true", help="leave out sentences and wordings over 20 characters")
    able = [table for table in schemas() if table != "documents"]
    parser.add_argument("--leave-out", nargs="+", choices=able, default=[], metavar="TABLE", help=f"tables not to write: {', '.join(able)}")


def run(options: argparse.Namespace) -> int:
    """Code the texts and save the tables."""
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

    refuse_unwritable(options.out)
    left_out = {*options.leave_out, *(["sentences"] if options.shareable else [])}
    check_free(options.out, file_names(schemas().keys() - left_out, options.format).values())
    total = sum(map(n_bytes, find_files(options.folder)))
    columns = (TextColumn("coding"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("coding", total=total)
        study = koujing.code(options.folder, lexicon=options.lexicon, on_done=lambda n_bytes: progress.advance(task, n_bytes))
    (study.shareable() if options.shareable else study).leave_out(*options.leave_out).save(options.out, options.format)
    print(summary(study), "->", options.out)
    for row in study.problems.itertuples():
        print(f"problem: {row.path}: {row.what}; {row.hint}", file=sys.stderr)
    return 1 if len(study.problems) else 0


def summary(study: koujing.Study) -> str:
    """One line that says how much was coded."""
    files, speeches = study.documents["source"].nunique(), len(study.documents)
    return (
        f"{files} files, {speeches} speeches, {study.documents['n_han'].sum():,} Han characters: "
        f"{len(study.statistics):,} statistics, {len(study.formulas):,} formulas, {len(study.repairs):,} repairs, "
        f"{len(study.problems)} problems"
    )
