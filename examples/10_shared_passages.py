"""Passages that two speeches share: what a county takes from the province, and what it changes on the way.

Prints how alike each passage is letter by letter, its wording in both (with its place in the raw text), and the edits. This needs
``pip install 'koujing[borrowing]'``; for all pairs of a folder, ask ``koujing.open_study("my_speeches").borrowings``.
"""

import json

import koujing

sample = koujing.read(koujing.sample_folder())
province, county = sample["water-province"], sample["water-county"]
for row in koujing.borrowings(province, county).itertuples():
    print(f"{row.similarity:.0%} alike")
    print(f"  from {row.start_a}–{row.end_a}: {province.raw[row.start_a : row.end_a]}")
    print(f"  to   {row.start_b}–{row.end_b}: {county.raw[row.start_b : row.end_b]}")
    print("  edits:", "; ".join(f"{edit['was'] or '(nothing)'} → {edit['now'] or '(nothing)'}" for edit in json.loads(row.changed)))
