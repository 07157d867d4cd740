"""Coded columns as rows, for tests that look at one row at a time."""

from __future__ import annotations

from typing import Any

from koujing.coding import Coded


def rows_of(coded: Coded, table: str) -> list[dict[str, Any]]:
    columns = coded[table]
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
