"""Rhetoric: parallel structures, directives and metaphor fields, found in text."""
