"""The first periods of a list of purchases, in which nobody can be seen to leave."""

from __future__ import annotations

from churn_desktop.core.calendar import to_date
from churn_desktop.core.schema import TimeUnit
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.formats import write_length
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Text
from churn_desktop.pages.sentences import no_complete_period


def without_headline(material: Material) -> Text:
    """Say why no period's figures come first.

    Parameters
    ----------
    material : Material
        Of a list with periods.

    Returns
    -------
    Text
        That no period is over yet, or that in those that are nobody could be seen to
        leave.
    """
    too_early = blind_periods(material)
    over = len(material.incomplete) < len(material.periods)
    return too_early[0] if too_early and over else no_complete_period(material.as_of)


def blind_periods(material: Material) -> list[Text]:
    """Say from when on a list of purchases can show who left.

    Returns
    -------
    list of Text
        One warning; none where every period can.

    Notes
    -----
    Nobody can have been silent for longer than the list goes back. Until the first
    purchase and the days of silence are over, a churn of 0 % would only mean that
    nobody could be seen to leave, so that the rates of these periods are not defined.
    """
    movements, cycle = material.analysis.movements, material.analysis.cycle
    if movements is None or not movements.blind or cycle is None:
        return []
    assert cycle.threshold_days is not None
    first = int(material.book.stays.start.min())
    return [
        Text(
            _(
                "The first purchase is of {date}, and silence means lost after "
                "{days}: nobody can be seen to leave before {from_day}. Rates of "
                "periods that begin earlier are not defined."
            ).format(
                date=to_date(first).isoformat(),
                days=write_length(cycle.threshold_days, TimeUnit.DAYS),
                from_day=to_date(first + int(cycle.threshold_days)).isoformat(),
            ),
            warning=True,
        )
    ]
