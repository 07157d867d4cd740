"""Reported statistics: the numbers that a text states, and what it says about them."""
