"""Executed notebooks and pages in Markdown → HTML that opens from a disk and asks the network for nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from string import Template

import nbformat

from koujing.site.shelves import Shelf, write_shelves
from koujing.site.webfont import write_web_font

HERE = Path(__file__).parent
UNUSED = (".buildinfo", "objects.inv")  # for Sphinx and for other Sphinx sites


class SiteError(RuntimeError):
    """Sphinx refused a page; what it said stands in the message."""


def build_site(
    notebooks: Path, site: Path, figures: Path, docs: Path | None, shelves: Sequence[Shelf] = (), subject: str = ""
) -> Path:
    """Render ``notebooks/NN_*.ipynb``, ``docs/*.md`` and a page a speech to ``site``; returns its ``index.html``.

    ``shelves`` are the studies whose speeches get pages; ``subject`` names the reader's own texts, where the notebooks
    ran on them. The folder ``site`` is replaced when the new one is complete. Raises SiteError on any warning: a broken
    link, a heading out of order.
    """
    with tempfile.TemporaryDirectory() as scratch:
        pages, rendered = Path(scratch, "pages"), Path(scratch, "html")
        chapters = _gather(pages, "notebooks", notebooks.glob("[0-9][0-9]_*.ipynb"))
        for chapter in chapters:
            _fold_code(chapter)
        guides = _gather(pages, "docs", docs.glob("*.md") if docs else [])
        tables = write_shelves(shelves, pages / "speeches")
        if figures.is_dir():
            shutil.copytree(figures, pages / "figures")
        (pages / "index.md").write_text(_index(chapters, guides, tables, subject), encoding="utf-8")
        _sphinx(pages, rendered, Path(scratch, "doctrees"), f"koujing: {subject}" if subject else "koujing")
        write_web_font(rendered)
        for name in UNUSED:
            (rendered / name).unlink(missing_ok=True)
        replace_folder(rendered, site)
    return site / "index.html"


def replace_folder(new: Path, old: Path) -> None:
    """Put the folder ``new`` where ``old`` is, and remove ``old``."""
    old.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(old, ignore_errors=True)
    shutil.move(new, old)


def _gather(pages: Path, name: str, files: Iterable[Path]) -> list[Path]:
    folder = pages / name
    folder.mkdir(parents=True)
    return [Path(shutil.copy(file, folder)) for file in sorted(files)]


def _fold_code(chapter: Path) -> None:
    """Fold the code of a page's notebook away behind a line that opens it: many readers come for the results."""
    notebook = nbformat.read(chapter, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "hide-input"]
    nbformat.write(notebook, chapter)


def _index(chapters: list[Path], guides: list[Path], tables: list[Path], subject: str) -> str:
    template = Template((HERE / "index.md").read_text(encoding="utf-8"))
    about = f"This report was made from the reader's own texts: **{subject}**.\n" if subject else ""
    return template.substitute(
        about=about,
        cards="\n".join(_card(chapter) for chapter in chapters),
        notebooks="\n".join(f"notebooks/{chapter.stem}" for chapter in chapters),
        guides="\n".join(f"docs/{guide.stem}" for guide in guides),
        tables="\n".join(f"- [](speeches/{table.parent.name}/index.md)" for table in tables),
        speeches="\n".join(f"speeches/{table.parent.name}/index" for table in tables),
    )


def _card(chapter: Path) -> str:
    title, question = headline(chapter)
    return f":::{{container}} card\n**[{title}](notebooks/{chapter.name})**\n\n{question}\n:::\n"


def headline(notebook: Path) -> tuple[str, str]:
    """The title of a notebook and the paragraph under it, as Markdown without links."""
    cells = nbformat.read(notebook, as_version=4).cells
    text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    blocks = [re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", block).strip() for block in re.split(r"\n\s*\n|\n(?=#)", text)]
    titles = [k for k, block in enumerate(blocks) if block.startswith("# ")]
    if not titles:
        raise SiteError(f"{notebook}: no title; begin its first cell with a line like `# What these texts are`")
    head, _, rest = blocks[titles[0]].partition("\n")
    below = [rest.strip(), *blocks[titles[0] + 1 :]]
    return head[2:].strip(), next((block for block in below if block and not block.startswith(("#", ":", "|"))), "")


def _sphinx(pages: Path, out: Path, doctrees: Path, title: str) -> None:
    how = ["-q", "-W", "--keep-going", "-b", "html", "-c", str(HERE), "-d", str(doctrees)]
    titles = ["-D", f"project={title}", "-D", f"html_title={title}"]
    command = [sys.executable, "-m", "sphinx", *how, *titles, str(pages), str(out)]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": "0"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise SiteError(f"the site could not be rendered:\n{done.stderr.strip()}")
