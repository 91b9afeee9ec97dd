from __future__ import annotations

from dataclasses import replace

import numpy as np

from churn_desktop.core.schema import Role
from churn_desktop.importing.importer import understand
from churn_desktop.ui import segments
from churn_desktop.ui.segments import Segment, groups, only
from tests.ui.made import TODAY, a_list, a_project, a_table


def test_groups_are_the_values_of_columns_that_split() -> None:
    assert groups(a_project()) == {Role.PLAN: ("Basic", "Pro")}


def test_a_column_of_too_many_or_one_value_splits_nothing() -> None:
    project = a_project()
    many = [str(n) for n in range(segments.MOST_GROUPS + 1)]
    table = a_table({"Plan": many, "Region": ["North"] * len(many)})
    roles = {Role.PLAN: "Plan", Role.REGION: "Region"}
    assert groups(replace(project, table=table, roles=roles)) == {}


def test_only_the_customers_of_a_group_are_kept() -> None:
    project = a_list()
    book = understand(project, today=TODAY).book
    basic = only(book, project, Segment(Role.PLAN, "Basic"))
    pro = only(book, project, Segment(Role.PLAN, "Pro"))
    plan = project.table.frame["Plan"].to_numpy()
    assert set(plan[basic.contracts.position]) == {"Basic"}
    assert len(basic) + len(pro) == len(book)
    assert np.all(np.diff(basic.contracts.customer) >= 0)


def test_a_group_of_a_column_that_is_gone_is_everyone() -> None:
    project = a_list()
    book = understand(project, today=TODAY).book
    assert only(book, project, Segment(Role.REGION, "North")) is book
