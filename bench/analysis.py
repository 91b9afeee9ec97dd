"""The whole analysis, against the time a person does not notice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from bench.lists import Made, make, with_attributes
from bench.timing import Row, in_turns, rounds_for
from churn_desktop.core.book import Book
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.ahead import Ahead
from churn_desktop.engine.analysis import analyse
from churn_desktop.engine.answers import Answers
from churn_desktop.engine.money import Money
from churn_desktop.engine.movements import count_movements
from churn_desktop.engine.rates import rate_table
from churn_desktop.engine.stages import months_lived, stage_table
from churn_desktop.engine.survival import kaplan_meier


def rows(size: int) -> Iterator[Row]:
    """Measure the answer to a new period or as-of date."""
    plain, hard = make(size), make(size, 1.3, terms=True)
    told, hard_told = (with_attributes(made.book) for made in (plain, hard))
    taken = in_turns(
        {
            "plain": lambda: analyse(plain.book, Assumptions()),
            "hard": lambda: analyse(hard.book, Assumptions()),
            "counts": lambda: _without_money(plain),
            "every": lambda: _every_answer(told),
            "every hard": lambda: _every_answer(hard_told),
        },
        rounds_for(size),
        min,
    )
    work = "movements, rates, survival, stages"
    yield Row(work, size, taken["counts"], target="0.5 s")
    yield Row("whole analysis", size, taken["plain"], target="0.5 s")
    yield Row(
        "whole analysis, 1.3 contracts each, renewals",
        size,
        taken["hard"],
        target="0.5 s",
    )
    yield Row("every answer of every page", size, taken["every"], target="1 s")
    yield Row(
        "every answer, 1.3 contracts each, renewals",
        size,
        taken["every hard"],
        target="1 s",
    )


def _every_answer(book: Book) -> None:
    """Ask for all that any page may ask for."""
    assumptions = Assumptions(cac=100.0)
    answers = Answers(analyse(book, assumptions))
    money = Money(answers)
    for asked in (answers, money, Ahead(answers.analysis, money)):
        for name, found in vars(type(asked)).items():
            if isinstance(found, cached_property):
                getattr(asked, name)
    for owners in (None, *answers.owners):
        answers.marks(owners)


def _without_money(made: Made) -> None:
    movements = count_movements(made.book, Assumptions())
    assert movements is not None
    rate_table(movements)
    lives = made.book.durations
    kaplan_meier(lives.length, lives.ended, lives.entry, lives.unit)
    stage_table(*months_lived(made.book))
