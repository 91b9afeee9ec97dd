"""Results become pages of tables, charts and sentences in the chosen language."""
