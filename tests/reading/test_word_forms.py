"""What Word shows but does not write as characters: numbers of lists, hidden and struck text, raised characters, symbols, fractions."""

import pytest
from made import item, level, lists, paragraph, run, table, word

from koujing.chinese.numerals import read_integer
from koujing.coding import code_document
from koujing.reading import read
from koujing.reading.files.word import read_docx
from koujing.reading.files.word.numerals import print_number

CHINESE = level(0, "chineseCounting", "%1、") + level(1, "chineseCountingThousand", "（%2）") + level(2, "decimal", "%3.")
CHAPTERS = level(0, "decimal", "第%1章") + level(1, "upperLetter", "%1.%2")
OVERRIDE = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>"
RESTART = f"<w:num w:numId='9'><w:abstractNumId w:val='1'/>{OVERRIDE}</w:num>"
STYLES = (
    "<w:style w:type='paragraph' w:default='1' w:styleId='Text'/>"
    "<w:style w:type='paragraph' w:styleId='H1'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='H2'><w:basedOn w:val='H1'/></w:style>"
    "<w:style w:type='character' w:styleId='Away'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='Old'><w:rPr><w:strike/></w:rPr></w:style>"
)

# label, paragraphs, lists, text, why
NUMBERED = [
    ("levels", item("甲", 1) + item("乙", 1, 1) + item("丙", 1, 1) + item("丁", 1, 2) + item("戊", 1) + item("己", 1, 1), lists(CHINESE),
     "一、甲\n（一）乙\n（二）丙\n1.丁\n二、戊\n（一）己\n", "a level starts again after a higher one"),
    ("words around the number", item("总则", 1) + item("目的", 1, 1), lists(CHAPTERS),
     "第1章\u3000总则\n1.A\u3000目的\n", "a gap"),
    ("digit after the number", item("2015年", 1, 2), lists(CHINESE), "1.\u30002015年\n", "which is no decimal"),
    ("start", item("甲", 1), lists(level(0, "decimal", "%1)", start=3)), "3)甲\n", "at the list's first number"),
    ("none", item("甲", 1) + item("乙", 0) + item("丙", 1), lists(CHINESE), "一、甲\n乙\n二、丙\n", "the list 0 is none"),
    ("bullets", item("甲", 1), lists(level(0, "bullet", "●")), "甲\n", "no number"),
    ("no such list", item("甲", 7), lists(CHINESE), "甲\n", "as in Word"),
    ("empty paragraph", item("甲", 1) + item("", 1) + item("丙", 1), lists(CHINESE), "一、甲\n\n三、丙\n", "it is counted"),
    ("another list of one definition", item("甲", 1) + item("乙", 9) + item("丙", 1), lists(CHINESE, more=RESTART),
     "一、甲\n五、乙\n六、丙\n", "it starts where it says, and counts on"),
    ("never again", item("甲", 1) + item("乙", 1, 1) + item("丙", 1) + item("丁", 1, 1),
     lists(level(0, "decimal", "%1.") + level(1, "decimal", "(%2)", "<w:lvlRestart w:val='0'/>")),
     "1.甲\n(1)乙\n2.丙\n(2)丁\n", "by its level"),
    ("legal", item("甲", 1) + item("乙", 1, 1),
     lists(level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>")), "一、甲\n1.1\u3000乙\n", "plain digits"),
    ("style", item("甲", style="H1") + item("乙", style="H2") + item("丙", style="H1"),
     lists(level(0, "ideographTraditional", "%1、", "<w:pStyle w:val='H1'/>") + level(1, "lowerRoman", "(%2)", "<w:pStyle w:val='H2'/>")),
     "甲、甲\n(i)乙\n乙、丙\n", "the level is that of the style"),
    ("style without a number", item("甲", 0, style="H1"), lists(CHINESE), "甲\n", "taken away from this paragraph"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "body", "numbering", "text", "why"), NUMBERED, ids=[case[0] for case in NUMBERED])
def test_numbers_of_lists_are_text(label, body, numbering, text, why):
    assert read_docx(word(body, numbering=numbering, styles=STYLES), "a.docx") == (text, []), why


@pytest.mark.parametrize("form", ["chineseCountingThousand", "japaneseCounting", "decimalFullWidth", "chineseLegalSimplified"])
def test_a_chinese_number_is_read_back(form):
    numbers = [*range(1, 120), 999]
    assert [read_integer(print_number(n, form)) for n in numbers] == numbers


def test_a_document_with_automatic_numbers_is_coded_like_one_with_typed_numbers(tmp_path):
    said = ["去年工作回顾", "今年的任务"]
    text = ["修路120公里，投资3亿元。", "修路150公里，投资5亿元。"]
    typed_heads = [paragraph(f"{n}、{words}") for n, words in zip("一二", said, strict=True)]
    for name, headed in (("typed", typed_heads), ("lists", [item(words, 1) for words in said])):
        body = paragraph("我讲两点意见。") + "".join(head + paragraph(words) for head, words in zip(headed, text, strict=True))
        (tmp_path / f"{name}.docx").write_bytes(word(body, numbering=lists(CHINESE)))
    automatic, typed = [code_document(document) for document in read(tmp_path).documents]
    for name in ("sections", "statistics", "voices"):
        apart = {"source", "speech", "id"}
        assert {k: v for k, v in automatic[name].items() if k not in apart} == {k: v for k, v in typed[name].items() if k not in apart}
    assert automatic["statistics"]["status"][2:] == ["target", "target"]


# label, runs, text, what the problem says
SHOWN = [
    ("hidden", run("修路", "<w:vanish/>") + run("架桥"), "架桥\n", "hidden text left out: 2 characters, first '修路'"),
    ("hidden by a style", run("修路", "<w:rStyle w:val='Away'/>") + run("架桥"), "架桥\n", "hidden text"),
    ("not hidden after all", run("修路", "<w:rStyle w:val='Away'/><w:vanish w:val='0'/>"), "修路\n", ""),
    ("hidden on the web", run("修路", "<w:webHidden/>"), "修路\n", ""),
    ("struck", run("12亿元", "<w:strike/>") + run("15亿元"), "15亿元\n", "struck text left out: 4 characters, first '12亿元'"),
    ("struck twice", run("12亿元", "<w:dstrike/>") + run("15亿元"), "15亿元\n", "struck text"),
    ("no longer struck", run("12亿元", "<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>"), "12亿元\n", ""),
    ("raised", run("12km") + run("2", "<w:vertAlign w:val='superscript'/>"), "12km²\n", ""),
    ("power of ten", run("10") + run("-4", "<w:vertAlign w:val='superscript'/>"), "10⁻⁴\n", ""),
    ("lowered", run("CO") + run("2", "<w:vertAlign w:val='subscript'/>"), "CO₂\n", ""),
    ("mark of a note", run("路") + run("[注]", "<w:vertAlign w:val='superscript'/>"), "路[注]\n", ""),
    ("symbol", run("12") + "<w:r><w:sym w:font='Symbol' w:char='F025'/></w:r>", "12%\n", ""),
    ("unknown symbol", run("路") + "<w:r><w:sym w:font='Webdings' w:char='F04A'/></w:r>", "路J\n", ""),
    ("symbol without a name", run("路") + "<w:r><w:sym w:font='Wingdings' w:char='F04A'/></w:r>", "路\n", "not known: Wingdings F04A"),
    ("fraction", "<m:oMath><m:f><m:num>{}</m:num><m:den>{}</m:den></m:f></m:oMath>".format(run("1"), run("3")), "1/3\n", ""),
    ("sum in a fraction", "<m:oMath><m:f><m:num>{}</m:num><m:den>{}</m:den></m:f></m:oMath>".format(run("a+b"), run("c")), "(a+b)/c\n", ""),
    ("power in a formula", "<m:oMath><m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup></m:oMath>".format(run("10"), run("4")), "10⁴\n", ""),
]  # fmt: skip


@pytest.mark.parametrize(("label", "runs", "text", "says"), SHOWN, ids=[case[0] for case in SHOWN])
def test_characters_are_read_as_they_are_shown(label, runs, text, says):
    found, problems = read_docx(word(f"<w:p>{runs}</w:p>", styles=STYLES), "a.docx")
    assert found == text
    assert len(problems) == bool(says)
    assert all(says in problem.what for problem in problems)


def test_a_whole_paragraph_may_be_struck_by_its_style():
    text, (problem,) = read_docx(word(item("旧", style="Old") + paragraph("新"), styles=STYLES), "a.docx")
    assert (text, problem.hint) == ("\n新\n", "undo its strikethrough in Word if it belongs to the text")


def test_numbers_in_an_unknown_format_are_said():
    text, (problem,) = read_docx(word(item("甲", 1), numbering=lists(level(0, "bahtText", "%1."))), "a.docx")
    assert text == "甲\n"
    assert "1 automatic numbers left out, whose format is not known: bahtText" in problem.what


# label, table, text, why
TABLES = [
    ("two lines of a cell", table([["投资", "12.5\n亿元"]]), "投资\t12.5亿元\n", "one wording"),
    ("two numbers in a cell", table([["投资", "12\n15"]]), "投资\t12\u300015\n", "they stay two"),
    ("a text in a cell", table([["甲", "今年修路。\n明年架桥。"]]), "甲\t今年修路。\n明年架桥。\n", "pages are laid out as tables"),
    ("spanned columns", "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>".format(
        paragraph("甲"), paragraph("乙")), "甲\t\t乙\n", "a tab for each border of a column"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "body", "text", "why"), TABLES, ids=[case[0] for case in TABLES])
def test_cells_of_tables(label, body, text, why):
    assert read_docx(word(body), "a.docx") == (text, []), why
