"""A Sphinx extension: the description that a PNG carries becomes its alt text on the page."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from PIL import Image
from sphinx.application import Sphinx

BEFORE_SPHINX = 400  # its own collector, at 500, rewrites the addresses of images


def description(picture: Path) -> str:
    """What ``plots.save`` wrote into a PNG for those who cannot see it; empty where there is nothing."""
    with Image.open(picture) as image:
        return str(image.info.get("Description", ""))


def _describe(app: Sphinx, page: nodes.document) -> None:
    """A cell may show several plots and a guide may embed one, so the text comes with each file, not with the cell."""
    for image in page.findall(nodes.image):
        path = Path(app.env.relfn2path(image["uri"])[1])
        if not image.get("alt") and path.suffix == ".png" and path.is_file():
            image["alt"] = description(path)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("doctree-read", _describe, priority=BEFORE_SPHINX)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
