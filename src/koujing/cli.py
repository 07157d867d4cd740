"""The command: ``koujing code``, ``koujing build``, ``koujing check``, ``koujing concordance``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

import koujing
from koujing.concordance import FIND, SORTS, WIDTH, search
from koujing.measures.check import accuracy_table, report
from koujing.reading import find_files, n_bytes

FOLDER = "a folder of .txt, .md, .html, .docx, .pdf, .jsonl or .csv files (metadata.csv states what is known of them), or one file"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; returns the exit status: 0, 1 where a file could not be read, 2 where nothing could be done."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except (OSError, ValueError, RuntimeError) as error:
        print(f"koujing: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="koujing", description=koujing.__doc__)
    parser.add_argument("--version", action="version", version=koujing.__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    code = commands.add_parser("code", help="code a folder of speeches into tables")
    code.add_argument("folder", type=Path, help=FOLDER)
    code.add_argument("-o", "--out", type=Path, required=True, help="folder for the tables")
    code.add_argument("--format", choices=("csv", "parquet"), default="csv")
    code.add_argument("--shareable", action="store_true", help="leave out sentences and wordings over 20 characters")
    code.set_defaults(run=_code)

    build = commands.add_parser("build", help="execute the notebooks and build the site")
    build.add_argument(
        "folder", type=Path, nargs="?", help="your speeches or coded tables (default: the shipped corpora)"
    )
    build.add_argument("-o", "--out", type=Path, help="folder for notebooks, figures and site")
    build.add_argument("--texts", action="store_true", help="show each of your speeches in full on its page of the site")
    build.set_defaults(run=_build)

    check = commands.add_parser("check", help="score coded tables against a reference coding")
    check.add_argument("gold", type=Path, help="folder with SOURCE.statistics.csv, SOURCE.formulas.csv, …")
    check.add_argument("coded", type=Path, help="folder that `koujing code` wrote")
    check.add_argument("-o", "--out", type=Path, help="also write precision, recall, F1 and field scores as a CSV file")
    check.add_argument("--show", type=int, default=0, metavar="N", help="name N disagreements of each kind")
    check.set_defaults(run=_check)
    search = commands.add_parser("concordance", help="find every place of a word, pattern or formula, in context")
    search.add_argument("pattern")
    search.add_argument("path", type=Path, help=FOLDER)
    search.add_argument("-o", "--out", type=Path, help="write to a .html, .csv or .xlsx file instead of printing")
    search.add_argument("--as", dest="as_", choices=FIND, default="literal", help="how to read the pattern")
    search.add_argument("--sort", choices=SORTS, default="speech")
    search.add_argument("--width", type=int, default=WIDTH, metavar="N", help="characters on either side")
    search.set_defaults(run=_concordance)
    return parser


def _code(options: argparse.Namespace) -> int:
    _refuse_unwritable(options.out)
    total = sum(map(n_bytes, find_files(options.folder)))
    columns = (TextColumn("coding"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("coding", total=total)
        study = koujing.code_folder(options.folder, on_done=lambda n_bytes: progress.advance(task, n_bytes))
    (study.shareable() if options.shareable else study).save(options.out, options.format)
    print(summary(study), "->", options.out)
    for row in study.problems.itertuples():
        print(f"problem: {row.path}: {row.what}; {row.hint}", file=sys.stderr)
    return 1 if len(study.problems) else 0


def _refuse_unwritable(out: Path) -> None:
    """Say before the work is done, not after it, that its result cannot be written to ``out``."""
    nearest = next(path for path in (out.absolute(), *out.absolute().parents) if path.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        raise PermissionError(f"{out}: no tables can be written there ({nearest} is no folder that may be written to)")


def summary(study: koujing.Study) -> str:
    """One line that says how much was coded."""
    files, speeches = study.documents["source"].nunique(), len(study.documents)
    return (
        f"{files} files, {speeches} speeches, {study.documents['n_han'].sum():,} Han characters: "
        f"{len(study.statistics):,} figures, {len(study.formulas):,} formulas, {len(study.repairs):,} repairs, "
        f"{len(study.problems)} problems"
    )


def _build(options: argparse.Namespace) -> int:
    try:
        from koujing.build import build
    except ImportError as error:
        raise ValueError(f"building needs the notebook and site tools ({error}): pip install 'koujing[all]'") from error
    build(options.folder, options.out, texts=options.texts)
    return 0


def _concordance(options: argparse.Namespace) -> int:
    if options.out or options.sort != "speech":
        found = koujing.concordance(options.pattern, options.path, as_=options.as_, sort=options.sort, width=options.width)
        n_masks, n = found.n_masks, len(found)
        if options.out:
            found.save(options.out)
        for row in () if options.out else found.frame.itertuples():
            print(row.speech, row.start, row.left, row.node, row.right, sep="\t")
    else:
        n_masks = n = 0
        for hits, masked in search(options.pattern, options.path, as_=options.as_, width=options.width):
            for hit in hits:
                print(hit.speech, hit.start, hit.left, hit.node, hit.right, sep="\t", flush=n == 0)
                n += 1
            n_masks += masked
    print(f"{n:,} hits; {n_masks:,} masked words were not searched", file=sys.stderr)
    return 0


def _check(options: argparse.Namespace) -> int:
    print(report(options.gold, options.coded, options.show))
    if options.out:
        accuracy_table(options.gold, options.coded).to_csv(options.out, index=False, lineterminator="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
