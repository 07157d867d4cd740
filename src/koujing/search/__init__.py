"""Where a wording stands: hits, and the concordance made of them."""
