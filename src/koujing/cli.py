"""The command: ``koujing code``, ``koujing concordance``, ``koujing build``, ``koujing score``, ``koujing against``."""

from __future__ import annotations

import argparse
import errno
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

import koujing
from koujing.across import schemas
from koujing.manifest import check_files, check_free
from koujing.measures.against import say_verdicts
from koujing.measures.scope import SCOPES
from koujing.measures.score import accuracy_table, report
from koujing.opening import own_lexicon
from koujing.reading import find_files, n_bytes
from koujing.search.concordance import SORTS, check_order, check_suffix, gather, kwic_line
from koujing.search.hits import Found, search
from koujing.search.query import MODES, Query
from koujing.search.sheet import refuse_foreign
from koujing.study import file_names
from koujing.tablefiles import FORMATS

FOLDER = "a folder of .txt, .md, .html, .docx, .pdf, .jsonl or .csv files (metadata.csv may state what you know of them), or one file"

LEXICON = (
    "a folder with any of your own formulas.tsv, terms.tsv (kept whole when words are counted), synonyms.tsv, stopwords.tsv and "
    "glosses.tsv; your rows win over the shipped ones. Columns as in the shipped files; all but the first may be left out "
    "(synonyms.tsv: term, synonyms; glosses.tsv: term, english)"
)
AS = (
    "how the pattern is read: these characters wherever they stand; a regular expression; a word of the segmenter, which cuts "
    "most terms; a listed term, but not inside a longer one (term), or also there (nested); a slogan under all its names (formula)"
)
SCORE = (
    "Score coded tables against rows that you coded by hand. Recall and field scores depend on your rows alone. Precision is "
    "counted only where you certainly coded everything: in the ranges listed in SOURCE.scope.csv (start, end). Without that "
    "file, it is counted from your first row to your last (stretch), provided that your rows match at least three quarters of "
    "the rows koujing coded there; if they match fewer, they look like a sample, and precision is not counted (rows). Use "
    "--scope whole if you coded a whole text. The output names the range used for each source."
)

