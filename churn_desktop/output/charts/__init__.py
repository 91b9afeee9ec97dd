"""The parts of a chart; `output.figures` puts them together."""
