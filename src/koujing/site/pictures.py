"""The plots of the site stand in its pages as SVG, in its own font, each with links to its data and to the picture alone."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

FIGURES = "figures"
FRAME = """\
<figure class="kj-figure">
<p class="kj-found" aria-hidden="true">{title}</p>
<div class="kj-plot">
{svg}
</div>
<figcaption>{links}</figcaption>
</figure>"""
LINK = '<a href="{0}{1}" download>{2}<span class="kj-hidden"> of {3}</span></a>'
DOWNLOADS = {".csv": "data (CSV)", ".svg": "picture (SVG)"}
SIZE = re.compile(r'width="[\d.]+pt" height="[\d.]+pt" viewBox="0 0 ([\d.]+)')
FACE = re.compile("<style>.*?</style>\n", re.DOTALL)  # the page has its own font
TITLE = re.compile("<title[^>]*>(.*?)</title>", re.DOTALL)


def show_pictures(app: Sphinx, page: nodes.document) -> None:
    """Put every SVG of a page into the page itself, where it has the font of the site and its points can lead to rows."""
    up = "../" * app.env.docname.count("/")
    drawn = [(image, Path(app.env.relfn2path(image["uri"])[1])) for image in page.findall(nodes.image)]
    # The name of each saved plot, by what is in its file: the output of a cell says only what it shows.
    names = {_read(path): path.stem for path in Path(app.srcdir, FIGURES).glob("*.svg")} if drawn else {}
    for image, path in drawn:
        if path.suffix == ".svg" and path.is_file():
            svg = _read(path)
            image.replace_self(nodes.raw("", frame(svg, names.get(svg, ""), up), format="html"))


def frame(svg: str, name: str, up: str) -> str:
    """A plot in a frame that scrolls where it is too narrow; ``name`` is that of its files, which lie ``up`` in ``figures``.

    A unit of the picture is a pixel at least, so that its smallest letters have nine.
    """
    sized = SIZE.sub(r'style="min-width: \1px; max-width: \1pt" viewBox="0 0 \1', FACE.sub("", svg), count=1)
    title = found[1] if (found := TITLE.search(svg)) else ""
    links = (LINK.format(up, html.escape(f"{FIGURES}/{name}{kind}"), told, title) for kind, told in DOWNLOADS.items() if name)
    return FRAME.format(svg=sized, title=title, links=" · ".join(links))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip()


def copy_figures(figures: Path, rendered: Path) -> None:
    """The pictures and their data as files of the site, to be saved."""
    (rendered / FIGURES).mkdir()
    for path in figures.iterdir():
        if path.suffix in DOWNLOADS:
            shutil.copy(path, rendered / FIGURES)
