"""Random customer lists, small and full of coincidences."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from tests.engine.books import Row

FIRST = date(2023, 1, 1)

AMOUNTS = st.sampled_from([None, 0.0, -20.0, 0.1, 33.33, 100.1, 200.2, 1e7])
TERMS = st.sampled_from([None, None, 1.0, 3.0, 12.0])
# Short lists of days make contracts touch, overlap and hit the bounds of periods.
STARTS = st.one_of(
    st.integers(0, 400),
    st.sampled_from(
        [0, 30, 31, 58, 59, 89, 90, 119, 120, 150, 151, 180, 181, 364, 365]
    ),
)
LENGTHS = st.one_of(
    st.none(),
    st.integers(0, 40),
    st.sampled_from([0, 1, 28, 30, 31, 59, 89, 90, 91, 364, 365]),
    st.integers(0, 400),
)


@st.composite
def rows(draw: st.DrawFn, most_customers: int = 6, most_rows: int = 14) -> list[Row]:
    """A list of contracts in any order."""
    number = draw(st.integers(1, most_rows))
    found = []
    for _ in range(number):
        customer = f"C{draw(st.integers(1, most_customers))}"
        start = FIRST + timedelta(days=draw(STARTS))
        length = draw(LENGTHS)
        end = None if length is None else start + timedelta(days=length)
        found.append(Row(customer, start, end, draw(AMOUNTS), draw(TERMS)))
    return found


AS_OF = st.one_of(
    st.integers(0, 500).map(lambda days: FIRST + timedelta(days=days)),
    st.sampled_from([date(2023, 6, 30), date(2023, 12, 31), date(2024, 2, 29)]),
)
