"""Five steps from counted numbers to a rate, with the list's own numbers put in."""

from __future__ import annotations

from churn_desktop.core.formula import Formula
from churn_desktop.engine.calculator import (
    DIVIDED,
    PERCENT,
    TypedNumbers,
    calculate,
    five_steps,
)
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.explain import in_words
from churn_desktop.pages.formats import is_defined, write_interval
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Block, Page, PageId, Table, Text, Unit
from churn_desktop.pages.sentences import count, percent
from churn_desktop.pages.terms import in_text, measure, page_title, title

EXAMPLE = TypedNumbers(opening=500, new=500, lost=50)
"""50 of 500 customers lost in a month."""

_SHARE = Formula("lost / base")
_KEYS = ("months", "base", "lost", "share", "percent")


def lay_out(material: Material) -> Page:
    """Work through the five steps, in a table that a workbook can go on with."""
    numbers = material.prospects.typed
    period = None
    if numbers is not None and numbers.opening and material.headline is not None:
        period = material.label(material.headline)
    if numbers is None or period is None:
        numbers = EXAMPLE
    table = step_table(numbers)
    blocks: list[Block] = [
        Text(_whose(period)),
        *(Text(text) for text in _in_words(numbers)),
        table,
        Text(
            _(
                "In an exported workbook the first three numbers of each row can be "
                "typed over; the share and the per cent follow."
            )
        ),
        _more_table(numbers),
    ]
    return Page(PageId.CALCULATOR, page_title(PageId.CALCULATOR), tuple(blocks))


def step_table(numbers: TypedNumbers) -> Table:
    """Give a row for each way to divide, and a column for each step."""
    import pandas as pd

    names = {
        "opening_base": _("of the customers at the start"),
        "acquired_base": _("of the customers gained"),
    }
    rows = []
    for key in DIVIDED:
        values = {step.key: step.value for step in five_steps(numbers, key)}
        rows.append({"way": names[key], **values})
    measures = (
        measure("way", Unit.TEXT, term="step_way"),
        measure("months", Unit.COUNT, term="step_months"),
        measure("base", Unit.COUNT, term="step_base"),
        measure("lost", Unit.COUNT, term="step_lost"),
        measure("share", Unit.RATIO, term="step_share", formula=_SHARE),
        measure("percent", Unit.MONTHS, term="step_percent", formula=PERCENT),
    )
    return Table("steps", _("The five steps"), measures, pd.DataFrame(rows))


def _whose(period: str | None) -> str:
    if period is None:
        return _("An example: 500 customers at the start, 50 of them lost in a month.")
    return _("The example is your own list in {period}.").format(period=period)


def _in_words(numbers: TypedNumbers) -> list[str]:
    """Say each of the five steps in a sentence."""
    found = calculate(numbers)
    steps = {step.key: step.value for step in five_steps(numbers)}
    rate = found.rates["opening_base"]
    low, high = found.low["opening_base"], found.high["opening_base"]
    return [
        ngettext(
            "1. Fix the period: {months} month.",
            "1. Fix the period: {months} months.",
            numbers.months,
        ).format(months=count(steps["months"])),
        _("2. Count the customers at its start, before anyone joins: {base}.").format(
            base=count(steps["base"])
        ),
        _(
            "3. Count who of these is gone at its end: {lost}. Who joined and left "
            "within the period does not count here."
        ).format(lost=count(steps["lost"])),
        _("4. Divide: {lost} ÷ {base} = {share}.").format(
            lost=count(steps["lost"]),
            base=count(steps["base"]),
            share=f"{steps['share']:.4f}",
        ),
        _("5. Take it times 100: {rate} churn (95 % interval {interval}).").format(
            rate=percent(rate), interval=write_interval(low, high, Unit.RATE)
        ),
    ]


def _more_table(numbers: TypedNumbers) -> Table:
    """Give the other definitions that the same numbers allow."""
    import pandas as pd

    from churn_desktop.engine.rates import RATES

    found = calculate(numbers)
    # Who left twice is counted by a list, and cannot be told from typed numbers.
    chosen = [
        key
        for key, value in found.rates.items()
        if is_defined(value) and "leave_events" not in RATES[key].names
    ]
    frame = pd.DataFrame(
        {
            "definition": [title(key) for key in chosen],
            "formula": [
                in_words(RATES[key], lambda name: in_text(title(name)))
                for key in chosen
            ],
            "value": [found.rates[key] for key in chosen],
        }
    )
    measures = (
        measure("definition", Unit.TEXT),
        measure("formula", Unit.TEXT),
        measure("value", Unit.RATE),
    )
    return Table("more", _("What else these numbers say"), measures, frame)
