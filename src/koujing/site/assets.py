"""The scripts of the site that are made at its building: DataTables, and the glossary by which English finds Chinese."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path

from koujing import lexicons

LATIN = re.compile(r"[A-Za-z]")


def write_assets(folder: Path) -> None:
    """Write ``datatables.js``, ``datatables.css`` and ``glossary.js``."""
    folder.mkdir(parents=True, exist_ok=True)
    bundle = _bundle()
    (folder / "datatables.js").write_text(as_script((bundle / "dt_bundle.js").read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "datatables.css").write_bytes((bundle / "dt_bundle.css").read_bytes())
    text = json.dumps("\n".join(gloss_lines()), ensure_ascii=False)
    (folder / "glossary.js").write_text(f"const koujingGlossary = {text};\n", encoding="utf-8")


def _bundle() -> Path:
    """The folder in which itables keeps DataTables with its extensions (MIT licence); the package itself is not imported."""
    spec = find_spec("itables")
    if not spec or not spec.origin:
        raise ModuleNotFoundError("the tables of the site need itables: pip install 'koujing[site]'", name="itables")
    return Path(spec.origin).parent / "html"


def as_script(module: str) -> str:
    """A module whose default export is DataTables as a plain script, which browsers also run from a disk.

    >>> print(as_script("var a=1;export{a as default,b as jQuery}"), end="")
    (() => {var a=1;
    window.DataTable = a;})();
    """
    body, exports, names = module.rpartition("export{")
    default = re.search(r"([\w$]+) as default", names)
    if not exports or not default:
        raise ValueError("itables: its bundle of DataTables has no default export; this koujing knows that of itables 2.9")
    return f"(() => {{{body}\nwindow.DataTable = {default[1]};}})();\n"


def gloss_lines() -> list[str]:
    """Lines of an English wording, a tab, and the Chinese terms that have it, from the lists of terms and of known series.

    A term with a meaning of its own does not take that of a series for which it may stand (经济 for the growth of GDP).
    """
    listed = [(row["english"], _names(row["term"], row)) for row in lexicons.load("terms")]
    own = {name for _, names in listed for name in names}
    series = [(row["english"], _names(row["chinese"], row)) for row in lexicons.load("concepts")]
    glosses: dict[str, dict[str, None]] = {}
    for english, names in [*listed, *((english, [name for name in names if name not in own]) for english, names in series)]:
        latin = [name for name in names if LATIN.search(name) and name.lower() not in english.lower()]
        terms = [name.replace(" ", "") for name in names if len(name) > 1]
        glosses.setdefault(", ".join([english, *latin]), {}).update(dict.fromkeys(terms))
    return [f"{english}\t{' '.join(terms)}" for english, terms in glosses.items() if terms]


def _names(term: str, row: lexicons.Row) -> list[str]:
    return [term, *filter(None, row["variants"].split("|"))]
