"""What a page says of itself gives its title, level, place and genre, and is no part of the text."""

import pytest
from golden import labels, load

from growing import BOUND, growth
from koujing.reading import read_string
from koujing.reading.metadata.index import IndexedText
from koujing.reading.metadata.lines import find_labels
from koujing.reading.pages import read_page
from koujing.repaired import RepairedText

GOLDEN = load("page_says.tsv")
SPEECH = "同志们：今天开会，要把渠修好。"


@pytest.mark.parametrize("case", GOLDEN, ids=labels(GOLDEN))
def test_golden_cases(case):
    speech = read_string(case["text"], case["file"]).speeches[0]
    assert speech.metadata[case["field"]] == case["expected"], case["why"]


@pytest.mark.parametrize(
    "line",
    [
        "标题：大会召开",
        "题　目: 大会召开",
        "发文单位：甲县人民政府",
        "报告人：县长 王锐",
        "来源URL：http://a.cn/b.html",
        "【发布日期：2019-03-04】",
        "（作者：王锐）",
        "来源：甲网　作者：王锐 | 浏览次数：128次",
        "发文机关\t甲县人民政府",
        "时间：2015年3月5日上午9:00",
        "地点：县政府三楼",
        "字号：[大 中 小]",
        "审核人：王锐",
        "【来源】甲网",
        "发文字号　甲政发〔2019〕3号",
    ],
)
def test_labelled_lines_are_set_aside_above_and_below_the_text(line):
    for page in (f"{line}\n{SPEECH}", f"{SPEECH}\n{line}"):
        document = read_string(page, "a")
        assert document.speeches[0].text.strip() == SPEECH
        assert line in {document.raw[s.start : s.end] for s in document.set_aside}


@pytest.mark.parametrize(
    "line", ["时间：三天，地点：县里。", "时间：三天", "标题：要短", "内容：修渠", "资金来源：县里配套一半。"]
)
def test_labels_inside_the_text_belong_to_it(line):
    page = f"{SPEECH}\n{line}\n要快。"
    assert read_string(page, "a").speeches[0].text == page


@pytest.mark.parametrize("line", ["时间\t地点\t内容", "全文　要点", "来源于群众", "标签化管理", "时间就是金钱"])
def test_headings_that_begin_like_a_label_stay(line):
    assert read_string(f"{line}\n{SPEECH}", "a").speeches[0].text == f"{line}\n{SPEECH}"


def test_the_label_before_the_text_is_set_aside_alone():
    document = read_string(f"标题：大会\n正文：{SPEECH}", "a")
    assert document.speeches[0].text == SPEECH
    assert [(s.why, document.raw[s.start : s.end]) for s in document.set_aside] == [("page data", "标题：大会"), ("label", "正文：")]


def test_a_number_below_its_label_is_set_aside():
    page = f"时间：2022-11-22\t\t作者：甲县域\t\t阅读：\n147\n评论：\n0\n{SPEECH}"
    assert read_string(page, "a").speeches[0].text == SPEECH


def test_a_summary_below_its_label_is_set_aside():
    page = f"内容摘要：\n同志们：今天开会......\n{SPEECH}"
    document = read_string(page, "a")
    assert document.speeches[0].text == SPEECH
    assert [s.why for s in document.set_aside] == ["editor's note"] * 2


MENU = "首页\n政务公开\n政务服务\n互动交流\n走进甲县\n当前位置：\n首页\n>>\n领导讲话\n"


def test_a_menu_of_short_lines_is_set_aside_with_its_breadcrumb():
    assert read_string(f"{MENU}大会讲话\n2019年03月04日\n【\n字体：\n大\n中\n小\n】\n{SPEECH}", "a").speeches[0].text.split() == [
        "大会讲话", SPEECH,
    ]  # fmt: skip


def test_a_motto_above_a_menu_is_set_aside():
    assert read_string(f"我们的路是对的。\n——王锐\n{MENU}大会讲话\n{SPEECH}", "a").speeches[0].text.split() == ["大会讲话", SPEECH]


def test_short_lines_without_the_signs_of_a_menu_are_text():
    page = f"目录\n修路\n架桥\n种树\n打井\n{SPEECH}"
    assert read_string(page, "a").speeches[0].text == page


def test_the_footer_of_a_site_is_set_aside_to_its_end():
    page = f"{SPEECH}\n责任编辑\n：王锐\n甲ICP备0601号\n甲县人民政府微信\n您访问的链接即将离开本站\n是否继续？\n放弃"
    assert read_string(page, "a").speeches[0].text == SPEECH


def test_credits_below_the_text_are_set_aside_and_applause_is_not():
    assert read_string(f"{SPEECH}\n（甲乙 丙丁）", "a").speeches[0].text == SPEECH
    assert read_string(f"{SPEECH}\n（长时间掌声）", "a").speeches[0].text.endswith("掌声）")


def test_labels_point_at_raw_characters():
    raw = "x发布时间：２０２０-12-13　来源：甲网"
    passage = IndexedText(RepairedText.build(raw, 1, len(raw), [(6, 10, "2020")]))
    spans = [passage.repaired.raw_span(label.words.start, label.words.end) for label in find_labels([passage])]
    found = [(label.kind, label.value, raw[a:b]) for label, (a, b) in zip(find_labels([passage]), spans, strict=True)]
    assert found == [("published", "2020-12-13", "２０２０-12-13"), ("source", "甲网", "甲网")]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("主讲人：王锐", ["speaker"]),
        ("成文日期：2019年3月4日 发文字号：甲政发〔2019〕3号", ["issued", "number"]),
        ("时间：2019年3月4日，地点：县政府", ["time", "place"]),
        ("来源：", []),
        ("关于来源：很好", []),
    ],
)
def test_kinds_of_labels(line, kinds):
    assert [label.kind for label in find_labels([IndexedText.of(line)])] == kinds


@pytest.mark.parametrize(
    "piece",
    ["首页\n", "标题：", "阅读：\n", "县", "发布时间：1\n", ">>\n", "甲\n", "（", "内容摘要：\n", "-来自", "村", "_甲",
     "发布日期：\n2019-01-01\n", "开发区", "- "],
)
def test_the_work_grows_with_the_length_of_hostile_pages(piece):
    assert growth(read_page, piece, 60_000) < BOUND
