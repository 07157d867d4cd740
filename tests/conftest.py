import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from browsing import CHROME, FLAGS, Visit

ROOT = Path(__file__).parents[1]

# The same cases in every run, on any machine, however slow: a case that was found elsewhere is kept as an @example.
settings.register_profile(
    "koujing", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("koujing")


# The files that take longest, each ten seconds or more.
LONGEST = (
    "test_report_sites", "test_reports", "test_build", "test_kills", "test_cluster", "test_site", "test_site_access", "test_growth",
    "test_cli", "test_over_parts", "test_data", "test_examples", "test_checks", "test_statistics", "test_formulas", "test_fuzz",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They are begun first, so that no process is left alone with one of them at the end."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONGEST)))


@pytest.fixture(scope="session", autouse=True)
def settled_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the user has set for a study, for plots or as a home changes no test."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("KOUJING_")]:
            if name not in ("KOUJING_TEXTS", "KOUJING_GOLD"):
                patch.delenv(name)
        patch.setenv("KOUJING_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("MPLBACKEND", "agg")
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background would hand on that it is ignored
        yield


@pytest.fixture(scope="session")
def sample() -> Any:
    """The study of the sample, coded once for all tests of a process; no test changes it."""
    from koujing import code
    from koujing.opening import sample_folder

    return code(sample_folder())


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


@pytest.fixture(scope="module")  # while it is open an event loop runs, in which no notebook can be executed
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROME, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Any]:
    visits: list[Visit] = []

    def new(**how: Any) -> Visit:
        visits.append(Visit(browser, **how))
        return visits[-1]

    yield new
    for each in visits:
        each.page.close()
