"""Every figure as plain data, for programs rather than people."""
