"""``koujing against``: what speeches report, compared with a yearbook."""

from __future__ import annotations

import argparse
from pathlib import Path

import koujing
from koujing.commands.common import refuse_foreign
from koujing.measures.against import say_verdicts

AGAINST = (
    "Compare every number that speeches report of a known series with the numbers of a yearbook: consistent, inconsistent or "
    "undetermined, with the reason. docs/against.md says how such a file is written and what the verdicts mean."
)


def describe(parser: argparse.ArgumentParser) -> None:
    """Give the parser the options of this command."""
    parser.description = AGAINST
    parser.add_argument("truth", type=Path, help="a CSV file with the columns concept, place, time, value and unit")
    parser.add_argument("coded", help="folder that `koujing code` wrote, a folder of texts, or the name of a shipped study")
    parser.add_argument("-o", "--out", type=Path, help="also write every claim with its verdict as a CSV file")


def run(options: argparse.Namespace) -> int:
    """Print the verdicts."""
    refuse_foreign(options.out, b"concept,owner,time,", "a table of claims")
    study = koujing.open_study(options.coded)
    if "series" not in study.frames:
        raise ValueError(f"{options.coded}: these tables lack the table series; code the texts again")
    table = koujing.against(study.series(), options.truth)
    print(say_verdicts(table))
    if options.out:
        table.to_csv(options.out, index=False, lineterminator="\n")
    return 0
