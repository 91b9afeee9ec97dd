"""Books that several tests look at."""

from __future__ import annotations

import pytest

from churn_desktop.core.book import Book
from tests.engine.books import book_of, golden_rows


@pytest.fixture
def golden() -> Book:
    return book_of(golden_rows(), as_of="2024-03-31")
