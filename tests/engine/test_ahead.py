from __future__ import annotations

import pytest

from churn_desktop.core.choices import Spend
from churn_desktop.engine.ahead import NOW, OWN_TARGET, POINT_LESS
from churn_desktop.engine.scenario import break_even
from tests.engine.books import golden_rows
from tests.pages.lists import dated, golden, snapshot


def test_scenarios_start_from_the_list() -> None:
    found = golden().ahead
    assert found.outlook is not None
    keys = [each.key for each in found.outlook.scenarios]
    # Nine periods of ten lost nobody: a target of 0 is none.
    assert keys == [NOW, POINT_LESS]
    assert OWN_TARGET not in keys
    assert found.outlook.scenarios[0].start == 108
    now, less = found.outlook.scenarios
    gain = break_even(now, less.monthly_churn, months=12).gained[-1]
    assert found.gain(found.outlook, POINT_LESS) == pytest.approx(gain)
    assert found.gain(found.outlook, NOW) == 0


def test_a_list_without_dates_has_no_outlook_and_no_target() -> None:
    found = snapshot([1, 2, 5], [True, False, False]).ahead
    assert found.outlook is None
    assert found.target is None
    assert found.typed is None
    assert found.followups is None


def test_a_spend_comes_back_only_where_amounts_are_known() -> None:
    assert golden().ahead.spend_back is None
    found = golden(spend=Spend(once=100.0)).ahead.spend_back
    assert found is not None
    rows = [row._replace(amount=None) for row in golden_rows()]
    unknown = dated(rows, "2024-03-31", spend=Spend(once=100.0))
    assert unknown.ahead.spend_back is None
