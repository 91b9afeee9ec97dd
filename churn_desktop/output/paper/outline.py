"""What makes a long PDF easy to find one's way in: bookmarks, and links on the cover.

matplotlib writes neither. They are appended as the format foresees for changes: the
file stays as it is, new objects and a second table of places follow it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_POINTS = 72
_PLACE = 20
"""Length of a line in the table of places."""


class Link(NamedTuple):
    """A part of a page that leads to another one; in inches from the upper left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    target: int


def add_outline(
    path: Path, chapters: Sequence[tuple[str, int]], links: Sequence[Link],
    height: float, language: str,
) -> None:  # fmt: skip
    """Give a PDF of matplotlib bookmarks, links and the language it is written in.

    Parameters
    ----------
    path : Path
    chapters : sequence of (str, int)
        Titles and the pages they lead to, counted from 0.
    links : sequence of Link
        Pages counted from 0.
    height : float
        Of a page, in inches.
    language : str
        As PDF writes it: ``en``, ``zh-CN``.
    """
    found = _Parts(path.read_bytes())
    new: dict[int, str] = {}
    for page in {link.page for link in links}:
        own = [_link(link, found.pages, height) for link in links if link.page == page]
        new[found.notes(page)] = f"[ {' '.join(own)} ]"
    outline = found.size
    new[found.root] = (
        f"<< /Type /Catalog /Pages {found.tree} 0 R /Outlines {outline} 0 R "
        f"/PageMode /UseOutlines /Lang ({language}) "
        "/ViewerPreferences << /DisplayDocTitle true >> >>"
    )
    new |= _outline(outline, chapters, found.pages)
    with path.open("ab") as file:
        file.write(_update(found, new))


class _Parts:
    """The objects of a PDF that bookmarks need, found by its table of places."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.table = int(data[data.rindex(b"startxref") :].split()[1])
        trailer = data[data.rindex(b"trailer") :]
        self.info = _number(rb"/Info (\d+) 0 R", trailer)
        self.root = _number(rb"/Root (\d+) 0 R", trailer)
        self.size = _number(rb"/Size (\d+)", trailer)
        self.tree = _number(rb"/Pages (\d+) 0 R", self._object(self.root))
        kids = re.search(rb"/Kids\s*\[(.*?)\]", self._object(self.tree), re.DOTALL)
        assert kids is not None
        self.pages = [int(page) for page in re.findall(rb"(\d+)\s+0\s+R", kids[1])]

    def notes(self, page: int) -> int:
        """Give the number of the object that lists what is active on a page."""
        return _number(rb"/Annots\s+(\d+)\s+0\s+R", self._object(self.pages[page]))

    def _object(self, number: int) -> bytes:
        # The table is headed by two lines: "xref" and "0 <count>".
        places = self.data.index(b"\n", self.table + len(b"xref\n")) + 1
        at = int(self.data[places + _PLACE * number :][:10])
        return self.data[at : self.data.index(b"endobj", at)]


def _number(pattern: bytes, data: bytes) -> int:
    found = re.search(pattern, data)
    assert found is not None
    return int(found[1])


def _link(link: Link, pages: Sequence[int], height: float) -> str:
    corners = (link.left, height - link.bottom, link.right, height - link.top)
    box = " ".join(f"{corner * _POINTS:.1f}" for corner in corners)
    return (
        f"<< /Type /Annot /Subtype /Link /Rect [ {box} ] /Border [ 0 0 0 ] "
        f"/Dest [ {pages[link.target]} 0 R /Fit ] >>"
    )


def _outline(
    first: int, chapters: Sequence[tuple[str, int]], pages: Sequence[int]
) -> dict[int, str]:
    """Write the list of bookmarks and each of them, numbered from a first object."""
    last = first + len(chapters)
    found = {
        first: f"<< /Type /Outlines /First {first + 1} 0 R /Last {last} 0 R "
        f"/Count {len(chapters)} >>"
    }
    for number, (title, page) in enumerate(chapters, start=first + 1):
        text = title.encode("utf-16-be").hex().upper()
        before = f"/Prev {number - 1} 0 R " if number > first + 1 else ""
        after = f"/Next {number + 1} 0 R " if number < last else ""
        found[number] = (
            f"<< /Title <FEFF{text}> /Parent {first} 0 R {before}{after}"
            f"/Dest [ {pages[page]} 0 R /Fit ] >>"
        )
    return found


def _update(found: _Parts, new: Mapping[int, str]) -> bytes:
    """Write the new objects and the table of their places."""
    start, body, places = len(found.data), b"", ["xref"]
    for number in sorted(new):
        places += [f"{number} 1", f"{start + len(body):010d} 00000 n "]
        body += f"{number} 0 obj\n{new[number]}\nendobj\n".encode("latin-1")
    end = (
        f"\ntrailer\n<< /Size {max(found.size, max(new) + 1)} /Root {found.root} 0 R "
        f"/Info {found.info} 0 R /Prev {found.table} >>\n"
        f"startxref\n{start + len(body)}\n%%EOF\n"
    )
    return body + ("\n".join(places) + end).encode("ascii")
