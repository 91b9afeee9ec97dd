"""Files of the program's own: recent lists and settings."""
