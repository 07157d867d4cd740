"""What one speech takes from another, and what it changes in it."""
