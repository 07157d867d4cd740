"""The committed notebooks: executed in order, clean, small, and readable by people who do not program."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

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
