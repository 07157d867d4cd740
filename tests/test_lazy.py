"""What is imported loads no table: the first text that is coded does."""

import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src/koujing"
# The package without its own ``__init__``, which imports every other part.
BARE = """
import importlib, sys, types
package = types.ModuleType("koujing")
package.__path__ = [sys.argv[1]]
sys.modules["koujing"] = package
importlib.import_module(sys.argv[2])
from koujing import lexicons
assert lexicons.shipped.cache_info().currsize == 0
"""


@pytest.mark.parametrize("module", ["koujing.slogans.formulas", "koujing.slogans.phrases", "koujing.rhetoric"])
def test_an_import_loads_no_lexicon(module: str) -> None:
    subprocess.run([sys.executable, "-c", BARE, str(SOURCE), module], check=True)


# Each takes longer to import than all of koujing; the processor time of a start is measured where a machine is idle.
SLOW = {"pandas", "scipy", "matplotlib", "jieba", "rich.progress", "distributed", "duckdb"}
COMMAND = """
import sys
from koujing.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert end.code == 0
print(*sys.modules, file=sys.stderr)
"""


def loaded_by(*command: str) -> set[str]:
    """The modules that a command loads in a process of its own."""
    run = subprocess.run([sys.executable, "-c", COMMAND, *command], check=True, capture_output=True, text=True)
    return set(run.stderr.split())


@pytest.mark.parametrize("command", ["code", "summary", "concordance", "build", "score", "against"])
def test_help_loads_no_slow_library(command: str) -> None:
    assert loaded_by(command, "--help") & SLOW == set()


def test_the_library_is_imported_without_any_slow_library() -> None:
    code = "import sys, koujing; koujing.read, koujing.code, koujing.open_study; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert set(run.stdout.split()) & (SLOW - {"scipy"}) == set()


@pytest.mark.parametrize("command", ["--version", "--help"])
def test_what_concerns_no_command_loads_none(command: str) -> None:
    loaded = loaded_by(command)
    assert loaded & SLOW == set()
    assert [name for name in loaded if name.startswith("koujing.commands.")] == []


def test_hits_are_printed_without_any_slow_library(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("同志们：今年我县修路3条。", encoding="utf-8")
    assert loaded_by("concordance", "修路", str(tmp_path)) & SLOW == set()
