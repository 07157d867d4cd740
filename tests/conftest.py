from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def site() -> Path:
    """The site of the committed notebooks, rendered anew where it is missing or older than what it is made of."""
    from koujing.site import build_site

    index = ROOT / "build/site/index.html"
    sources = [*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("docs/*.md"), *ROOT.glob("src/koujing/site/**/*.*")]
    made_of = [path for path in sources if "__pycache__" not in path.parts]
    if not index.exists() or index.stat().st_mtime < max(path.stat().st_mtime for path in made_of):
        build_site(ROOT / "notebooks", index.parent, ROOT / "figures", ROOT / "docs")
    return index.parent
