"""Slogans: numeral formulas with what they bundle, and set phrases."""
