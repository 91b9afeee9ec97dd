from __future__ import annotations

import pytest

from churn_desktop.core.schema import Role
from churn_desktop.importing.headings import heading_key
from churn_desktop.importing.vocabulary.roles import EXACT


def test_every_role_has_headings() -> None:
    assert all(frozenset[str]().union(*EXACT[role].values()) for role in EXACT)


@pytest.mark.parametrize("role", list(EXACT))
def test_headings_are_written_as_heading_keys_are(role: Role) -> None:
    for words in EXACT[role].values():
        assert {heading_key(word).words for word in words} == words


@pytest.mark.parametrize("role", list(EXACT))
def test_a_heading_means_a_role_with_one_sureness(role: Role) -> None:
    every = [word for words in EXACT[role].values() for word in words]
    assert len(every) == len(set(every))


def test_no_heading_means_start_and_end() -> None:
    words = {role: frozenset[str]().union(*EXACT[role].values()) for role in EXACT}
    assert not words[Role.START] & words[Role.END]
    assert not words[Role.SALES_OWNER] & words[Role.SERVICE_OWNER]
