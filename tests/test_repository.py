"""What holds for the repository as a whole."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src/koujing"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# Names are put together here, so that this file passes its own tests.
HOSTS = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com"]
MACHINE = re.compile(r"(?<![\w.~])/(?:" + "|".join(["root", "home", "work", "Users"]) + r")/\w")

# Each part of the package imports from the lines above its own, and from itself.
ORDER = [
    {"later", "lexicons", "tables", "manifest", "nesting", "repaired", "engine"},
    {"scratch", "sources"},
    {"chinese"},
    {"speech"},
    {"reading"},
    {"words"},
    {"statistics", "slogans"},
    {"rhetoric"},
    {"checks"},
    {"borrowing"},
    {"measures"},
    {"coding"},
    {"across"},
    {"arrowtables"},
    {"batches", "cluster", "counting", "dataframes"},
    {"stored", "tablefiles"},
    {"partitions", "scale", "selection"},
    {"parts"},
    {"runs"},
    {"study"},
    {"opening"},
    {"comparison", "validity"},
    {"lineage", "questions", "truth"},
    {"search", "show"},
    {"explorer", "recounting"},
    {"site"},
    {"build"},
    {"__init__"},
    {"commands"},
    {"cli"},
    {"__main__"},
]
LEVEL = {part: level for level, parts in enumerate(ORDER) for part in parts}


def text_files() -> Iterator[tuple[str, str]]:
    # The clone may be another user's: git would refuse to look into it.
    command = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for path in (ROOT / name for name in listed.split("\0") if name):
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
            yield str(path.relative_to(ROOT)), content.decode("utf-8", errors="ignore")


def part_of(module: Path) -> str:
    return module.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported_parts(module: Path) -> Iterator[str]:
    """Parts of koujing that a module imports, in functions too."""
    package = ("koujing", *module.relative_to(SOURCE).parent.parts)
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names: list[tuple[str, ...]] = []
        if isinstance(node, ast.Import):
            names = [tuple(alias.name.split(".")) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            names = [(*base, *filter(None, (node.module or "").split(".")), alias.name) for alias in node.names]
        for name in names:
            if name[0] == "koujing":
                yield name[1] if len(name) > 1 and name[1] in LEVEL else "__init__"


def test_no_file_names_the_host_of_a_package_registry():
    assert [(name, host) for name, text in text_files() for host in HOSTS if host in text] == []


def test_no_file_holds_a_path_of_somebodys_machine():
    assert [(name, match[0]) for name, text in text_files() for match in MACHINE.finditer(text)] == []


@pytest.mark.parametrize("module", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_run_downward(module: Path):
    part = part_of(module)
    assert part in LEVEL, f"give {part} its place in ORDER"
    others = set(imported_parts(module)) - {part}
    assert {other for other in others if LEVEL[other] >= LEVEL[part]} == set()


def name_of(module: Path) -> str:
    parts = module.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(module): module for module in SOURCE.rglob("*.py")}


def imported_modules(module: Path) -> Iterator[str]:
    """Modules of koujing that a module imports, in functions too: the deepest that each import names."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in MODULES else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_no_import_runs_in_a_circle_inside_packages_either():
    graph = {name: set(imported_modules(module)) & MODULES.keys() for name, module in MODULES.items()}
    assert len(list(TopologicalSorter(graph).static_order())) == len(MODULES)


def test_imports_name_modules_in_full():
    # What is imported by a leading dot would pass the test of levels unseen.
    trees = {name: ast.parse(module.read_text(encoding="utf-8")) for name, module in MODULES.items()}
    dotted = [name for name, tree in trees.items() for node in ast.walk(tree) if getattr(node, "level", 0)]
    assert dotted == []


def test_measures_know_no_reader_and_no_coder():
    imported = {part for module in SOURCE.rglob("measures/**/*.py") for part in imported_parts(module)}
    assert imported & {"reading", "statistics", "slogans", "rhetoric", "checks", "coding"} == set()


def test_no_group_is_repeated_possessively():
    # Before 3.11.5, Python loses or misplaces matches of a possessive group that backtracks inside (gh-106052);
    # (?>(?:…)*) says the same and works. A possessive character class is sound.
    possessive = re.compile(r"(?:\)|(?<!\})\})(?:[*+?]|\{\{?\d*,?\d*\}\}?)\+")
    code = {module: module.read_text(encoding="utf-8") for module in SOURCE.rglob("*.py")}
    assert [(module.name, match[0]) for module, text in code.items() for match in possessive.finditer(text)] == []


def test_the_digits_are_spelled_out_in_one_module_only():
    rows = ("一二三四五六七八九十", "两三四五六七八九十")
    runs = {row[k : k + 4] for row in rows for k in range(len(row) - 3)}
    spelled = {module.name for module in SOURCE.rglob("*.py") for run in runs if run in module.read_text(encoding="utf-8")}
    assert spelled == {"numeral_forms.py"}


def test_what_joins_two_items_is_listed_in_one_module_only():
    listed = re.compile(r"""[\["'][、和与及]{3,}[]"']""")
    found = {module.name for module in SOURCE.rglob("*.py") if listed.search(module.read_text(encoding="utf-8"))}
    assert found == {"joints.py"}


@pytest.mark.parametrize("lexicon", sorted(SOURCE.glob("lexicons/*.tsv")), ids=lambda path: path.stem)
def test_a_lexicon_begins_with_a_comment_on_its_source(lexicon: Path):
    lines = lexicon.read_text(encoding="utf-8").splitlines()
    head = lines[: next(k for k, line in enumerate(lines) if not line.startswith("#"))]
    assert re.search(r"source|compil|attested", "\n".join(head), re.IGNORECASE)


def test_one_version_everywhere():
    version = PROJECT["project"]["version"]
    assert f'__version__ = "{version}"' in (SOURCE / "manifest.py").read_text(encoding="utf-8")
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_the_hooks_before_a_commit_are_our_own():
    listed = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"repo: (\S+)", listed)) == {"local"}
    assert set(re.findall(r"-m (\w+)", listed)) == {"ruff", "mypy", "pytest"}


def test_every_package_is_built_into_the_wheel():
    found = {".".join(("koujing", *init.parent.relative_to(SOURCE).parts)) for init in SOURCE.rglob("__init__.py")}
    shipped = {"koujing.data", "koujing.docs", "koujing.notebooks"}
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == found | shipped


def test_the_core_has_at_most_twelve_dependencies():
    assert len(PROJECT["project"]["dependencies"]) <= 12


def test_the_lock_holds_every_dependency_with_its_hash():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    extras = PROJECT["project"]["optional-dependencies"].values()
    asked = [*PROJECT["project"]["dependencies"], *(name for extra in extras for name in extra)]
    names = {re.split(r"[\[<>=;\s]", name)[0].lower() for name in asked} - {"koujing"}
    assert {name for name in names if not re.search(rf"^{re.escape(name)}==", lock, re.MULTILINE)} == set()
    assert lock.count("--hash=sha256:") >= len(re.findall(r"^\S+==", lock, re.MULTILINE))
