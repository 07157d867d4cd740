"""A concordance to Excel: every place of a wording with its context, speech, date and speaker, sorted by what stands to its right.

Prints the hits and saves them as a sheet (this needs ``pip install 'koujing[excel]'``). ``sample`` are speeches invented for koujing;
give your own folder instead. ``as_="formula"`` finds a slogan under all its names, ``as_="regex"`` a pattern.
"""

import koujing

hits = koujing.concordance("田头", "sample", sort="right", width=8)
hits.save("田头.xlsx")
print(hits)
