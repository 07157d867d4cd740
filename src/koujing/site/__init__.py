"""Notebooks → a web site that needs no network, with its own Chinese font and a search that knows Chinese."""

from koujing.site.execute import NotebookError, execute_notebooks
from koujing.site.render import SiteError, build_site
from koujing.site.shelves import Shelf

__all__ = ["NotebookError", "Shelf", "SiteError", "build_site", "execute_notebooks"]
