"""Builds ``data/sample`` and its truth from the marked-up speeches in ``tests/sample``: ``python tests/make_sample.py``.

One XML file a text. An element says what stands inside it; ``is`` holds its cells, separated by ``;``:

    <f is="value;unit;kind;modifier;indicator;status;period;note">   a figure
    <n is="kind;count;head">, <m of="ID">                           a formula, and a member of the formula ID
    <r is="kind;now">, <x is="why">                                 a damaged place, a stretch set aside
    <h is="depth;part;announced">                                   an ordinal; empty: the matter before the first
    <v is="speaker;role;verb">                                      a passage under the name of somebody
    <p is="frame;size">                                             a parallel run
    <b id="ID">, <b from="TEXT.ID" is="changed">                    a passage, and the passage that was made of it
    <c is="kind;total;parts;verdict"/>                              figures (by ID) that can be checked
    <w/>                                                            a line end in the middle of a paragraph
    <text ascii="1">                                                its marks , : ; are full-width ones flattened
    <speech …>, <record …>                                          a speech and its metadata, a line of a .jsonl

``soft="1"`` marks what careful readers may code either way.
"""

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
DATA = HERE.parent / "data"

TABLES = {
    "f": ("statistics", "value unit kind modifier indicator status period note"),
    "n": ("formulas", "kind count head"),
    "r": ("repairs", "kind now"),
    "x": ("set_aside", "why"),
    "h": ("sections", "depth part announced"),
    "v": ("voices", "speaker role verb"),
    "p": ("parallels", "frame size"),
    "b": ("borrowings", "changed"),
    "c": ("checks", "kind total parts verdict"),
}
METADATA = ("title", "date", "date_evidence", "province", "prefecture", "county", "level", "body", "organisation", "genre")
DOCUMENT_COLUMNS = ("source", "speech", *METADATA, "start", "end")
TRUTH_COLUMNS = (
    "source", "start", "end", "text", "table", "borderline",
    "value", "unit", "kind", "modifier", "indicator", "status", "period", "note",
    "count", "head", "members", "members_start", "members_end", "quoted",
    "now", "why",
    "depth", "ordinal", "part", "announced", "found",
    "speaker", "role", "verb",
    "frame", "size",
    "verdict", "parts",
    "source_a", "start_a", "end_a", "changed",
)  # fmt: skip


