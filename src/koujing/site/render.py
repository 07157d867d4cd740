"""Render executed notebooks and Markdown pages to HTML that opens from a disk and loads nothing from the network."""

from __future__ import annotations

import html
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

from koujing.show.escape import escape
from koujing.site.assets import write_assets
from koujing.site.front_page import chinese_title, mark_findings, name_shelf, show_headlines
from koujing.site.headlines import tell_headlines
from koujing.site.pictures import copy_figures
from koujing.site.reference import write_reference
from koujing.site.search_index import write_search_index
from koujing.site.shelves import Shelf, write_shelves
from koujing.site.webfont import write_web_font

HERE = Path(__file__).parent
# What the first page says about quotations: for the shipped corpora, for a user's own texts, and for these in full.
SHIPPED = """\
## What is published, and what is not

The speeches belong to others. As is usual in research on closed texts, this site publishes tables of extracted features
(counts, slogans, statistics and their places in the texts) and no quotation longer than 20 characters. If you have the
texts, you can point koujing at them and rebuild every table; if you have other texts, you can make this report from them
with `koujing build my_speeches/ -o report/`, which sends nothing anywhere."""
OWN = """\
## What this report holds

The pages quote what was coded (slogans, headings, passages set aside) in full, but leave out the running text; the folder
`coded` of this report holds every sentence. `koujing code my_speeches/ -o tables/ --shareable` writes tables in which no
quotation is longer than 20 characters. Nothing was sent anywhere."""
OWN_IN_FULL = """\
## What this report holds

The pages of the speeches hold the texts in full: share this report only if you may share the texts. Nothing was sent
anywhere."""
SHIPPED_ZH = """\
## 公开什么，不公开什么

讲话的版权属于各自的作者。和研究不公开文本的惯例一样，本站只公开从文本里提取的表格（次数、提法、数字及其在文中的位置），\
引文不超过 20 个字。手头有原文的人，可以用 koujing 把每张表重做一遍；有别的文本的人，可以用\
`koujing build my_speeches/ -o report/` 做出同样的报告，什么都不会传到网上。"""
OWN_ZH = """\
## 这份报告里有什么

各页全文引用编码所得的内容（提法、标题、搁置的段落），但不收正文；报告的 `coded` 文件夹里有每一句话。\
`koujing code my_speeches/ -o tables/ --shareable` 写出的表格，引文不超过 20 个字。什么都没有传到网上。"""
OWN_IN_FULL_ZH = """\
## 这份报告里有什么

各篇的页面收有全文：只有在你有权分享这些文本时，才可以分享这份报告。什么都没有传到网上。"""
HOLDS = {"en": (SHIPPED, OWN, OWN_IN_FULL), "zh": (SHIPPED_ZH, OWN_ZH, OWN_IN_FULL_ZH)}
FRONT_PAGES = {"en": "index.md", "zh": "zh.md"}
ABOUT = {"en": "This report was made from your own texts: **{}**.", "zh": "这份报告用你自己的文本做成：**{}**。"}
FOUND = {"en": "## Found in a minute", "zh": "## 一分钟看发现"}
UNUSED = (".buildinfo", "objects.inv")  # used only by Sphinx and by other Sphinx sites


class SiteError(RuntimeError):
    """Sphinx refused a page; the message contains what Sphinx said."""


def build_site(
    notebooks: Path, site: Path, figures: Path, docs: Path | None, shelves: Sequence[Shelf] = (), subject: str = "",
    in_full: bool = False,
) -> Path:  # fmt: skip
    """Render ``notebooks/NN_*.ipynb``, ``docs/*.md`` and one page per speech to ``site``; returns its ``index.html``.

    ``shelves`` are the studies whose speeches get pages. If the notebooks ran on a user's own texts, ``subject`` is the name
    of these texts, and ``in_full`` says whether their pages show them in full. The folder ``site`` is replaced when the new
    one is complete. Raises SiteError on any warning, such as a broken link or a heading out of order.
    """
    with tempfile.TemporaryDirectory() as scratch:
        pages, rendered = Path(scratch, "pages"), Path(scratch, "html")
        chapters = _gather(pages, "notebooks", notebooks.glob("[0-9][0-9]_*.ipynb"))
        told, left_out = tell_headlines(figures, shelves[0].study.name if subject and shelves else subject)
        for chapter in chapters:
            mark_findings(chapter, told)
            _fold_code(chapter)
        guides = _gather(pages, "docs", docs.glob("*.md") if docs else [])
        reference = write_reference(pages / "reference", functions=bool(docs))
        tables = write_shelves(shelves, pages / "speeches")
        if figures.is_dir():
            shutil.copytree(figures, pages / "figures")
        studies = {shelf.study.name: shelf.study for shelf in shelves}
        for language, page in FRONT_PAGES.items():
            findings = show_headlines(told, left_out, studies, language) if told or left_out else ""
            index = _index(chapters, [*reference, *guides], tables, subject, in_full, findings, language)
            (pages / page).write_text(index, encoding="utf-8")
        write_assets(Path(scratch, "static"))
        _sphinx(Path(scratch), f"koujing: {subject}" if subject else "koujing")
        if figures.is_dir():
            copy_figures(figures, rendered)
        write_search_index(rendered, [shelf.study for shelf in shelves])
        write_web_font(rendered)
        for name in UNUSED:
            (rendered / name).unlink(missing_ok=True)
        replace_folder(rendered, site)
    return site / "index.html"


