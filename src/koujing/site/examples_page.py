"""The page of the examples, each with what it prints: ``python -m koujing.site.examples_page examples docs/examples.md``."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tempfile
from pathlib import Path

OPENING = """# Examples

Ten things that researchers asked for, each a short script in the folder `examples` that runs as it is, on the studies that ship
or on the invented speeches (`sample`). Give it your own folder instead, of texts or of coded tables. Below each script stands
what it prints; this page is written from the scripts, and a test runs them.
"""
SECTION = """## {title}

{told}

```python
{code}
```

It prints:

```text
{printed}
```
"""


def examples_page(folder: Path) -> str:
    """The whole page as Markdown; every script is run."""
    with tempfile.TemporaryDirectory() as scratch:
        return "\n".join([OPENING, *(section(script, Path(scratch)) for script in sorted(folder.glob("*.py")))])


def section(script: Path, work: Path) -> str:
    """The section of one script, which is run in the folder ``work``."""
    source = script.read_text(encoding="utf-8")
    told = ast.get_docstring(ast.parse(source)) or ""
    title, _, rest = told.partition(": ")
    code = source.split('"""', 2)[2].strip()
    return SECTION.format(title=title, told=rest[:1].upper() + rest[1:], code=code, printed=_printed(script, work))


def _printed(script: Path, work: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-P", str(script.resolve())],
        cwd=work,
        env=os.environ | {"PYTHONUTF8": "1", "MPLBACKEND": "agg"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise RuntimeError(f"{script}: it failed:\n{done.stderr.strip()}")
    return done.stdout.rstrip()


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(examples_page(Path(sys.argv[1])), encoding="utf-8", newline="\n")
