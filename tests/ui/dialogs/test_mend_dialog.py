from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

from churn_desktop.core.issues import Issue, IssueCode
from churn_desktop.core.project import Project
from churn_desktop.core.schema import Role, Shape
from churn_desktop.importing.importer import understand
from churn_desktop.importing.mends import mend_of
from churn_desktop.ui.dialogs.mend_dialog import MendDialog
from churn_desktop.ui.models.mend_model import lines_of
from tests.ui.made import TODAY, a_list, a_table

Make = Callable[[Project, IssueCode], MendDialog]


def with_cells(**columns: list[str]) -> Project:
    """Change the first cells of columns of a list."""
    project = a_list()
    frame = {
        name: project.table.frame[name].tolist() for name in project.table.headings
    }
    for name, texts in columns.items():
        frame[name][: len(texts)] = texts
    return replace(project, table=a_table(frame))


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def make_dialog(project: Project, code: IssueCode) -> MendDialog:
        found = understand(project, today=TODAY)
        issue: Issue = next(i for i in found.issues if i.code is code)
        mend = mend_of(project, found, issue)
        assert mend is not None
        dialog = MendDialog(issue, mend, lines_of(project, mend))

        def respell(kept: str) -> None:
            other = mend_of(project, found, issue, kept=kept)
            assert other is not None
            dialog.show_mend(other, lines_of(project, other))

        dialog.respell_wanted.connect(respell)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make_dialog


def apply_button(dialog: MendDialog) -> QPushButton:
    buttons = dialog.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    accept = QDialogButtonBox.ButtonRole.AcceptRole
    (found,) = [b for b in buttons.buttons() if buttons.buttonRole(b) is accept]
    assert isinstance(found, QPushButton)
    return found


SWAPPED = {"Since": ["2024-05-01", "2024-06-01"], "Until": ["2024-03-01", "2024-01-01"]}


def test_before_and_after_are_shown(make: Make) -> None:
    dialog = make(with_cells(**SWAPPED), IssueCode.END_BEFORE_START)
    assert dialog.windowTitle() == "Swap start and end"
    assert dialog.model.rowCount() == 2
    assert dialog.model.index(0, 3).data() == "2024-03-01"
    assert dialog.findChild(QComboBox).isHidden()
    assert apply_button(dialog).text() == "Swap the dates of 2 rows"


def test_single_rows_can_be_left_out_with_the_keyboard(
    make: Make, qtbot: QtBot
) -> None:
    dialog = make(with_cells(**SWAPPED), IssueCode.END_BEFORE_START)
    dialog.grid.go_to(1, 2)
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Space)
    assert dialog.chosen == {2}
    assert apply_button(dialog).text() == "Swap the dates of 1 row"
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert dialog.chosen == {2}
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Right)
    dialog.grid.selectAll()
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Space)
    assert dialog.chosen == {3}


def test_all_or_none(make: Make) -> None:
    dialog = make(with_cells(**SWAPPED), IssueCode.END_BEFORE_START)
    (everything,) = dialog.findChildren(QCheckBox)
    assert everything.text() == "&All: 2 of 2 rows chosen"
    everything.click()
    assert dialog.chosen == frozenset()
    assert not apply_button(dialog).isEnabled()
    dialog.model.toggle(0)
    assert everything.checkState() is Qt.CheckState.PartiallyChecked
    everything.click()
    assert len(dialog.chosen) == 2
    assert apply_button(dialog).isEnabled()


def test_the_spelling_to_keep_can_be_chosen(make: Make) -> None:
    plans = ["Credit Card", "CC", "Credit Card", "CC", "CC"] * 8
    project = with_cells(Plan=plans)
    dialog = make(project, IssueCode.SPELLING_VARIANTS)
    box = dialog.findChild(QComboBox)
    assert box.isVisible()
    assert [box.itemText(n) for n in range(box.count())] == ["CC", "Credit Card"]
    assert len(dialog.chosen) == 16
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert len(dialog.chosen) == 24
    assert {change.after for change in dialog.mend.changes} == {"Credit Card"}
    assert box.currentText() == "Credit Card"


def test_whether_two_customers_are_one_is_a_question(make: Make) -> None:
    table = a_table(
        {
            "(list)": [f"2024-0{month}-28" for month in (1, 1, 2, 2, 3, 3)],
            "customer id": ["1", "2", "7", "2", "7", "2"],
            "customer name": ["Delta Ltd", "Beta", "DELTA", "Beta", "DELTA", "Beta"],
        }
    )
    roles = {
        Role.LIST_DATE: "(list)",
        Role.CUSTOMER_ID: "customer id",
        Role.NAME: "customer name",
    }
    project = replace(a_list(), table=table, roles=roles, shape=Shape.DATED_LISTS)
    dialog = make(project, IssueCode.RENAME_LIKELY)
    assert dialog.chosen == frozenset()
    assert not apply_button(dialog).isEnabled()
    # Both rows of the customer are one question.
    dialog.model.toggle(1)
    assert dialog.chosen == {4, 6}
    assert apply_button(dialog).text() == "Give 2 rows the number of the list before"