class Text:
    """The raw text of one marked-up file, and the span of every element in it."""

    def __init__(self, path):
        root = ElementTree.parse(path).getroot()
        self.file, self.attributes = root.get("file"), root.attrib
        self.source, self.newline = self.file.partition(".")[0], {"crlf": "\r\n"}.get(root.get("newline"), "\n")
        self.raw, self.spans = "", []
        root.text = root.text.removeprefix("\n")
        self._take(root)

    def _take(self, element):
        start = len(self.raw)
        self.raw += ((element.text or "") if element.tag != "w" else "\n").replace("\n", self.newline)
        place = len(self.spans)
        for child in element:
            self._take(child)
            self.raw += (child.tail or "").replace("\n", self.newline)
        self.spans.insert(place, (element, start, len(self.raw)))

    def all(self, tag):
        return [(element, start, end) for element, start, end in self.spans if element.tag == tag]

    def place(self, name):
        """The span of the element that has this ID."""
        return next((start, end) for element, start, end in self.spans if element.get("id") == name)

    def row(self, tag, element, start, end):
        table, columns = TABLES[tag]
        names = columns.split()
        cells = dict(zip(names, element.get("is", "").split(";", len(names) - 1), strict=False))
        place = {"source": self.source, "start": start, "end": end, "text": self.raw[start:end]}
        return place | {"table": table, "borderline": element.get("soft", "0")} | cells

    def rows(self):
        for tag in "fnrxhvp":
            rows = [(element, self.row(tag, element, start, end)) for element, start, end in self.all(tag)]
            if tag == "n":
                rows = [(element, row | self._members(element, row)) for element, row in rows]
            if tag == "h":
                rows = [(element, row) for element, row in self._outline(rows)]
            yield from (row for _, row in rows)
        yield from (self._repair(start, end, "broken_line", "") for _, start, end in self.all("w"))
        yield from self._traditional()
        yield from self._punctuation()
        yield from (self._check(self.row("c", *span)) for span in self.all("c"))

    def _members(self, formula, row):
        members = [(start, end) for m, start, end in self.all("m") if m.get("of") == formula.get("id", "")]
        cells = {"quoted": int(self.raw[row["start"] - 1] in "“「" or self.raw[: row["start"]].endswith("&ldquo;"))}
        if members:
            cells |= {"members": "|".join(self.raw[a:b] for a, b in members)}
            cells |= {"members_start": members[0][0], "members_end": members[-1][1]}
        return cells

    def _outline(self, rows):
        """Each heading with its ordinal and the number of headings right below it, in its own speech."""
        for i, (element, row) in enumerate(rows):
            below = []
            for _, later in rows[i + 1 :]:
                if int(later["depth"]) <= int(row["depth"]):
                    break
                below.append(int(later["depth"]))
            yield element, row | {"ordinal": "".join(row["text"].split()), "found": below.count(int(row["depth"]) + 1)}

    def _repair(self, start, end, kind, now):
        cells = {"kind": kind, "now": now, "borderline": "0"}
        return {"source": self.source, "start": start, "end": end, "text": self.raw[start:end], "table": "repairs"} | cells

    def _traditional(self):
        """Runs of the characters that ``script`` lists, each as a pair of the traditional and the simplified form."""
        simplified = {pair[0]: pair[1] for pair in self.attributes.get("script", "").split()}
        for run in re.finditer(f"[{''.join(simplified)}]+", self.raw) if simplified else ():
            yield self._repair(*run.span(), "script", "".join(simplified[c] for c in run.group()))

    def _punctuation(self):
        """Every ASCII mark of a text that is ``ascii``, outside what is set aside: none stands inside a number."""
        aside = {at for _, start, end in self.all("x") for at in range(start, end)}
        for mark in re.finditer(r"(?<!\d)[,:;]|[,:;](?!\d)", self.raw) if self.attributes.get("ascii") else ():
            if mark.start() not in aside:
                yield self._repair(*mark.span(), "punctuation", chr(ord(mark.group()) + 0xFEE0))

    def _check(self, row):
        (start, end), parts = self.place(row.pop("total")), [self.place(name) for name in row["parts"].split()]
        return row | {"start": start, "end": end, "text": self.raw[start:end], "parts": json.dumps(parts)}

    def speeches(self):
        found = self.all("speech")
        for k, (element, start, end) in enumerate(found, 1):
            name = self.source + (f"#{k}" if len(found) > 1 else "")
            place = {"source": self.source, "speech": name, "start": start, "end": end}
            yield place | {field: element.get(field, "") for field in METADATA}

    def content(self):
        """The bytes of the file."""
        if self.file.endswith(".jsonl"):
            return self._records().encode()
        if self.file.endswith(".docx"):
            return write_docx(self.raw.splitlines())
        return self.raw.encode(self.attributes.get("encoding", "utf-8"))

    def _records(self):
        fields = [record.attrib | {"text": self.raw[start:end]} for record, start, end in self.all("record")]
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in fields)


def borrowings(texts):
    """Every passage that one text made of another's, and of that one's source in turn."""
    marks = {f"{text.source}.{b.get('id')}": (text, b, start, end) for text in texts for b, start, end in text.all("b")}
    for text, b, start, end in marks.values():
        row, origin = text.row("b", b, start, end), b.get("from")
        while origin:
            source, taken, a, z = marks[origin]
            yield row | {"kind": "direct" if origin == b.get("from") else "indirect", "source_a": source.source} | {
                "start_a": a,
                "end_a": z,
                "changed": row["changed"] if origin == b.get("from") else "",
            }
            origin = taken.get("from")


def write_docx(paragraphs):
    """A Word file with nothing in it but paragraphs, the same bytes every time."""
    office = "http://schemas.openxmlformats.org"
    main = f"{office}/wordprocessingml/2006/main"
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in paragraphs)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relation = f"{office}/officeDocument/2006/relationships/officeDocument"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{office}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{relation}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, xml in parts.items():
            archive.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}')
    return out.getvalue()


def write_csv(rows, columns):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def build():
    """The bytes of every file below ``data/``, by its path there."""
    texts = [Text(path) for path in sorted((HERE / "sample").glob("*.xml"))]
    rows = [row for text in texts for row in text.rows()] + list(borrowings(texts))
    rows.sort(key=lambda row: (row["source"], row["table"], row["start"], row["end"], row.get("source_a", "")))
    files = {f"sample/{text.file}": text.content() for text in texts}
    files["sample-documents.csv"] = write_csv([row for text in texts for row in text.speeches()], DOCUMENT_COLUMNS)
    files["sample-truth.csv"] = write_csv(rows, TRUTH_COLUMNS)
    return files


if __name__ == "__main__":
    for name, content in build().items():
        (DATA / name).write_bytes(content)
