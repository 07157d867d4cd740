"""Sphinx extensions: the scripts of tables, maths without a web script, and alt text from the pictures."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from PIL import Image
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.writers.html5 import HTML5Translator

BEFORE_OURS = 300  # so that koujing.css has the last word
AFTER_THEME = 900
BEFORE_SPHINX = 400  # its own collector, at 500, rewrites the addresses of images


def description(picture: Path) -> str:
    """The description that ``style.save`` wrote into a PNG for those who cannot see it; empty if there is none."""
    with Image.open(picture) as image:
        return str(image.info.get("Description", ""))


def links_of(picture: Path) -> list[tuple[float, float, str]]:
    """Where the points of a PNG lead: their places in percent of its width and height, and the addresses, as ``Plot.png`` wrote them."""
    with Image.open(picture) as image:
        return [(x, y, url) for x, y, url in json.loads(str(image.info.get("Links", "[]")))]


def _lead_on(image: nodes.image, links: list[tuple[float, float, str]]) -> None:
    """Lay a link over each point that leads to a row."""
    link = '<a href="{2}" style="left: {0}%; top: {1}%" aria-label="row {row}" title="to its row"></a>'
    markup = "".join(link.format(x, y, html.escape(url), row=html.escape(url.partition("#")[2])) for x, y, url in links)
    box = nodes.container(classes=["kj-plot"])
    image.replace_self(box)
    box += [image, nodes.raw("", markup, format="html")]


def _describe(app: Sphinx, page: nodes.document) -> None:
    """Take the alt text from each file and not from its cell: a cell may show several plots, and a guide may embed one."""
    for image in list(page.findall(nodes.image)):
        path = Path(app.env.relfn2path(image["uri"])[1])
        if path.suffix != ".png" or not path.is_file():
            continue
        if not image.get("alt"):
            image["alt"] = description(path)
        if links := links_of(path):
            _lead_on(image, links)


TABLES = ("glossary.js", "glosses.js", "datatables.js", "tables.js")


def _without_index(app: Sphinx) -> None:
    """No index of Sphinx's: it knows words, and neither parts of them nor rows of tables (see ``search_index``)."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False


def _with_tables(app: Sphinx, name: str, template: str, context: dict[str, Any], page: nodes.document | None) -> None:
    """Load the scripts of the tables only on the pages that have one."""
    if 'data-koujing="' in context.get("body", ""):
        app.add_css_file("datatables.css", priority=BEFORE_OURS)
        for script in TABLES:
            app.add_js_file(script, loading_method="defer")


def _with_levels(app: Sphinx, name: str, template: str, context: dict[str, Any], page: nodes.document | None) -> None:
    """Captions of the navigation are headings of the second level: the theme leaves the level out."""
    tree = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')


def _inline(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(convert(node.astext()))
    raise nodes.SkipNode


def _block(self: HTML5Translator, node: nodes.math_block) -> None:
    self.body.append(f'<div class="math">{convert(node.astext(), display="block")}</div>')
    raise nodes.SkipNode


def _say_the_language(app: Sphinx, page: str, template: str, context: dict[str, Any], tree: nodes.document | None) -> None:
    """The front page in Chinese says so, for screen readers and for the choice of a font."""
    if page == "zh":
        context["language"] = "zh-Hans"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the tables, the mathematical formulas and the alt texts with Sphinx."""
    app.connect("doctree-read", _describe, priority=BEFORE_SPHINX)
    app.connect("builder-inited", _without_index)
    app.connect("html-page-context", _with_tables)
    app.connect("html-page-context", _with_levels, priority=AFTER_THEME)
    app.connect("html-page-context", _say_the_language)
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
