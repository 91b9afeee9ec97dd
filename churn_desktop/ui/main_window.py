"""The window: menus, tool bar and panels around the pages of one document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QDockWidget,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.core.errors import (
    ChurnDesktopError,
    FileProblem,
    NotASeries,
    UnclearList,
    UnreadableFile,
)
from churn_desktop.core.project import MONEY, Project
from churn_desktop.core.schema import Role, Shape
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.messages import explain_error
from churn_desktop.pages.model import PageId
from churn_desktop.storage import recent
from churn_desktop.ui import settings
from churn_desktop.ui.document import Document
from churn_desktop.ui.import_asking import ImportAsking
from churn_desktop.ui.mending import Mending
from churn_desktop.ui.menus import Menus
from churn_desktop.ui.opening import Opening, dropped_files
from churn_desktop.ui.reading_words import read_as, rows_used
from churn_desktop.ui.report_export import Exporter
from churn_desktop.ui.saving import Saving
from churn_desktop.ui.segments import Segment
from churn_desktop.ui.settings import Settings
from churn_desktop.ui.views.controls import Controls
from churn_desktop.ui.views.formula_bar import FormulaBar
from churn_desktop.ui.views.notice_bar import Notice, NoticeBar, Offer, Tone
from churn_desktop.ui.views.progress_line import ProgressLine
from churn_desktop.ui.views.shown_rows import ShownRows
from churn_desktop.ui.views.start_page import StartPage

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent

    from churn_desktop.ui.pages_area import PagesArea

READING, FAILURE, STOPPED = "reading", "failure", "stopped"
"""Topics of notices."""

STEPPED = ("allowed_gap_days", "early_months", "mid_months", "lapse_days", *MONEY)
"""Assumptions with a spin box, whose steps are taken back together."""


class MainWindow(QMainWindow):
    """Shows one document.

    Signals
    -------
    window_wanted(Path or tuple of Path)
        A file, or several as one list, is to be opened beside the one that is open.
    copy_wanted(Path)
        What a project file holds is to be opened in a window of its own.
    language_wanted()
        The other language is wanted.
    theme_wanted(str)
    quit_wanted()
    closed()
    """

    window_wanted = Signal(object)
    copy_wanted = Signal(object)
    language_wanted = Signal()
    theme_wanted = Signal(str)
    quit_wanted = Signal()
    pages_made = Signal()
    closed = Signal()

    def __init__(self, document: Document, remembered: Settings) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setAcceptDrops(True)
        # Its usual menu would let the tool bar vanish with no way to get it back.
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.document, self.settings = document, remembered
        self.formula_bar = FormulaBar()
        self.notices = NoticeBar()
        self.start_page = StartPage(recent.recent_files())
        self._pages: PagesArea | None = None
        self._told = ""
        self.controls = Controls()
        self.exporter = Exporter(document, remembered, self.notices, self)
        self.saving = Saving(document, remembered, self.notices, self)
        self.asking = ImportAsking(document, self.notices, self)
        self.opening = Opening(self)
        self.mending = Mending(document, self.notices, self)
        self._build_middle()
        self._build_dock()
        self._build_status()
        self.menus = Menus(self)
        self._connect_parts()
        self._connect_document()
        self._restore()
        self._show_project()
        if document.project is not None:
            self.pages.choose(PageId.OVERVIEW)
            self._show_findings()

    @property
    def pages(self) -> PagesArea:
        """The pages; made when they are first needed, for the window to show early."""
        if self._pages is None:
            from churn_desktop.ui.layout_keeping import LayoutKeeping
            from churn_desktop.ui.pages_area import PagesArea
            from churn_desktop.ui.sheet.editing import SheetEditing
            from churn_desktop.ui.views.assumptions_panel import AssumptionsPanel

            pages = PagesArea(self.document, self.formula_bar)
            pages.expert = self.settings.get(settings.EXPERT)
            pages.charts_above = self.settings.get(settings.CHARTS_ABOVE)
            pages.columns_wanted.connect(self.check_columns)
            pages.mend_wanted.connect(self.mending.offer)
            pages.meaning_chosen.connect(self.change_meaning)
            pages.totals_told.connect(self.totals_label.setText)
            pages.list.page_chosen.connect(self.saving.remember_page)
            pages.customers.shown_told.connect(self.shown_rows.tell)
            self.shown_rows.clicked.connect(pages.customers.show_all)
            LayoutKeeping(self.document, pages.customers, pages)
            self.editing = SheetEditing(
                self.document, pages.customers, self.notices, pages
            )
            self.formula_bar.cell_typed.connect(self.editing.write_cell)
            self.formula_bar.cell_left.connect(pages.customers.sheet.leave_cell)
            self.document.long_edits.changed.connect(self.formula_bar.set_locked)
            self.panel = AssumptionsPanel()
            self.panel.changed.connect(self.assume)
            self.dock.setWidget(self.panel)
            self._stack.addWidget(pages)
            self._pages = pages
            self.pages_made.emit()
        return self._pages

    def prepare(self) -> None:
        """Make what the first list will need, while the user looks for it."""
        assert self.pages is not None

    def _build_middle(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start_page)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.formula_bar)
        column.addWidget(self.notices)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(middle)

    def _build_dock(self) -> None:
        self.dock = QDockWidget(_("Assumptions"))
        self.dock.setObjectName("assumptionsDock")
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.dock.hide()

    def _build_status(self) -> None:
        self.used_label, self.totals_label = QLabel(), QLabel()
        self.shown_rows = ShownRows()
        self.used_label.setObjectName("usedLabel")
        self.totals_label.setObjectName("totalsLabel")
        self.used_label.setContentsMargins(8, 0, 16, 0)
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.used_label)
        bar.addWidget(self.shown_rows)
        bar.addWidget(self.totals_label, 1)
        bar.addPermanentWidget(ProgressLine(self.document.runner))
        bar.addPermanentWidget(self.saving.label)

    def _connect_parts(self) -> None:
        self.start_page.open_wanted.connect(self.opening.ask_for_files)
        self.start_page.file_chosen.connect(self.open_path)
        self.controls.period_chosen.connect(
            lambda period: self.assume(_("change of period"), "period", period)
        )
        self.controls.as_of_chosen.connect(
            lambda when: self.assume(_("change of as-of date"), "as_of", when)
        )
        self.controls.segment_chosen.connect(self.choose_segment)

    def _connect_document(self) -> None:
        # Methods only: they let go of the document when the window does.
        self.document.opened.connect(self._show_opened)
        self.document.project_changed.connect(self._show_project)
        self.document.analysis_changed.connect(self._show_findings)
        self.document.failed.connect(self.show_failure)
        self.document.stopped.connect(self._show_stopped)

    # --- what the user asks for -----------------------------------------------------

    def open_path(self, path: Path) -> None:
        """Open a file here, or in a window of its own when a list is open."""
        if self.document.project is not None:
            self.window_wanted.emit(path)
            return
        self.notices.forget(FAILURE)
        self.settings.put(settings.FOLDER, str(path.parent))
        self.document.open(path)

    def close_list(self) -> None:
        """Close the list, or the window when none is open."""
        if self.document.project is None:
            self.close()
        elif self.saving.may_leave(self.document.close):
            self.document.close()

    def assume(self, text: str, name: str, value: object) -> None:
        """Change one assumption."""
        project = self.document.project
        if project is None or getattr(project.assumptions, name) == value:
            return
        merge_id = STEPPED.index(name) if name in STEPPED else -1
        self.document.apply(text, lambda p: p.assuming(**{name: value}), merge_id)

    def change_meaning(self, heading: str, role: Role | None) -> None:
        """Give a column another meaning."""
        from churn_desktop.importing.importer import with_roles
        from churn_desktop.ui.pages_area import meanings

        self.document.apply(
            _("change of the meaning of “{column}”").format(column=heading),
            lambda project: with_roles(project, meanings(project, heading, role)),
        )

    def choose_segment(self, segment: Segment | None) -> None:
        """Look at some customers only."""
        self.document.choose_segment(segment)

    def check_columns(self) -> None:
        """Ask how the list is to be read."""
        self.asking.ask()

    # --- what the document tells ----------------------------------------------------

    def _show_opened(self) -> None:
        project = self.document.project
        if project is None:
            return
        saved = self.document.file.path
        if saved is not None or len(project.source.paths) == 1:
            # One of several files would open as something else.
            recent.remember(saved or project.source.path)
        self.menus.show_recent()
        self.pages.customers.forget()
        usual = PageId.OVERVIEW if project.shape else PageId.CUSTOMERS
        self.pages.choose(self.saving.remembered_page(usual))
        self.pages.list.setFocus()

    def _show_project(self) -> None:
        project = self.document.project
        has_list = project is not None
        page = self.pages if has_list else self.start_page
        self._stack.setCurrentWidget(page)
        self.formula_bar.setVisible(has_list)
        self.menus.enable(has_list=has_list)
        if project is None:
            self.used_label.clear()
            self.totals_label.clear()
            self.notices.forget(READING)
            self._told = ""
            self.shown_rows.hide()
            self.controls.forget()
            self.dock.hide()
            self.start_page.show_recent(recent.recent_files())
            return
        self.pages.show_project(project)
        self._tell_reading(project)
        self._show_choices()

    def _tell_reading(self, project: Project) -> None:
        """Say how the list is read, unless that is what was said last."""
        first = self.document.first_reading
        told = read_as(project, recalled=first is not None and first.recalled)
        if told != self._told:
            self._told = told
            tone = Tone.NOTE if project.shape else Tone.WARNING
            offers = (Offer(_("Check columns…"), self.check_columns),)
            self.notices.tell(Notice(told, tone, offers, READING, background=True))

    def _show_findings(self) -> None:
        findings = self.document.findings
        if self.document.project is not None:
            self.pages.show_findings(findings)
        self.used_label.setText("" if findings is None else rows_used(findings))
        self.menus.enable_export(on=findings is not None)
        self.notices.forget(STOPPED)
        if findings is not None:
            self.notices.forget(FAILURE)
        self._show_choices()

    def _show_choices(self) -> None:
        project, findings = self.document.project, self.document.findings
        if project is None:
            return
        told, as_of, groups = project.assumptions, None, {}
        if findings is not None:
            as_of, groups = findings.as_of, dict(findings.groups)
        segment = self.document.segment
        if findings is None:
            self.controls.setEnabled(False)
        else:
            self.controls.show_choices(told.period, as_of, groups, segment)
        silence = project.shape is Shape.PURCHASES
        self.panel.show_assumptions(told, as_of, silence=silence)
        self.menus.show_assumptions(told, dated=as_of is not None)

    def _show_stopped(self) -> None:
        self.notices.tell(
            Notice(
                _("Stopped. The figures on screen are from before the last change."),
                Tone.WARNING,
                (Offer(_("Work them out"), self.document.work_out_again),),
                STOPPED,
            )
        )

    def show_failure(self, error: ChurnDesktopError) -> None:
        """Say what could not be done and offer the next step."""
        if isinstance(error, NotASeries):
            self.opening.failed(error)
            return
        text = explain_error(error).whole
        offers: tuple[Offer, ...] = ()
        if isinstance(error, UnclearList):
            offers = (Offer(_("Choose columns…"), self.check_columns),)
        elif isinstance(error, UnreadableFile):
            offers = (Offer(_("Choose another file…"), self.opening.ask_for_files),)
            if error.problem is FileProblem.MISSING:
                recent.forget(error.path)
                self.start_page.show_recent(recent.recent_files())
        self.notices.tell(Notice(text, Tone.ERROR, offers, FAILURE))
        if isinstance(error, UnclearList) and self.document.undo_stack.count() == 0:
            self.check_columns()

    # --- what Qt tells --------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()
            self.start_page.set_hot(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.start_page.set_hot(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.start_page.set_hot(False)
        if paths := dropped_files(event):
            event.acceptProposedAction()
            self.opening.open_files(paths)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.document.file.look()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.remember()
        if not self.saving.may_leave(self.close):
            event.ignore()
            return
        super().closeEvent(event)
        self.closed.emit()

    def remember(self) -> None:
        """Keep size and place for the next window."""
        self.settings.put(settings.GEOMETRY, self.saveGeometry())
        self.settings.put(settings.LAYOUT, self.saveState())

    def _restore(self) -> None:
        if not self.restoreGeometry(self.settings.get(settings.GEOMETRY)):
            self.resize(1280, 820)
        self.restoreState(self.settings.get(settings.LAYOUT))
