"""Rows of spans as users write them: read where they are right, named with file and row where they are not."""

import pytest

from koujing.measures.spans import rows, span, text_lengths


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("from,to\n0,2\n", "row 1: expected the columns start, end; it has from, to"),
        ("start;end\n0;2\n", "row 1: expected the columns start, end; it has start;end"),
        ("", "row 1: expected the columns start, end; it has none"),
        ("start,end\n0,2\n0,two\n", "row 3: expected a whole number in column end, it has two"),
        ("start,end\n0\n", "row 2: expected a whole number in column end, it has nothing"),
        ("start,end\n0,2.5\n", "row 2: expected a whole number in column end, it has 2.5"),
        ("start,end\n-1,2\n", "row 2: expected a whole number in column start, it has -1"),
        ("start,end\n0,inf\n", "row 2: expected a whole number in column end, it has inf"),
        ("start,end\nnan,3\n", "row 2: expected a whole number in column start, it has nan"),
        ("start,end\n4,4\n", "row 2: expected a start before its end, it has 4 and 4"),
        ("start,end\n0,10\n", "row 2: expected offsets within the 9 characters of the text, end is 10"),
    ],
)
def test_a_row_that_is_none_is_named(tmp_path, data, expected):
    (tmp_path / "a.csv").write_text(data, "utf-8")
    with pytest.raises(ValueError, match="expected") as caught:
        rows(tmp_path / "a.csv", "start", "end", length=9)
    assert str(caught.value) == f"{tmp_path / 'a.csv'}, {expected}"


@pytest.mark.parametrize("data", ["start,end,text\n0,2,五户\n".encode("gb18030"), b'start,end,text\n0,2,"' + 200_000 * b"a"])
def test_a_file_that_is_no_table_in_utf_8_is_named(tmp_path, data):
    (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(ValueError, match=r"a\.csv: expected a CSV file in UTF-8"):
        rows(tmp_path / "a.csv", "start", "end")


def test_whole_numbers_of_a_spreadsheet_are_offsets(tmp_path):
    (tmp_path / "a.csv").write_text("\ufeffstart,end,text\n0.0,2.0,五户\n", "utf-8")
    assert [span(row) for row in rows(tmp_path / "a.csv", "start", "end", length=2)] == [(0, 2)]


def test_a_text_reaches_as_far_as_a_speech_or_a_piece_set_aside(tmp_path):
    (tmp_path / "documents.csv").write_text("source,start,end\na,0,50\na,50,90\nb,3,8\n", "utf-8")
    (tmp_path / "set_aside.csv").write_text("source,start,end\na,0,5\na,92,99\n", "utf-8")
    assert text_lengths(tmp_path) == {"a": 99, "b": 8}
