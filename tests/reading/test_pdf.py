"""PDF files: the text of every page, and what is missing of it."""

import pytest
from made import pdf

from koujing.reading import read_string
from koujing.reading.files import ReadingError
from koujing.reading.files.pdf import read_pdf

PAGES = [
    ["县政府办公室", "同志们：今年要种树三万亩，修路67公里，改造危房1200", "户，请大家抓紧落实。", "- 1 -"],
    ["县政府办公室", "一、种树。要在清明以前种完，种一棵活一棵，不能只图", "- 2 -"],
    ["县政府办公室", "数字好看。", "- 3 -"],
]  # fmt: skip


def test_pages_end_in_a_form_feed_and_lines_in_a_line_end():
    text, problems = read_pdf(pdf(PAGES), "a.pdf")
    assert text == "".join("\n".join(page) + "\n\f" for page in PAGES)
    assert problems == []


def test_a_sentence_runs_on_over_the_end_of_a_page():
    text, _ = read_pdf(pdf(PAGES), "a.pdf")
    document = read_string(text, "a")
    speech = document.speeches[0]
    assert "县政府办公室" not in speech.text
    assert (
        "不能只图\n数字好看。" in speech.text or "不能只图数字好看。" in speech.text
    )  # one line end, or none once it is mended
    assert [s.why for s in document.set_aside].count("page furniture") == 6


def test_a_page_without_text_is_named_and_the_others_are_read():
    text, problems = read_pdf(pdf([PAGES[0], [], PAGES[2]]), "a.pdf")
    assert text.count("\f") == 3
    assert [p.what for p in problems] == ["page 2: no text (a picture, or blank)"]
    assert "run OCR" in problems[0].hint


LOCK = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>] /Root" % (
    b"00" * 32,
    b"00" * 32,
)
REFUSED = [
    ("broken", b"%PDF-1.7\n%junk", "a broken PDF file"),
    ("encrypted", pdf(PAGES).replace(b"/Root", LOCK), "an encrypted file; save it without a password"),
    ("pictures alone", pdf([[], []]), "a PDF file without text: its pages are pictures; run OCR"),
    ("fonts that name nothing", pdf(PAGES).replace(b"/ToUnicode", b"/XxUnicode"), "fonts do not say which characters they show"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "data", "says"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_bad_file_is_refused_with_what_to_do(label, data, says):
    with pytest.raises(ReadingError, match=r"^a\.pdf: ") as caught:
        read_pdf(data, "a.pdf")
    assert says in str(caught.value)
