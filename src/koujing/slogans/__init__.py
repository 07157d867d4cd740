"""Slogans: numeral formulas with the items they bundle, and set phrases."""
