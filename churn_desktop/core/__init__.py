"""Values only: no Qt, no files, no sentences."""
