"""``koujing build``: notebooks executed on texts or tables, and a site made of them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from koujing.commands.common import LEXICON


def describe(parser: argparse.ArgumentParser) -> None:
    """Give the parser the options of this command."""
    parser.add_argument("folder", type=Path, nargs="?", help="your speeches or coded tables (default: the shipped corpora)")
    parser.add_argument("-o", "--out", type=Path, help="folder for notebooks, figures and site")
    parser.add_argument("--texts", action="store_true", help="show each of your speeches in full on its page of the site")
    parser.add_argument("--group", default="", metavar="COLUMN", help="compare your speeches by this column: level, year, voice, …")
    parser.add_argument("--reference", default="", metavar="STUDY", help="compare your speeches with this study or folder")
    parser.add_argument("--lexicon", type=Path, metavar="FOLDER", help=LEXICON)


def run(options: argparse.Namespace) -> int:
    """Execute the notebooks and build the site."""
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
