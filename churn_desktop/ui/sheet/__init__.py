"""The user's own sheet: how its rows are arranged, and what one does to its cells."""
