"""What ships with koujing: coded studies, the invented speeches of the sample, and tables of the coding's accuracy."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from koujing.measures import score
from koujing.study import load_study

HERE = Path(__file__).resolve().parent


def shipped_studies() -> dict[str, Path]:
    """The studies that come with the package, by name."""
    return {p.parent.name: p.parent for p in sorted(_data().glob("*/documents.*"))}


def sample_folder() -> Path:
    """The speeches that were invented for this project: the only ones whose full text comes with the package."""
    return _data() / "sample"


def accuracy() -> pd.DataFrame:
    """How well the coding of the shipped corpora agrees with independent codings, one row per corpus and table.

    Precision, recall and F1 count exact spans (for parallel runs, overlaps; for directives, judged places). Further columns
    give the share of correct cells of each field; see ``koujing.score``.
    """
    files = sorted((_data() / "accuracy").glob("*.csv"))
    return pd.concat([pd.read_csv(file).assign(corpus=file.stem) for file in files], ignore_index=True)


def disagreements(table: str) -> pd.DataFrame:
    """Where the coder differs from the independent codings that were held out while it was developed.

    ``table`` is ``statistics`` or ``formulas``; the columns are those of ``measures.score.disagreements``, and ``corpus``.
    """
    coded = {source: folder for folder in shipped_studies().values() for source in load_study(folder).documents["source"]}
    tables = []
    for folder in sorted((_data() / "gold").iterdir()):
        sources = sorted(path.name.split(".")[0] for path in folder.glob(f"*.{table}.csv"))
        if sources and not folder.name.endswith("-development"):
            tables.append(score.disagreements(table, folder, coded[sources[0]]).assign(corpus=folder.name))
    return pd.concat(tables, ignore_index=True)


def _data() -> Path:
    """The folder ``data``: inside the package if it is installed, at the top of a checkout."""
    return next((d for d in (HERE / "data", HERE.parents[1] / "data") if d.is_dir()), HERE / "data")
