"""The counts of each period as formulas over the stays, and the steps in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from churn_desktop.core.calendar import Period, to_date
from churn_desktop.engine.movements import Movements
from churn_desktop.i18n import gettext as _
from churn_desktop.output.sheets import cells, styles
from churn_desktop.output.sheets.calculation import Column, write_column
from churn_desktop.output.sheets.cells import literal, reference, span
from churn_desktop.output.sheets.placement import TablePlace
from churn_desktop.output.sheets.sheet_setup import Setting
from churn_desktop.output.sheets.stay_sheet import BEGIN, END, FIRST, NUMBER, StayPlace

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

OK = "OK"
_FROM, _UNTIL, _SAME, _AGAIN, _STAYED, _CHECK = range(6)


@dataclass(frozen=True, slots=True, eq=False)
class PeriodCells:
    """The table of movements with the cells to its right that its counts need.

    Attributes
    ----------
    table : TablePlace
        Has the columns opening, new, returned, lost, joined_and_left and closing.
    movements : Movements
    stays : StayPlace or None
        None when the counts are values.
    """

    table: TablePlace
    movements: Movements
    stays: StayPlace | None

    @property
    def bounds(self) -> npt.NDArray[np.int32]:
        """First day of each period and the day after the last one that counts."""
        return self.movements.bounds

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods, one for each row."""
        return self.movements.periods

    def first_day(self, row: int) -> str:
        """Refer to the first day of a period."""
        return self._helper(row, _FROM, self.table.sheet)

    def day_after(self, row: int) -> str:
        """Refer to the day after a period's last one that counts."""
        return self._helper(row, _UNTIL, self.table.sheet)

    @property
    def checks(self) -> str:
        """Refer to the cells that say whether each period adds up."""
        first = self.table.first
        last = first + self.table.rows - 1
        return span(first, last, self._column(_CHECK), self.table.sheet)

    def count(self, row: int, measure: str) -> str | None:
        """Give the formula of a count; None for what the stays do not tell."""
        if self.stays is None:
            return None
        return self._counts(row, self.stays).get(measure)

    def _counts(self, row: int, stays: StayPlace) -> dict[str, str]:
        begin, end, first = (stays.span(column) for column in (BEGIN, END, FIRST))
        from_day, until = self._helper(row, _FROM), self._helper(row, _UNTIL)
        begun = f'{begin},">="&{from_day},{begin},"<"&{until}'
        same, again, stayed = (
            self._helper(row, helper) for helper in (_SAME, _AGAIN, _STAYED)
        )

        def cell(measure: str) -> str:
            return self.table.cell(row, measure, here=True)

        return {
            "opening": _open_on(stays, from_day),
            "new": f"COUNTIFS({stays.span(NUMBER)},1,{begun})",
            "returned": (
                f'COUNTIFS({begun},{end},">="&{until},{first},"<"&{from_day})-{again}'
            ),
            "lost": f"{cell('opening')}-{same}-{again}",
            "joined_and_left": f"{cell('new')}-{stayed}",
            "leave_events": f'COUNTIFS({end},">="&{from_day},{end},"<"&{until})',
            "closing": _open_on(stays, until),
        }

    def write(self, sheet: Worksheet, setting: Setting) -> None:
        """Write the cells at the right of the table, under grey headings."""
        head = setting.styles(styles.ADDED_HEADER)
        for at, column in self._columns():
            place = self._column(at)
            sheet.set_column(place, place, 13)
            sheet.write_string(self.table.header, place, column.title, head)
            write_column(sheet, self.table.first, place, column, setting)

    def _columns(self) -> list[tuple[int, Column]]:
        rows = range(self.table.rows)
        columns = [(_CHECK, Column(_("Check"), [self._verdict(row) for row in rows],
                                   [self._check(row) for row in rows]))]  # fmt: skip
        if self.stays is None:
            return columns
        days = [cells.serial(to_date(int(day))) for day in self.bounds]
        frame, day = self.movements.frame, "yyyy-mm-dd"
        same = self._in_the_same_stay()
        kept = (frame["opening"] - frame["lost"]).to_numpy()
        stayed = (frame["new"] - frame["joined_and_left"]).tolist()
        stays = self.stays
        return [
            (_FROM, Column(_("Counted from"), days[:-1], num_format=day)),
            (_UNTIL, Column(_("Counted until before"), days[1:], num_format=day)),
            (_SAME, Column(_("Still in the same stay"), same.tolist(),
                           [self._same(row, stays) for row in rows])),
            (_AGAIN, Column(_("Left and came back"), (kept - same).tolist(),
                            [self._again(row, stays) for row in rows])),
            (_STAYED, Column(_("New and still there"), stayed,
                             [self._stayed(row, stays) for row in rows])),
            *columns,
        ]  # fmt: skip

    def _in_the_same_stay(self) -> npt.NDArray[np.int64]:
        stays = self.movements.book.stays
        return np.array(
            [
                np.count_nonzero((stays.start < first) & (stays.end >= after))
                for first, after in zip(self.bounds[:-1], self.bounds[1:], strict=True)
            ],
            dtype=np.int64,
        )

    def _same(self, row: int, stays: StayPlace) -> str:
        from_day, until = self._helper(row, _FROM), self._helper(row, _UNTIL)
        begin, end = stays.span(BEGIN), stays.span(END)
        return f'COUNTIFS({begin},"<"&{from_day},{end},">="&{until})'

    def _again(self, row: int, stays: StayPlace) -> str:
        """Count who began anew in the period and was there at its start, too."""
        from_day, until = self._helper(row, _FROM), self._helper(row, _UNTIL)
        begin, end = stays.span(BEGIN), stays.span(END)
        there = f'{begin},">="&{from_day},{begin},"<"&{until},{end},">="&{until}'
        pieces = []
        for number in range(1, stays.back + 1):
            began, ended = stays.earlier(number)
            before = f'{began},"<"&{from_day},{ended},">="&{from_day}'
            pieces.append(f"COUNTIFS({there},{before})")
        return "+".join(pieces) or "0"

    def _stayed(self, row: int, stays: StayPlace) -> str:
        from_day, until = self._helper(row, _FROM), self._helper(row, _UNTIL)
        begin, end, first = (stays.span(column) for column in (BEGIN, END, FIRST))
        return (
            f'COUNTIFS({first},">="&{from_day},{first},"<"&{until},'
            f'{begin},"<"&{until},{end},">="&{until})'
        )

    def _check(self, row: int) -> str:
        opening, new, returned, lost, briefly, closing = (
            self.table.cell(row, measure, here=True)
            for measure in (
                "opening", "new", "returned", "lost", "joined_and_left", "closing",
            )
        )  # fmt: skip
        balance = f"{opening}+{new}+{returned}-{lost}-{briefly}"
        return f"IF({balance}={closing},{literal(OK)},{literal(_('check!'))})"

    def _verdict(self, row: int) -> str:
        f = self.movements.frame.iloc[row]
        closing = f.opening + f.new + f.returned - f.lost - f.joined_and_left
        return OK if closing == f.closing else _("check!")

    def _column(self, helper: int) -> int:
        return self.table.after + 1 + helper

    def _helper(self, row: int, helper: int, sheet: str | None = None) -> str:
        return reference(self.table.first + row, self._column(helper), sheet)


def _open_on(stays: StayPlace, day: str) -> str:
    begin, end = stays.span(BEGIN), stays.span(END)
    return f'COUNTIFS({begin},"<"&{day},{end},">="&{day})'
