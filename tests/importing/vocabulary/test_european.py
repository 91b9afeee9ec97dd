from __future__ import annotations

import pytest

from churn_desktop.core.schema import Role
from churn_desktop.importing.headings import heading_key
from churn_desktop.importing.vocabulary.european import EUROPEAN


@pytest.mark.parametrize("role", list(EUROPEAN))
def test_headings_are_written_as_heading_keys_are(role: Role) -> None:
    assert {heading_key(word).words for word in EUROPEAN[role]} == EUROPEAN[role]


def test_no_heading_means_start_and_end() -> None:
    assert not EUROPEAN[Role.START] & EUROPEAN[Role.END]
