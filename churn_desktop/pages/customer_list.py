"""What tables have in common that list customers one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Measure, Members, Unit
from churn_desktop.pages.terms import measure

if TYPE_CHECKING:
    from churn_desktop.core.book import Codes
    from churn_desktop.core.table import Texts

MOST_LISTED = 1_000
"""So many rows; whoever matters most comes first."""


def who_measures(material: Material) -> tuple[Measure, ...]:
    """Name customers by name and number, or by number alone in lists without names.

    The table has the columns of `who_columns`.
    """
    number = measure("customer_id", Unit.TEXT)
    book = material.book
    if bool((book.names == book.ids).all()):
        return (number,)
    return (measure("name", Unit.TEXT), number)


def who_columns(material: Material, who: Codes) -> dict[str, Texts]:
    """Give the name and the number of the customer of each row.

    Parameters
    ----------
    material : Material
    who : ndarray of int32
        The customer of each row.
    """
    book = material.book
    return {"name": book.names[who], "customer_id": book.ids[who]}


def one_by_one(material: Material, who: Codes) -> Members:
    """Give the customer of each row as the one behind all of its cells."""
    return material.members(lambda row, _key: who[row : row + 1])
