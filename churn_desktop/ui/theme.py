"""Calm colours for light and dark screens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory


class Theme(StrEnum):
    """Which colours the user wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour of the window, as ``#rrggbb``.

    Attributes
    ----------
    name : str
        ``"light"`` or ``"dark"``, as the charts know it.
    """

    name: str
    window: str
    raised: str
    sheet: str
    stripe: str
    line: str
    frame: str
    text: str
    faint: str
    accent: str
    on_accent: str
    soft_accent: str
    selected: str
    badge: str
    on_badge: str
    note: str
    warning: str
    error: str


LIGHT = Colours(
    name="light",
    window="#f2f4f6",
    raised="#ffffff",
    sheet="#ffffff",
    stripe="#f7f9fa",
    line="#d5dade",
    frame="#c3c9ce",
    text="#1f2328",
    faint="#5b636b",
    accent="#00629e",
    on_accent="#ffffff",
    soft_accent="#e2eef7",
    selected="#cbe2f4",
    badge="#e2eef7",
    on_badge="#004a78",
    note="#e6f0f8",
    warning="#fff0c9",
    error="#fde0d6",
)

DARK = Colours(
    name="dark",
    window="#161719",
    raised="#1e1f22",
    sheet="#1e1f22",
    stripe="#232528",
    line="#3a3d42",
    frame="#9aa1a9",
    text="#e8eaed",
    faint="#a9b0b8",
    accent="#56b4e9",
    on_accent="#0c1c28",
    soft_accent="#213444",
    selected="#24496a",
    badge="#213a50",
    on_badge="#a5d6f7",
    note="#1c2e3c",
    warning="#4b3c10",
    error="#58291b",
)


INPUTS = (
    "QAbstractSpinBox",
    "QCheckBox",
    "QComboBox",
    "QLineEdit",
    "QPushButton",
    "QRadioButton",
)


def colours(palette: QPalette) -> Colours:
    """Give the colours that go with a palette."""
    dark = palette.color(QPalette.ColorRole.Base).lightness() < 128
    return DARK if dark else LIGHT


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole program."""
    hints = app.styleHints()
    scheme = {
        Theme.SYSTEM: Qt.ColorScheme.Unknown,
        Theme.LIGHT: Qt.ColorScheme.Light,
        Theme.DARK: Qt.ColorScheme.Dark,
    }[theme]
    # The frame around the window is the system's to draw: it must know as well.
    hints.setColorScheme(scheme)
    dark = theme is Theme.DARK or (
        theme is Theme.SYSTEM and hints.colorScheme() == Qt.ColorScheme.Dark
    )
    chosen = DARK if dark else LIGHT
    if app.style().name() != "fusion":
        app.setStyle(QStyleFactory.create("fusion"))
    app.setPalette(_palette(chosen))
    for kind in INPUTS:
        # PySide's stub asks for bytes, PySide itself for text.
        app.setPalette(_of_inputs(chosen), kind)  # type: ignore[arg-type]
    app.setStyleSheet(_of_qt(chosen) + _of_kinds(chosen))


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in {
        role.Window: c.window,
        role.WindowText: c.text,
        role.Base: c.sheet,
        role.AlternateBase: c.stripe,
        role.Text: c.text,
        role.Button: c.raised,
        role.ButtonText: c.text,
        role.BrightText: c.accent,
        role.ToolTipBase: c.raised,
        role.ToolTipText: c.text,
        role.PlaceholderText: c.faint,
        role.Highlight: c.accent,
        role.HighlightedText: c.on_accent,
        role.Link: c.accent,
        role.LinkVisited: c.accent,
        role.Accent: c.accent,
        role.Mid: c.line,
        role.Dark: c.line,
        role.Light: c.raised,
        role.Midlight: c.line,
        role.Shadow: c.line,
    }.items():
        palette.setColor(name, QColor(colour))
    for name in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(c.faint))
    return palette


def _of_inputs(c: Colours) -> QPalette:
    """Make frames visible: Qt draws them somewhat darker than a window's ground."""
    palette = _palette(c)
    palette.setColor(QPalette.ColorRole.Window, QColor(c.frame))
    return palette


