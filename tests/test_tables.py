"""A column is one line in a row class, and a table its row class and its coder: everything else is derived."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import koujing
from koujing import coding, reading
from koujing.across import schemas
from koujing.dataframes import written
from koujing.speech import wording
from koujing.study import load_study
from koujing.tables import PLACE, SpanRow, codebook, column, derived, schema_of, table_row

SPEECH = "县长在会上的讲话\n\n同志们：架桥12座，修路3公里。建成石桥。\n"


@table_row("bridges", "one row a bridge that is named.", notes="Tunnels are left out.")
class Bridge(SpanRow):
    """A bridge."""

    text: str = derived("the raw characters", wording, quotes=True)
    stone: bool = column("1 where it is of stone")
    arches: int | None = column("how many arches it has", default=None)
    note: str = column("what else is said", quotes=True, default="")


def find_bridges(found: coding.Coding) -> list[Bridge]:
    return [Bridge(*match.span(), match[0][0] == "石") for match in re.finditer("[石木]桥", found.speech.text)]


def test_a_schema_has_the_place_then_the_columns_of_the_class_in_order():
    schema = schema_of(Bridge)
    assert schema.names == (*PLACE, "text", "stone", "arches", "note")
    assert [column.kind for column in schema.columns[len(PLACE) :]] == ["text", "flag", "integer", "text"]
    assert schema.quoting == ["text", "note"]


def test_a_table_is_its_row_class_its_coder_and_its_words_in_the_codebook(tmp_path, monkeypatch):
    monkeypatch.setitem(coding.CODERS, Bridge, find_bridges)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/a.txt").write_text(SPEECH, encoding="utf-8")
    study = koujing.code(koujing.read(tmp_path / "texts"))
    (bridge,) = study.bridges.to_dict("records")
    assert (bridge["text"], bridge["stone"]) == ("石桥", True)
    assert SPEECH[bridge["start"] : bridge["end"]] == "石桥"
    assert study.bridges.dtypes[["start", "stone", "arches"]].astype(str).tolist() == ["Int64", "bool", "Int64"]
    for format in ("csv", "parquet"):
        study.save(tmp_path / format, format)
        pd.testing.assert_frame_equal(load_study(tmp_path / format).bridges, study.bridges)
    assert "石桥,1,," in (tmp_path / "csv/bridges.csv").read_text(encoding="utf-8")
    long = study.bridges.assign(note="这座桥是去年冬天由全村人一起动手用石头修起来的")
    assert koujing.Study("a", study.frames | {"bridges": long}).shareable().bridges["note"].tolist() == [""]
    assert len(study.where(speech="a").bridges) == 1
    described = codebook(schemas().values()).partition("**bridges**")[2]
    assert described.startswith(": one row a bridge that is named.\n")
    assert "| `arches` | how many arches it has |\n" in described
    assert "\nTunnels are left out.\n" in described


def test_without_its_coder_the_table_is_not_there():
    assert "bridges" not in schemas()


LINE = '    width: int = derived("its raw characters", lambda rows, speech: [len(w) for w in wording(rows, speech)])\n'
PROGRAM = """
import sys, koujing
from koujing.across import schemas
from koujing.tables import codebook
study = koujing.code(koujing.read(sys.argv[1]))
study.save(sys.argv[2])
print(koujing.open_study(sys.argv[2]).statistics["width"].tolist(), study.statistics["width"].dtype)
print("| `width` | its raw characters |" in codebook(schemas().values()))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(Path(koujing.__file__).parent, tmp_path / "koujing", ignore=shutil.ignore_patterns("__pycache__", "site"))
    return tmp_path


def test_a_column_is_one_line_in_a_row_class(copy):
    module = copy / "koujing/statistics/find.py"
    head, mark, rest = module.read_text(encoding="utf-8").partition("    value: Decimal | None = column(\n")
    assert mark
    module.write_text(head + LINE + mark + rest, encoding="utf-8")
    (copy / "texts").mkdir()
    (copy / "texts/a.txt").write_text(SPEECH, encoding="utf-8")
    command = [sys.executable, "-c", PROGRAM, str(copy / "texts"), str(copy / "out")]
    environment = os.environ | {"PYTHONPATH": str(copy), "PYTHONUTF8": "1"}
    said = subprocess.run(command, capture_output=True, text=True, env=environment, check=True, cwd=copy).stdout
    assert said.splitlines() == ["[3, 3] Int64", "True"]
    assert "text,width,value," in (copy / "out/statistics.csv").read_text(encoding="utf-8")


def test_a_coder_that_gives_columns_gives_those_of_the_row_class(monkeypatch):
    speech = reading.read_string(SPEECH, "a").speeches[0]
    for cells in ({"speech": ["a"]}, dict.fromkeys((*schema_of(Bridge).names, "width"), ())):
        with pytest.raises(ValueError, match=r"bridges: its coder gives columns, and its row class has others \("):
            coding.columns_of(Bridge, cells, speech)


def test_rows_of_no_one_speech_have_no_place_in_one():
    with pytest.raises(ValueError, match="bridges: its coder takes all speeches"):
        coding.columns_of(Bridge, [Bridge(0, 2, True)], None)


def test_a_column_of_documents_may_be_derived_too(copy):
    module = copy / "koujing/coding.py"
    head, mark, rest = module.read_text(encoding="utf-8").partition("    source: str = column(")
    line = '    halved: int = derived("half of it", lambda rows, speech: [row.n_chars // 2 for row in rows])\n'
    module.write_text(head + line + mark + rest, encoding="utf-8")
    (copy / "a.txt").write_text(SPEECH, encoding="utf-8")
    program = "import koujing, sys; d = koujing.code(sys.argv[1]).documents; print((d.halved == d.n_chars // 2).all())"
    command = [sys.executable, "-c", program, str(copy / "a.txt")]
    environment = os.environ | {"PYTHONPATH": str(copy), "PYTHONUTF8": "1"}
    assert subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout == "True\n"


def test_written_cells_are_plain_text():
    schema = schema_of(Bridge)
    frame = pd.DataFrame({name: [""] for name in schema.names}).assign(stone=[True])
    assert written(frame, schema)["stone"].tolist() == ["1"]
