#!/usr/bin/env python3
"""One command for everything; it needs Python 3.11 or newer and nothing else.

python3 run.py                  set up .venv, execute the notebooks, draw the plots, build the site
python3 run.py test             check style and types, run the tests
python3 run.py benchmark        measure speed and memory, write docs/speed.md (see its --help)
python3 run.py lab              open the notebooks in JupyterLab
python3 run.py COMMAND ...      any other command of koujing, such as: code my_speeches/ -o coded/
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"
KOUJING = """\
import sys
try:
    from koujing.cli import main
except KeyboardInterrupt:
    sys.exit(130)
sys.exit(main(sys.argv[1:]))"""
NO_VENV = """\
This Python cannot create a virtual environment (venv or ensurepip is missing).
On Debian or Ubuntu: sudo apt install python3-venv. Elsewhere: install Python from python.org, or uv."""


def main():
    if sys.version_info < (3, 11):  # noqa: UP036  (the reader has not read pyproject.toml)
        sys.exit("koujing needs Python 3.11 or newer; this is Python " + sys.version.split()[0])
    command, *rest = sys.argv[1:] or ["build"]
    if command in ("-h", "--help", "help"):
        sys.exit(print(__doc__))
    settle_environment()
    set_up()
    if command == "test":
        sys.exit(run_checks(rest))
    if command == "benchmark":
        sys.exit(call(PYTHON, "-m", "benchmarks", *rest))
    if command == "lab":
        sys.exit(call(PYTHON, "-m", "jupyterlab", "--notebook-dir", ROOT / "notebooks", *rest))
    # Paths in the arguments are relative to the user's working folder.
    koujing = [str(PYTHON), "-P", "-c", KOUJING, command, *rest]
    if os.name == "posix":
        os.execv(koujing[0], koujing)  # replaces this process, so that signals reach koujing itself
    sys.exit(call(*koujing, cwd=None))


def settle_environment():
    """Remove settings that the user has made for other programs."""
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"):
        os.environ.pop(name, None)  # without bytecode, for example, the notebooks take twice as long
    os.environ["PYTHONUTF8"] = "1"


def set_up():
    """Install what requirements.lock names, unless that has been done already."""
    done = VENV / "installed"
    wanted = hashlib.sha256(LOCK.read_bytes() + sys.version.encode() + str(ROOT).encode()).hexdigest()
    if PYTHON.exists() and done.exists() and done.read_text() == wanted:
        return
    started = time.time()
    uv = shutil.which("uv")
    print("Setting up .venv with", "uv" if uv else "pip (one to two minutes)", "...", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    install_with_uv(uv) if uv else install_with_pip()
    where = [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = subprocess.check_output(where, text=True).strip()
    Path(packages, "koujing-checkout.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    done.write_text(wanted)
    print(f"Set up in {time.time() - started:.0f} s.", flush=True)


def install_with_uv(uv):
    call_or_stop(uv, "venv", "--quiet", "--python", sys.executable, VENV)
    call_or_stop(uv, "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON, LOCK)


def install_with_pip():
    try:
        import venv

        venv.create(VENV, with_pip=True)
    except (ImportError, subprocess.CalledProcessError, SystemExit):  # Debian's own venv exits
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(NO_VENV)
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    call_or_stop(*pip, "install", "--require-hashes", "--no-compile", "-r", LOCK)


def run_checks(arguments):
    """Run all three checks even if one fails, so that everything wrong is shown at once."""
    failed = (
        call(PYTHON, "-m", "ruff", "check", "."),
        call(PYTHON, "-m", "mypy"),
        # All tests of a file run in one process, so that what they share is made only once; the order is that of tests/conftest.py.
        call(PYTHON, "-m", "pytest", "-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder", *arguments),
    )
    return int(any(failed))


def call(*command, cwd=ROOT):
    return subprocess.run(command, cwd=cwd).returncode


def call_or_stop(*command):
    if call(*command):
        sys.exit("The set-up stopped here; the lines above say why. Run the same command again to retry.")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
