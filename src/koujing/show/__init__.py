"""How results are shown: plots, tables, marked-up speeches and findings."""
