"""Measurements against other tools, and runs over files that are out to break us."""
