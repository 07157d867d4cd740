"""The pages of the site that are about koujing itself: how to read a speech, codebook, known series, glossary and functions."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pandas as pd

from koujing import lexicons
from koujing.across import schemas
from koujing.lexicons.concepts import concepts
from koujing.show.display import SHOWN, search_table
from koujing.site.speech_page import raw
from koujing.tables import codebook

PAGES = Path(__file__).parent / "pages"
CODEBOOK = """\
# Codebook

One row of a table is one thing that was found, with the place where it stands: `raw[start:end]` of the raw text is what was
read. Empty means unknown or not applicable.

{}
"""
CONCEPTS = """\
# Known series

Official texts state the same quantities again and again. Each is known by an id that stays, under all the names it has had.
A number belongs to a series if its indicator has one of the names and its kind and unit fit.

{}
"""
GLOSSARY = """\
# Glossary

The {:,} terms that koujing knows, each with other wordings of the same meaning, its field, the years of its first and last use in the
reports and speeches at hand, and how often it stands there. Search in Chinese or English.

{}
"""


def write_reference(folder: Path, functions: bool) -> list[Path]:
    """Write the pages to ``folder``, that of the functions where it is asked for; returns them in the order of the contents."""
    folder.mkdir(parents=True)
    tables = re.sub(r"^\*\*(\w+)\*\*: ", r"## \1\n\n", codebook(schemas().values()), flags=re.MULTILINE)
    texts = {"codebook": CODEBOOK.format(tables), "concepts": _concepts(), "glossary": _glossary()}
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    guide, *others = (Path(shutil.copy(PAGES / f"{name}.md", folder)) for name in ["reading", *["functions"] * functions])
    return [guide, *(folder / f"{name}.md" for name in texts), *others]


def _concepts() -> str:
    rows = [
        {"series": each.english, "names": "、".join(each.names), "unit": " or ".join("/".join(same) for same in each.units),
         "kind": ", ".join(sorted(each.kinds)), "wished": each.wished, "not": each.apart, "id": each.id}
        for each in concepts().values()
    ]  # fmt: skip
    return CONCEPTS.format(_table(pd.DataFrame(rows), "series"))


def _glossary() -> str:
    rows = pd.DataFrame(lexicons.load("terms"))
    shown = rows.rename(columns={"variants": "other wordings", "n": "uses"}).fillna("")
    shown["other wordings"] = shown["other wordings"].str.replace("|", "、")
    return GLOSSARY.format(len(shown), _table(shown[["term", "english", "field", "other wordings", "first", "last", "uses"]], "glossary"))


def _table(rows: pd.DataFrame, key: str) -> str:
    return raw(search_table(rows, list(rows.columns), key, preview=SHOWN).markup)
