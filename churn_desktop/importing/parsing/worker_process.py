"""The disposable child process in which files are parsed.

It knows no Qt, numpy or pandas and may be killed at any moment. Requests and replies
are lines of JSON, never pickles: what a hostile file makes of this process cannot run
code in the other one. It reads one request and answers with

``["progress", done, total]``, ``["file", encoding, delimiter]``,
``["sheets", [[name, hidden, rows, columns], ...], chosen]``,
``["block", first row, height, [[column, kinds, new texts, codes], ...]]``,
``["issue", code, severity, rows, facts]``, ``["hidden", rows]``,
``["done", height, width]`` or ``["error", problem, detail, row, sheet]``.

In a block, ``codes`` number the texts of a column in the order in which they were first
sent, as base64 of 32-bit numbers; null when the texts are given themselves.
"""

from __future__ import annotations

import base64
import gc
import json
import os
import re
import sys
import threading
import time
from array import array
from pathlib import Path
from typing import Any, BinaryIO

from churn_desktop.core.errors import FileProblem
from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import IssueCode
from churn_desktop.importing.parsing.cells import Block, Piece, Refused, Workbook
from churn_desktop.importing.parsing.extent import Extent
from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.opening import open_file
from churn_desktop.importing.parsing.sheet_choice import (
    PREVIEW_ROWS,
    Preview,
    choose,
    preview,
)

MEMORY = 1 << 30
LONGEST_CELL = 32_767
"""The longest text an Excel cell can hold."""
MOST_CHARACTERS = 1 << 30
_EVERY = 0.05
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd-\uffff]")
# How Excel writes a long number into a text file: most of its digits are gone.
_SCIENTIFIC = re.compile(r"^-?\d(?:\.\d+)?E\+\d{2,3}$")
_DIGITS = bytes.maketrans(bytes(range(10)), b"0123456789")


def main() -> None:
    """Answer one request on standard input, then leave."""
    replies = _claim_output()
    _limit_memory()
    # By number, because a program without a console has no sys.stdin.
    requests = os.fdopen(os.dup(0), "rb")
    request = json.loads(requests.readline())
    threading.Thread(target=_leave_with_parent, args=(requests,), daemon=True).start()
    # Nothing here makes cycles; looking for them doubles the time.
    gc.disable()
    sender = Sender(replies)
    try:
        answer(request, sender)
    except Refused as refused:
        sender.error(refused)
    except MemoryError:
        sender.error(Refused(FileProblem.TOO_BIG, "memory"))
    except BrokenPipeError:
        pass
    except BaseException as error:  # noqa: BLE001 - whatever a damaged file provokes
        sender.error(Refused(FileProblem.DAMAGED, type(error).__name__))
    replies.flush()
    # Without waiting for the thread that watches the parent.
    os._exit(0)


def _claim_output() -> BinaryIO:
    """Keep standard output for replies, so that no library writes between them."""
    replies = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    return replies


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        return


def _leave_with_parent(requests: BinaryIO) -> None:
    """End when the parent is gone, even while a library loops."""
    requests.read()
    os._exit(1)


def answer(request: dict[str, Any], sender: Sender) -> None:
    """Read a file and send what it holds; see the module."""
    marks = Marks()
    opened = open_file(
        Path(request["path"]),
        marks,
        sender.progress,
        encoding=request.get("encoding"),
        delimiter=request.get("delimiter"),
    )
    sender.send(["file", opened.encoding, opened.delimiter])
    workbook = opened.workbook
    chosen = _choose(workbook, request.get("sheet"), sender)
    extent = Extent()
    for block in extent.watch(workbook.blocks(chosen, marks)):
        _look_at_texts(block, marks)
        sender.block(block)
    if not extent.height:
        raise Refused(FileProblem.EMPTY, "sheet", sheet=workbook.sheets[chosen].name)
    extent.mark_strays(marks)
    for mark in marks.as_json():
        sender.send(["issue", *mark])
    if marks.hidden_rows:
        sender.send(["hidden", sorted(marks.hidden_rows)])
    sender.send(["done", extent.height, extent.width])


