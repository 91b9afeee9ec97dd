"""The largest saving that is within reach, for the first look."""

from __future__ import annotations

from churn_desktop.engine.ahead import OWN_TARGET
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.formats import is_defined
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Card, PageId, Source, Unit
from churn_desktop.pages.sentences import percent
from churn_desktop.pages.what_if import scenario_table


def saving_card(material: Material) -> tuple[Card, ...]:
    """Say what the own target is worth in a year, or else a point less churn.

    Returns
    -------
    tuple of Card
        Empty without amounts, or when nobody leaves.

    Notes
    -----
    What a list has reached before is within reach; only where now is already the best
    of it, a point of churn a month stands in.
    """
    outlook = material.ahead.outlook
    if outlook is None or not material.money.knows_amounts:
        return ()
    keys = [each.key for each in outlook.scenarios]
    if len(keys) == 1:
        return ()
    row = keys.index(OWN_TARGET) if OWN_TARGET in keys else len(keys) - 1
    table = scenario_table(material, outlook)
    # The page shows other scenarios once somebody thought of some.
    own = material.ahead.planned is not None
    source = None if own else Source(PageId.WHAT_IF, table.key, row, "gain")
    gain = float(table.frame["gain"][row])
    if not is_defined(gain):
        return ()
    text = _("in a year, if churn a month fell from {now} to {other} (one point less)")
    if keys[row] == OWN_TARGET:
        text = _("in a year, if churn a month fell from {now} to {other} (own target)")
    rates = table.frame["monthly_churn"]
    if not rates[row] > 0:
        # A point less than less than a point is nobody at all.
        text = _("in a year, if nobody left any more (churn a month is now {now})")
    return (
        Card(
            "saving",
            _("Largest reachable saving"),
            gain,
            Unit.MONEY,
            note=text.format(now=percent(rates[0]), other=percent(rates[row])),
            source=source,
        ),
    )
