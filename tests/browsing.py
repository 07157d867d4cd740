"""Pages as a reader's browser sees them, and what goes wrong or outside while they are open."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

CHROME = os.environ.get("CHROME") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

needs_chromium = pytest.mark.skipif(not CHROME, reason="no Chromium; install it (apt install chromium) or set CHROME")


class Visit:
    """A page, and what went wrong or outside while it was open."""

    def __init__(self, browser: Any, width: int = 1280, colours: str = "light") -> None:
        self.page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=colours)
        self.page.set_default_timeout(300_000)  # no machine is so busy; what never comes fails all the same
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on("dialog", self._refuse)

    def _note(self, url: str) -> None:
        if not url.startswith(("file:", "data:", "blob:")):
            self.outside.append(url)

    def _refuse(self, dialog: Any) -> None:
        self.errors.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def open(self, path: Path, query: str = "") -> Any:
        self.page.goto(path.as_uri() + query)
        self.page.evaluate("document.fonts.ready.then(() => true)")
        return self.page