def _choose(workbook: Workbook, wanted: str | None, sender: Sender) -> int:
    sheets = workbook.sheets
    described = [[*sheet] for sheet in sheets]
    if wanted is not None:
        names = [sheet.name for sheet in sheets]
        chosen = names.index(wanted) if wanted in names else -1
    elif len(sheets) == 1:
        chosen = 0
    else:
        previews: list[Preview | None] = []
        for number, sheet in enumerate(sheets):
            if sheet.hidden:
                previews.append(None)
                continue
            shown = preview(_first_blocks(workbook, number), sheet.rows)
            described[number][2] = shown.rows
            previews.append(shown)
        best = choose(previews)
        if best is None:
            raise Refused(FileProblem.EMPTY, "no visible sheet holds anything")
        chosen = best
    sender.send(["sheets", described, chosen])
    if chosen < 0:
        raise Refused(FileProblem.NO_SUCH_SHEET, sheet=wanted)
    return chosen


def _first_blocks(workbook: Workbook, sheet: int) -> list[Block]:
    """Read the top of a sheet and throw away what is doubtful about it."""
    blocks = []
    rows = 0
    for block in workbook.blocks(sheet, Marks()):
        if block.columns:
            blocks.append(block)
        rows += block.height
        if rows >= PREVIEW_ROWS:
            break
    return blocks


def _look_at_texts(block: Block, marks: Marks) -> None:
    """Mark texts that Excel could not hold."""
    for column, (texts, kinds) in block.columns.items():
        place = block.first, column
        if max(map(len, texts)) > LONGEST_CELL:
            for row, text in enumerate(texts, block.first):
                if len(text) > LONGEST_CELL:
                    marks.cell(IssueCode.CELL_TOO_LONG, row, column)
        if Kind.TEXT not in kinds:
            continue
        together = " ".join(texts)
        # Quick ways to tell that there is nothing to find.
        if not together.isprintable() or "\ufffd" in together:
            _mark_matches(_CONTROL, texts, IssueCode.CONTROL_CHARACTERS, place, marks)
        if "E+" in together:
            code = IssueCode.SCIENTIFIC_NOTATION
            _mark_matches(_SCIENTIFIC, texts, code, place, marks)


def _mark_matches(
    pattern: re.Pattern[str],
    texts: list[str],
    code: IssueCode,
    place: tuple[int, int],
    marks: Marks,
) -> None:
    first, column = place
    for row, text in enumerate(texts, first):
        if pattern.search(text):
            marks.cell(code, row, column)


class _Codes(dict[str, int]):
    """Numbers the distinct texts of a column in the order they appear."""

    def __init__(self) -> None:
        super().__init__()
        self.new: list[str] = []

    def __missing__(self, text: str) -> int:
        code = self[text] = len(self)
        self.new.append(text)
        return code


class Sender:
    """Writes replies."""

    def __init__(self, replies: BinaryIO) -> None:
        self._replies = replies
        self._codes: dict[int, _Codes | None] = {}
        self._next = 0.0
        self._characters = 0

    def send(self, reply: list[Any]) -> None:
        """Write one reply."""
        line = json.dumps(reply, ensure_ascii=False, separators=(",", ":"))
        self._characters += len(line)
        if self._characters > MOST_CHARACTERS:
            raise Refused(FileProblem.TOO_BIG, "text")
        self._replies.write(line.encode("utf-8", "replace") + b"\n")

    def error(self, refused: Refused) -> None:
        """Say why the file cannot be read."""
        where = [refused.row, refused.sheet]
        self.send(["error", refused.problem.value, refused.detail, *where])

    def progress(self, done: int, total: int) -> None:
        """Say how far reading is, though not too often."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _EVERY
            self.send(["progress", done, total])
            self._replies.flush()

    def block(self, block: Block) -> None:
        """Write some rows."""
        columns = [
            [
                number,
                piece.kinds.translate(_DIGITS).decode(),
                *self._texts(number, piece),
            ]
            for number, piece in block.columns.items()
        ]
        self.send(["block", block.first, block.height, columns])

    def _texts(self, number: int, piece: Piece) -> tuple[list[str], str | None]:
        """Send each distinct text once where texts repeat."""
        codes = self._codes.setdefault(number, _Codes())
        if codes is None:
            return piece.texts, None
        numbers = array("I", map(codes.__getitem__, piece.texts))
        new, codes.new = codes.new, []
        if len(new) * 2 > len(piece.texts) > 64 or len(codes) > 100_000:
            # Mostly different: from here on numbers would only be in the way.
            self._codes[number] = None
            return piece.texts, None
        return new, base64.b64encode(numbers.tobytes()).decode()
