"""Tables of every format become lines of cells; the table at the head of a page becomes lines of labels and values."""

import pytest

from growing import BOUND, growth
from koujing.coding import code_document
from koujing.reading import ReadingError, read
from koujing.reading.files.markdown import read_markdown
from koujing.reading.files.markup import read_markup, read_plain

# label, rows of a table (| opens a cell, / a line in it), visible text without empty lines, why
HTML = [
    ("data", ["乡|户", "东|12", "西|3"], "乡\t户\n东\t12\n西\t3", "rows as lines"),
    ("white space", ["\n 东 |\n  12\n", "西\n| 3 "], "东\t12\n西\t3", "of the source is not shown"),
    ("lines of a cell", ["东|<p>12.5</p><p>亿元</p>|3<br>4", "西|1|2"], "东\t12.5亿元\t3\u30004\n西\t1\t2", "two numbers stay two"),
    ("page layout", ["<p>今天修路。</p><p>明天架桥。</p>|12"], "今天修路。\n明天架桥。\n12", "cells with texts"),
    ("menu", ["首页|新闻"], "首页\n新闻", "no numbers"),
    ("list of dates", ["修路|2015-03-05", "架桥|2015-03-06"], "修路\n2015-03-05\n架桥\n2015-03-06", "no numbers either"),
    ("head of a page", ["索&nbsp;引&nbsp;号：|A-1|成文日期：|2015年3月5日"], "索 引 号：A-1\n成文日期：2015年3月5日", "labels and values"),
]  # fmt: skip
SPANS = (
    "<table><tr><td rowspan=2>乡</td><td colspan='2'>户</td></tr><tr><td>2014</td><td>2015</td></tr>"
    "<tr><td>东</td><td>12</td><td>3</td></tr></table>"
)


def shown(source):
    return "\n".join(line for line in read_markup(source).text.text.split("\n") if line.strip())


@pytest.mark.parametrize(("label", "rows", "text", "why"), HTML, ids=[case[0] for case in HTML])
def test_html(label, rows, text, why):
    cells = "".join(f"<tr><td>{row.replace('|', '</td> <td>')}</td></tr>" for row in rows)
    assert shown(f"<table>{cells}</table>") == text, why


def test_html_lets_cells_end_unsaid():
    assert shown("<table><tr><td>东<td>12<tr><td>西<td>3</table>") == "东\t12\n西\t3"


def test_a_tab_stands_for_each_border_of_a_column():
    assert shown(SPANS) == "乡\t户\n\t2014\t2015\n东\t12\t3"


def test_html_tables_take_linear_time():
    for piece in ("<td>", "<table>", "<tr><td>1</td>", "<table><tr><td>甲<td>1", "<td rowspan=9 colspan=9>1"):
        assert growth(read_markup, piece, 40_000) < BOUND
    for piece in ("|", "|a\n", "a|\n|-|\n", "|-"):
        assert growth(read_markdown, piece, 40_000) < BOUND


def test_the_head_of_a_page_in_plain_text():
    source = "发文机关\t东县人民政府\t成文日期\t2015年3月5日\n标题\t关于修路的意见\n各乡镇：要修路。"
    lines = read_plain(source).text.text.split("\n")
    assert lines[:3] == ["发文机关：东县人民政府", "成文日期：2015年3月5日", "标题：关于修路的意见"]


def test_bars_in_a_menu_stay():
    for source in ("首页 | 新闻\n东县 | 西县\n", "字号：大 | 中\n"):
        assert read_plain(source).text.text == source


def test_heads_of_columns_are_no_labels():
    source = "标题\t文号\t成文日期\n意见\t1号\t2015年\n"
    assert read_plain(source).text.text == source


def coded(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")
    return code_document(read(folder / name).documents[0])["statistics"]


MARKDOWN = "（单位：万元）\n\n| 项目 | 2014年 |\n|:--|--:|\n| **修路** | 12.5 |\n"
PAGE = "<p>（单位：万元）</p><table><tr><td>项目<td>2014年<tr><td>修路<td>12.5<tr><td>架桥<td>1</table>"
BARS = "（单位：万元）\r\n项目 | 2014年 |\r\n修路 | 12.5 |\r\n架桥 | 3 |\r\n"
SAME = {"bars.txt": BARS, "a.md": MARKDOWN, "a.csv": "项目,2014年（万元）\n修路,12.5\n",
        "a.txt": "（单位：万元）\n项目\t2014年\n修路\t12.5\n",
        "b.csv": "单位：万元,\n项目,2014年\n修路,12.5\n", "a.html": PAGE}  # fmt: skip


@pytest.mark.parametrize(("name", "text"), SAME.items(), ids=SAME)
def test_a_table_says_the_same_in_every_format(tmp_path, name, text):
    found = coded(tmp_path, name, text)
    assert [found[k][0] for k in ("text", "value", "unit", "indicator", "period")] == ["12.5", 125000, "元", "修路", "2014年"]


@pytest.mark.parametrize("text", ["content,date\n修路,2015\n", "标题,内容\n甲,12\n", "id,说明\n1,今年修路。\n"])
def test_a_csv_file_of_speeches_without_a_column_text_is_refused(tmp_path, text):
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ReadingError, match="no column text"):
        read(tmp_path / "a.csv")


def test_rows_are_no_headings_and_are_not_joined(tmp_path):
    table = "一、工业\t12\t—\n二、农业\t5\t3\n"
    (tmp_path / "a.txt").write_text("指标如下，\n单位：亿元\n" + table + "一、去年\n修路。\n二、今年\n架桥。\n", encoding="utf-8")
    (speech,) = read(tmp_path)
    assert table in speech.text
    assert [one.heading for one in speech.sections if one.depth == 1] == ["去年", "今年"]
