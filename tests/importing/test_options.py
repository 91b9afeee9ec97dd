from __future__ import annotations

from churn_desktop.core.project import Assumptions
from churn_desktop.importing.options import ReadOptions


def test_nothing_said_leaves_everything_to_be_found() -> None:
    options = ReadOptions()
    assert options.sheet is options.header_row is options.encoding is None
    assert options.columns == {}
    assert options.assumptions == Assumptions()
