"""Find a wording in speeches: the hits, and the concordance made of them."""
