"""Sentences for those parts of the program that hold none themselves."""
