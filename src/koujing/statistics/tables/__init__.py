"""Statistics in the cells of tables, whose units, indicators and years stand in the heads of their rows and columns."""
