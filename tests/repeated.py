"""A plot drawn twice, for the tests of every plot."""

import warnings
from collections.abc import Callable

from koujing.show.style import Plot


def picture_of(draw: Callable[[], Plot]) -> str:
    """The picture of a plot, which a second drawing repeats to the byte; no glyph is missing, or a warning would say so."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first, second = draw().picture(), draw().picture()
    assert first == second
    return first
