"""Files of tables: CSV as Python's own writer has it, and rows that are the same however they are divided."""

import csv
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koujing import tablefiles
from koujing.across import schemas
from koujing.tablefiles import write_table

SCHEMA = schemas()["problems"]
TEXTS = st.text(st.sampled_from('a,"\n|修 ;\'é\u3000'), max_size=6)
ROWS = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=8)


def chunks_of(rows, n):
    cut = [rows[at : at + n] for at in range(0, len(rows), n)]
    return lambda: (pa.table([pa.array(cells, pa.string()) for cells in zip(*part, strict=True)], SCHEMA.names) for part in cut)


def as_csv(rows, quoting):
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\n", quoting=quoting).writerows([SCHEMA.names, *rows])
    return file.getvalue().encode()


@settings(max_examples=80)
@given(ROWS, st.integers(1, 4))
def test_csv_is_what_the_csv_module_writes(tmp_path_factory, rows, n):
    path = tmp_path_factory.mktemp("csv") / "problems.csv"
    assert write_table(path, chunks_of(rows, n), SCHEMA, (), "csv") == len(rows)
    assert path.read_bytes() == as_csv(rows, csv.QUOTE_MINIMAL)


def test_where_a_wording_holds_a_carriage_return_every_cell_is_quoted(tmp_path, monkeypatch):
    monkeypatch.setattr(tablefiles, "STRETCH", 2)
    schema = schemas()["phrases"]
    rows = pa.table({"text": ["甲", "乙", "丙\r", "丁"], "n": pa.array([1, None, 3, 4], pa.int64())})
    write_table(tmp_path / "phrases.csv", lambda: [rows], schema, (), "csv")
    lines = (tmp_path / "phrases.csv").read_bytes().decode().split("\n")
    assert lines[0].startswith('"text","n",')
    assert lines[1:4] == ['"甲","1","","","","",""', '"乙","","","","","",""', '"丙\r","3","","","","",""']


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_a_file_is_the_same_however_its_rows_are_divided(tmp_path, monkeypatch, format):
    monkeypatch.setattr(tablefiles, "STRETCH", 3)
    rows = [(f"{k}.txt", "修路" * k, "") for k in range(10)]
    for n in (1, 2, 3, 10, 99):
        write_table(tmp_path / f"{n}", chunks_of(rows, n), SCHEMA, (), format)
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1
    if format == "parquet":
        assert pq.ParquetFile(tmp_path / "1").num_row_groups == 4
