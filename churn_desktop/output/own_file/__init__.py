"""Edits written into a copy of the file that the user gave."""
