"""The only door to the pages: an analysis becomes a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Lock
from typing import TYPE_CHECKING

from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages import (
    calculator,
    claims,
    cohorts,
    cost,
    customers,
    data_check,
    definitions,
    followups,
    incentives,
    lifetimes,
    overview,
    periods,
    purchase_cycle,
    reasons,
    renewals,
    revenue,
    segments,
    signals,
    stages,
    targets,
    value,
    what_if,
)
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Page, PageId, Report
from churn_desktop.pages.sentences import count

if TYPE_CHECKING:
    from churn_desktop.core.project import Project
    from churn_desktop.engine.analysis import Analysis
    from churn_desktop.importing.importer import Understanding

PAGES: dict[PageId, Callable[[Material], Page]] = {
    PageId.CUSTOMERS: customers.lay_out,
    PageId.DATA_CHECK: data_check.lay_out,
    PageId.OVERVIEW: overview.lay_out,
    PageId.PERIODS: periods.lay_out,
    PageId.DEFINITIONS: definitions.lay_out,
    PageId.REVENUE: revenue.lay_out,
    PageId.STAGES: stages.lay_out,
    PageId.LIFETIMES: lifetimes.lay_out,
    PageId.COHORTS: cohorts.lay_out,
    PageId.SEGMENTS: segments.lay_out,
    PageId.REASONS: reasons.lay_out,
    PageId.SIGNALS: signals.lay_out,
    PageId.PURCHASE_CYCLE: purchase_cycle.lay_out,
    PageId.RENEWALS: renewals.lay_out,
    PageId.COST: cost.lay_out,
    PageId.VALUE: value.lay_out,
    PageId.CLAIMS: claims.lay_out,
    PageId.FOLLOWUPS: followups.lay_out,
    PageId.TARGETS: targets.lay_out,
    PageId.WHAT_IF: what_if.lay_out,
    PageId.INCENTIVES: incentives.lay_out,
    PageId.CALCULATOR: calculator.lay_out,
}
"""Who lays out each page, in the order of every output."""


class Pages:
    """The pages of one analysed list, each laid out when it is first asked for.

    May be asked from several threads: the same page is always the same value.

    Parameters
    ----------
    project : Project
    understanding : Understanding
        Of the project.
    analysis : Analysis
        Of the understanding's book, or of a part of it.

    Attributes
    ----------
    missing : mapping of PageId to tuple of Role
        Of which meanings each page needs one that no column has; () for most.
    """

    def __init__(
        self, project: Project, understanding: Understanding, analysis: Analysis
    ) -> None:
        self._material = Material(project, understanding, analysis)
        self._known: dict[PageId, Page] = {}
        self._lock = Lock()
        self.missing = {page_id: self._material.missing(page_id) for page_id in PAGES}

    @property
    def currency(self) -> str | None:
        """ISO code of every amount."""
        return self._material.currency

    def known(self, page_id: PageId) -> Page | None:
        """Give a page if it has been laid out."""
        return self._known.get(page_id)

    def page(self, page_id: PageId) -> Page:
        """Give a page."""
        with self._lock:
            if page_id not in self._known:
                self._known[page_id] = PAGES[page_id](self._material)
            return self._known[page_id]

    def report(self, only: Iterable[PageId] = tuple(PAGES)) -> Report:
        """Give the pages in the order of every output."""
        material, wanted = self._material, frozenset(only)
        as_of = _("As of {date}").format(date=material.as_of) if material.as_of else ""
        return Report(
            material.project.source.path.stem,
            as_of,
            _source(material),
            material.currency,
            tuple(self.page(page_id) for page_id in PAGES if page_id in wanted),
        )


def lay_out(
    project: Project,
    understanding: Understanding,
    analysis: Analysis,
    only: tuple[PageId, ...] | None = None,
) -> Report:
    """Lay out the pages in the user's language.

    Parameters
    ----------
    project : Project
    understanding : Understanding
        Of the project.
    analysis : Analysis
        Of the understanding's book, or of a part of it.
    only : tuple of PageId, optional
        The pages that are wanted; all when not given. Their order is always the same.

    Returns
    -------
    Report
        A page whose columns are missing is there, without blocks, and names them.
    """
    pages = Pages(project, understanding, analysis)
    return pages.report() if only is None else pages.report(only)


def _source(material: Material) -> str:
    source = material.project.source
    total = len(material.project.table)
    rows = ngettext(
        "{used} of {count} row used", "{used} of {count} rows used", total
    ).format(used=count(int(material.understanding.used.sum())), count=count(total))
    if source.sheet is None:
        return _("{file}: {rows}").format(file=source.path.name, rows=rows)
    return _("{file}, sheet “{sheet}”: {rows}").format(
        file=source.path.name, sheet=source.sheet, rows=rows
    )
