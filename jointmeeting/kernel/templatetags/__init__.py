"""Template tags of every page (a builtin library: no load needed)."""
