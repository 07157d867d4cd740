"""Tokens with offsets: a speech cut into terms and words, each with its place in the raw file.

Prints the first tokens of an invented speech, and proves that the offsets lead back to the file, also behind a repair.
"""

import koujing

speech = koujing.read(koujing.sample_folder())["county"]
tokens = koujing.tokenize(speech, words=["双联行动"]).to_frame(speech)
columns = ["token", "tag", "start", "end"]
print(tokens.loc[tokens["is_word"], columns].head(12).to_string(index=False))
repair = next(repair for repair in speech.repairs if repair.kind == "ocr_digit")
print(f"\n{repair.was!r} was read as {repair.now!r} ({repair.kind}); the raw text has {speech.raw[repair.start : repair.end]!r} there")
whole = [token.token for token in tokens.itertuples() if speech.raw[token.start : token.end] == token.token]
print(f"{len(whole)} of {len(tokens)} tokens stand in the raw text letter by letter; the others were repaired")
