"""Laws that hold for every text, and folders of good and bad files."""

from hypothesis import given, settings
from hypothesis import strategies as st
from laws import check_all

from koujing.reading import read_string

# Damage of every kind, page chrome, markup, numerals, and the white space that could hide between them.
FRAGMENTS = [
    *"性的人民政府同志们讲话经济发展坚定积极各位代表工作年月日村", *"0123456789０５％，。、；：！,.;:*lxX×<>《》“”()（）[]一二十万亿元",
    *" \n\t\r　\u200b\ufeff\xa0發農與😀𠀀", "\n\n", "**", "同志们：\n", "[篇一]\n", "[篇二]\n", "讲话[篇一]", "讲话[篇二]", "\n相关文章\n",
    "本站5月25日讯 ", "(记者 甲乙)", "原标题:", "(图)", "发布时间:2020-12-13\n", "24.05.2017", "本作品是", "20xx年", "一、", "（二）", "1。", "6 .5",
]  # fmt: skip
TAGS = [
    "<p>", "</p>", "<b>", "</b>", "<br/>", "<title>", "</title>", "<script>", "</script>", "<style>", "<!--", "-->", "<!", "<?", "</",
    "<![CDATA[", "]]>", "<a href='x", "'>", "&amp;", "&lt", "&#22823;", "&#x5927", "&nbsp;", "&", ";", "<div\n", "/>", "<head>", "<html>",
]  # fmt: skip


def joined(fragments: list[str], max_size: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(fragments), max_size=max_size).map("".join)


@settings(max_examples=600, deadline=None)
@given(joined(FRAGMENTS, 60))
def test_every_character_of_a_damaged_text_is_accounted_for(raw):
    check_all(read_string(raw, "a"))


@settings(max_examples=600, deadline=None)
@given(joined(FRAGMENTS + 2 * TAGS, 60))
def test_every_character_of_a_damaged_page_is_accounted_for(raw):
    check_all(read_string(raw, "a", markup=True))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.booleans())
def test_any_characters_at_all_are_accounted_for(raw, markup):
    check_all(read_string(raw, "a", markup=markup))
