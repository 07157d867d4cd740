"""The statistics of one speech by domain: how many numbers it reports and promises in each, and the targets in one of them.

Prints a table of domain by status for the report of 2024, and what it wants to reach in the economy.
"""

import pandas as pd

import koujing

report = koujing.open_study("work-reports").where(year=2024).statistics
print(pd.crosstab(report["domain"].replace("", "(none)"), report["status"]).sort_values("target", ascending=False).to_string())
targets = report.query("status == 'target' and domain == 'economy'")
print("\nTargets in the economy:")
print(targets[["indicator", "text", "value", "unit", "period", "start"]].to_string(index=False))
