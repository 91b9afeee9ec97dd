"""How customers are named in a table."""

from __future__ import annotations

from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Measure, Unit
from churn_desktop.pages.terms import measure


def who_measures(material: Material) -> tuple[Measure, ...]:
    """Name customers by name and number, or by number alone in lists without names.

    The table has the columns ``name`` and ``customer_id``.
    """
    number = measure("customer_id", Unit.TEXT)
    book = material.book
    if bool((book.names == book.ids).all()):
        return (number,)
    return (measure("name", Unit.TEXT), number)
