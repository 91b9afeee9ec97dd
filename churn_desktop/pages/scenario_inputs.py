"""Typing what may come: scenarios, and what is spent on keeping customers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from churn_desktop.core.choices import ScenarioChoice, Spend
from churn_desktop.core.project import Assumptions, Project
from churn_desktop.engine.ahead import NOW, OWN_TARGET, POINT_LESS
from churn_desktop.engine.own_scenarios import MOST, own_key
from churn_desktop.engine.scenario import PRESET, Scenario
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark
from churn_desktop.pages.editing import Input, Inputs, Value, write_number
from churn_desktop.pages.formats import is_defined
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Unit
from churn_desktop.pages.terms import note, title

_NAMES = {
    NOW: mark("As it is"),
    OWN_TARGET: mark("Own target"),
    POINT_LESS: mark("One point less churn"),
    "five": mark("5 % churn a month"),
    "ten": mark("10 % churn a month"),
}
_FIELDS = {
    "monthly_churn": ("monthly_churn", Unit.RATE, 1.0),
    "added": ("what_if_added", Unit.MONTHS, math.inf),
    "start": ("what_if_start", Unit.COUNT, math.inf),
    "arpa": ("arpa", Unit.MONEY, math.inf),
}


def scenario_names(material: Material) -> Mapping[str, str]:
    """Name every scenario there may be, by key."""
    chosen = material.assumptions.scenarios
    own = {own_key(number): each.name for number, each in enumerate(chosen)}
    return {key: _(name) for key, name in _NAMES.items()} | own


def choices(material: Material) -> tuple[ScenarioChoice, ...]:
    """Give what was thought of, else what the list suggests."""
    known, outlook = material.assumptions.scenarios, material.ahead.outlook
    if known or outlook is None:
        return known
    return tuple(
        ScenarioChoice(
            _(_NAMES[each.key]),
            None if each.key == NOW else round(each.monthly_churn, 4),
        )
        for each in outlook.scenarios
    )


def scenario_inputs(material: Material) -> tuple[Inputs, ...]:
    """Ask for each scenario, for one more, and for a spend."""
    told, start = choices(material), material.ahead.start
    forms = [_form(told, number, start) for number in range(len(told))]
    if len(told) < MOST:
        forms.append(_form((*told, ScenarioChoice("")), len(told), start))
    if material.ahead.shown_outlook is not None:
        forms.append(_spend(material.assumptions.spend))
    return tuple(forms)


def put_example(project: Project) -> Project:
    """Take the scenarios of the published example."""
    example = tuple(
        ScenarioChoice(_(_NAMES[each.key]), each.monthly_churn, each.added, each.start)
        for each in PRESET
    )
    return project.assuming(scenarios=example)


def _form(
    told: tuple[ScenarioChoice, ...], number: int, start: Scenario | None
) -> Inputs:
    choice = told[number]

    def changed(before: Assumptions, name: str, value: Value) -> Assumptions:
        fields: dict[str, Any] = {name: value}
        after = replace(choice, **fields)
        if name != "name" and not after.name:
            after = replace(after, name=_("Scenario {n}").format(n=number + 1))
        kept = (*told[:number], after, *told[number + 1 :])
        # Whoever takes its name away wants a scenario gone.
        return replace(before, scenarios=tuple(each for each in kept if each.name))

    def entry(name: str) -> Input:
        term, unit, high = _FIELDS[name]

        def put(before: Assumptions, value: Value) -> Assumptions:
            return changed(before, name, value)

        return Input(
            f"{name}_{number}",
            title(term),
            unit,
            getattr(choice, name),
            put,
            high=high,
            empty=_empty(start, name, unit),
            note=note(term),
        )

    def rename(before: Assumptions, value: Value) -> Assumptions:
        return changed(before, "name", value)

    named = Input(
        f"name_{number}", title("what_if_scenario"), Unit.TEXT, choice.name, rename
    )
    heading = choice.name or _("Another scenario")
    return Inputs(heading, (named, *map(entry, _FIELDS)))


def _empty(start: Scenario | None, name: str, unit: Unit) -> str:
    value = math.nan if start is None else float(getattr(start, name))
    if not is_defined(value):
        return _("not known")
    digits = 4 if unit is Unit.RATE else 2
    known = write_number(round(value, digits), unit)
    return _("as it is: {value}").format(value=known)


def _spend(spend: Spend) -> Inputs:
    def entry(name: str) -> Input:
        def put(before: Assumptions, value: Value) -> Assumptions:
            fields: dict[str, Any] = {name: value}
            return replace(before, spend=replace(spend, **fields))

        term = f"spend_{name}"
        shown = getattr(spend, name)
        return Input(term, title(term), Unit.MONEY, shown, put, note=note(term))

    return Inputs(
        _("Spent on keeping customers: when does it come back?"),
        (entry("once"), entry("monthly")),
    )
