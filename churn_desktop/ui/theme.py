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
    text: str
    faint: str
    accent: str
    on_accent: str
    soft_accent: str
    selected: str
    badge: str
    on_badge: str
    lost: str
    gained: str
    note: str
    warning: str
    error: str


LIGHT = Colours(
    name="light",
    window="#f3f5f7",
    raised="#ffffff",
    sheet="#ffffff",
    stripe="#f7f9fb",
    line="#d5dbe1",
    text="#1d2730",
    faint="#5b6874",
    accent="#1c5d99",
    on_accent="#ffffff",
    soft_accent="#e3eef8",
    selected="#cfe3f6",
    badge="#e3eef8",
    on_badge="#174a7c",
    lost="#a5460a",
    gained="#1c5d99",
    note="#e8f1fa",
    warning="#fff1cc",
    error="#fde3dc",
)

DARK = Colours(
    name="dark",
    window="#1e2226",
    raised="#272c31",
    sheet="#191c1f",
    stripe="#1e2226",
    line="#3b434b",
    text="#e6eaee",
    faint="#a3afba",
    accent="#69b0f0",
    on_accent="#10202e",
    soft_accent="#22384c",
    selected="#28496a",
    badge="#22384c",
    on_badge="#a9d2f8",
    lost="#f0a35e",
    gained="#69b0f0",
    note="#20313f",
    warning="#4a3d14",
    error="#542c22",
)


def colours(palette: QPalette) -> Colours:
    """Give the colours that go with a palette."""
    dark = palette.color(QPalette.ColorRole.Window).lightness() < 128
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
    app.setStyleSheet(_style_sheet(chosen))


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
        role.BrightText: c.lost,
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


def _style_sheet(c: Colours) -> str:
    """Give what a palette cannot say; by kind (a dynamic property), never by name."""
    return f"""
    QToolTip {{ background: {c.raised}; color: {c.text};
        border: 1px solid {c.line}; padding: 4px; }}
    QMainWindow::separator {{ background: {c.line}; width: 1px; height: 1px; }}
    QSplitter::handle {{ background: transparent; }}
    QToolBar {{ background: {c.raised}; border: none;
        border-bottom: 1px solid {c.line}; spacing: 4px; padding: 4px 6px; }}
    QToolBar QToolButton {{ padding: 4px 8px; border: 1px solid transparent;
        border-radius: 4px; }}
    QToolBar QToolButton:hover {{ background: {c.soft_accent}; }}
    QToolBar QToolButton:focus {{ border-color: {c.accent}; }}
    QStatusBar {{ background: {c.raised}; border-top: 1px solid {c.line}; }}
    QStatusBar::item {{ border: none; }}
    QHeaderView {{ background: {c.window}; border: none; }}
    QTableCornerButton::section {{ background: {c.window}; border: none;
        border-right: 1px solid {c.line}; border-bottom: 1px solid {c.line}; }}
    QTableView {{ border: 1px solid {c.line}; gridline-color: {c.line};
        selection-background-color: {c.selected}; selection-color: {c.text}; }}
    QTableView:focus {{ border-color: {c.accent}; }}
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
    *[kind="notice"][tone="note"] {{ background: {c.note}; }}
    *[kind="notice"][tone="warning"] {{ background: {c.warning}; }}
    *[kind="notice"][tone="error"] {{ background: {c.error}; }}
    *[kind="notice"] {{ border: none; border-bottom: 1px solid {c.line}; }}
    *[kind="pages"] {{ background: {c.window}; border: none;
        border-right: 1px solid {c.line}; outline: none; }}
    *[kind="pages"]::item {{ padding: 5px 8px; }}
    *[kind="scroll"] {{ background: {c.window}; border: none; }}
    """
