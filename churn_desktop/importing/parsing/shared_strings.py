"""The texts that the cells of a workbook refer to by number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from xml.parsers import expat

from churn_desktop.core.errors import FileProblem
from churn_desktop.importing.parsing.cells import Refused
from churn_desktop.importing.parsing.xml_stream import (
    excel_text,
    unescape,
    whole_elements,
)

_ROOT = re.compile(r"<((?:[\w.-]+:)?)sst\b[^>]*?(/?)>")


def read_strings(pieces: Iterator[str]) -> list[str]:
    """Read all texts, without the phonetic hints above Chinese and Japanese ones.

    Parameters
    ----------
    pieces : iterator of str
        The part ``sharedStrings.xml``, see `xml_stream.text_pieces`.
    """
    head = ""
    root = None
    for text in pieces:
        head += text
        root = _ROOT.search(head)
        if root or len(head) > 1 << 20:
            break
    if root is None:
        raise Refused(FileProblem.DAMAGED, "shared strings")
    if root[2]:
        return []
    prefix = root[1]
    simple = _pattern(prefix)
    openings = [f"<{prefix}si{end}" for end in (">", " ", "/", "\n")]
    strings: list[str] = []
    rest = head[root.end() :]
    elements = whole_elements(chain([rest], pieces), f"<{prefix}si", f"</{prefix}sst>")
    for text in elements:
        if text.startswith(f"</{prefix}sst>"):
            break
        found = simple.findall(text)
        if "<!" in text or sum(map(text.count, openings)) != len(found):
            strings += _by_parser(text)
        elif "&" in text or "_x" in text or f"</{prefix}r" in text:
            strings += [_full(plain, rich, prefix) for plain, rich in found]
        else:
            strings += [plain or _full(plain, rich, prefix) for plain, rich in found]
    return strings


def _pattern(p: str) -> re.Pattern[str]:
    plain = rf'<{p}t(?: xml:space="preserve")?>([^<]*)</{p}t>'
    return re.compile(rf"<{p}si>(?:{plain}</{p}si>|(.*?)</{p}si>)|<{p}si/>", re.DOTALL)


def _full(plain: str, rich: str, p: str) -> str:
    if rich:
        if f"<{p}rPh" in rich:
            rich = re.sub(rf"<{p}rPh\b.*?</{p}rPh>", "", rich, flags=re.DOTALL)
        runs = re.findall(rf"<{p}t(?: [^>]*[^>/])?>([^<]*)</{p}t>", rich)
        if len(runs) != rich.count(f"<{p}t>") + rich.count(f"<{p}t "):
            return _by_parser(f"<{p}si>{rich}</{p}si>")[0]
        plain = "".join(runs)
    return excel_text(unescape(plain))


class _Parser:
    """Gathers the texts of ``<si>`` elements however they are written."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._text: list[str] | None = None
        self._hint = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "si":
            self.strings.append("")
        elif local == "rPh":
            self._hint += 1
        elif local == "t" and not self._hint:
            self._text = []

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "rPh":
            self._hint -= 1
        elif local == "t" and self._text is not None:
            self.strings[-1] += excel_text("".join(self._text))
            self._text = None

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)


def _by_parser(text: str) -> list[str]:
    gathered = _Parser()
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = gathered.start
    parser.EndElementHandler = gathered.end
    parser.CharacterDataHandler = gathered.data
    try:
        parser.Parse(f"<all>{text}</all>", True)
    except (expat.ExpatError, IndexError):
        raise Refused(FileProblem.DAMAGED, "shared strings") from None
    return gathered.strings
