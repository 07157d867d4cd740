"""``koujing concordance``: every occurrence of a wording in its context."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from koujing.commands.common import FOLDER, LEXICON, refuse_unwritable, say_problems
from koujing.opening import own_lexicon
from koujing.search.concordance import SORTS, check_order, check_suffix, gather, kwic_line
from koujing.search.hits import Found, search
from koujing.search.query import MODES, Query
from koujing.search.sheet import refuse_foreign

AS = (
    "how the pattern is read: these characters wherever they stand; a regular expression; a word of the segmenter, which cuts "
    "most terms; a listed term, but not inside a longer one (term), or also there (nested); a slogan under all its names (formula)"
)


def describe(parser: argparse.ArgumentParser) -> None:
    """Give the parser the options of this command."""
    parser.add_argument("pattern", help="what to look for")
    parser.add_argument("path", type=Path, help=FOLDER)
    parser.add_argument("-o", "--out", type=Path, help="write the hits to a file: .html, .csv or .xlsx")
    parser.add_argument("--as", dest="as_", choices=MODES, default="literal", help=AS)
    parser.add_argument("--sort", choices=tuple(SORTS), default="speech", help="left: context read outwards from the hit")
    parser.add_argument("--width", type=int, default=20, metavar="N", help="characters of context on either side (20)")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N hits in that order")
    parser.add_argument("--lexicon", type=Path, metavar="FOLDER", help=LEXICON)


def run(options: argparse.Namespace) -> int:
    """Search, and print the hits or write them to a file."""
    query = Query(options.pattern, options.as_, options.width, own_lexicon(options.lexicon))
    check_order(options.sort, options.limit)
    if options.out:
        check_suffix(options.out)
        refuse_foreign(options.out)
        refuse_unwritable(options.out.absolute().parent)
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
    return say_problems(result.problems)


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