AGAINST = (
    "Compare every number that speeches report of a known series with the numbers of a yearbook: consistent, inconsistent or "
    "undetermined, with the reason. docs/against.md says how such a file is written and what the verdicts mean."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; returns the exit status.

    The status is 0 if all went well, 1 if part of the work failed (a file that could not be read, a section of a report),
    2 if nothing could be done. Ctrl-C and SIGTERM end it with 130, after half-written files are removed.
    """
    options = _parser().parse_args(arguments)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        status: int = options.run(options)
    except BrokenPipeError:  # the reader of the output closed it early, as in koujing concordance … | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, ValueError, RuntimeError, MemoryError) as error:
        print(f"koujing: {_sentence(error)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("koujing: stopped", file=sys.stderr)
        return 130
    finally:
        signal.signal(signal.SIGTERM, before)
    return status


def _sentence(error: Exception) -> str:
    if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM:
        return "not enough memory; close other programs, or process fewer texts at a time"
    return str(error)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="koujing", description=koujing.__doc__)
    parser.add_argument("--version", action="version", version=koujing.__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    code = commands.add_parser("code", help="code a folder of speeches into tables")
    code.add_argument("folder", type=Path, help=FOLDER)
    code.add_argument("-o", "--out", type=Path, required=True, help="folder for the tables")
    code.add_argument("--format", choices=tuple(FORMATS), default="csv", help="excel-csv: CSV that Excel displays correctly")
    code.add_argument("--lexicon", type=Path, metavar="FOLDER", help=LEXICON)
    code.add_argument("--shareable", action="store_true", help="leave out sentences and wordings over 20 characters")
    able = [table for table in schemas() if table != "documents"]
    code.add_argument("--leave-out", nargs="+", choices=able, default=[], metavar="TABLE", help=f"tables not to write: {', '.join(able)}")
    code.set_defaults(run=_code)

    concordance = commands.add_parser("concordance", help="show every occurrence of a wording in its context")
    concordance.add_argument("pattern", help="what to look for")
    concordance.add_argument("path", type=Path, help=FOLDER)
    concordance.add_argument("-o", "--out", type=Path, help="write the hits to a file: .html, .csv or .xlsx")
    concordance.add_argument("--as", dest="as_", choices=MODES, default="literal", help=AS)
    concordance.add_argument("--sort", choices=tuple(SORTS), default="speech", help="left: context read outwards from the hit")
    concordance.add_argument("--width", type=int, default=20, metavar="N", help="characters of context on either side (20)")
    concordance.add_argument("--limit", type=int, metavar="N", help="only the first N hits in that order")
    concordance.add_argument("--lexicon", type=Path, metavar="FOLDER", help=LEXICON)
    concordance.set_defaults(run=_concordance)

    build = commands.add_parser("build", help="execute the notebooks and build the site")
    build.add_argument(
        "folder", type=Path, nargs="?", help="your speeches or coded tables (default: the shipped corpora)"
    )
    build.add_argument("-o", "--out", type=Path, help="folder for notebooks, figures and site")
    build.add_argument(
        "--texts", action="store_true", help="show each of your speeches in full on its page of the site"
    )
    build.add_argument("--group", default="", metavar="COLUMN", help="compare your speeches by this column: level, year, voice, …")
    build.add_argument("--reference", default="", metavar="STUDY", help="compare your speeches with this study or folder")
    build.add_argument("--lexicon", type=Path, metavar="FOLDER", help=LEXICON)
    build.set_defaults(run=_build)

    score = commands.add_parser("score", help="score coded tables against a reference coding", description=SCORE)
    score.add_argument("gold", type=Path, help="folder with SOURCE.statistics.csv, SOURCE.formulas.csv, …")
    score.add_argument("coded", type=Path, help="folder that `koujing code` wrote")
    score.add_argument("-o", "--out", type=Path, help="also write precision, recall, F1 and field scores as a CSV file")
    score.add_argument("--scope", choices=SCOPES, default="auto", help="where precision is counted (auto: as described above)")
    score.add_argument("--show", type=int, default=0, metavar="N", help="list N disagreements of each kind")
    score.set_defaults(run=_score)

    against = commands.add_parser("against", help="compare what speeches report with your own yearbook", description=AGAINST)
    against.add_argument("truth", type=Path, help="a CSV file with the columns concept, place, time, value and unit")
    against.add_argument("coded", help="folder that `koujing code` wrote, a folder of texts, or the name of a shipped study")
    against.add_argument("-o", "--out", type=Path, help="also write every claim with its verdict as a CSV file")
    against.set_defaults(run=_against)
    return parser


def _against(options: argparse.Namespace) -> int:
    if options.out and options.out.exists() and not options.out.read_bytes().startswith(b"concept,owner,time,"):
        raise FileExistsError(f"{options.out}: this file is not a table of claims; choose another name")
    study = koujing.open_study(options.coded)
    if "series" not in study.frames:
        raise ValueError(f"{options.coded}: these tables lack the table series; code the texts again")
    table = koujing.against(study.series(), options.truth)
    print(say_verdicts(table))
    if options.out:
        table.to_csv(options.out, index=False, lineterminator="\n")
    return 0


def _code(options: argparse.Namespace) -> int:
    _refuse_unwritable(options.out)
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


def _concordance(options: argparse.Namespace) -> int:
    query = Query(options.pattern, options.as_, options.width, own_lexicon(options.lexicon))
    check_order(options.sort, options.limit)
    if options.out:
        check_suffix(options.out)
        refuse_foreign(options.out)
        _refuse_unwritable(options.out.absolute().parent)
    found = search(query, options.path)
    as_found = not options.out and options.sort == "speech"
    result = gather(
        query, _printed(found, 2 * options.width, options.limit) if as_found else found, options.sort, options.limit
    )
    if options.out:
        result.save(options.out)
        print(result.summary, "->", options.out)
    else:
        print(result.summary if as_found else result)
    for problem in result.problems:
        print(f"problem: {problem.path}: {problem.what}; {problem.hint}", file=sys.stderr)
    return 1 if result.problems else 0


def _printed(found: Iterable[Found], columns: int, limit: int | None) -> Iterator[Found]:
    """Pass on what is found and print each hit as it comes; reading stops once ``limit`` hits are printed."""
    n_printed = 0
    for part in found:
        hits = part.hits[: None if limit is None else limit - n_printed]
        n_printed += len(hits)
        for hit in hits:
            print(kwic_line(hit, columns))
        sys.stdout.flush()
        yield replace(part, hits=hits)
        if n_printed == limit:
            return


def _refuse_unwritable(out: Path) -> None:
    """Refuse, before the work is done rather than after it, an ``out`` to which the result cannot be written."""
    nearest = next(path for path in (out.absolute(), *out.absolute().parents) if path.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        what = "you have no permission to write to" if nearest.is_dir() else "not a folder:"
        raise PermissionError(f"{out}: cannot write there ({what} {nearest})")


def summary(study: koujing.Study) -> str:
    """One line that says how much was coded."""
    files, speeches = study.documents["source"].nunique(), len(study.documents)
    return (
        f"{files} files, {speeches} speeches, {study.documents['n_han'].sum():,} Han characters: "
        f"{len(study.statistics):,} statistics, {len(study.formulas):,} formulas, {len(study.repairs):,} repairs, "
        f"{len(study.problems)} problems"
    )


def _build(options: argparse.Namespace) -> int:
    try:
        from koujing.build import IncompleteReportError, build
    except ImportError as error:
        raise ValueError(f"building needs the notebook and site tools ({error}): pip install 'koujing[all]'") from error
    try:
        asked = {"texts": options.texts, "group": options.group, "reference": options.reference, "lexicon": options.lexicon}
        build(options.folder, options.out, **asked)
    except IncompleteReportError as error:
        print(f"koujing: {error}", file=sys.stderr)
        return 1
    return 0


def _score(options: argparse.Namespace) -> int:
    check_files(options.coded)
    if options.out and options.out.exists() and not options.out.read_bytes().startswith(b"table,n_sources,"):
        raise FileExistsError(f"{options.out}: this file is not a table of scores; choose another name")
    print(report(options.gold, options.coded, options.show, options.scope))
    if options.out:
        accuracy_table(options.gold, options.coded, options.scope).to_csv(options.out, index=False, lineterminator="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
