"""The words of headings, as plain data; what they mean together is decided outside."""