def _of_qt(c: Colours) -> str:
    """Dress Qt's own widgets where a palette cannot say enough."""
    return f"""
    QToolTip {{ background: {c.raised}; color: {c.text};
        border: 1px solid {c.line}; padding: 4px; }}
    QMainWindow::separator {{ background: {c.line}; width: 1px; height: 1px; }}
    QDialogButtonBox, QMessageBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QDockWidget::title {{ background: {c.raised}; padding: 7px 12px;
        border-bottom: 1px solid {c.line}; }}
    QSplitter::handle {{ background: transparent; }}
    QToolBar {{ background: {c.raised}; border: none;
        border-bottom: 1px solid {c.line}; spacing: 4px; padding: 4px 6px; }}
    QToolBar QToolButton {{ padding: 4px 8px; border: 1px solid transparent;
        border-radius: 4px; }}
    QToolBar QToolButton:hover {{ background: {c.soft_accent}; }}
    QToolBar QToolButton[kind="primary"] {{ background: {c.accent};
        color: {c.on_accent}; padding: 5px 12px; }}
    QToolBar QToolButton[kind="primary"]:disabled {{ background: {c.window};
        color: {c.faint}; border-color: {c.line}; }}
    QToolBar QToolButton:focus {{ border-color: {c.accent}; }}
    QStatusBar {{ background: {c.raised}; border-top: 1px solid {c.line}; }}
    QStatusBar::item {{ border: none; }}
    QHeaderView {{ background: {c.window}; border: none; }}
    QHeaderView::section {{ background: {c.window}; color: {c.faint}; border: none;
        border-right: 1px solid {c.line}; border-bottom: 1px solid {c.line};
        padding: 2px 6px; }}
    QTableCornerButton::section {{ background: {c.window}; border: none;
        border-right: 1px solid {c.line}; border-bottom: 1px solid {c.line}; }}
    QTableView {{ border: 1px solid {c.line}; gridline-color: {c.line};
        selection-background-color: {c.selected}; selection-color: {c.text}; }}
    QTableView:focus {{ border-color: {c.accent}; }}
    QTableView#frozenColumns {{ border: none; border-right: 2px solid {c.faint}; }}
    """


def _of_kinds(c: Colours) -> str:
    """Dress our own pieces by their kind, a dynamic property."""
    return f"""
    *[kind="card"] {{ background: {c.raised}; border: 1px solid {c.line};
        border-radius: 6px; text-align: left; }}
    *[kind="card"]:hover {{ border-color: {c.accent}; }}
    *[kind="card"]:focus {{ border: 2px solid {c.accent}; }}
    *[kind="panel"] {{ background: {c.raised}; border: 1px solid {c.line};
        border-radius: 6px; }}
    *[kind="drop"] {{ background: {c.raised}; border: 2px dashed {c.line};
        border-radius: 10px; }}
    *[kind="drop"][hot="true"] {{ border-color: {c.accent};
        background: {c.soft_accent}; }}
    *[kind="page"] {{ color: {c.text}; font-size: 15pt; font-weight: 600; }}
    *[kind="sentence"] {{ color: {c.text}; }}
    *[kind="warning"] {{ background: {c.warning}; color: {c.text};
        border-radius: 4px; padding: 6px 10px; }}
    *[kind="fold"] {{ border: none; padding: 4px 2px; font-weight: 600; }}
    *[kind="fold"]:focus {{ border: 1px solid {c.accent}; border-radius: 3px; }}
    *[kind="faint"] {{ color: {c.faint}; }}
    *[kind="title"] {{ color: {c.text}; font-weight: 600; }}
    *[kind="primary"] {{ background: {c.accent}; color: {c.on_accent};
        border: 1px solid {c.accent}; border-radius: 4px; padding: 5px 14px; }}
    *[kind="primary"]:focus {{ border: 2px solid {c.text}; }}
    *[kind="link"] {{ color: {c.accent}; background: transparent; border: none;
        text-align: left; padding: 3px 4px; }}
    *[kind="link"]:hover {{ text-decoration: underline; }}
    *[kind="link"]:focus {{ border: 1px solid {c.accent}; border-radius: 3px; }}
    *[kind="bar"] {{ background: {c.raised}; border: none;
        border-bottom: 1px solid {c.line}; }}
    *[kind="cell"] {{ background: {c.sheet}; color: {c.text};
        border: 2px solid {c.accent}; padding: 0; }}
    *[kind="notice"][tone="note"] {{ background: {c.note}; }}
    *[kind="notice"][tone="warning"] {{ background: {c.warning}; }}
    *[kind="notice"][tone="error"] {{ background: {c.error}; }}
    *[kind="notice"] {{ border: none; border-bottom: 1px solid {c.line}; }}
    *[kind="pages"] {{ background: {c.window}; border: none;
        border-right: 1px solid {c.line}; outline: none; }}
    *[kind="pages"]:focus {{ border-right: 1px solid {c.accent}; }}
    *[kind="pages"]::item {{ padding-left: 12px; border-left: 3px solid transparent; }}
    *[kind="pages"]::item:hover {{ background: {c.stripe}; }}
    *[kind="pages"]::item:selected {{ background: {c.soft_accent}; color: {c.text};
        border-left: 3px solid {c.accent}; }}
    *[kind="scroll"] {{ background: {c.window}; border: none; }}
    QLineEdit[wrong="true"] {{ background: {c.error}; }}
    """
