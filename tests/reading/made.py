"""Word and PDF files made of lines of text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from matplotlib import font_manager, rc_context
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from koujing.show.style import font_path

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:{prefix}"' for prefix in ("w", "mc", "wps", "v", "m")
)  # what they stand for is not looked at


def paragraph(text: str) -> str:
    return f"<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def word(body: str, **parts: str) -> bytes:
    """A Word file with this body; ``parts`` are further parts by name, such as ``footnotes``."""
    bodies = {"document": f"<w:body>{body}</w:body>"} | parts
    files = {f"word/{name}.xml": f"<w:{name} {NAMESPACES}>{xml}</w:{name}>" for name, xml in bodies.items()}
    return archive({"[Content_Types].xml": "<Types/>"} | files)


def archive(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these files, which bears no date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in files.items():
            packed.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF file with these lines on its pages; a page without lines has a picture."""
    out = io.BytesIO()
    font = font_manager.FontProperties(fname=str(font_path()))
    with rc_context({"pdf.fonttype": 42}), PdfPages(out, metadata={"CreationDate": None}) as file:
        for lines in pages:
            page = Figure(figsize=(8.3, 11.7))
            for k, line in enumerate(lines):
                page.text(0.1, 0.95 - 0.03 * k, line, fontproperties=font, fontsize=11)
            if not lines:
                page.figimage([[0.0, 1.0], [1.0, 0.0]])
            file.savefig(page)
    return out.getvalue()
