"""The look of the workbook: one set of formats, readable in grey too."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from churn_desktop import i18n

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

Look: TypeAlias = dict[str, object]

INK = "#1F2328"
MUTED = "#5B636B"
ACCENT = "#1F4E79"
PALE = "#EAF1F8"
RULE = "#C9D1D9"
MARK = "#FFE9A8"
PAPER = "#FFFFFF"
DEEP = "#80B0CE"

TITLE: Look = {"bold": True, "font_size": 18, "font_color": ACCENT}
SUBTITLE: Look = {"font_color": MUTED}
LINK: Look = {"font_color": "#0563C1", "underline": 1}
SENTENCE: Look = {"text_wrap": True, "valign": "top"}
WARNING: Look = {**SENTENCE, "bg_color": MARK, "left": 5, "left_color": "#A87400"}
HEADING: Look = {"bold": True, "font_size": 13, "font_color": ACCENT}
HEADER: Look = {
    "bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "text_wrap": True,
    "valign": "vcenter", "align": "center", "border": 1, "border_color": ACCENT,
}  # fmt: skip
ADDED_HEADER: Look = {**HEADER, "bg_color": MUTED, "border_color": MUTED}
CELL: Look = {"bottom": 1, "bottom_color": RULE, "valign": "vcenter"}
NAME: Look = {**CELL, "align": "left"}
LONG_NAME: Look = {**NAME, "text_wrap": True}
NUMBER: Look = {**CELL, "align": "right"}
FAINT: Look = {"italic": True, "font_color": MUTED}
MARKED: Look = {"bg_color": MARK, "bold": True}
CARD_TITLE: Look = {**CELL, "bold": True, "valign": "vcenter", "bg_color": PALE}
CARD_VALUE: Look = {
    **CELL, "bold": True, "font_size": 16, "font_color": ACCENT, "align": "right",
    "valign": "vcenter", "bg_color": PALE,
}  # fmt: skip
CARD_NOTE: Look = {
    **CELL, "indent": 1, "font_color": MUTED, "text_wrap": True, "valign": "vcenter",
    "bg_color": PALE,
}  # fmt: skip
TERM: Look = {"bold": True, "valign": "top", "text_wrap": True, "font_size": 9}
TERM_NOTE: Look = {
    "valign": "top", "text_wrap": True, "font_size": 9, "font_color": MUTED,
}  # fmt: skip
GOOD: Look = {**CELL, "align": "center", "bold": True, "font_color": "#00543D"}


class Styles:
    """Makes each combination of looks once; a workbook holds few formats."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self._letters: Look = {
            "font_name": font_name(),
            "font_size": 10,
            "font_color": INK,
        }

    def __call__(self, *looks: Look, num_format: str | None = None) -> Format:
        """Give the format of some looks put over one another."""
        wanted = dict(self._letters)
        for look in looks:
            wanted.update(look)
        if num_format is not None:
            wanted["num_format"] = num_format
        key = tuple(sorted(wanted.items(), key=lambda item: item[0]))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(wanted)
        return self._made[key]


def font_name() -> str:
    """Name the font of the workbook, one that the readers' computers have."""
    return "Microsoft YaHei" if i18n.language() == "zh_CN" else "Arial"
