"""Text of a page that is hidden or struck out is set aside, unless it may be the text itself."""

import pytest

from koujing.reading import read_string

PAGES = [
    ("<p>同志们：<span style='color: red;display:none'>架桥</span>修路。</p>", "同志们：修路。", ["hidden text"]),
    ("<p>同志们：<b hidden>架桥</b>修路。</p>", "同志们：修路。", ["hidden text"]),
    ("<div style=\"visibility: hidden\"><div>架桥</div>种树</div><p>同志们：修路。</p>", "同志们：修路。", ["hidden text"]),
    ("<p>同志们：修路<del>8</del>9公里。</p>", "同志们：修路9公里。", ["struck text"]),
    ("<p>同志们：<input hidden>修路。</p>", "同志们：修路。", []),
    ("<p>同志们：<b hidden>修路。</p>", "同志们：修路。", []),  # never closed
    (f"<div style='display:none'>同志们：{'修路。' * 200}</div>", f"同志们：{'修路。' * 200}", []),
    ("<p class='hidden'>同志们：修路。</p>", "同志们：修路。", []),
]


@pytest.mark.parametrize(("page", "text", "why"), PAGES)
def test_what_a_reader_does_not_see_is_set_aside(page, text, why):
    document = read_string(page, "a", markup=True)
    assert document.speeches[0].text.strip() == text
    assert [s.why for s in document.set_aside if s.why not in ("markup", "line end")] == why
