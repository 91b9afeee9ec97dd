"""Five steps from counted numbers to a rate, with the list's own numbers put in."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from churn_desktop.core.choices import TypedNumbers
from churn_desktop.core.formula import Formula
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.calculator import (
    DIVIDED,
    PERCENT,
    SUMMED,
    Calculation,
    Problem,
    calculate,
    five_steps,
)
from churn_desktop.engine.rates import RATES
from churn_desktop.engine.revenue import KINDS, REVENUE_RATES
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark, ngettext
from churn_desktop.pages.editing import Button, Input, Inputs, Value, typed_buttons
from churn_desktop.pages.explain import in_words
from churn_desktop.pages.formats import is_defined, write_interval, write_value
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Block, Page, PageId, Table, Text, Unit
from churn_desktop.pages.sentences import count, percent
from churn_desktop.pages.terms import in_text, measure, note, page_title, title

EXAMPLE = TypedNumbers(opening=500, new=500, lost=50)
"""50 of 500 customers lost in a month."""

_MOST_MONTHS = 120
_UNITS = {"quick_ratio": Unit.RATIO, "arpa": Unit.MONEY}
_PROBLEMS = {
    Problem.NEGATIVE: mark("No number can be below 0."),
    Problem.LOST_MORE_THAN_THERE: mark(
        "More customers are lost than there were at the start. Who came and left "
        "within the period is counted apart."
    ),
    Problem.LEFT_MORE_THAN_CAME: mark(
        "More customers joined and left than are new in the period."
    ),
    Problem.AMOUNT_LOST_MORE_THAN_THERE: mark(
        "More revenue is lost than there was at the start."
    ),
}

_SHARE = Formula("lost / base")


def lay_out(material: Material) -> Page:
    """Work through the five steps, in a table that a workbook can go on with."""
    typed, own = material.assumptions.typed, material.ahead.typed
    period = None
    if own is not None and own.opening and material.headline is not None:
        period = material.label(material.headline)
    numbers = typed or (own if own is not None and period is not None else EXAMPLE)
    table = step_table(numbers)
    found = calculate(numbers)
    blocks: list[Block] = [Text(_whose(typed, period)), *_problems(found)]
    if found.problems:
        return _page(material, numbers, blocks)
    blocks += [
        *(Text(text) for text in _in_words(numbers)),
        table,
        Text(
            _(
                "In an exported workbook the first three numbers of each row can be "
                "typed over; the share and the per cent follow."
            )
        ),
        _more_table(found),
    ]
    if found.amounts is not None:
        blocks.append(_money_table(found))
    return _page(material, numbers, blocks)


def _page(material: Material, numbers: TypedNumbers, blocks: list[Block]) -> Page:
    return Page(
        PageId.CALCULATOR,
        page_title(PageId.CALCULATOR),
        tuple(blocks),
        inputs=number_inputs(numbers),
        buttons=(
            Button("saveTemplate", _("Save as Excel template…")),
            *typed_buttons(material.project, PageId.CALCULATOR),
        ),
    )


def number_inputs(numbers: TypedNumbers) -> tuple[Inputs, ...]:
    """Ask for the numbers; the first one that is typed makes all of them typed ones."""

    def entry(name: str, *, blank: bool = False, low: float = 0) -> Input:
        def put(before: Assumptions, value: Value) -> Assumptions:
            told: Any = value if blank or value is not None else 0.0
            if name == "months":
                told = int(told)
            return replace(before, typed=replace(numbers, **{name: told}))

        return Input(
            name,
            title(term(name)),
            Unit.MONEY if name.startswith("mrr_") else Unit.COUNT,
            getattr(numbers, name),
            put,
            low=low,
            high=_MOST_MONTHS if name == "months" else math.inf,
            empty=_("not known") if blank else "",
            note=note(term(name)),
        )

    return (
        Inputs(
            _("Type your own numbers: customers in the period"),
            (
                *(entry(name, blank=True) for name in ("opening", "new", "lost")),
                *(entry(name) for name in ("joined_and_left", "returned")),
                entry("months", low=1),
            ),
        ),
        Inputs(
            _("What they pay a month, to know about revenue too"),
            (
                entry("mrr_opening", blank=True),
                *(entry(f"mrr_{kind}") for kind in KINDS),
            ),
        ),
    )


def _problems(found: Calculation) -> list[Block]:
    return [Text(_(_PROBLEMS[problem]), warning=True) for problem in found.problems]


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


def _whose(typed: TypedNumbers | None, period: str | None) -> str:
    if typed is not None:
        return _("These are the numbers that were typed.")
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
            share=_four_digits(steps["share"]),
        ),
        _("5. Take it times 100: {rate} churn (95 % interval {interval}).").format(
            rate=percent(rate), interval=write_interval(low, high, Unit.RATE)
        ),
    ]


def _four_digits(share: float) -> str:
    return f"{share:.4f}" if is_defined(share) else write_value(None, Unit.RATIO)


def _more_table(found: Calculation) -> Table:
    """Give the other definitions that the same numbers allow, with their limits."""
    import pandas as pd

    # Who left twice is counted by a list, and cannot be told from typed numbers.
    chosen = [
        key
        for key, value in found.rates.items()
        if is_defined(value) and "leave_events" not in RATES[key].names
    ]
    nothing = float("nan")
    frame = pd.DataFrame(
        {
            "definition": [title(key) for key in chosen],
            "formula": [
                in_words(RATES[key], lambda name: in_text(title(name)))
                for key in chosen
            ],
            "value": [found.rates[key] for key in chosen],
            "low": [found.low.get(key, nothing) for key in chosen],
            "high": [found.high.get(key, nothing) for key in chosen],
        }
    )
    if is_defined(found.annualised):
        row = {
            "definition": title("annualised"),
            "formula": note("annualised"),
            "value": found.annualised,
        }
        frame = pd.concat([frame, pd.DataFrame([row])], ignore_index=True)
    measures = (
        measure("definition", Unit.TEXT),
        measure("formula", Unit.TEXT),
        measure("value", Unit.RATE, interval=("low", "high")),
        measure("low", Unit.RATE, expert=True),
        measure("high", Unit.RATE, expert=True),
    )
    return Table("more", _("What else these numbers say"), measures, frame)


def _money_table(found: Calculation) -> Table:
    """Give what the typed amounts say, in one row that a workbook can go on with."""
    assert found.amounts is not None
    frame = found.amounts.reset_index(drop=True)
    for key, value in found.revenue_rates.items():
        frame[key] = value
    frame.insert(0, "way", _("What you typed"))
    measures = (
        measure("way", Unit.TEXT, term="step_typed"),
        *(
            # They stand above, where they are typed.
            measure(key, Unit.MONEY, term=term(f"mrr_{key}"), expert=True)
            for key in ("opening", *KINDS)
        ),
        measure("closing", Unit.MONEY, term="mrr_closing", formula=SUMMED["closing"]),
        measure("paying_customers", Unit.COUNT, expert=True),
        *(
            measure(key, _UNITS.get(key, Unit.RATE), formula=formula)
            for key, formula in REVENUE_RATES.items()
            if set(formula.names) <= set(frame.columns)
        ),
    )
    return Table("money", _("What the amounts say"), measures, frame)


def term(name: str) -> str:
    """Give the key in the glossary of a typed number, or of what follows from some.

    Examples
    --------
    >>> term("mrr_new"), term("mrr_churned"), term("months"), term("mrr_nrr")
    ('mrr_new', 'churned', 'typed_months', 'nrr')
    """
    if name == "months":
        return "typed_months"
    if name in ("mrr_opening", "mrr_new", "mrr_closing"):
        return name
    return name.removeprefix("mrr_")
