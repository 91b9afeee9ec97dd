"""Projects, what recovers and backs them up, and what the program remembers."""
