"""The sheets of the workbook and the formulas in them; `output.workbook` saves them."""
