"""``koujing code``: texts → coded tables."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from koujing import engine
from koujing.across import ASKED_FOR, schemas
from koujing.commands.common import FOLDER, LEXICON, nearest, refuse_unwritable, say_problems
from koujing.manifest import FORMATS, PARTS
from koujing.reading import find_files, n_bytes

FORMAT = (
    "csv; excel-csv: CSV that Excel displays correctly; parquet; parts: Parquet in parts, of which a later run makes only those "
    "anew whose texts have changed. Without it, csv for up to 64 MB of texts, else parts"
)


DASK = "dask"
ENGINE = "dask: the workers of a dask cluster, by default one for each core here (needs the extra 'scale')"

ALSO = "tables to make also of more speeches than they are made of otherwise"


def describe(parser: argparse.ArgumentParser) -> None:
    """Give the parser the options of this command."""
    parser.add_argument("folder", type=Path, help=FOLDER)
    parser.add_argument("-o", "--out", type=Path, required=True, help="folder for the tables")
    parser.add_argument("--format", choices=(*FORMATS, PARTS), default="", help=FORMAT)
    parser.add_argument("--engine", choices=("processes", DASK), default="processes", help=ENGINE)
    parser.add_argument("--workers", type=_workers, metavar="N", help="number of processes (default: one per core, one for little text)")
    parser.add_argument("--scheduler", default="", metavar="tcp://HOST:PORT", help="of a dask cluster that runs already")
    parser.add_argument("--lexicon", type=Path, metavar="FOLDER", help=LEXICON)
    parser.add_argument("--shareable", action="store_true", help="leave out sentences and wordings over 20 characters")
    able = [table for table in schemas() if table != "documents"]
    parser.add_argument("--leave-out", nargs="+", choices=able, default=[], metavar="TABLE", help=f"tables not to write: {', '.join(able)}")
    several = ", ".join(f"{table} (above {most})" for table, most in ASKED_FOR.items())
    parser.add_argument("--tables", nargs="+", choices=ASKED_FOR, default=[], metavar="TABLE", help=f"{ALSO}: {several}")


def _workers(given: str) -> int:
    if not given.isdecimal() or int(given) < 1:
        raise argparse.ArgumentTypeError(f"{given!r}: expected a whole number of processes, 1 or more")
    return int(given)


@contextmanager
def _engine(options: argparse.Namespace) -> Iterator[Callable[..., Iterator[Any]] | None]:
    """What does the work, as ``engine.run`` does; ``None`` for as many processes as suit it."""
    if options.engine != DASK:
        if options.scheduler:
            raise ValueError("--scheduler is for --engine dask")
        yield partial(engine.run, workers=options.workers) if options.workers else None
        return
    if options.workers:
        raise ValueError("--workers is for processes; a dask cluster has the workers that were started for it")
    from koujing.cluster import connected

    with connected(options.scheduler, options.folder.absolute(), nearest(options.out)) as on_workers:
        yield on_workers


def run(options: argparse.Namespace) -> int:
    """Code the texts into tables."""
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    from koujing.opening import own_lexicon
    from koujing.runs import code_into

    refuse_unwritable(options.out)
    total = sum(map(n_bytes, find_files(options.folder)))
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with _engine(options) as on_workers, Progress(*columns, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("coding", total=total)
        summary = code_into(
            options.out.absolute(),  # workers elsewhere have another working folder
            options.folder.absolute(),
            format=options.format,
            own=own_lexicon(options.lexicon),
            shareable=options.shareable,
            leave_out=options.leave_out,
            asked=options.tables,
            run=on_workers,
            on_done=lambda n_bytes: progress.advance(task, n_bytes),
            on_stage=lambda stage: progress.update(task, description=stage),
        )
    print(summary, "->", options.out, *(["(in parts)"] if summary.format == PARTS else []))
    return say_problems(summary.problems)
