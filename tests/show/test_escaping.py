"""Escaped text against the parser of the site, which is an oracle that knows every extension in use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.mdit import create_md_parser

from koujing.show.escape import MarkdownFormatter, escape
from koujing.site import conf

PARSER = create_md_parser(MdParserConfig(enable_extensions=set(conf.myst_enable_extensions)), DocutilsRenderer)
MARKUP = [
    "[a](b)", "![a](b)", "<b>", "<!--", "-->", "</script>", "&lt;", "$x$", "$$x$$", "**", "__", "`", "```", "~~~", ":::", "{raw}`x`",
    "{{x}}", "(x)=", "# ", "% ", "+++", "---", "===", "- ", "1. ", "1) ", "> ", "|a|", ": ", "[^1]", "[^1]: ", "[a]: b", "\\", "\n\n",
    "    ", "\t", "\u2028", "讲话", "a", "*", "_", "https://a.example", "@",
]  # fmt: skip


def read(markdown: str) -> list[tuple[str, str]]:
    """The blocks and inline parts that a Markdown text consists of, each with its text, neighbouring texts joined."""
    tokens = PARSER.parse(markdown)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    return [(token.type, token.content) for token in tokens[1].children]


@given(st.lists(st.sampled_from(MARKUP), min_size=1).map("".join).filter(str.strip))
def test_an_escaped_text_is_a_paragraph_of_that_text(text):
    assert read(escape(text)) == [("text", " ".join(text.split()))]


@given(st.text(min_size=1).filter(lambda text: text.strip() and "\0" not in text))
def test_any_text_is_a_paragraph_of_that_text(text):
    assert read(escape(text)) == [("text", " ".join(text.split()))]


@pytest.mark.parametrize("markup", [m for m in MARKUP if m.strip() not in ("", "讲话", "a", ":", "https://a.example", "@", "\\")])
def test_a_name_in_bold_is_bold_and_its_own_text(markup):
    (*_, inner, _, after) = read(MarkdownFormatter().format("**{}**: {}", markup, "b"))
    assert (inner, after) == (("text", " ".join(markup.split())), ("text", ": b"))
