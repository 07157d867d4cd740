"""How fast koujing is, how much memory it takes and how both grow: ``python3 run.py benchmark``.

The result is written to ``benchmarks/result.json``, and ``docs/speed.md`` from it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.corpus import source_folders
from benchmarks.page import render
from benchmarks.subjects import Bench

HERE = Path(__file__).parent
RESULT, PAGE = HERE / "result.json", HERE.parent / "docs/speed.md"


def main(arguments: list[str]) -> None:
    """Measure, write the result and the page, and print the page."""
    parser = argparse.ArgumentParser(prog="run.py benchmark", description=__doc__)
    parser.add_argument("--sizes", type=float, nargs="+", default=[1, 10], metavar="MB", help="sizes of the corpora (1 10)")
    parser.add_argument("--repeats", type=int, default=3, help="runs of what is compared, of which the median counts (3)")
    parser.add_argument("--texts", type=Path, nargs="+", metavar="FOLDER", help="texts whose clauses the corpora are made of")
    parser.add_argument("--scratch", type=Path, metavar="FOLDER", help="where the corpora stay for another run")
    parser.add_argument("--page", action="store_true", help="measure nothing, only write the page again")
    options = parser.parse_args(arguments)
    if not options.page:
        measure(options)
    result = json.loads(RESULT.read_text(encoding="utf-8"))
    PAGE.write_text(render(result), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


def measure(options: argparse.Namespace) -> None:
    """Write the result of a new run."""
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(options.scratch or Path(scratch), options.texts or source_folders(), options.repeats)
        result = bench.measure(sorted(options.sizes))
    RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
