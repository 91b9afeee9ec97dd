from __future__ import annotations

from churn_desktop.core.errors import FileProblem
from churn_desktop.core.grid import Kind
from churn_desktop.importing.parsing.cells import Refused, piece


def test_empty_texts_are_blank() -> None:
    assert piece(["a", "", " "], Kind.TEXT).kinds == bytes([1, 0, 1])
    assert piece(["1", "2"], Kind.NUMBER).kinds == bytes([2, 2])


def test_a_refusal_says_where() -> None:
    refused = Refused(FileProblem.DAMAGED, "number", row=3, sheet="客户")
    assert (refused.problem, refused.detail) == ("damaged", "number")
    assert (refused.row, refused.sheet) == (3, "客户")
