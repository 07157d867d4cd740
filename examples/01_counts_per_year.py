"""Counts per year with intervals: how often the reports say 改革 (reform) and 就业 (employment).

Prints the last five years of each and saves all of them as a table: the count, the rate per 10,000 Han characters, and its exact
95 % Poisson interval.
"""

import koujing

rates = koujing.rates("work-reports", ["改革", "就业"], by="year")
rates.to_csv("counts_per_year.csv", index=False, encoding="utf-8-sig")  # Excel needs the mark that "-sig" writes
print(rates.groupby("term", sort=False).tail(5).round(2).to_string(index=False))
