"""Whether anything is lost when the program, the disk or the power fails."""
