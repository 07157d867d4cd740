"""Word lists and patterns that the coding rests on, each a TSV file with its source in comment lines."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def load(name: str) -> list[dict[str, str]]:
    """Rows of ``lexicons/<name>.tsv``; lines that begin with ``#`` are comments, the first other line is the header."""
    text = resources.files(__name__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
