"""Churn Desktop: who left, how sure that is, what it cost, whom to call."""

__version__ = "0.1.0"
