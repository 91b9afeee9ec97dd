"""The time between the last thing a list tells and the as-of date."""

from __future__ import annotations

from churn_desktop.core.book import Book
from churn_desktop.core.calendar import NO_DAY, to_date, to_day
from churn_desktop.core.schema import Role, Shape
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Text

_KNOWN = (Shape.SUBSCRIPTIONS, Shape.PURCHASES)


def nothing_since(material: Material) -> list[Text]:
    """Warn that the list may end before the period whose figures come first.

    Parameters
    ----------
    material : Material

    Returns
    -------
    list of Text
        One warning when nothing in the whole list happened in the headline period or
        later; else none.

    Notes
    -----
    The as-of date is the latest day of the list unless the user chose another. In a
    list that ends long before it, contracts look as if everybody stayed, and purchases
    as if everybody left.
    """
    book, row = material.understanding.book, material.headline
    if row is None or book.as_of is None or book.shape not in _KNOWN:
        return []
    last = _last_day(book, book.as_of)
    if last == NO_DAY or last >= to_day(material.periods[row].start):
        return []
    return [
        Text(
            _(
                "Nothing in the list happened after {date}. If the list was made then, "
                "nobody could be seen to come or leave since: choose that day as the "
                "as-of date."
            ).format(date=to_date(last).isoformat()),
            warning=True,
        )
    ]


def _last_day(book: Book, as_of: int) -> int:
    """Give the latest start, end, activity or purchase up to the as-of date."""
    days = [book.contracts.start, book.contracts.end]
    if Role.LAST_ACTIVITY in book.attributes.days:
        days.append(book.attributes.days[Role.LAST_ACTIVITY])
    if book.purchases is not None:
        days.append(book.purchases.day)
    return max(int(each[each <= as_of].max(initial=NO_DAY)) for each in days)
