"""Sphinx extensions: the scripts of tables, maths without a web script, and pictures with their data."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.writers.html5 import HTML5Translator

from koujing.site.pictures import show_pictures

BEFORE_OURS = 300  # so that koujing.css has the last word
AFTER_THEME = 900
BEFORE_SPHINX = 400  # its own collector, at 500, copies the images that are left


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
    """Register the tables, the mathematical formulas and the pictures with Sphinx."""
    app.connect("doctree-read", show_pictures, priority=BEFORE_SPHINX)
    app.connect("builder-inited", _without_index)
    app.connect("html-page-context", _with_tables)
    app.connect("html-page-context", _with_levels, priority=AFTER_THEME)
    app.connect("html-page-context", _say_the_language)
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
