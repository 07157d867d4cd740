"""Word and PDF files made of lines of text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from matplotlib import font_manager, rc_context
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from koujing.show.fonts import font_path

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


def run(text: str, properties: str = "") -> str:
    """A run of characters with these properties."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def item(text: str, list_: int | str = "", level: int | str = "", style: str = "") -> str:
    """A paragraph of a list, at a level of it, or in a style."""
    named = f"<w:pStyle w:val='{style}'/>" if style else ""
    own = (f"<w:ilvl w:val='{level}'/>" if level != "" else "") + (f"<w:numId w:val='{list_}'/>" if list_ != "" else "")
    return f"<w:p><w:pPr>{named}{f'<w:numPr>{own}</w:numPr>' if own else ''}</w:pPr>{run(text)}</w:p>"


def level(k: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of the definition of a list."""
    numbers = f"<w:start w:val='{start}'/><w:numFmt w:val='{form}'/>{more}<w:lvlText w:val='{text}'/>"
    return f"<w:lvl w:ilvl='{k}'>{numbers}</w:lvl>"


def lists(*definitions: str, more: str = "") -> str:
    """The part ``numbering``: a list for each definition, both numbered from 1; ``more`` are further lists."""
    made = [f"<w:abstractNum w:abstractNumId='{k}'>{levels}</w:abstractNum>" for k, levels in enumerate(definitions, 1)]
    named = [f"<w:num w:numId='{k}'><w:abstractNumId w:val='{k}'/></w:num>" for k in range(1, len(definitions) + 1)]
    return "".join([*made, *named, more])


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table; each line of a cell is a paragraph."""
    cells = [["".join(map(paragraph, cell.split("\n"))) for cell in row] for row in rows]
    return f"<w:tbl>{''.join('<w:tr>' + ''.join(f'<w:tc>{cell}</w:tc>' for cell in row) + '</w:tr>' for row in cells)}</w:tbl>"


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
