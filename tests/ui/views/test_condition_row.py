from __future__ import annotations

from pytestqt.qtbot import QtBot

from churn_desktop.ui.models.sheet_filter import Condition, Filter, Worth
from churn_desktop.ui.views.condition_row import ConditionRow


def test_fields_follow_the_condition(qtbot: QtBot) -> None:
    row = ConditionRow(Worth.NUMBER, None)
    qtbot.addWidget(row)
    row.show()
    assert row.wanted() == (None, "", "")
    assert not row.low.isVisible()
    row.tests.setCurrentIndex(row.tests.findData(Condition.BETWEEN))
    assert row.low.isVisible()
    assert row.high.isVisible()
    row.tests.setCurrentIndex(row.tests.findData(Condition.TOP))
    assert row.wanted() == (Condition.TOP, "10", "")
    row.tests.setCurrentIndex(row.tests.findData(Condition.BLANK))
    assert row.wanted()[0] is Condition.BLANK


def test_a_present_condition_is_shown(qtbot: QtBot) -> None:
    present = Filter(None, frozenset(), Condition.BETWEEN, "2024-01-02", "2024-02-03")
    row = ConditionRow(Worth.DATE, present)
    qtbot.addWidget(row)
    assert row.wanted() == (Condition.BETWEEN, "2024-01-02", "2024-02-03")
