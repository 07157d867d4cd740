"""Sphinx extensions: a search that finds Chinese phrases, maths without a web script, and alt text from the pictures."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from PIL import Image
from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish
from sphinx.writers.html5 import HTML5Translator

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


HAN = r"\u3400-\u9fff"
_RUNS = re.compile(rf"[{HAN}]+|[^\W{HAN}]+")


class SearchBoth(SearchEnglish):
    """Index and query are both split into English words, and into Chinese characters and pairs of neighbouring characters.

    Sphinx's own Chinese search segments the index but not the query, so that most phrases have no hits (and its stemmer
    is missing in 9.0). Pairs need no segmenter: a phrase is found on every page that has all its pairs.
    """

    lang = "en-zh"
    js_splitter_code = rf"""
function splitQuery(query) {{
  const terms = [];
  for (const run of query.match(/[{HAN}]+|(?:(?![{HAN}])[\p{{L}}\p{{N}}_])+/gu) || []) {{
    if (!/[{HAN}]/.test(run) || run.length === 1) terms.push(run);
    else for (let i = 0; i < run.length - 1; i++) terms.push(run.slice(i, i + 2));
  }}
  return terms;
}}
"""

    def split(self, input: str) -> list[str]:
        """The terms under which a text is indexed.

        >>> SearchBoth({}).split("六个精准 and 1")
        ['六', '个', '精', '准', '六个', '个精', '精准', 'and', '1']
        """
        return [term for run in _RUNS.findall(input) for term in _terms(run)]


def _terms(run: str) -> list[str]:
    if not re.match(rf"[{HAN}]", run):
        return [run]
    return [*run, *(run[k : k + 2] for k in range(len(run) - 1))]


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
    """Register the search, the mathematical formulas and the alt texts with Sphinx."""
    app.connect("doctree-read", _describe, priority=BEFORE_SPHINX)
    app.connect("html-page-context", _say_the_language)
    app.add_search_language(SearchBoth)
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
