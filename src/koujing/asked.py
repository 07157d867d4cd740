"""What the user asked a report to compare: the column to group speeches by, and the study to compare them with."""

from __future__ import annotations

import os

from koujing.opening import open_study
from koujing.study import Study

GROUP, REFERENCE = "KOUJING_GROUP", "KOUJING_REFERENCE"
DEFAULT = ("level", "body", "genre", "part", "voice")


def asked_groups() -> tuple[str, ...]:
    """The columns by which the notebooks compare speeches: the one given to ``koujing build --group``, or five by default."""
    asked = os.environ.get(GROUP)
    return (asked,) if asked else DEFAULT


def reference() -> Study | None:
    """The study given to ``koujing build --reference``, with which the user's speeches are compared."""
    asked = os.environ.get(REFERENCE)
    return open_study(asked) if asked else None
