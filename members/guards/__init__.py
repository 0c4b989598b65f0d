"""Reasons why an act is not possible now, by subject."""
