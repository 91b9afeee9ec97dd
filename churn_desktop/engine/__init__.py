"""A book becomes results; pure and vectorised, one module for each question."""
