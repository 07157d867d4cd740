"""The language of official speech, read once: numerals, marks, joints, times."""
