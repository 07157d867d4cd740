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
