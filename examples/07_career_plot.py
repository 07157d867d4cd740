"""A career plot: four terms from 1954 to 2025, and between which years each was born and went.

Prints the birth and death of each with the years between which they lie, and saves the plot.
"""

import koujing

terms = ["人民公社", "乡镇企业", "国内生产总值", "创新"]
births = koujing.births("work-reports", terms)
plot = koujing.plot_term_careers(koujing.rates("work-reports", terms, by="year"), births, "Four careers in the reports")
plot.savefig("careers.png", dpi=200)
print(births[["term", "n", "birth", "born_low", "born_high", "death", "died_low", "died_high"]].to_string(index=False))
