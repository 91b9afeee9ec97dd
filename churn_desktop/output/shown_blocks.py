"""Which blocks of a page are worth handing on."""

from __future__ import annotations

from churn_desktop.pages.model import Block, Page, Table, Text


def shown_blocks(page: Page) -> tuple[Block, ...]:
    """Give the blocks of a page; of a table without rows only what its title says.

    Parameters
    ----------
    page : Page
    """
    drawn = {chart.table for chart in page.charts}
    found: list[Block] = []
    for block in page.blocks:
        if not isinstance(block, Table) or len(block.frame) or block.key in drawn:
            found.append(block)
        elif block.title:
            found.append(Text(block.title, expert=block.expert))
    return tuple(found)
