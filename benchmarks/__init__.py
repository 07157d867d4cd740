"""How fast koujing is, on corpora of any size: ``python3 run.py benchmark``."""
