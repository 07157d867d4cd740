"""The SVG of a plot: a title and a description for those who cannot see it, no metadata, and half the size matplotlib writes."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
from itertools import groupby

import matplotlib as mpl
from matplotlib.figure import Figure

from koujing.show.fonts import CHINESE, subset

# Koujing is the site's own; that of the picture has its Chinese characters, for whoever opens it where no such font is installed.
FONTS = "Koujing, {id}, 'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
FACE = "<style>@font-face{{font-family:{id};src:url(data:font/ttf;base64,{glyphs})}}</style>\n"
ROOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}pt" height="{height}pt"'
    ' viewBox="0 0 {width} {height}" role="{role}" aria-labelledby="{id}-title {id}-desc" font-family="{fonts}"'
    ' stroke-linejoin="round" stroke-linecap="butt">\n<title id="{id}-title">{title}</title>\n<desc id="{id}-desc">{alt}</desc>\n'
)
SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
BEGIN = "</defs>\n <g"  # ends the head that matplotlib writes: its metadata, and a style that would reach beyond the picture
TAG = re.compile(r"<(?!a )[^>]*>")  # not of a link, whose address may hold a number
LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
WASTE = re.compile(r' font-family: [^;"]*;?|(?<=<g) id="[A-Za-z][\w.]*"| transform="rotate\(-0 [^"]*"')
LAYOUT = re.compile(r"^ +|\n *(?=</?(?:g|a|defs)\b)", re.MULTILINE)  # one line for each thing drawn
PATH = re.compile(r'<path d="(?P<d>[^"]*?) ?"(?P<look>[^>]*)/>')
MARKER = re.compile(r'(?P<place><use xlink:href="[^"]*" x="[^"]*" y="[^"]*")(?P<look> style="[^"]*")/>')
LINK = re.compile(r'<a xlink:href="([^"]*)" target="_blank"')
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML, even escaped


def to_svg(plot: Figure, title: str, alt: str) -> str:
    """The plot as SVG, its text as text; ``title`` and ``alt`` are read aloud in its place.

    What ``link_points`` made lead to rows does so here too, and then each link says which row. Two pictures on one page share no
    id unless they are the same.
    """
    drawn = io.StringIO()
    name = "k" + hashlib.sha1(f"{title}\n{alt}".encode(errors="replace")).hexdigest()[:8]
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        plot.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    head, _, body = drawn.getvalue().partition(BEGIN)
    width, height = SIZE.search(head).groups()  # type: ignore[union-attr]  # matplotlib always writes it
    body = LINK.sub(_say_row, _joined(LAYOUT.sub("", TAG.sub(_shortened, f"<g{body}"))))
    role = "group" if "<a " in body else "img"  # an image is one thing to a screen reader: it would hide the links
    said = {"title": html.escape(title), "alt": html.escape(alt), "fonts": html.escape(FONTS.format(id=name))}
    return FORBIDDEN.sub("\ufffd", ROOT.format(width=width, height=height, role=role, id=name, **said) + _face(name, body) + body)


def _face(name: str, body: str) -> str:
    """The font of a picture: the Chinese characters in it."""
    if not (characters := "".join(sorted(set(CHINESE.findall(body))))):
        return ""
    return FACE.format(id=name, glyphs=base64.b64encode(subset(characters)).decode())


def _shortened(tag: re.Match[str]) -> str:
    """A tag with places to a hundredth of a point, and without what says nothing."""
    short = LONG_NUMBER.sub(lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), tag[0])
    return WASTE.sub("", " ".join(short.split()))


def _joined(body: str) -> str:
    """Paths that follow each other and look alike as one path, and such markers as one group, unless they would shine through."""
    lines: list[str] = []
    for (kind, look), some in groupby(body.split("\n"), _kind):
        alike = list(some)
        if not look or len(alike) == 1:
            lines += alike
        elif kind == "<path":
            lines.append('<path d="{}"{}/>'.format(" ".join(PATH.sub(r"\g<d>", line) for line in alike), look))
        else:
            lines += [f"<g{look}>", *(MARKER.sub(r"\g<place>/>", line) for line in alike), "</g>"]
    return "\n".join(lines)


def _kind(line: str) -> tuple[str, str]:
    found = PATH.fullmatch(line) or MARKER.fullmatch(line)
    return line[:5], found["look"] if found and "opacity" not in found["look"] else ""


def _say_row(link: re.Match[str]) -> str:
    row = link[1].partition("#")[2]
    return f'<a href="{link[1]}" aria-label="row {row}"'  # of the two ways to write it, the one that readers of the screen know
