from __future__ import annotations

from churn_desktop.core.schema import DateOrder
from churn_desktop.importing.dateorder import DateColumn, Settled, settle
from churn_desktop.importing.values import read_dates
from tests.importing.lists import cells_of, iso

DMY, MDY, YMD = DateOrder.DMY, DateOrder.MDY, DateOrder.YMD


def dates(*texts: str) -> DateColumn:
    cells = cells_of(*texts)
    return DateColumn(cells, read_dates(cells))


def settled(*texts: str, forced: DateOrder | None = None) -> Settled:
    return settle({"when": dates(*texts)}, forced)["when"]


def days(*texts: str, forced: DateOrder | None = None) -> list[str | None]:
    column, found = dates(*texts), settled(*texts, forced=forced)
    read = column.days(found.order, mixed=found.mixed)[column.cells.codes]
    return [iso(day) for day in read]


def test_one_day_above_twelve_decides_the_column() -> None:
    assert settled("03/04/2024", "13/04/2024") == Settled(DMY)
    assert settled("03/04/2024", "04/13/2024") == Settled(MDY)
    assert days("03/04/2024", "13/04/2024") == ["2024-04-03", "2024-04-13"]
    assert days("03/04/2024", "04/13/2024") == ["2024-03-04", "2024-04-13"]


def test_dates_that_fit_one_order_ask_for_none() -> None:
    assert settled("2024-03-04", "2024年3月5日") == Settled(None)
    assert settled("05/05/2024") == Settled(None)
    assert days("05/05/2024") == ["2024-05-05"]


def test_open_question_is_read_day_first_and_said() -> None:
    found = settled("03/04/2024", "05/01/2024")
    assert found == Settled(DMY, "default", (MDY,))


def test_the_user_decides_above_all() -> None:
    assert settled("13/04/2024", forced=MDY) == Settled(MDY, "user")
    assert days("13/04/2024", "03/04/2024", forced=MDY) == [None, "2024-03-04"]


def test_a_stray_date_does_not_change_the_order() -> None:
    texts = [f"{day:02}/04/2024" for day in range(1, 31)] * 4
    assert settled(*texts, "04/31/2024") == Settled(DMY)
    assert settled(*texts, "04/30/2024") == Settled(DMY)
    assert days(*texts, "04/30/2024")[-1] is None


def test_two_orders_in_a_column_leave_only_certain_days() -> None:
    texts = ["13/04/2024", "04/13/2024", "03/04/2024"]
    assert settled(*texts) == Settled(None, mixed=True)
    assert days(*texts) == ["2024-04-13", "2024-04-13", None]


def test_a_column_follows_its_sheet() -> None:
    columns = {"a": dates("03/04/2024"), "b": dates("04/13/2024")}
    assert settle(columns)["a"] == Settled(MDY, "sheet")


def test_columns_of_several_orders_settle_nothing() -> None:
    columns = {
        "a": dates("03/04/2024"),
        "b": dates("04/13/2024"),
        "c": dates("13/04/2024"),
    }
    assert settle(columns)["a"].by == "default"


def test_no_end_comes_before_its_start() -> None:
    columns = {
        "start": dates("01/05/2024", "02/05/2024"),
        "end": dates("04/03/2024", "05/04/2024"),
    }
    found = settle(columns, ends=[("start", "end")])
    assert found["start"] == Settled(MDY, "ends")
    assert found["end"] == Settled(MDY, "ends")


def test_a_sorted_column_shows_its_order() -> None:
    texts = ["01/02/2024", "05/02/2024", "02/03/2024", "07/03/2024", "01/04/2024"]
    assert settled(*texts, "03/04/2024") == Settled(DMY, "sorted")
    assert settled("01/02/2024", "05/02/2024", "02/03/2024").by == "default"


def test_short_years_first() -> None:
    assert settled("24-3-5", "24-11-12") == Settled(YMD)
    assert days("24-3-5", "24-11-12") == ["2024-03-05", "2024-11-12"]


def test_short_years_last() -> None:
    assert settled("31/03/24", "05/14/24") == Settled(None, mixed=True)
    assert settled("03/31/24", "05/14/24") == Settled(MDY)
    texts = ["31/03/24", "05/04/24", "17/03/24", "22/04/24", "11/03/24"]
    assert settled(*texts) == Settled(DMY, "years")
    assert days(*texts)[:2] == ["2024-03-31", "2024-04-05"]


def test_a_short_year_follows_the_long_years_of_its_column() -> None:
    assert settled("2024-03-05", "10-03-05") == Settled(YMD)
    assert days("24-3-5", "13/04/2024") == ["2024-03-05", "2024-04-13"]


def test_a_day_read_as_a_year_scatters_the_dates() -> None:
    texts = ["11-01-02", "11-03-25", "11-02-17", "12-01-05", "11-05-29", "12-03-08"]
    assert settled(*texts) == Settled(YMD, "years")


def test_years_that_can_be_anything_stay_open() -> None:
    found = settled("01/02/03", "02/01/03")
    assert found == Settled(DMY, "default", (YMD, MDY))


def test_a_forced_year_first_reads_what_is_certain() -> None:
    assert days("13/04/2024", "24-03-05", forced=YMD) == ["2024-04-13", "2024-03-05"]
