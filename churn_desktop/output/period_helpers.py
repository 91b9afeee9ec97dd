"""The counts of a period as formulas over the stays, with the steps in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from churn_desktop.core.calendar import to_date
from churn_desktop.engine.movements import Movements
from churn_desktop.i18n import gettext as _
from churn_desktop.output import cells, styles
from churn_desktop.output.calculation import Column, write_column
from churn_desktop.output.cells import reference
from churn_desktop.output.placement import TablePlace, header_row_height
from churn_desktop.output.sheet_setup import Setting
from churn_desktop.output.stay_sheet import BEGIN, END, FIRST, NUMBER, StayPlace

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

COUNTS = (
    "opening", "new", "returned", "lost", "joined_and_left", "leave_events", "closing",
)  # fmt: skip
_FROM, _UNTIL, _SAME, _AGAIN, _STAYED, _CHECK = range(6)
