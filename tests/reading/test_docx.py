"""Word files: everything that a reader sees of the running text, once, and nothing that a change has deleted."""

import re
import zipfile

import pytest
from made import archive, paragraph, word

from koujing.reading.files import ReadingError
from koujing.reading.files.word import read_docx, xml

BOX = "<w:txbxContent>{}</w:txbxContent>".format(paragraph("框内"))

# label, body, text, why
GOLDEN = [
    ("paragraphs", paragraph("修路。") + paragraph("架桥。"), "修路。\n架桥。\n", "one line each; tab stops are no tabs"),
    ("runs", "<w:p><w:r><w:t>修</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>路</w:t></w:r></w:p>", "修路\n", "joined"),
    ("empty paragraph", "<w:p/>" + paragraph("修路"), "\n修路\n", "an empty line"),
    ("tab and breaks", "<w:p><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t></w:r></w:p>", "一\t二\n三\n", "as shown"),
    ("hyperlink", "<w:p><w:hyperlink><w:r><w:t>修路</w:t></w:r></w:hyperlink></w:p>", "修路\n", "its wording"),
    ("content control", f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('修路')}</w:sdtContent></w:sdt>", "修路\n", "kept"),
    ("inserted", "<w:p><w:ins><w:r><w:t>修路</w:t></w:r></w:ins></w:p>", "修路\n", "a tracked insertion is in the text"),
    ("deleted", "<w:p><w:r><w:t>修</w:t></w:r><w:del><w:r><w:delText>桥</w:delText></w:r></w:del></w:p>", "修\n", "a deletion is not"),
    ("moved", "<w:p><w:moveFrom><w:r><w:t>路</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>路</w:t></w:r></w:moveTo></w:p>", "路\n", "once"),
    ("field", "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r></w:p>", "3\n", "its result, not its code"),
    ("pinyin", "<w:p><w:r><w:ruby><w:rt><w:r><w:t>lu</w:t></w:r></w:rt>"
     "<w:rubyBase><w:r><w:t>路</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
     "路\n", "the reading above a character is no text"),
    ("table", "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>".format(
        *map(paragraph, ("乡", "亩", "东"))), "乡\t亩\n东\t\n", "cells by tabs, rows by line ends"),
    ("paragraphs in a cell", f"<w:tbl><w:tr><w:tc>{paragraph('一')}{paragraph('二')}</w:tc></w:tr></w:tbl>",
     "一\n二\n", "lines of their own"),
    ("text box", f"<w:p><w:r><w:t>框</w:t><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>"
     "</mc:AlternateContent><w:t>外</w:t></w:r></w:p>", "框外\n框内\n", "once, behind its paragraph"),
    ("old text box", f"<w:p><w:r><w:pict>{BOX}</w:pict></w:r></w:p>", "\n框内\n", "without a second copy"),
    ("formula", "<w:p><m:oMath><m:r><m:t>x=3</m:t></m:r></m:oMath></w:p>", "x=3\n", "mathematics is text"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "body", "text", "why"), GOLDEN, ids=[case[0] for case in GOLDEN])
def test_running_text(label, body, text, why):
    assert read_docx(word(body), "a.docx") == (text, []), why


def test_notes_stand_at_the_end_without_the_line_above_them():
    line = f'<w:footnote w:type="separator">{paragraph("")}</w:footnote>'
    notes = {
        "footnotes": line + f"<w:footnote>{paragraph('脚注')}</w:footnote>",
        "endnotes": f"<w:endnote>{paragraph('尾注')}</w:endnote>",
    }
    assert read_docx(word(paragraph("正文"), **notes), "a.docx")[0] == "正文\n脚注\n尾注\n"


def test_headers_and_comments_are_no_part_of_the_text():
    assert (
        read_docx(word(paragraph("正文"), header1=paragraph("页眉"), comments=paragraph("批注")), "a.docx")[0] == "正文\n"
    )


def document(xml, method=zipfile.ZIP_DEFLATED):
    return archive({"word/document.xml": xml}, method)


def declared(encoding):
    head = f"<?xml version='1.0' encoding='{encoding}'?>"
    return document((head + "<w:d xmlns:w='w'><w:p><w:r><w:t>修路</w:t></w:r></w:p></w:d>").encode("gb18030"))


def entities():
    return document('<!DOCTYPE x [<!ENTITY a "修路"><!ENTITY b "&a;&a;">]><w:document><w:p><w:t>&b;</w:t></w:p></w:document>')


