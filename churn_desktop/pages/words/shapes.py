"""What a row is in each kind of list."""

from __future__ import annotations

from collections.abc import Collection

from churn_desktop.core.schema import Role, Shape
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark

_SENTENCES = {
    Shape.SUBSCRIPTIONS: mark(
        "Each row is a contract or a customer with a start; without an end they are "
        "still a customer."
    ),
    Shape.SNAPSHOT: mark(
        "Each row is a customer: how long they have been here, and whether they left."
    ),
    Shape.PURCHASES: mark(
        "Each row is an order; who stays silent for too long counts as lost."
    ),
    Shape.MONTHLY: mark(
        "Each row is a customer and each month a column; who pays nothing from some "
        "month on has left."
    ),
    Shape.COUNTS: mark("Each row is a period with its numbers of customers."),
    Shape.DATED_LISTS: mark(
        "Each row is a customer in the list of a day; who is missing in the next list "
        "has left."
    ),
}


_VISITS = mark(
    "Each row is a customer with the days they came; who stays silent for too long "
    "counts as lost."
)
_MARKS = mark("Each row is a customer: whether they left, and nothing says when.")


def shape_sentence(shape: Shape, roles: Collection[Role] = ()) -> str:
    """Say what a row is in a list of a kind, whose columns have these roles.

    Examples
    --------
    >>> shape_sentence(Shape.COUNTS)
    'Each row is a period with its numbers of customers.'
    """
    if shape is Shape.SNAPSHOT and roles and Role.TENURE not in roles:
        return _(_MARKS)
    if shape is Shape.PURCHASES and roles and Role.PURCHASE_DATE not in roles:
        return _(_VISITS)
    return _(_SENTENCES[shape])
