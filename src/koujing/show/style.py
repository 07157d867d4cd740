"""How plots look, what their labels say in English, and how they are saved, with the same bytes every time."""

from __future__ import annotations

import os
import re
import textwrap
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
from cycler import cycler
from matplotlib import font_manager
from matplotlib.figure import Figure

from koujing.lexicons.concepts import concepts
from koujing.lexicons.listed import glosses
from koujing.show.fonts import font_path
from koujing.show.svg import to_svg

# Okabe & Ito's eight colours, which can be told apart with any colour vision; yellow, too pale for lines, comes last.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000", "#F0E442")
GLOSS_WIDTH = 38
LONGEST_NAME = 60  # file systems allow 255 bytes, and a Han character takes up to four


class Plot(Figure):
    """A matplotlib figure that shows itself in a notebook as the SVG that ``save`` writes."""

    title: str = ""  # what is found
    alt: str = ""
    drawn: tuple[str, str] = "", ""  # the alt text and the picture, as they were drawn last

    def picture(self) -> str:
        """The plot as SVG (see ``to_svg``), drawn anew only if it has changed since: saving and showing it takes one drawing."""
        if self.stale or self.drawn[0] != self.alt or not self.drawn[1]:
            self.drawn = self.alt, to_svg(self, self.title, self.alt)
            self.stale = False
        return self.drawn[1]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"image/svg+xml": self.picture(), "text/plain": self.alt}


@cache
def use_style() -> None:
    """Register the Chinese font and set matplotlib's defaults; every ``plot_`` function calls it."""
    font_manager.fontManager.addfont(font_path())
    family = font_manager.FontProperties(fname=font_path()).get_name()
    mpl.rcParams.update(
        {
            "font.family": [family, "DejaVu Sans"],
            "axes.prop_cycle": cycler(color=PALETTE),
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.axisbelow": True,
            "axes.grid.axis": "x",
            "grid.color": "#E0E0E0",
            "figure.titlesize": 12,
            "legend.frameon": False,
            "savefig.dpi": 100,
            "text.parse_math": False,  # a $ in somebody's file name must not start a formula
        }
    )


def gloss(term: str) -> str:
    """The English gloss of a listed term or a known formula, or the user's own; empty if there is none.

    >>> gloss("改革"), gloss("云岭")
    ('reform', '')
    """
    return glosses().get(term, "")


def label(term: str) -> str:
    """A term with the short form of its gloss, as shown on axes.

    >>> label("改革"), label("云岭")
    ('改革 reform', '云岭')
    """
    return f"{term} {textwrap.shorten(gloss(term).partition(':')[0], GLOSS_WIDTH, placeholder=' …')}".strip()


def name_concept(concept: str) -> str:
    """The Chinese and English name of a known series; anything else as it is.

    >>> name_concept("gdp.growth"), name_concept("county")
    ('国内生产总值增长 GDP growth', 'county')
    """
    known = concepts().get(concept)
    return f"{known.names[0]} {known.english}" if known else concept


def save(plot: Plot, name: str, data: pd.DataFrame, alt: str) -> Path:
    """Write ``<name>.svg`` and, beside it, the data it shows as ``<name>.csv``; returns the picture's path.

    The folder is ``KOUJING_FIGURES``, or else ``figures/`` in the checkout or in the working folder. ``alt`` is a sentence
    that tells someone who cannot see the picture what it shows; it is kept in the plot and in the SVG. At most 60 characters
    of ``name`` are used, and any that are not letters, digits, ``.``, ``-`` or ``_`` become ``-``.
    """
    if not alt.strip():
        raise ValueError(f"plot {name!r} has no alt text; expected a sentence that says what it shows")
    plot.alt = alt
    folder = figures_folder()
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.-]+", "-", name)[:LONGEST_NAME].strip("-.")
    named = not isinstance(data.index, pd.RangeIndex)
    data.to_csv(folder / f"{name}.csv", index=named, float_format="%.10g", lineterminator="\n")
    path = folder / f"{name}.svg"
    path.write_text(plot.picture(), encoding="utf-8", newline="\n")
    return path


def keep(plot: Plot, name: str, data: pd.DataFrame, alt: str) -> Plot:
    """Save the plot as ``save`` does, but return it, so that a notebook cell that ends with this call shows it."""
    save(plot, name, data, alt)
    return plot


def figures_folder() -> Path:
    """The folder where plots and findings are written; see ``save``."""
    checkout = Path(__file__).parents[3]
    home = checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()
    return Path(os.environ.get("KOUJING_FIGURES") or home / "figures")
