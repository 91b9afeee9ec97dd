"""A year ahead: as things are, and with less churn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from churn_desktop.core.formula import Formula
from churn_desktop.engine.ahead import NOW, OWN_TARGET, POINT_LESS
from churn_desktop.engine.own_scenarios import own_key
from churn_desktop.engine.scenario import PRESET, STEP, YEAR, Outlook, look_ahead
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.blind_periods import blind_periods
from churn_desktop.pages.editing import Button, typed_buttons
from churn_desktop.pages.formats import is_defined, write_value
from churn_desktop.pages.material import Material, without_data
from churn_desktop.pages.model import (
    Block,
    Chart,
    ChartKind,
    Measure,
    Page,
    PageId,
    Series,
    Table,
    Text,
    Tone,
    Unit,
)
from churn_desktop.pages.scenario_inputs import scenario_inputs, scenario_names
from churn_desktop.pages.sentences import count, join, percent
from churn_desktop.pages.spend_back import spend_blocks
from churn_desktop.pages.terms import measure, note, page_title, title

if TYPE_CHECKING:
    import pandas as pd

_TONES = {
    NOW: Tone.LOST,
    OWN_TARGET: Tone.MAIN,
    POINT_LESS: Tone.GAINED,
    "five": Tone.GAINED,
    "ten": Tone.LOST,
    **{
        own_key(number): tone
        for number, tone in enumerate(
            (Tone.LOST, Tone.GAINED, Tone.MAIN, Tone.WARNING, Tone.NEUTRAL)
        )
    },
}


def lay_out(material: Material) -> Page:
    """Show where the list goes in a year, and what less churn is worth."""
    found, names = material.ahead, scenario_names(material)
    known = material.analysis.movements is not None and not material.missing(
        PageId.WHAT_IF
    )
    if not (known or found.start is not None or found.planned is not None):
        empty = without_data(material, PageId.WHAT_IF)
        return empty if empty.missing else _page(material, [*empty.blocks])
    outlook = found.shown_outlook
    blocks: list[Block] = []
    if outlook is None:
        nothing = Text(_("No period is over yet, so there is no pace to go on with."))
        blocks += blind_periods(material) or [nothing]
    else:
        summary = scenario_table(material, outlook)
        table = month_table(outlook, "months", _("Month by month"), names)
        blocks += [
            Text(_what_it_is_worth(material, summary)),
            _own_chart(outlook, table, names),
            summary,
            *spend_blocks(material),
            Text(_order()),
            table,
        ]
    preset = month_table(
        look_ahead(PRESET), "preset", _("The example, month by month"), names
    )
    return _page(material, [*blocks, _preset_chart(names), preset])


def _page(material: Material, blocks: list[Block]) -> Page:
    return Page(
        PageId.WHAT_IF,
        page_title(PageId.WHAT_IF),
        tuple(blocks),
        inputs=scenario_inputs(material),
        buttons=(
            Button("exampleScenarios", _("Take the example: 5 % and 10 % churn")),
            *typed_buttons(material.project, PageId.WHAT_IF),
        ),
    )


def scenario_table(material: Material, outlook: Outlook) -> Table:
    """Give each scenario after a year, and what it brings more than now.

    The row of now comes first, and then the others in the order of the outlook.
    """
    import pandas as pd

    found, names = material.ahead, scenario_names(material)
    rows = []
    for scenario in outlook.scenarios:
        last = outlook.at(scenario.key, YEAR)
        rows.append(
            {
                "scenario": names[scenario.key],
                "monthly_churn": scenario.monthly_churn,
                "added": scenario.added,
                "start": scenario.start,
                "customers": float(last["closing"]),
                "revenue": float(last["revenue"]),
                "gain": found.gain(outlook, scenario.key),
            }
        )
    frame = pd.DataFrame(rows)
    frame["ceiling"] = list(outlook.ceiling)
    measures: tuple[Measure, ...] = (
        measure("scenario", Unit.TEXT, term="what_if_scenario"),
        measure("monthly_churn", Unit.RATE),
        measure("added", Unit.MONTHS, term="what_if_added"),
        measure("start", Unit.COUNT, term="what_if_start"),
        measure("customers", Unit.COUNT, term="what_if_customers"),
        measure("ceiling", Unit.COUNT, term="what_if_ceiling"),
    )
    if frame["revenue"].notna().any():
        measures += (
            measure("revenue", Unit.MONEY, term="what_if_revenue"),
            measure("gain", Unit.MONEY, term="what_if_gain"),
        )
    return Table("scenarios", _("After twelve months"), measures, frame)


def month_table(
    outlook: Outlook, key: str, name: str, titles: Mapping[str, str]
) -> Table:
    """Put the scenarios beside each other, a row for each month.

    Every month follows from the one before by the formulas of `scenario.STEP`.
    """
    import pandas as pd

    columns: dict[str, pd.Series] = {}
    shown, expert = [], []
    for each in outlook.scenarios:
        own = outlook.frame[outlook.frame.scenario == each.key].reset_index(drop=True)
        columns.setdefault("month", own["month"])
        for part in ("closing", "opening", "lost", "monthly_churn", "added"):
            columns[f"{part}_{each.key}"] = own[part]
        names = {
            part: f"{part}_{each.key}"
            for part in ("closing", "opening", "lost", "monthly_churn", "added")
        }
        step = {
            part: Formula(STEP[part].write(names.__getitem__))
            for part in ("lost", "closing")
        }
        shown.append(
            Measure(
                names["closing"],
                titles[each.key],
                Unit.COUNT,
                note("what_if_closing"),
                step["closing"],
            )
        )
        expert += [
            _of(each.key, titles[each.key], "opening", Unit.COUNT),
            _of(each.key, titles[each.key], "monthly_churn", Unit.RATE),
            _of(each.key, titles[each.key], "lost", Unit.COUNT, step["lost"]),
            _of(each.key, titles[each.key], "added", Unit.MONTHS),
        ]
    measures = (measure("month", Unit.COUNT, term="what_if_month"), *shown, *expert)
    return Table(key, name, measures, pd.DataFrame(columns), folded=True)


def _of(
    scenario: str,
    name: str,
    part: str,
    unit: Unit,
    formula: Formula | None = None,
) -> Measure:
    terms = {
        "opening": "opening",
        "monthly_churn": "monthly_churn",
        "lost": "lost",
        "added": "what_if_added",
    }
    heading = _("{measure}: {scenario}").format(
        measure=title(terms[part]), scenario=name
    )
    return Measure(
        f"{part}_{scenario}", heading, unit, note(terms[part]), formula, expert=True
    )


def _what_it_is_worth(material: Material, summary: Table) -> str:
    """Say what each scenario would change within a year."""
    frame = summary.frame
    now = _(
        "At {churn} churn a month and {added} customers added a month, {start} "
        "customers become {customers} in a year."
    ).format(
        churn=percent(frame["monthly_churn"][0]),
        added=write_value(frame["added"][0], Unit.MONTHS),
        start=count(frame["start"][0]),
        customers=count(round(frame["customers"][0])),
    )
    said = [now]
    for row in range(1, len(frame)):
        text = _("At {churn} it would be {customers}.")
        gain = frame["gain"][row]
        if is_defined(gain) and gain < 0:
            text = _("At {churn} it would be {customers}, and {gain} less margin.")
        elif is_defined(gain):
            text = _(
                "At {churn} it would be {customers}, and {gain} more margin in the "
                "year: so much may be spent to get there."
            )
        said.append(
            text.format(
                churn=percent(frame["monthly_churn"][row]),
                customers=count(round(frame["customers"][row])),
                gain=write_value(abs(gain), Unit.MONEY, material.currency),
            )
        )
    if is_defined(frame["gain"].max()) and material.assumptions.margin == 1:
        said.append(_("The margin is not set: all revenue counts."))
    return join(*said)


def _order() -> str:
    return _(
        "Every month first those leave who leave, then the new ones come: customers × "
        "(1 − churn) + added."
    )


def _own_chart(outlook: Outlook, table: Table, names: Mapping[str, str]) -> Chart:
    first = outlook.scenarios[0].key
    ends = {e.key: float(outlook.at(e.key, YEAR)["closing"]) for e in outlook.scenarios}
    there = ends.pop(first)
    # The one that leads furthest is what one may want to do.
    last = max(ends, key=ends.__getitem__, default=first)
    message = _("In a year: {customers} customers as it is").format(
        customers=count(round(there))
    )
    if last != first:
        more = ends[last] - there
        message = _("{scenario}: {count} customers more in a year")
        if more < 0:
            message = _("{scenario}: {count} customers fewer in a year")
        message = message.format(scenario=names[last], count=count(abs(round(more))))
    return Chart(
        "months",
        message,
        ChartKind.LINE,
        table.key,
        tuple(
            Series(f"closing_{each.key}", names[each.key], _TONES[each.key])
            for each in outlook.scenarios
        ),
        _("customers; each month first lose, then add"),
    )


def _preset_chart(names: Mapping[str, str]) -> Chart:
    outlook = look_ahead(PRESET)
    ahead = outlook.ahead("five", "ten", YEAR)
    return Chart(
        "preset",
        _("An example: 100 new a month, half the churn, {share} more customers").format(
            share=percent(ahead)
        ),
        ChartKind.LINE,
        "preset",
        tuple(
            Series(f"closing_{each.key}", names[each.key], _TONES[each.key])
            for each in PRESET
        ),
        _("customers; each month first lose, then add"),
    )
