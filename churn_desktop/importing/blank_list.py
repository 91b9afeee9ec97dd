"""A list without a row, to type into."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from churn_desktop.core.project import Project, Source
from churn_desktop.core.schema import Role, Shape
from churn_desktop.core.table import Table


def blank_counts(name: str, headings: Mapping[Role, str]) -> Project:
    """Make an empty list of customers counted by period.

    Parameters
    ----------
    name : str
        What it is called in the place of a file; there is none.
    headings : mapping of Role to str
        Of its columns.

    Examples
    --------
    >>> blank_counts("Numbers", {Role.PERIOD: "Month"}).table.headings
    ('Month',)
    """
    import pandas as pd

    columns = list(headings.values())
    frame = pd.DataFrame(
        {heading: np.empty(0, dtype=object) for heading in columns},
        index=pd.Index([], dtype=np.int64),
    )
    kinds = {heading: np.empty(0, dtype=np.uint8) for heading in columns}
    letters = {heading: at for at, heading in enumerate(columns, 1)}
    source = Source(Path(name), None, (), 1)
    return Project(Table(frame, kinds, letters), source, Shape.COUNTS, dict(headings))
