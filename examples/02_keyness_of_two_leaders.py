"""Keyness of two leaders: what Wen Jiabao's ten reports say more often than Li Keqiang's nine, and less often.

Prints the strongest terms of each side: how many times as often (as a logarithm: 1 is twice), in how many reports of each, and whether
the difference holds over whole reports. For two periods, ask ``where(year=(2003, 2012))``.
"""

import koujing

study = koujing.open_study("work-reports")
keyness = koujing.keyness(study.where(speaker="温家宝"), study.where(speaker="李克强"))
holds = keyness[keyness["verdict"] == "key"]
columns = ["term", "n_target", "n_reference", "speeches_target", "speeches_reference", "log_ratio", "q"]
print("温家宝 (target) more than 李克强 (reference):")
print(holds[holds["log_ratio"] > 0].head(8)[columns].round(3).to_string(index=False))
print("\nless:")
print(holds[holds["log_ratio"] < 0].tail(8)[columns].round(3).to_string(index=False))
