"""What a reader sees: plots, tables, marked-up speeches, findings."""
