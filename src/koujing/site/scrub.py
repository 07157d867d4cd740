"""Remove from an executed notebook whatever would differ between runs: ids, counts, metadata, addresses and paths."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from nbformat import NotebookNode, from_dict

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
RANDOM_ID = re.compile(r"[0-9a-f]{8}")  # the kind of id that nbformat makes up for a cell written by a program
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}")


def scrub(notebook: NotebookNode, shorten: Mapping[str, str]) -> NotebookNode:
    """The notebook with stable ids, counts 1..n, no stderr, no memory addresses and no folders of this machine."""
    cells = [dict(cell) for cell in notebook.cells]
    names = _names(cells)
    count = 0
    for cell, name in zip(cells, names, strict=True):
        tags = cell["metadata"].get("tags")
        cell.update(id=name, metadata={"tags": tags} if tags else {})
        if cell["cell_type"] == "code":
            count += 1
            cell.update(execution_count=count, outputs=_outputs(cell["outputs"], count, shorten))
    scrubbed: NotebookNode = from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": METADATA, "cells": cells})
    return scrubbed


def complaints(notebook: NotebookNode) -> Iterator[str]:
    """One line for each code cell that wrote to stderr: its number and the first line that it wrote."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, 1):
        text = "".join(output.text for output in cell.outputs if output.get("name") == "stderr")
        if text.strip():
            yield f"code cell {number} wrote to stderr: {text.strip().splitlines()[0]}"


def _names(cells: list[dict[str, object]]) -> list[str]:
    """Stable ids: those given by hand or earlier are kept; a missing or random one is derived from the cell's text."""
    seen: Counter[str] = Counter()
    names = []
    for cell in cells:
        given = str(cell.get("id", ""))
        if not given or RANDOM_ID.fullmatch(given):
            given = "c" + hashlib.sha1(str(cell["source"]).encode()).hexdigest()[:8]
        seen[given] += 1
        names.append(given if seen[given] == 1 else f"{given}-{seen[given]}")
    return names


def _outputs(outputs: list[NotebookNode], count: int, shorten: Mapping[str, str]) -> list[dict[str, object]]:
    kept: list[dict[str, object]] = []
    for output in map(dict, outputs):
        if output["output_type"] == "stream" and output["name"] == "stderr":
            continue
        if "execution_count" in output:
            output["execution_count"] = count
        if "text" in output:
            output["text"] = _clean(output["text"], shorten)
        if "data" in output:
            output["data"] = {
                mime: _clean(value, shorten) if mime.startswith("text/") else value
                for mime, value in output["data"].items()
            }
        if "text" in output and kept and kept[-1].get("name") == output["name"]:
            kept[-1]["text"] = f"{kept[-1]['text']}{output['text']}"  # how a stream is split depends on timing
        else:
            kept.append(output)
    return kept


def _clean(text: str, shorten: Mapping[str, str]) -> str:
    for folder in sorted(shorten, key=len, reverse=True):
        text = text.replace(folder, shorten[folder])
    return ADDRESS.sub("0x0", text)
