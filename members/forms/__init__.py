"""Shapes of what people type in this app, by subject."""
