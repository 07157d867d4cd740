"""Tables → numbers with their uncertainty."""
