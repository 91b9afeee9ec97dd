from __future__ import annotations

from xlsxwriter.workbook import Workbook

from churn_desktop import i18n
from churn_desktop.output.sheets import styles
from churn_desktop.output.sheets.styles import Styles


def test_looks_are_made_once_and_later_ones_win() -> None:
    workbook = Workbook("unused.xlsx")
    made = Styles(workbook)
    plain = made(styles.NUMBER)
    assert made(styles.NUMBER) is plain
    marked = made(styles.NUMBER, styles.MARKED, num_format="0%")
    assert marked is not plain
    assert (marked.bold, marked.num_format) == (True, "0%")
    workbook.fileclosed = True


def test_each_language_has_a_font_readers_have() -> None:
    assert styles.font_name() == "Arial"
    i18n.use("zh_CN")
    assert styles.font_name() == "Microsoft YaHei"
