"""Table models over the values of core and pages."""
