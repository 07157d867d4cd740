"""Libraries that take long to import, imported when something of theirs is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any


class _Later:
    """Stands in for a module and keeps each of its attributes once it has been asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # asked for by tools that inspect modules
            raise AttributeError(name)
        attribute = getattr(import_module(self._name), name)
        setattr(self, name, attribute)
        return attribute


# Half a second of processor time: more than all of koujing, which reads, searches and codes a text without it.
if TYPE_CHECKING:
    import pandas as pd
else:
    pd = _Later("pandas")

__all__ = ["pd"]
