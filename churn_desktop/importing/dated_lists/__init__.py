"""Several lists of customers, each of a day: read together, and made into a book."""