def encrypted():
    """The bit that says so in the directory of the archive."""
    return re.sub(rb"(PK\x01\x02....)\x00\x00", b"\\g<1>\x01\x00", word(paragraph("修路")), flags=re.DOTALL)


def damaged():
    data = bytearray(word(paragraph("修路" * 500)))
    at = data.find(b"word/document.xml") + 40
    data[at : at + 8] = b"\xff" * 8
    return bytes(data)


def misplaced():
    """A file of which the directory says that the archive begins before the file does."""
    data = document("<w:d/>")
    at = data.rindex(b"PK\x05\x06") + 16
    return data[:at] + (int.from_bytes(data[at : at + 4], "little") + 4).to_bytes(4, "little") + data[at + 4 :]


REFUSED = [
    ("cut off", word(paragraph("修路"))[:-40], "a broken Word file"),
    ("damaged", damaged(), "a broken Word file"),
    ("another archive", archive({"xl/workbook.xml": "<workbook/>"}), "no word/document.xml in it"),
    ("no XML", word("<w:p>"), "a broken Word file (mismatched tag"),
    ("encrypted", encrypted(), "an encrypted file"),
    ("entities", entities(), "it declares a document type"),
    ("GB2312", declared("GB2312"), "a broken Word file (multi-byte encodings are not supported)"),
    ("an encoding of no name", declared("bogus"), "a broken Word file (unknown encoding"),
    ("no encoding of text", declared("hex"), "a broken Word file ("),
    ("an encoding that is not for files", declared("idna"), "a broken Word file ("),
    ("LZMA", document("<w:d/>", zipfile.ZIP_LZMA), "compressed in a way that Word does not use"),
    ("bzip2", document("<w:d/>", zipfile.ZIP_BZIP2), "compressed in a way that Word does not use"),
    ("misplaced", misplaced(), "a broken Word file ("),
    ("a name that is none", archive({"word/修.xml": ""}).replace("修".encode(), b"\xff" * 3), "a broken Word file ("),
]


@pytest.mark.parametrize(("label", "data", "says"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_bad_file_is_refused_with_what_to_do(label, data, says):
    with pytest.raises(ReadingError, match=r"^a\.docx: ") as caught:
        read_docx(data, "a.docx")
    assert says in str(caught.value)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_corrupt_member_is_refused_however_it_is_packed(method):
    data = document("<w:d>" + "修路" * 500 + "</w:d>", method)
    at = data.index(b"word/document.xml") + 40
    with pytest.raises(ReadingError, match="a broken Word file"):
        read_docx(data[:at] + b"\xff" * 8 + data[at + 8 :], "a.docx")


def test_a_file_cut_off_anywhere_is_refused():
    data = word(paragraph("修路"))
    for end in range(0, len(data), 7):
        with pytest.raises(ReadingError, match="a broken Word file"):
            read_docx(data[:end], "a.docx")


def test_a_file_that_is_too_large_unpacked_is_refused_before_it_is_unpacked():
    bomb = document(b" " * 60_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(ReadingError, match=r"its text has 60 MB unpacked, more than 50; split the document"):
        read_docx(bomb, "a.docx")


@pytest.mark.parametrize("fragment", ["<w:p/>", "<w:t>修路修路修路修路修路</w:t>", "<w:del/>"])
def test_a_file_of_too_many_elements_and_characters_is_refused(monkeypatch, fragment):
    monkeypatch.setattr(xml, "MAX_PIECES", 3000)
    assert read_docx(word(paragraph("修路") + fragment * 200), "a.docx")
    with pytest.raises(ReadingError, match=r"it holds more than 3,000 elements and characters; split the document"):
        read_docx(word(paragraph("修路") + fragment * 3000), "a.docx")


def test_notes_count_towards_what_a_file_may_hold(monkeypatch):
    monkeypatch.setattr(xml, "MAX_PIECES", 3000)
    half = paragraph("修路" * 900)
    with pytest.raises(ReadingError, match=r"more than 3,000 elements"):
        read_docx(word(half, footnotes=half), "a.docx")


def test_a_document_nested_to_any_depth_is_read():
    deep = "<w:sdt>" * 100_000 + paragraph("修路") + "</w:sdt>" * 100_000
    assert read_docx(word(deep), "a.docx")[0] == "修路\n"


def test_the_namespace_may_have_any_prefix():
    data = archive({"word/document2.xml": "<d xmlns='urn:w'><p><r><t>修路</t></r></p></d>"})
    assert read_docx(data, "a.docx")[0] == "修路\n"
