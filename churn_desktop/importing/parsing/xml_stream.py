"""Workbook XML as pieces of text, so that no part is ever held whole.

A sheet of a million rows is some 400 MB of XML. Searching it piece by piece with a
regular expression takes a third of the time of an XML parser and next to no memory;
whatever the expressions do not know is given to a real parser (see `sheet_cells`).
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterator
from typing import IO

from churn_desktop.core.errors import FileProblem
from churn_desktop.importing.parsing.cells import Refused

PIECE = 1 << 18
"""Bytes taken at a time: small enough to stay in the processor's cache."""

LONGEST = 1 << 25
"""A row or a text of more characters than this is no list."""

_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)")
_REFERENCE = re.compile(r"&(#[0-9]+|#x[0-9A-Fa-f]+|\w+);|&")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_SURROGATE = re.compile("[\ud800-\udfff]+")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def text_pieces(stream: IO[bytes], beat: Callable[[int], None]) -> Iterator[str]:
    """Decode an XML part; line ends become LF as XML asks.

    Parameters
    ----------
    stream : binary file
    beat : callable
        Told the number of bytes taken so far, now and then.

    Raises
    ------
    Refused
        UNSAFE when the part declares entities, DAMAGED when it is not text.
    """
    data = stream.read(PIECE)
    try:
        decoder = io.IncrementalNewlineDecoder(
            codecs.getincrementaldecoder(_encoding(data))(), translate=True
        )
        taken, tail = 0, ""
        while data:
            text = decoder.decode(data)
            # The word may be cut in two.
            if ("<!" in text and _DOCTYPE.search(text)) or (
                tail and _DOCTYPE.search(tail + text[:9])
            ):
                raise Refused(FileProblem.UNSAFE, "document type declaration")
            tail = text[-9:] if "<" in text[-9:] else ""
            yield text
            taken += len(data)
            beat(taken)
            data = stream.read(PIECE)
        if rest := decoder.decode(b"", final=True):
            yield rest
    except (UnicodeDecodeError, LookupError):
        raise Refused(FileProblem.DAMAGED, "undecodable XML") from None


def _encoding(start: bytes) -> str:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith(b"<\x00"):
        return "utf-16-le"
    if start.startswith(b"\x00<"):
        return "utf-16-be"
    declared = _DECLARED.match(start.removeprefix(codecs.BOM_UTF8))
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    return "utf-8-sig" if name in ("utf-8", "utf8") else name


def whole_elements(pieces: Iterator[str], opening: str, closing: str) -> Iterator[str]:
    """Cut text so that each piece begins and ends between elements.

    Parameters
    ----------
    pieces : iterator of str
    opening : str
        What every element begins with (``"<row"``); a cut goes before the last one.
    closing : str
        What ends the list of elements; nothing after it is looked at here, it is
        left over as the last piece, beginning with ``closing``.
    """
    held = ""
    for text in pieces:
        # What was searched before needs no second look, but for a word cut in two.
        fresh = max(0, len(held) - len(closing))
        held += text
        end = held.find(closing, fresh)
        if end >= 0:
            yield held[:end]
            yield _drained(held[end:], pieces)
            return
        cut = held.rfind(opening, max(1, fresh))
        if cut > 0:
            yield held[:cut]
            held = held[cut:]
        elif len(held) > LONGEST:
            raise Refused(FileProblem.TOO_BIG, "row too long")
    raise Refused(FileProblem.DAMAGED, f"no {closing}")


def _drained(tail: str, pieces: Iterator[str]) -> str:
    """Read to the end, where the checksum is verified, and keep a reasonable part."""
    kept = [tail]
    length = len(tail)
    for text in pieces:
        if length < LONGEST:
            kept.append(text)
            length += len(text)
    return "".join(kept)


def unescape(text: str) -> str:
    """Replace XML's character references.

    Examples
    --------
    >>> unescape("&lt;b&gt; &amp;lt; &#x4f60;")
    '<b> &lt; 你'
    """
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    name: str = found[1] or ""
    try:
        if name.startswith("#x"):
            return chr(int(name[2:], 16))
        if name.startswith("#"):
            return chr(int(name[1:]))
        return _NAMED[name]
    except (ValueError, KeyError, OverflowError):
        raise Refused(FileProblem.DAMAGED, "bad XML reference") from None


def excel_text(text: str) -> str:
    r"""Replace Excel's own escapes for characters XML cannot hold.

    Examples
    --------
    >>> excel_text("a_x000D_b"), excel_text("_x005F_x0041_")
    ('a\rb', '_x0041_')
    """
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return _SURROGATE.sub(_paired, text)


def _paired(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "replace")
