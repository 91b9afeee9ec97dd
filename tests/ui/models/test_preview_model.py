from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from churn_desktop.core.issues import Issue
from churn_desktop.core.schema import Role
from churn_desktop.importing.importer import with_roles
from churn_desktop.ui.models.preview import look
from churn_desktop.ui.models.preview_model import PreviewModel
from churn_desktop.ui.theme import LIGHT
from tests.ui.made import TODAY, a_list

Q = Qt.ItemDataRole


def explain(issue: Issue) -> str:
    return f"{issue.code} of {len(issue.rows)}"


@pytest.fixture
def model(qtbot: QtBot, qtmodeltester: ModelTester) -> PreviewModel:
    model = PreviewModel(LIGHT, explain, lambda role: role.value)
    qtmodeltester.check(model)
    model.show(look(a_list(), TODAY))
    return model


def test_it_shows_values_with_what_they_mean(model: PreviewModel) -> None:
    assert (model.rowCount(), model.columnCount()) == (40, 6)
    assert model.index(0, 0).data() == "C000"
    across = Qt.Orientation.Horizontal
    assert model.headerData(0, across) == "Customer\ncustomer_id"
    assert model.headerData(0, Qt.Orientation.Vertical) == "2"
    assert model.cell(0, 4).number
    assert not model.cell(0, 0).number


def test_a_cell_that_cannot_be_read_is_coloured_with_the_reason(
    model: PreviewModel,
) -> None:
    wrong, right = model.index(1, 3), model.index(2, 3)
    assert wrong.data(Q.BackgroundRole) == QColor(LIGHT.error)
    assert "date_unreadable of 1" in wrong.data(Q.ToolTipRole)
    assert wrong.data(Q.AccessibleDescriptionRole) == wrong.data(Q.ToolTipRole)
    assert right.data(Q.BackgroundRole) is None
    assert right.data(Q.ToolTipRole) is None


def test_a_row_that_would_not_count_is_faint(model: PreviewModel) -> None:
    assert model.is_aside(1)
    assert model.index(1, 0).data(Q.ForegroundRole) == QColor(LIGHT.faint)
    assert "set aside" in model.reason(1, 0)
    assert model.index(2, 0).data(Q.ForegroundRole) is None


def test_columns_without_a_meaning_are_faint(model: PreviewModel) -> None:
    roles = {Role.START: "Since", Role.END: "Until"}
    model.show(look(with_roles(a_list(), roles), TODAY))
    assert model.index(0, 0).data(Q.ForegroundRole) == QColor(LIGHT.faint)
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Customer"


def test_other_values_in_the_same_columns_are_no_reset(
    model: PreviewModel, qtbot: QtBot
) -> None:
    project = a_list()
    with qtbot.assertNotEmitted(model.modelReset):
        model.show(look(project.assuming(last_day_of_service=True), TODAY))
    with qtbot.waitSignal(model.modelReset):
        model.show(look(a_list(7), TODAY))
    assert model.rowCount() == 7
    model.show(None)
    assert (model.rowCount(), model.columnCount()) == (0, 0)


def test_notes_are_told_but_not_coloured(model: PreviewModel) -> None:
    project = a_list()
    frame = project.table.frame.copy()
    frame.loc[2, "Until"] = "2049-01-01"
    project = replace(project, table=replace(project.table, frame=frame))
    model.show(look(project, TODAY))
    index = model.index(0, 3)
    assert "end_in_future" in index.data(Q.ToolTipRole)
    assert index.data(Q.BackgroundRole) is None
