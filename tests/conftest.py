from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def site() -> Path:
    """The site of the committed notebooks, rendered anew where it is missing or older than what it is made of."""
    from koujing.build import shipped_shelves
    from koujing.site import build_site

    index = ROOT / "build/site/index.html"
    globs = ("notebooks/*.ipynb", "docs/*.md", "src/koujing/**/*.*", "data/*/*.*")
    made_of = [path for each in globs for path in ROOT.glob(each) if "__pycache__" not in path.parts]
    if not index.exists() or index.stat().st_mtime < max(path.stat().st_mtime for path in made_of):
        build_site(ROOT / "notebooks", index.parent, ROOT / "figures", ROOT / "docs", shipped_shelves())
    return index.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="also run the tests marked slow")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: measured on an idle machine or long; run with --slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--slow"):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="marked slow; run with --slow"))
