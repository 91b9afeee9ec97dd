from __future__ import annotations

from pathlib import Path

import pytest

from churn_desktop.core.progress import Cancelled, silent
from churn_desktop.importing import text_bytes
from churn_desktop.importing.text_bytes import PADDING

LIST = "客户编号,开始日期\n" + "张三,2024-01-05\n" * 300


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let small files count as large ones."""
    monkeypatch.setattr(text_bytes, "SMALLEST", 1)


def read(path: Path, data: bytes) -> tuple[bytes, str] | None:
    path.write_bytes(data)
    found = text_bytes.text_bytes(path, None, silent)
    if found is None:
        return None
    assert len(found.data) == len(found) + PADDING
    return bytes(found.data[: len(found)]), found.encoding


def test_text_is_given_in_utf8_with_an_end_of_its_last_line(tmp_path: Path) -> None:
    path, whole = tmp_path / "list.csv", LIST.encode()
    assert read(path, whole) == (whole, "utf-8")
    assert read(path, b"\xef\xbb\xbf" + whole[:-1]) == (whole, "utf-8")
    assert read(path, LIST.encode("gb18030")[:-1]) == (whole, "gb18030")
    pairs = whole.replace(b"\n", b"\r\n")
    assert read(path, pairs[:-2]) == (pairs, "utf-8")


def test_a_text_that_goes_on_in_utf8_is_not_taken_for_a_chinese_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chinese = LIST.encode("gb18030")
    # Two bytes for each letter, which both encodings could mean.
    other = "é,ü\n".encode() * 3000
    assert (chinese + other).decode("gb18030")
    monkeypatch.setattr(text_bytes, "_PIECE", len(chinese))
    assert read(tmp_path / "list.csv", chinese) is not None
    assert read(tmp_path / "list.csv", chinese + other) is None


def test_changing_the_encoding_can_be_cancelled(tmp_path: Path) -> None:
    def cancel(done: int, total: int, phase: str = "reading") -> None:
        raise Cancelled

    path = tmp_path / "list.csv"
    path.write_bytes(LIST.encode("gb18030"))
    with pytest.raises(Cancelled):
        text_bytes.text_bytes(path, None, cancel)
