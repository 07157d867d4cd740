"""The wheel: what a user installs has everything, is small, and works without the checkout."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from koujing.manifest import __version__

ROOT = Path(__file__).parents[1]
PARTS = ("src", "data", "docs", "notebooks", "pyproject.toml", "README.md", "LICENSE")
MOST_BYTES = 15_000_000
COMMAND = "import sys; from koujing.cli import main; sys.exit(main(sys.argv[1:]))"  # what the script of the wheel does
Python = Callable[..., str]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, since setuptools leaves its traces beside what it builds."""
    copy, out = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("wheel")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info", ".*"))
        else:
            shutil.copy(ROOT / part, copy / part)
    build = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(out)], cwd=copy, check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Python:
    """Run Python in a new environment, which has the wheel and, from the one that runs the tests, only what it depends on."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(home), "platbase": str(home)}))
    zipfile.ZipFile(wheel).extractall(packages)  # a wheel of pure Python is installed by unpacking it
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    python = Path(sysconfig.get_path("scripts", "venv", {"base": str(home)})) / "python"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"PYTHONUTF8": "1"}

    def run(*arguments: str) -> str:
        done = subprocess.run([python, "-P", *arguments], cwd=home, env=environment, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


def test_the_wheel_is_small(wheel: Path):
    assert wheel.stat().st_size <= MOST_BYTES


def test_the_wheel_has_the_command(wheel: Path):
    with zipfile.ZipFile(wheel) as packed:
        listed = next(name for name in packed.namelist() if name.endswith("entry_points.txt"))
        assert "koujing = koujing.cli:main" in packed.read(listed).decode()


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path):
    with zipfile.ZipFile(wheel) as packed:
        there = set(packed.namelist())
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "src/koujing", "data", "docs", "notebooks"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    wanted = {f"koujing/{name}".replace("koujing/src/koujing/", "koujing/") for name in listed if name and (ROOT / name).exists()}
    assert wanted - there == set()


def test_the_installed_package_is_the_one_of_the_wheel_and_knows_its_version(installed: Python):
    assert installed("-c", COMMAND, "--version").endswith(__version__)
    assert "site-packages" in installed("-c", "import koujing; print(koujing.__file__)")


def test_the_installed_package_opens_its_studies_and_codes_the_sample(installed: Python):
    names = "'poverty-alleviation', 'work-reports', 'local-reports', 'sample'"
    opened = f"import koujing; print(*[len(koujing.open_study(name).documents) for name in ({names})])"
    assert installed("-c", opened) == "7 52 31 20"


def test_the_installed_package_shows_an_explorer(installed: Python):
    assert installed("-c", "import koujing; print(len(koujing.explore('sample', '锅炉')._repr_html_()) > 5000)") == "True"


@pytest.mark.slow
def test_the_installed_package_builds_a_report(installed: Python, tmp_path: Path):
    (tmp_path / "speeches").mkdir()
    for name in ("county.txt", "village.txt", "province.txt"):
        shutil.copy(ROOT / "data/sample" / name, tmp_path / "speeches")
    out = tmp_path / "report"
    assert "built in" in installed("-c", COMMAND, "build", str(tmp_path / "speeches"), "-o", str(out))
    assert (out / "site/index.html").exists()
    assert len(list((out / "notebooks").glob("*.ipynb"))) == len(list((ROOT / "notebooks").glob("*.ipynb")))
