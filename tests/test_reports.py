"""The notebooks on other people's texts: they finish, whatever there is, and speak of these texts alone."""

import os
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import matplotlib as mpl
import nbformat
import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from corpora import CORPORA
from koujing import code, validity
from koujing.show.findings import Findings
from koujing.show.style import use_style
from koujing.site.sections import EMPTY, copy_for_others, say_what_is_empty, say_what_is_left_out

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
TEXTS = os.environ.get("KOUJING_TEXTS")
LOCAL = Path(TEXTS, "../further-texts/local-reports") if TEXTS else None

# What only the shipped corpora have; a report on other texts must not speak of it.
SHIPPED = re.compile(
    r"\b(?:52|fifty-two) reports|[Ss]even speeches|State Council|five documents|\b(?:19|20)\d\d\b(?!,|\))|Gansu|poverty"
)


# What each has or lacks, one of the others has or lacks too.
DOUBLED = ("no figures", "no slogans", "one character", "pages")


@pytest.fixture(scope="module")
def shell() -> Iterator[InteractiveShell]:
    """One interpreter for all: what a kernel does, without the second that starting one takes.

    Its plots are small, and what is known of the coding, which is the same for all texts, is counted once.
    """
    shell, counted = InteractiveShell.instance(), cache(validity.gold_counts)
    use_style()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(mpl.rcParams, "savefig.dpi", 20)
        patch.setattr(validity, "gold_counts", lambda: counted().copy())
        yield shell
    InteractiveShell.clear_instance()


@pytest.fixture(
    scope="module",
    params=[*(pytest.param(name, marks=pytest.mark.slow) if name in DOUBLED else name for name in CORPORA), "county reports"],
)
def coded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus, coded as a build codes it."""
    folder = tmp_path_factory.mktemp("texts")
    if request.param == "county reports":
        if LOCAL is None or not LOCAL.is_dir():
            pytest.skip("the local reports are not here")
        for path in sorted(LOCAL.iterdir())[::3]:
            shutil.copy(path, folder)
    else:
        CORPORA[request.param](folder)
    target = tmp_path_factory.mktemp("coded") / "mine"
    code(folder).save(target)
    return target


def executed(shell: InteractiveShell, path: Path) -> tuple[list[nbformat.NotebookNode], list[str]]:
    """The cells of the copy that a report on other texts gets, with what they show, and what failed."""
    cells = copy_for_others(nbformat.read(path, as_version=4).cells, own_texts=True)
    shell.reset(new_session=False)
    failures = []
    for number, cell in enumerate((cell for cell in cells if cell.cell_type == "code"), 1):
        shell.display_pub = CapturingDisplayPublisher()
        result = shell.run_cell(cell.source, silent=False)
        shown = [str(output["data"].get("text/plain")) for output in shell.display_pub.outputs]
        shown += [repr(result.result)] if result.result is not None else []
        cell.outputs = [new_output("stream", name="stdout", text=text) for text in shown]
        if not result.success:
            error = result.error_in_exec or result.error_before_exec
            failures.append(f"code cell {number}: {type(error).__name__}: {error}")
    return cells, failures


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_on_any_texts_and_speaks_of_them_alone(
    coded: Path, path: Path, shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("KOUJING_STUDY", str(coded))
    monkeypatch.setenv("KOUJING_FIGURES", str(tmp_path))
    cells, failures = executed(shell, path)
    assert failures == []
    shown = [cell.source for cell in say_what_is_empty(cells) if cell.cell_type == "markdown"]
    assert [line for text in shown for line in text.splitlines() if SHIPPED.search(line)] == []
    assert (tmp_path / f"{path.stem}.findings.json").exists()


def test_a_section_that_shows_only_what_it_lacks_shrinks_to_that():
    lacks = str(Findings().too_few("years", "careers", 2, 8, of="different years", study="mine"))
    heading, announced = new_markdown_cell("## How long?\n\nThis needs years."), new_markdown_cell("The longest:")
    cells = [heading, new_code_cell("display(a)"), announced, new_code_cell("display(b)")]
    cells[1].outputs = [new_output("display_data", data={"text/plain": lacks})]
    assert say_what_is_empty([new_markdown_cell("# Title"), *cells])[1:] == cells[:2]
    cells[3].outputs = [new_output("stream", name="stdout", text="a table")]
    assert say_what_is_empty([new_markdown_cell("# Title"), *cells])[1:] == cells


def test_a_notebook_says_which_sections_it_lacks_and_why():
    heading = "## {}\n\nA text."
    shipped = [new_markdown_cell("# Title"), *(new_markdown_cell(heading.format(name)) for name in ("Mao", "Orders", "Words"))]
    cells = [shipped[0], new_markdown_cell(f"## Orders\n\n{EMPTY}"), shipped[3]]
    told = say_what_is_left_out(cells, shipped)
    assert [told[0], *told[2:]] == cells
    why = ["- only about the corpora that ship with koujing: Mao", "- too little in these texts: Orders"]
    assert told[1].source.splitlines() == ["**Left out of this notebook**", "", *why]
    assert say_what_is_left_out(shipped, shipped) == shipped


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Speeches and work reports over eleven years, coded."""
    folder, target = tmp_path_factory.mktemp("texts"), tmp_path_factory.mktemp("coded") / "mine"
    CORPORA["three work reports among speeches"](folder)
    code(folder).save(target)
    return target


def shown_by(cells: list[nbformat.NotebookNode]) -> str:
    return "\n".join(output.text for cell in cells if cell.cell_type == "code" for output in cell.outputs)


@pytest.mark.parametrize("group", ["part", "voice", "decade", "title"])
@pytest.mark.parametrize("name", ["02_terms", "06_keyness"])
def test_a_report_compares_by_the_column_that_is_asked_for(
    mixed: Path, name: str, group: str, shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    for variable, value in (("STUDY", mixed), ("FIGURES", tmp_path), ("GROUP", group)):
        monkeypatch.setenv(f"KOUJING_{variable}", str(value))
    cells, failures = executed(shell, ROOT / f"notebooks/{name}.ipynb")
    assert failures == []
    assert re.search(rf"\bby {group}\b|\n{group} ", shown_by(cells))


@pytest.mark.parametrize("reference", ["poverty-alleviation", "mine"])
def test_a_report_holds_its_speeches_against_the_study_that_is_asked_for(
    mixed: Path, reference: str, shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    named = mixed if reference == "mine" else reference
    for variable, value in (("STUDY", mixed), ("FIGURES", tmp_path), ("REFERENCE", named)):
        monkeypatch.setenv(f"KOUJING_{variable}", str(value))
    cells, failures = executed(shell, ROOT / "notebooks/06_keyness.ipynb")
    assert failures == []
    assert f"**mine** against **{reference}**" in shown_by(cells)
