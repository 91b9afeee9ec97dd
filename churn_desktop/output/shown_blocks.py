"""Which blocks of a page are worth handing on."""

from __future__ import annotations

import pandas as pd

from churn_desktop.pages.model import Block, Chart, ChartKind, Page, Table, Text

_BARS = (ChartKind.BAR, ChartKind.STACKED)


def shown_blocks(page: Page) -> tuple[Block, ...]:
    """Give the blocks of a page; of what is empty only what its title says.

    Parameters
    ----------
    page : Page

    Returns
    -------
    tuple of Block
        Tables without rows and charts in which there is nothing to see, not even a
        bar, have become sentences.
    """
    found: list[Block] = []
    for block in page.blocks:
        if not isinstance(block, Table | Chart) or not _is_blank(block, page):
            found.append(block)
        elif block.title:
            found.append(Text(block.title, expert=block.expert))
    return tuple(found)


def _is_blank(block: Table | Chart, page: Page) -> bool:
    """Tell whether nothing at all would be drawn but headings or axes."""
    if isinstance(block, Table):
        return len(block.frame) == 0
    frame = page.table(block.table).frame
    data = [series.measure for series in block.series if not series.dashed]
    values = frame[data].apply(pd.to_numeric, errors="coerce")
    if block.kind in _BARS:
        return not values.fillna(0).to_numpy().any()
    return bool(values.isna().to_numpy().all())
