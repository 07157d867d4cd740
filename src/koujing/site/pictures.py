"""A Sphinx extension: the description stored in a PNG becomes its alt text on the page."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from PIL import Image
from sphinx.application import Sphinx

BEFORE_SPHINX = 400  # its own collector, at 500, rewrites the addresses of images


def description(picture: Path) -> str:
    """The description that ``style.save`` wrote into a PNG for those who cannot see it; empty if there is none."""
    with Image.open(picture) as image:
        return str(image.info.get("Description", ""))


def _describe(app: Sphinx, page: nodes.document) -> None:
    """Take the alt text from each file and not from its cell: a cell may show several plots, and a guide may embed one."""
    for image in page.findall(nodes.image):
        path = Path(app.env.relfn2path(image["uri"])[1])
        if not image.get("alt") and path.suffix == ".png" and path.is_file():
            image["alt"] = description(path)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("doctree-read", _describe, priority=BEFORE_SPHINX)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
