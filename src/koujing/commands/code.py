"""``koujing code``: texts → coded tables."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from koujing.across import schemas
from koujing.commands.common import FOLDER, LEXICON, refuse_unwritable, say_problems
from koujing.manifest import FORMATS, PARTS
from koujing.reading import find_files, n_bytes

FORMAT = (
    "csv; excel-csv: CSV that Excel displays correctly; parquet; parts: Parquet in parts, of which a later run makes only those "
    "anew whose texts have changed. Without it, csv for up to 64 MB of texts, else parts"
)


def describe(parser: argparse.ArgumentParser) -> None:
    """Give the parser the options of this command."""
    parser.add_argument("folder", type=Path, help=FOLDER)
    parser.add_argument("-o", "--out", type=Path, required=True, help="folder for the tables")
    parser.add_argument("--format", choices=(*FORMATS, PARTS), default="", help=FORMAT)
    parser.add_argument("--lexicon", type=Path, metavar="FOLDER", help=LEXICON)
    parser.add_argument("--shareable", action="store_true", help="leave out sentences and wordings over 20 characters")
    able = [table for table in schemas() if table != "documents"]
    parser.add_argument("--leave-out", nargs="+", choices=able, default=[], metavar="TABLE", help=f"tables not to write: {', '.join(able)}")


def run(options: argparse.Namespace) -> int:
    """Code the texts into tables."""
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    from koujing.opening import own_lexicon
    from koujing.runs import code_into

    refuse_unwritable(options.out)
    total = sum(map(n_bytes, find_files(options.folder)))
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("coding", total=total)
        summary = code_into(
            options.out,
            options.folder,
            format=options.format,
            own=own_lexicon(options.lexicon),
            shareable=options.shareable,
            leave_out=options.leave_out,
            on_done=lambda n_bytes: progress.advance(task, n_bytes),
            on_stage=lambda stage: progress.update(task, description=stage),
        )
    print(summary, "->", options.out, *(["(in parts)"] if summary.format == PARTS else []))
    return say_problems(summary.problems)