def replace_folder(new: Path, old: Path) -> None:
    """Replace the folder ``old`` with the folder ``new``."""
    old.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(old, ignore_errors=True)
    shutil.move(new, old)


def _gather(pages: Path, name: str, files: Iterable[Path]) -> list[Path]:
    folder = pages / name
    folder.mkdir(parents=True)
    return [Path(shutil.copy(file, folder)) for file in sorted(files)]


def _fold_code(chapter: Path) -> None:
    """Hide a notebook's code behind a line that opens it: many readers come only for the results."""
    notebook = nbformat.read(chapter, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "hide-input"]
    nbformat.write(notebook, chapter)


def _index(
    chapters: list[Path], guides: list[Path], tables: list[Path], subject: str, in_full: bool, findings: str = "", language: str = "en"
) -> str:  # fmt: skip
    template = Template((HERE / f"index.{language}.md").read_text(encoding="utf-8"))
    return template.substitute(
        about=f"{ABOUT[language].format(escape(subject))}\n" if subject else "",
        findings=f"{FOUND[language]}\n\n{findings}" if findings else "",
        cards="\n".join(_card(chapter, language) for chapter in chapters),
        notebooks="\n".join(f"notebooks/{chapter.stem}" for chapter in chapters),
        guides="\n".join(f"{guide.parent.name}/{guide.stem}" for guide in guides),
        tables="\n".join(f"- [{name_shelf(table.parent.name, language)}](speeches/{table.parent.name}/index.md)" for table in tables),
        speeches="\n".join(f"speeches/{table.parent.name}/index" for table in tables),
        holds=HOLDS[language][(2 if in_full else 1) if subject else 0],
    )


def _card(chapter: Path, language: str) -> str:
    title, question = headline(chapter)
    if language == "zh":
        title, question = chinese_title(chapter, title, question)
    return f":::{{container}} card\n**[{title}](notebooks/{chapter.name})**\n\n{question}\n:::\n"


def headline(notebook: Path) -> tuple[str, str]:
    """The title of a notebook and the paragraph under it, as Markdown without links."""
    cells = nbformat.read(notebook, as_version=4).cells
    text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    blocks = [re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", block).strip() for block in re.split(r"\n\s*\n|\n(?=#)", text)]
    titles = [k for k, block in enumerate(blocks) if block.startswith("# ")]
    if not titles:
        raise SiteError(f"{notebook}: no title; begin its first cell with a line such as `# What these texts are`")
    head, _, rest = blocks[titles[0]].partition("\n")
    below = [rest.strip(), *blocks[titles[0] + 1 :]]
    return head[2:].strip(), next((block for block in below if block and not block.startswith(("#", ":", "|"))), "")


def _sphinx(scratch: Path, title: str) -> None:
    """Render the folder ``pages`` to ``html``, with the files of ``static`` beside our own."""
    how = ["-q", "-W", "--keep-going", "-b", "html", "-c", str(HERE), "-d", str(scratch / "doctrees")]
    how += ["-D", f"html_title={html.escape(title)}"]  # the theme writes it into its pages unescaped
    how += ["-D", f"html_static_path=static,{scratch / 'static'}"]
    command = [sys.executable, "-m", "sphinx", "-j", "2", *how, str(scratch / "pages"), str(scratch / "html")]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": "0"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise SiteError(f"the site could not be rendered:\n{done.stderr.strip()}")
