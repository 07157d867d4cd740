"""What the reader of a report has asked for: by which column to compare, with what."""

from __future__ import annotations

import os

from koujing.opening import open_study
from koujing.study import Study

GROUP, REFERENCE = "KOUJING_GROUP", "KOUJING_REFERENCE"
DEFAULT = ("level", "body", "genre", "part", "voice")


def asked_groups() -> tuple[str, ...]:
    """The columns by which the notebooks compare: the one that ``koujing build --group`` names, else five that speeches differ in."""
    asked = os.environ.get(GROUP)
    return (asked,) if asked else DEFAULT


def reference() -> Study | None:
    """The study that ``koujing build --reference`` names: what one's own speeches are held against."""
    asked = os.environ.get(REFERENCE)
    return open_study(asked) if asked else None
