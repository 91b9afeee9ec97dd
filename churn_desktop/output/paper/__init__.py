"""Pages of paper and what is on them; `output.pdf` puts them together."""
