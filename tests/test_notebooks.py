"""The committed notebooks: executed in order, clean, small, and readable by people who do not program."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest

from koujing import studies

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
MACHINE = re.compile(r"(?<![\w.])/(?:root|home|tmp|work|Users|var)/|\b[A-Z]:\\\\?Users|0x[0-9a-f]{6,}")

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def printed(path: Path) -> Iterator[str]:
    """What a reader sees of the outputs, pictures aside."""
    for output in (output for cell in code_cells(path) for output in cell.outputs):
        yield output.get("text", "")
        yield from (value for mime, value in output.get("data", {}).items() if mime.startswith("text/"))


def long_functions(source: str) -> list[str]:
    """Names of the functions and classes of a cell that take more than three lines."""
    python = "\n".join(line for line in source.splitlines() if not line.startswith(("%", "!")))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    nodes = [node for node in ast.walk(ast.parse(python)) if isinstance(node, kinds)]
    return [node.name for node in nodes if (node.end_lineno or 0) - node.lineno >= 3]


def test_there_are_notebooks_and_their_names_give_their_order():
    assert NOTEBOOKS
    assert [path.name for path in NOTEBOOKS if not re.fullmatch(r"\d\d_[a-z_]+\.ipynb", path.name)] == []


@each_notebook
def test_every_code_cell_was_executed_in_order(path: Path):
    cells = code_cells(path)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))


@each_notebook
def test_no_cell_failed_or_complained(path: Path):
    outputs = [output for cell in code_cells(path) for output in cell.outputs]
    assert [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"] == []


@each_notebook
def test_no_output_shows_a_path_or_an_address_of_a_machine(path: Path):
    assert [match[0] for text in printed(path) for match in MACHINE.finditer(text)] == []


@each_notebook
def test_a_notebook_stays_below_500_kb(path: Path):
    assert path.stat().st_size < 500_000


@each_notebook
def test_the_work_is_done_in_the_package_not_in_the_notebook(path: Path):
    sources = [cell.source for cell in code_cells(path)]
    assert [name for source in sources for name in long_functions(source)] == []
    assert [source for source in sources if re.search(r"^\s*[!%]\s*pip|sys\.path", source, re.MULTILINE)] == []


@each_notebook
def test_a_ranking_does_not_depend_on_the_processor(path: Path):
    unstable = re.compile(r'sort_values\("\w+"(?:, ascending=\w+)?\)')  # numpy sorts ties as its vector unit likes
    assert [match[0] for cell in code_cells(path) for match in unstable.finditer(cell.source)] == []


def test_a_function_of_four_lines_is_refused_and_one_of_three_is_not():
    assert long_functions("def f(x):\n    y = x\n    return y") == []
    assert long_functions("%matplotlib inline\ndef f(x):\n    y = x\n\n    return y") == ["f"]


FIGURES = Path(__file__).parents[1] / "figures"
TABLES = {path.stem: pd.read_csv(path, dtype={"speech": str}) for path in sorted(FIGURES.glob("*.csv"))}
SENTENCES = [row["sentence"] for path in sorted(FIGURES.glob("*.findings.json")) for row in json.loads(path.read_text("utf-8"))]
SHARES = ("share", "range", "dp_norm", "kld_norm", "chance")


def test_shares_lie_between_nought_and_one():
    whole = {name: 100 if {"k", "n"} <= set(table) and table["share"].max() > 1 else 1 for name, table in TABLES.items()}  # in per cent
    shares = {(name, column): table[column] / whole[name] for name, table in TABLES.items() for column in SHARES if column in table}
    assert len(shares) > 5
    assert [place for place, values in shares.items() if not values.dropna().between(0, 1).all()] == []
    for name, table in TABLES.items():
        if {"k", "n", "share"} <= set(table):
            np.testing.assert_allclose(table["share"] / whole[name], table["k"] / table["n"], err_msg=name)


def test_no_part_of_a_whole_is_more_than_all():
    parts = re.compile(r"([\d.,]+)\s?% of (?!the (?:higher|lower|target))")
    told = [(float(match[1].replace(",", "")), sentence) for sentence in SENTENCES for match in parts.finditer(sentence)]
    assert len(told) > 20
    assert [sentence for share, sentence in told if share > 100] == []


@pytest.mark.parametrize("counts", [("n_new", "n"), ("n_reused", "n_chars")])
def test_a_share_is_of_the_words_of_its_own_row(counts: tuple[str, str]):
    part, whole = counts
    tables = [table for table in TABLES.values() if {part, whole, "share"} <= set(table)]
    assert tables
    for table in tables:
        np.testing.assert_allclose(table["share"], table[part] / table[whole])


def test_a_rate_has_its_count_and_its_characters_from_the_same_speech():
    han = pd.concat([study.documents.set_index("speech")["n_han"] for study in studies()])
    tables = {name: table for name, table in TABLES.items() if {"speech", "n", "value"} <= set(table) and "share" not in table}
    assert {"08_density_work-reports", "08_directives_work-reports"} <= set(tables)
    for name, table in tables.items():
        characters = table["n_han"] if "n_han" in table else table["speech"].map(han)
        np.testing.assert_allclose(table["value"] * characters.astype(float) / 10_000, table["n"], err_msg=name)


def test_a_line_over_the_years_has_one_value_a_text():
    lines = {name: table for name, table in TABLES.items() if {"speech", "year", "value"} <= set(table)}
    keys = {name: ["speech", *({"series", "term"} & set(table))] for name, table in lines.items()}
    assert len(lines) > 5
    assert [name for name, table in lines.items() if table.duplicated(keys[name]).any()] == []


def test_no_two_pictures_show_the_same():
    columns = ["speech", "series", "value"]
    pictures = {
        name: frozenset(table.assign(series=table.get("series", ""))[columns].itertuples(index=False))
        for name, table in TABLES.items()
        if {"speech", "value"} <= set(table)
    }
    assert len(pictures) > 5
    assert [name for name, shown in pictures.items() if list(pictures.values()).count(shown) > 1] == []
