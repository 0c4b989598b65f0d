"""Pages of verification."""
