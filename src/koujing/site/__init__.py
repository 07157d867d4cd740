"""Turn notebooks into a web site that needs no network, with its own Chinese font and a search that handles Chinese."""

from koujing.site.execute import Failure, execute_notebooks
from koujing.site.render import SiteError, build_site
from koujing.site.shelves import Shelf

__all__ = ["Failure", "Shelf", "SiteError", "build_site", "execute_notebooks"]
