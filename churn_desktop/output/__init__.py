"""Pages become something to look at or to hand on."""
