"""Golden cases from a TSV file beside the tests; ``\\n``, ``\\t`` and ``\\u200b`` in a cell are what they stand for."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

HERE = Path(__file__).parent


def load(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [{key: _decoded(cell) for key, cell in row.items()} for row in rows]


def _decoded(cell: str) -> str:
    decoded: str = json.loads('"' + cell.replace('"', '\\"') + '"')
    return decoded


def cases(rows: list[dict[str, str]]) -> list[ParameterSet]:
    """The rows as parameters of a test; one whose ``status`` is ``fails`` is known to fail, and must."""
    fails = {"fails": [pytest.mark.xfail(strict=True)]}
    return [pytest.param(row, marks=fails.get(row["status"], []), id=row["label"]) for row in rows]


def labels(rows: list[dict[str, str]]) -> list[str]:
    return [row["label"] for row in rows]
