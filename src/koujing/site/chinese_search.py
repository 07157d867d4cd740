"""A Sphinx extension: a search that finds Chinese phrases, and formulas that need no script from the web."""

from __future__ import annotations

import re

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish
from sphinx.writers.html5 import HTML5Translator

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


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the search and the formulas with Sphinx."""
    app.add_search_language(SearchBoth)
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
