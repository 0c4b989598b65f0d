"""What ends by itself, and who is reminded, by subject."""
