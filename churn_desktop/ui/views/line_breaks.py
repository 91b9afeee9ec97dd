"""Where a line must not break."""

from __future__ import annotations


def together(text: str) -> str:
    """Keep each number and its per cent sign on one line."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")
