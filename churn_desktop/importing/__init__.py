"""Files become a table, a table becomes a book, with issues for every doubt."""
