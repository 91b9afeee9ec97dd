"""Where exported files come to stand."""

from __future__ import annotations

from churn_desktop.files import write_safely

__all__ = ["write_safely"]
