"""Own words: terms, slogans and stop words of your own place, with which texts are coded and counted.

Prints the counts of 水库 (reservoir), which is a word of its own, without and with an own list that keeps 水库移民 (people resettled for
a reservoir) whole; the own slogan that is found; and a ranking from which an own stop word is left out.
"""

from pathlib import Path

import koujing

words = Path("my_words")
words.mkdir(exist_ok=True)
(words / "terms.tsv").write_text("term\tenglish\n水库移民\tpeople resettled for a reservoir\n", encoding="utf-8")
(words / "formulas.tsv").write_text("canonical\n清水行动\n", encoding="utf-8")
(words / "stopwords.tsv").write_text("word\n全市\n", encoding="utf-8")

text = "同志们：全市实施清水行动，修水库两座，安置水库移民900人。水库移民新村通了水。全市还要建3座水库。"
Path("my_speech.txt").write_text(text, encoding="utf-8")
plain, own = koujing.code("my_speech.txt"), koujing.code("my_speech.txt", lexicon=words)
for name, study in (("without", plain), ("with", own)):
    print(name, koujing.rates(study, "水库", count="term")[["term", "n"]].to_dict("records"), study.formulas["text"].tolist())
print(koujing.dispersion(own, lexicon=words, top=4)[["term", "n"]].to_string(index=False))
