"""The words of a speech: tokens, counts, texture."""
