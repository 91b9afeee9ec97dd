"""Workbooks that many tests look at, made once."""

from __future__ import annotations

import pytest

from churn_desktop import i18n
from churn_desktop.core.schema import PeriodLength
from churn_desktop.output.sheets.assembly import Assembly, assemble
from churn_desktop.output.workbook import build
from tests.output.made import TODAY, a_list, a_project, parts_of


@pytest.fixture(scope="session")
def quarterly() -> Assembly:
    """Cut the difficult list, by quarters, into sheets."""
    i18n.use("en")
    made = a_project(a_list(), period=PeriodLength.QUARTER, currency="CNY")
    return assemble(*parts_of(made))


@pytest.fixture(scope="session")
def workbook(quarterly: Assembly) -> bytes:
    """Write the workbook of the difficult list."""
    i18n.use("en")
    return build(quarterly, "report.xlsx", today=TODAY)
