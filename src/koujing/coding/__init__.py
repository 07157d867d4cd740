"""A speech → coded tables: formulas, reported statistics."""
