"""``koujing score``: coded tables against a reference coding."""

from __future__ import annotations

import argparse
from pathlib import Path

from koujing.commands.common import refuse_foreign
from koujing.manifest import check_hashes
from koujing.measures.scope import SCOPES
from koujing.measures.score import accuracy_table, report

SCORE = (
    "Score coded tables against rows that you coded by hand. Recall and field scores depend on your rows alone. Precision is "
    "counted only where you certainly coded everything: in the ranges listed in SOURCE.scope.csv (start, end). Without that "
    "file, it is counted from your first row to your last (stretch), provided that your rows match at least three quarters of "
    "the rows koujing coded there; if they match fewer, they look like a sample, and precision is not counted (rows). Use "
    "--scope whole if you coded a whole text. The output names the range used for each source."
)


def describe(parser: argparse.ArgumentParser) -> None:
    """Give the parser the options of this command."""
    parser.description = SCORE
    parser.add_argument("gold", type=Path, help="folder with SOURCE.statistics.csv, SOURCE.formulas.csv, …")
    parser.add_argument("coded", type=Path, help="folder that `koujing code` wrote")
    parser.add_argument("-o", "--out", type=Path, help="also write precision, recall, F1 and field scores as a CSV file")
    parser.add_argument("--scope", choices=SCOPES, default="auto", help="where precision is counted (auto: as described above)")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="list N disagreements of each kind")


def run(options: argparse.Namespace) -> int:
    """Print the scores."""
    check_hashes(options.coded)
    refuse_foreign(options.out, b"table,n_sources,", "a table of scores")
    print(report(options.gold, options.coded, options.show, options.scope))
    if options.out:
        accuracy_table(options.gold, options.coded, options.scope).to_csv(options.out, index=False, lineterminator="\n")
    return 0
