"""Workbooks that many tests look at, made once."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

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


@pytest.fixture(scope="session")
def recalculate(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Workbook]:
    """Have LibreOffice compute a workbook from which all values were taken."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("recalculated")

    def compute(
        made: bytes, change: Callable[[Workbook], None] | None = None
    ) -> Workbook:
        # openpyxl writes formulas without values, so that nothing can be kept.
        book = load_workbook(BytesIO(made))
        if change is not None:
            change(book)
        source = folder / "in" / "report.xlsx"
        source.parent.mkdir(exist_ok=True)
        book.save(source)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        subprocess.run(
            [
                office, "--headless", profile,
                "--convert-to", "xlsx", "--outdir", str(folder), str(source),
            ],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return load_workbook(folder / "report.xlsx", data_only=True)

    return compute
