"""Everything that takes a file apart, in a child process that may die of it.

Nothing here knows what a cell means, and nothing here imports numpy, pandas or Qt: the
child starts in a few hundredths of a second. `importing.worker` starts it and listens.
"""
